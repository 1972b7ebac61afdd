//! Paths to values in payloads: `Records[].s3.bucket`, where `[]` is the first item of a list, and `{}` the first value of a map.

use crate::json::Scanner;
use crate::key_path::{KeyStep, Mark, path_steps, split_mark};

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'p> {
    /// To the member of an object with this key.
    Member(&'p str),
    /// To the first item of a list.
    FirstItem,
    /// To the value of the first member of an object.
    FirstValue,
}

/// Returns the steps of a path.
pub(super) fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    path_steps(path).flat_map(|KeyStep { key, marks, .. }| {
        let member = (!key.is_empty()).then_some(Step::Member(key));
        let mut rest = marks;
        let inside = std::iter::from_fn(move || {
            let (mark, after) = split_mark(rest)?;
            rest = after;
            Some(match mark {
                Mark::Items => Step::FirstItem,
                Mark::Values => Step::FirstValue,
            })
        });
        member.into_iter().chain(inside)
    })
}

/// Returns the JSON of the value at a path, if there is one. Of equal keys the first one counts.
pub fn find<'p>(payload: &'p str, path: &str) -> Option<&'p str> {
    let mut json = Scanner::new(payload);
    for step in steps(path) {
        match step {
            Step::Member(key) => {
                json.enter_object().ok()?;
                while json.next_key().ok()?? != key {
                    json.skip().ok()?;
                }
            }
            Step::FirstItem => {
                json.enter_list().ok()?;
                json.next_item().ok()?.then_some(())?;
            }
            Step::FirstValue => {
                json.enter_object().ok()?;
                json.next_key().ok()??;
            }
        }
    }
    json.skip().ok()
}
