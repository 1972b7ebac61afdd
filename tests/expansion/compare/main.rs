//! What the macros emit, as a person reads it.
//!
//! `<name>.toml` is a spec and `<name>.in.rs` is Rust with triggerkit's attributes; `<name>.rs` beside it is the expansion.
//! These tests compare the expansions, and the target `expanded` compiles and uses them. To update them, run
//! `UPDATE_EXPANSIONS=1 cargo test -p triggerkit-tests --test expansion`.

mod cases;
mod public_items;

use std::fs;

use cases::{Case, pretty};
use quote::quote;
use triggerkit_codegen::Base;

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

/// A crate of the user may be called `core`, so all paths of emitted code start at triggerkit, also those of errors.
#[test]
fn no_path_starts_at_the_standard_library() {
    let runtime = syn::parse_quote!(::triggerkit);
    let mut expansions: Vec<String> = Case::all().iter().map(|case| case.tokens().to_string()).collect();
    for spec in triggerkit_spec::builtin::ALL {
        expansions.push(triggerkit_codegen::provider(&spec.check().expect("it is right"), &runtime).to_string());
    }
    let (spec, folder) = (quote!("expansion/plain.toml"), Some(env!("CARGO_MANIFEST_DIR").into()));
    let base = Base { manifest_dir: folder, file: None };
    expansions.extend([
        triggerkit_codegen::spec(
            spec,
            quote!(
                mod plain {}
            ),
            &base,
        )
        .to_string(),
        triggerkit_codegen::spec(
            quote!("ui/specs/broken/several_errors.toml"),
            quote!(
                mod broken {}
            ),
            &base,
        )
        .to_string(),
        triggerkit_codegen::spec(
            quote!("absent.toml"),
            quote!(
                mod absent {}
            ),
            &base,
        )
        .to_string(),
        triggerkit_codegen::derive(quote!(
            struct Wrong {
                size: usize,
            }
        ))
        .to_string(),
        triggerkit_codegen::handler(
            quote!(huawei::Kafka),
            quote!(
                fn main() {}
            ),
        )
        .to_string(),
        triggerkit_codegen::handler(
            quote!(Timer, config(cronExpression = 7)),
            quote!(
                fn timer() {}
            ),
        )
        .to_string(),
    ]);
    for expansion in expansions {
        for name in ["alloc", "core", "std"] {
            assert!(!expansion.contains(&format!(":: {name} ::")), "{name}: {expansion}");
        }
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
