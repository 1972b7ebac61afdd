//! [`Evidence`]: what is known of one payload, and what follows from it for each condition.

use super::condition::Texts;
use super::headers::Headers;
use super::tree::{Alternative, Node, Place, Tree, ValueTest};
use crate::json::Kind;

/// Marks an alternative that fails because a place has a value.
const RULED_OUT: u32 = 1 << 31;

/// Which of a matcher's conditions hold, by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matches {
    /// None.
    None,
    /// Exactly one.
    One(usize),
    /// Several, in order.
    Several(Vec<usize>),
}

impl Matches {
    /// Returns the indices in order.
    pub fn indices(&self) -> &[usize] {
        match self {
            Matches::None => &[],
            Matches::One(one) => std::slice::from_ref(one),
            Matches::Several(several) => several,
        }
    }
}

/// How close a payload comes to a trigger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// How many of the trigger's discriminators hold.
    pub met: usize,
    /// The discriminators that do not hold, in words. If there are several ways to hold, those of the closest one.
    pub lacks: Vec<String>,
}

/// The evidence of one payload: which places were seen, and which tests passed.
pub(super) struct Evidence<'e> {
    pub(super) tree: &'e Tree<'e>,
    /// Whether reading stops where the evidence is decisive.
    stops_early: bool,
    /// How many tests each alternative still needs.
    needed: &'e mut [u32],
    /// A bit for each node that was seen.
    seen: &'e mut [u32],
    /// A bit for each test that passed.
    passed: &'e mut [u32],
    /// How many alternatives need no further test.
    open: usize,
    /// The alternative whose last test passed most recently.
    latest: usize,
}

impl<'e> Evidence<'e> {
    /// Returns how many words of state a tree takes.
    pub(super) fn size(tree: &Tree<'_>) -> usize {
        tree.alternatives.len() + tree.nodes.len().div_ceil(32) + tree.tests.len().div_ceil(32)
    }

    /// Tests the headers of a payload of which nothing else is known yet. `state` must be zero.
    #[inline]
    pub(super) fn new(tree: &'e Tree<'e>, headers: &dyn Headers, stops_early: bool, state: &'e mut [u32]) -> Self {
        let (needed, bits) = state.split_at_mut(tree.needed.len());
        needed.copy_from_slice(&tree.needed);
        let (seen, passed) = bits.split_at_mut(tree.nodes.len().div_ceil(32));
        let mut evidence = Evidence { tree, stops_early, needed, seen, passed, open: tree.open, latest: 0 };
        for header in &tree.headers {
            let value = headers.header(header.name).map(str::trim);
            let is_one_of = |texts: &Texts| value.is_some_and(|value| texts.iter().any(|text| text.eq_ignore_ascii_case(value)));
            for (test, texts) in &header.negated {
                if !is_one_of(texts) {
                    evidence.pass(*test);
                }
            }
            if value.is_none() {
                continue;
            }
            for (test, texts) in &header.tests {
                if is_one_of(texts) {
                    evidence.pass(*test);
                }
            }
        }
        evidence
    }

