//! What the macros say about wrong input. `pass/` has the programs with right input, which are tests of their own.

/// The compiler whose own words are in `fail/compiler/`: others say the same differently.
const REVIEWED_WITH: &str = "rustc 1.95.";

fn compiler() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = std::process::Command::new(rustc).arg("--version").output().expect("rustc runs");
    String::from_utf8(output.stdout).expect("its version is text")
}

/// Each `fail/*.rs` fails with the message beside it. `TRYBUILD=overwrite` writes the messages anew; read them before a commit.
#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/fail/*.rs");
    if compiler().starts_with(REVIEWED_WITH) {
        cases.compile_fail("ui/fail/compiler/*.rs");
    }
}
