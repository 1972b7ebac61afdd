//! Checks that the comparison is fair.

use triggerkit_bench::cases::{self, Decode};
use triggerkit_bench::contenders::CONTENDERS;

fn accepts(decode: &Decode, payload: &[u8]) -> bool {
    decode(payload, &|| ()).is_ok()
}

#[test]
fn all_contenders_do_the_same_work() {
    for case in cases::all() {
        assert_eq!(cases::prove(&case), Ok(()));
        for contender in &case.contenders {
            assert!(CONTENDERS.contains(&contender.name), "{} has no column", contender.name);
        }
    }
}

#[test]
fn only_one_twin_has_the_constraints() {
    let cases = cases::all();
    let case = cases.iter().find(|case| case.name == "CKafka, 100 records").expect("it is measured");
    let verdicts = case.twins.each_ref().map(|twin| accepts(twin, &case.broken));
    assert_eq!(verdicts, [true, true, false], "as the spec says, none, one on every field");
}

#[test]
fn faulty_payloads_have_violations() {
    let faulty: Vec<_> = cases::all()
        .into_iter()
        .filter_map(|case| {
            let faulty = triggerkit_bench::payloads::faulty(&case.payload, 10, case.violations)?;
            assert_eq!((case.violations)(&faulty), 10, "{}", case.name);
            assert!(accepts(&case.lenient, &faulty), "{}", case.name);
            Some(case.name)
        })
        .collect();
    assert!(faulty.len() >= 5, "{faulty:?}");
}
