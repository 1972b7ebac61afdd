//! How much memory hostile values of unions take, which may contain themselves.

use std::path::Path;

use triggerkit_spec::{NoSamples, SourceFile, check};

use crate::decoding::worst;
use crate::hostile::{LENGTH, payloads};
use crate::{ALONE, MOST};

/// Unions of every kind.
#[triggerkit::spec("behaviour/specs/unions.toml")]
mod specs {}

/// What a payload begins with, what is repeated until it has one MiB, and what it ends with.
const REPEATED: [(&str, &str, &str); 10] = [
    (r#"{"needs":[],"keys":{"a":{"L":["#, "{},", "{}]}}}"),
    (r#"{"needs":[],"keys":{"a":{"L":["#, r#"{"L":[]},"#, "{}]}}}"),
    (r#"{"needs":[],"keys":{"a":{"L":["#, r#"{"S":1},"#, "{}]}}}"),
    (r#"{"needs":[],"keys":{"a":{"L":["#, r#"{"L":[{}]},"#, "{}]}}}"),
    (r#"{"needs":[],"keys":{"a":{"L":["#, r#"{"M":{"":{}}},"#, "{}]}}}"),
    (r#"{"needs":[],"keys":{"a":{"L":["#, r#"{"S":1,"N":2},"#, "{}]}}}"),
    (r#"{"needs":[],"keys":{"#, r#""":{"S":""},"#, r#""a":{}}}"#),
    (r#"{"must":{},"parts":["#, r#"{"type":"2"},"#, "{}]}"),
    (r#"{"must":{},"log":{"#, r#""":{"gone":0},"#, r#""a":{}}}"#),
    (r#"{"must":{},"owners":["#, "0,", "{}]}"),
];

#[test]
fn hostile_unions_take_bounded_memory() {
    let _alone = ALONE.blocking_lock();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("behaviour/specs/unions.toml");
    let source = SourceFile::new("unions.toml", std::fs::read_to_string(path).unwrap());
    let provider = check(&source, "unions", &NoSamples).unwrap();
    let mut count = 0;
    let mut test = |trigger, name: &str, payload: &[u8]| {
        let (taken, _) = worst(trigger, payload);
        count += 1;
        assert!(taken <= MOST, "{name} takes {} KiB", taken >> 10);
    };
    for (model, trigger) in provider.triggers.iter().zip(specs::TRIGGERS) {
        payloads(&provider, model, |name, payload| test(trigger, name, &payload));
        for (before, unit, after) in REPEATED {
            test(trigger, unit, format!("{before}{}{after}", unit.repeat(LENGTH / unit.len())).as_bytes());
        }
    }
    // Lists in lists, as deep as they may be, each with a second key after it.
    let level = r#"{"L":["#;
    let nested = format!("{}{}{}", level.repeat(60), "{},".repeat(LENGTH / 3), r#"{}],"S":0}"#.repeat(60));
    test(&specs::TRIGGERS[0], "nested", format!(r#"{{"needs":[],"keys":{{"a":{nested}}}}}"#).as_bytes());
    assert!(count > 50, "only {count} payloads");
}