    /// Records that a place has a value, and returns whether that is new.
    #[inline]
    pub(super) fn see(&mut self, node: usize) -> bool {
        let (word, bit) = (&mut self.seen[node / 32], 1 << (node % 32));
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Rules out the alternatives that need a node to be absent.
    #[inline]
    pub(super) fn rule_out(&mut self, node: &Node<'_>) {
        for alternative in &node.absent_in {
            let needed = &mut self.needed[*alternative];
            self.open -= usize::from(*needed == 0);
            *needed |= RULED_OUT;
        }
    }

    /// Runs the tests of a node on its value.
    #[inline]
    pub(super) fn test(&mut self, node: &Node<'_>, kind: Kind, text: Option<&str>) {
        let by_text = node.by_text.as_deref();
        for ValueTest { number, test, holds } in by_text.map_or(&node.tests, |by_text| &by_text.others) {
            if test.passes(Some(kind), text) == *holds {
                self.pass(*number);
            }
        }
        if let (Some(by_text), Some(text)) = (by_text, text)
            && let Some(index) = by_text.texts.find(text.as_bytes())
        {
            by_text.passed_by[index].iter().for_each(|test| self.pass(*test));
        }
    }

    /// Records that a test passed. Each test passes at most once.
    #[inline]
    pub(super) fn pass(&mut self, test: usize) {
        self.passed[test / 32] |= 1 << (test % 32);
        for alternative in &self.tree.tests[test].needed_by {
            let needed = &mut self.needed[*alternative];
            *needed -= 1;
            if *needed == 0 {
                self.open += 1;
                self.latest = *alternative;
            }
        }
    }

    /// Returns the one condition that holds whatever the rest of the payload is, if reading may stop there: no other one only waits
    /// for a place to be absent, and no other one that tests the same places or is declared ambiguous can still hold.
    #[inline]
    pub(super) fn decided(&self) -> Option<usize> {
        if self.stops_early && self.open == 1 { self.unrivalled() } else { None }
    }

    fn unrivalled(&self) -> Option<usize> {
        let met = match self.needed[self.latest] {
            0 => self.latest,
            _ => self.needed.iter().position(|needed| *needed == 0)?,
        };
        let met = &self.tree.alternatives[met];
        (met.absent.is_empty() && !(met.is_contested && self.has_rival(met))).then_some(met.condition)
    }

    /// Returns whether another condition that tests a place of this alternative, or is ambiguous with it, can still hold.
    #[inline(never)]
    fn has_rival(&self, met: &Alternative<'_>) -> bool {
        let place = |test: usize| self.tree.tests[test].place;
        let is_rival = |other: &usize| {
            let alternative = &self.tree.alternatives[*other];
            alternative.condition != met.condition
                && !alternative.is_fallback
                && self.needed[*other] & RULED_OUT == 0
                && self.is_possible(alternative)
        };
        if met.ambiguous_with.iter().any(is_rival) {
            return true;
        }
        for (word, bits) in self.passed.iter().enumerate() {
            let mut bits = *bits;
            while bits != 0 {
                let passed = 32 * word + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                // The alternative's places were all seen, so one that needs a test there is out unless the test passed.
                let is_shared = met.tests.iter().any(|test| place(*test) == place(passed));
                if is_shared && self.tree.tests[passed].needed_by.iter().any(is_rival) {
                    return true;
                }
            }
        }
        false
    }

    /// Returns whether every test of an alternative has passed or can still pass.
    fn is_possible(&self, alternative: &Alternative<'_>) -> bool {
        alternative.tests.iter().all(|test| {
            self.has_passed(*test)
                || match self.tree.tests[*test].place {
                    Place::Node(node) => !self.has_seen(node),
                    Place::Header(_) => false,
                }
        })
    }

    /// Returns the conditions that hold. Unless the payload is whole, nothing counts as absent.
    pub(super) fn matches(&self, is_whole: bool) -> Matches {
        let found = if self.open == 0 { Matches::None } else { self.met(false, is_whole) };
        if found == Matches::None && self.tree.has_fallback { self.met(true, is_whole) } else { found }
    }

    /// Returns the conditions that hold, either of the fallbacks or of all others.
    fn met(&self, is_fallback: bool, is_whole: bool) -> Matches {
        let is_met = |each: &Alternative<'_>, needed: u32| each.is_fallback == is_fallback && needed == u32::from(is_fallback);
        let alternatives = self.tree.alternatives.iter().zip(&*self.needed);
        let met = alternatives.filter(|(each, needed)| is_met(each, **needed) && (is_whole || each.absent.is_empty()));
        let mut met = met.map(|(alternative, _)| alternative.condition);
        let Some(one) = met.next() else { return Matches::None };
        let mut met = met.filter(|other| *other != one);
        let Some(other) = met.next() else { return Matches::One(one) };
        let mut several = vec![one, other];
        several.extend(met);
        several.dedup();
        Matches::Several(several)
    }

    /// Compares the payload with one condition. Unless the payload is whole, nothing counts as absent.
    pub(super) fn compare(&self, condition: usize, is_whole: bool) -> Comparison {
        let alternatives = self.tree.alternatives.iter().filter(|alternative| alternative.condition == condition);
        let met = alternatives.clone().map(|each| each.tests.iter().filter(|test| self.has_passed(**test)).count());
        let lacks = alternatives.map(|alternative| {
            let failed = alternative.tests.iter().filter(|test| !self.has_passed(**test));
            let failed = failed.map(|test| self.tree.tests[*test].claim);
            let there = alternative.absent.iter().filter(|(node, _)| !is_whole || self.has_seen(*node));
            failed.chain(there.map(|(_, claim)| *claim)).map(|claim| claim.to_string()).collect::<Vec<_>>()
        });
        Comparison { met: met.max().unwrap_or(0), lacks: lacks.min_by_key(Vec::len).unwrap_or_default() }
    }

    #[inline]
    fn has_seen(&self, node: usize) -> bool {
        self.seen[node / 32] >> (node % 32) & 1 == 1
    }

    #[inline]
    fn has_passed(&self, test: usize) -> bool {
        self.passed[test / 32] >> (test % 32) & 1 == 1
    }
}
