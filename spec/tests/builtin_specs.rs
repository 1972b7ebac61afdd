//! The built-in specs are complete and valid.

use std::fs;

use triggerkit_spec::builtin;

#[test]
fn every_spec_of_this_folder_is_built_in() {
    let entries =
        fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut specs: Vec<String> = entries.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect();
    specs.retain(|name| name != "Cargo");
    specs.sort();
    let embedded: Vec<&str> = builtin::ALL.iter().map(|each| each.name).collect();
    assert_eq!(specs, embedded, "a spec is built in if it has a folder in `samples/`");
}

#[test]
fn every_file_in_the_folder_of_a_spec_is_a_part() {
    for each in builtin::ALL {
        let mut named: Vec<String> = each.source().files().skip(1).map(|(name, _)| name).collect();
        let mut expected: Vec<String> = each.parts.iter().map(|(part, _)| format!("spec/{}/{part}.toml", each.name)).collect();
        named.sort();
        expected.sort();
        assert_eq!(named, expected, "`parts` of `{}`", each.name);
    }
}

#[test]
fn every_built_in_spec_is_valid() {
    let mut failures = String::new();
    for each in builtin::ALL {
        if let Err(failure) = each.check() {
            failures.push_str(&failure.to_string());
            failures.push_str("\n\n");
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_trigger_with_an_http_response_is_an_http_request() {
    for each in builtin::ALL {
        let provider = each.check().unwrap();
        for trigger in &provider.triggers {
            let response = trigger.response.first_type().and_then(|name| provider.type_def(name));
            if response.is_some_and(|response| response.http.is_some()) {
                assert!(trigger.http.is_some(), "{}.{} has no `http`", provider.name, trigger.id);
            }
        }
    }
}
