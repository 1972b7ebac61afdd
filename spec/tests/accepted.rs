//! Valid specs and their models.

use crate::{dump, golden};

#[test]
fn valid_specs_have_the_expected_models() {
    golden::each("accepted", |case| match case.check() {
        Ok(provider) => dump::provider(&provider),
        Err(failure) => panic!("{failure}"),
    });
}

#[test]
fn checking_twice_yields_the_same() {
    for case in golden::cases("accepted") {
        let [first, second] = [0, 1].map(|_| case.check().map(|provider| dump::provider(&provider)).expect("it is right"));
        assert_eq!(first, second);
    }
}
