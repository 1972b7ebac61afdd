//! Tests of the macros: code that compiles, code that fails with the expected messages, and expansions.

#[path = "../expansion/mod.rs"]
mod expansion;

/// The release whose own messages are in `fail/compiler/`. Other releases word them differently.
const REVIEWED_WITH: &str = "rustc 1.95.";

fn compiler() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = std::process::Command::new(rustc).arg("--version").output().expect("rustc runs");
    String::from_utf8(output.stdout).expect("its version is text")
}

/// Each `fail/*.rs` fails with the messages in its `.stderr`. `TRYBUILD=overwrite` updates them; read them before you commit.
#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/fail/*.rs");
    if compiler().starts_with(REVIEWED_WITH) {
        cases.compile_fail("ui/fail/compiler/*.rs");
    }
}
