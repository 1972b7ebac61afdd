//! What the macros emit, as a person reads it.
//!
//! `<name>.toml` is a spec and `<name>.in.rs` is Rust with triggerkit's attributes; `<name>.rs` beside it is the expansion.
//! These tests compare the expansions, and the target `expanded` compiles and uses them. To update them, run
//! `UPDATE_EXPANSIONS=1 cargo test -p triggerkit-tests --test expansion`.

mod cases;
mod public_items;

use std::fs;

use cases::{Case, pretty};

const UPDATE: &str = "UPDATE_EXPANSIONS";

#[test]
fn expansions_are_up_to_date() {
    let update = std::env::var_os(UPDATE).is_some();
    let mut stale = Vec::new();
    for case in Case::all() {
        let (path, expected) = (case.expansion_path(), case.expansion());
        let found = fs::read_to_string(&path).unwrap_or_default();
        if found == expected {
            continue;
        }
        if update {
            fs::write(&path, expected).expect("the expansion can be written");
        } else {
            stale.push(format!("{}:\n{}", path.display(), difference(&found, &expected)));
        }
    }
    let help = format!("help: run `{UPDATE}=1 cargo test -p triggerkit-tests --test expansion`, and read the difference");
    assert!(stale.is_empty(), "these expansions are out of date\n\n{}\n{help}", stale.join("\n"));
}

/// The first line in which two texts differ.
fn difference(found: &str, expected: &str) -> String {
    let (mut found, mut expected) = (found.lines(), expected.lines());
    for number in 1.. {
        match (found.next(), expected.next()) {
            (None, None) => break,
            (old, new) if old == new => {}
            (old, new) => {
                return format!("line {number}\n- {}\n+ {}\n", old.unwrap_or_default(), new.unwrap_or_default());
            }
        }
    }
    String::new()
}

/// Builds are reproducible, and a change of one type changes its own code alone.
#[test]
fn the_same_input_gives_the_same_code() {
    for case in Case::all() {
        assert_eq!(case.tokens().to_string(), case.tokens().to_string(), "{}", case.name);
    }
}

/// One trigger alone: its event, its answer, and what they lead to.
#[test]
fn one_trigger_of_several() {
    let huawei = triggerkit_spec::builtin::find("huawei").expect("it is built in").check().expect("it is right");
    let apig = huawei.trigger("apig").expect("it is there");
    let code = pretty(triggerkit_codegen::trigger(&huawei, apig, &syn::parse_quote!(::triggerkit)));
    let types: Vec<&str> = code.lines().filter_map(|line| line.strip_prefix("pub struct ")?.strip_suffix(" {")).collect();
    let plain: Vec<&str> = types.into_iter().filter(|name| !name.contains("Builder")).collect();
    assert_eq!(plain, ["ApigEvent", "ApigRequestContext", "ApigResponse"]);
    assert!(code.contains("pub enum Apig {}") && !code.contains("TRIGGERS"));
}
