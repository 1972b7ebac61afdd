//! The built-in specs are valid.

use triggerkit_spec::builtin;

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
