//! How much memory decoding, validating and detecting hostile payloads takes.

use serde_json::Value;
use triggerkit::{AnyTrigger, Limits, Report, Rule, detect};

use crate::every_trigger::{each_with_fields, samples};
use crate::hostile::{LENGTH, payloads};
use crate::{ALLOCATOR, ALONE, MOST};

/// Returns how much memory a call took at its peak, in bytes.
fn peak<R>(call: impl FnOnce() -> R) -> (R, usize) {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    let result = call();
    (result, ALLOCATOR.peak_usage().saturating_sub(before))
}

/// Returns the peak of everything that is done with a payload, and whether a limit was reached.
pub(super) fn worst(trigger: &AnyTrigger, payload: &[u8]) -> (usize, bool) {
    let (decoded, lenient) = peak(|| trigger.decode_lenient(payload));
    let (_, validating) = peak(|| decoded.as_ref().map(|(event, _)| event.validate().is_ok()));
    drop(decoded);
    let (limited, strict) = peak(|| trigger.decode(payload).is_err_and(|report| exceeds_limit(&report)));
    let (_, detecting) = peak(|| detect(payload, &[]));
    (lenient.max(validating).max(strict).max(detecting), limited)
}

fn exceeds_limit(report: &Report) -> bool {
    report.violations().iter().any(|violation| violation.rule == Rule::Limit)
}

#[test]
fn hostile_payloads_take_bounded_memory() {
    let _alone = ALONE.blocking_lock();
    let (mut count, mut limited, mut most) = (0, 0, (0, String::new()));
    each_with_fields(|provider, model, trigger| {
        payloads(provider, model, |name, payload| {
            assert!(payload.len() > LENGTH - 100, "{name}");
            let (taken, reached) = worst(trigger, &payload);
            count += 1;
            limited += usize::from(reached);
            if taken > most.0 {
                most = (taken, format!("{} {name}", trigger.info.id));
            }
            assert!(taken <= MOST, "{} takes {} KiB for {name}", trigger.info.id, taken >> 10);
        });
    });
    println!("attack: {count} payloads of 1 MiB, {limited} stopped by a limit, at most {} KiB: {}", most.0 >> 10, most.1);
    assert!(count >= 500, "only {count} payloads");
}

/// Returns payloads in which the items of one list of a sample are repeated.
fn long_payloads(sample: &Value) -> Vec<Value> {
    fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
        match value {
            Value::Array(items) if !items.is_empty() => {
                found.push(at.to_owned());
                items.iter().enumerate().for_each(|(index, item)| pointers(item, &format!("{at}/{index}"), found));
            }
            Value::Object(members) => {
                members.iter().for_each(|(key, value)| pointers(value, &format!("{at}/{}", key.replace('/', "~1")), found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    pointers(sample, "", &mut found);
    let repeat = |at: &String| {
        let mut long = sample.clone();
        let list = long.pointer_mut(at)?.as_array_mut()?;
        let items = list.clone();
        list.extend(items.iter().cycle().take(items.len() * 200).cloned());
        Some(long)
    };
    found.iter().filter_map(repeat).collect()
}

/// Samples whose lists are made longer need little more than half of what the limit allows.
#[test]
fn ordinary_payloads_are_far_from_the_limit() {
    let _alone = ALONE.blocking_lock();
    let limits = Limits::DEFAULT.memory(512 << 10, 7);
    let mut count = 0;
    each_with_fields(|_, model, trigger| {
        for long in samples(model).flat_map(|sample| long_payloads(&sample)) {
            let payload = long.to_string();
            let report =
                trigger.decode_lenient_with(payload.as_bytes(), &limits).map_or_else(|report| report, |(_, report)| report);
            assert!(!exceeds_limit(&report), "{}: {report}", trigger.info.id);
            count += 1;
        }
    });
    assert!(count > 100, "only {count} payloads");
}
