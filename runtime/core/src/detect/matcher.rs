//! [`Matcher`]: the compiled form of many conditions, which answers every question about them.

use super::condition::{Candidate, Condition};
use super::evidence::{Comparison, Evidence, Matches};
use super::headers::Headers;
use super::reading::End;
use super::tree::{Claim, Tree};
use crate::json::Kind;

/// How many words of state are kept on the stack. This is enough for the triggers of all built-in providers.
const STACK: usize = 256;

/// Finds which of many conditions hold for a payload. The payload is read once, however many conditions there are.
///
/// Of a list only the first item is looked at, of a map only the first value, and of equal keys the first one counts.
///
/// ```
/// use triggerkit_core::detect::{Condition, Matcher, Matches, Test};
///
/// let timer = Condition::Path("type".into(), Test::equals(vec!["timer".into()].into()));
/// let upload = Condition::Path("bucket.name".into(), Test::Present);
/// let matcher = Matcher::new([Some(&timer), Some(&upload)]);
/// assert_eq!(matcher.detect(r#"{"bucket": {"name": "photos"}}"#, &&[][..]), Matches::One(1));
/// ```
#[derive(Debug)]
pub struct Matcher<'c> {
    tree: Tree<'c>,
}

/// What is known of a value in a payload that was decoded.
#[derive(Clone, Copy, Debug)]
pub struct Known<'v> {
    /// The kind of the value in JSON, if it is certain.
    pub kind: Option<Kind>,
    /// The contents of a string.
    pub text: Option<&'v str>,
}

impl<'c> Matcher<'c> {
    /// Compiles conditions, which are then identified by their position. A trigger without a condition (`None`) never matches.
    pub fn new(candidates: impl IntoIterator<Item: Into<Candidate<'c>>>) -> Self {
        Matcher { tree: Tree::new(candidates.into_iter().map(Into::into)) }
    }

    /// Returns the conditions that hold for a payload and its headers. The payload is read to its end. Fallbacks count if no other
    /// condition holds.
    pub fn matches(&self, payload: &str, headers: &dyn Headers) -> Matches {
        self.read(payload, headers, false, |evidence, end| evidence.matches(end == End::Whole))
    }

    /// Returns the conditions that hold for a payload and its headers, and reads no further than needed.
    ///
    /// Reading stops when one condition is met, no other one only waits for a path to be absent, and none that tests the same
    /// path or header, or is declared ambiguous with it, can still be met. So the result is that of
    /// [`matches`](Self::matches), except that of several conditions that have no path or header in common and are not declared ambiguous,
    /// only the first may be found.
    pub fn detect(&self, payload: &str, headers: &dyn Headers) -> Matches {
        self.read(payload, headers, true, |evidence, end| match end {
            End::Decided(one) => Matches::One(one),
            end => evidence.matches(end == End::Whole),
        })
    }

    /// Returns the one condition that [`detect`](Self::detect) finds, if the start of a payload is enough to decide that.
    pub fn detect_by_start(&self, start: &str, headers: &dyn Headers) -> Option<usize> {
        self.read(start, headers, true, |_, end| match end {
            End::Decided(one) => Some(one),
            End::Whole | End::Trailing | End::Broken => None,
        })
    }

    /// Returns the conditions that are certain to hold for a payload that was decoded, as far as `value_at` knows the values at
    /// their paths. A condition that needs a path to be absent, or a value not to pass a test, is never certain.
    pub fn matches_known<'v>(&self, value_at: impl Fn(&str) -> Option<Known<'v>>, headers: &dyn Headers) -> Matches {
        self.with_evidence(headers, false, |evidence| {
            for (number, test) in self.tree.tests.iter().enumerate() {
                let Claim { condition: Condition::Path(path, test), holds: true } = test.claim else { continue };
                if value_at(path).is_some_and(|value| test.passes(value.kind, value.text)) {
                    evidence.pass(number);
                }
            }
            evidence.matches(false)
        })
    }

    /// Compares a payload and its headers with the condition at a position.
    pub fn compare(&self, condition: usize, payload: &str, headers: &dyn Headers) -> Comparison {
        self.read(payload, headers, false, |evidence, end| evidence.compare(condition, end == End::Whole))
    }

    /// Reads a payload and concludes from the evidence and how far it was read.
    fn read<R>(
        &self,
        payload: &str,
        headers: &dyn Headers,
        stops_early: bool,
        conclude: impl Fn(&Evidence<'_>, End) -> R + Copy,
    ) -> R {
        let read = self.with_evidence(headers, stops_early, |evidence| match evidence.read(payload) {
            End::Trailing => None,
            end => Some(conclude(evidence, end)),
        });
        // Text after the object means that this is not a payload, so only the headers count.
        read.unwrap_or_else(|| self.read("", headers, stops_early, conclude))
    }

    /// Calls a function with evidence that consists of the headers.
    fn with_evidence<R>(&self, headers: &dyn Headers, stops_early: bool, collect: impl FnOnce(&mut Evidence<'_>) -> R) -> R {
        let (mut few, mut many) = ([0; STACK], Vec::new());
        let size = Evidence::size(&self.tree);
        let state = match few.get_mut(..size) {
            Some(few) => few,
            None => {
                many.resize(size, 0);
                &mut many[..]
            }
        };
        collect(&mut Evidence::new(&self.tree, headers, stops_early, state))
    }
}
