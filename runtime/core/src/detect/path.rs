//! Paths to values in payloads: `Records[].s3.bucket`, where `[]` is the first item of a list.

use crate::json::Scanner;
use crate::key_path::{KeyStep, path_steps};

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'p> {
    /// To the member of an object with this key.
    Member(&'p str),
    /// To the first item of a list.
    FirstItem,
}

/// Returns the steps of a path.
pub(super) fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    path_steps(path).flat_map(|KeyStep { key, marks, .. }| {
        let member = (!key.is_empty()).then_some(Step::Member(key));
        member.into_iter().chain(std::iter::repeat_n(Step::FirstItem, marks.len() / 2))
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
        }
    }
    json.skip().ok()
}
