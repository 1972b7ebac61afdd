//! [`Reading`]: a payload being read for a plan, and what that leaves open.

use std::borrow::Cow;

use super::plan::{Node, Plan, Verdict};
use super::{Headers, is_one_of};
use crate::json::{Kind, Scan, Scanner};

/// Marks a way that cannot be met any more.
const OUT: u32 = 1 << 31;

/// One payload being read.
pub(super) struct Reading<'r> {
    plan: &'r Plan,
    /// Whether to stop where the plan's conditions are told.
    stops: bool,
    /// How much each way still lacks, and behind that a bit for each place that was visited.
    state: &'r mut [u32],
    /// How many ways lack nothing.
    open: usize,
    /// The last way that came to lack nothing.
    latest: usize,
}

impl<'r> Reading<'r> {
    /// How many words of state a plan takes.
    pub(super) fn size(plan: &Plan) -> usize {
        plan.ways.len() + plan.nodes.len().div_ceil(32)
    }

    /// A reading with zeroed state, of which the headers are looked at.
    pub(super) fn new(plan: &'r Plan, headers: &dyn Headers, stops: bool, state: &'r mut [u32]) -> Self {
        state[..plan.lacks.len()].copy_from_slice(&plan.lacks);
        let mut reading = Reading { plan, stops, state, open: plan.open, latest: 0 };
        for header in &plan.headers {
            let value = headers.header(&header.name);
            for (test, values) in &header.tests {
                reading.settle(*test, value.is_some_and(|value| is_one_of(value, values)));
            }
        }
        reading
    }

    /// Reads a payload. `false` where the rest of it no longer matters, as [`told`](Self::told) knows.
    ///
    /// # Errors
    /// Where it is no object, as far as that was looked at.
    pub(super) fn payload(&mut self, json: &mut Scanner<'_>) -> Scan<bool> {
        Ok(self.told().is_none() && self.members(&self.plan.nodes[0], json)?)
    }

    /// The one condition that is met, where none waits only for something to be absent, and none that needs something at a place of
    /// this one can be met any more.
    #[inline]
    pub(super) fn told(&self) -> Option<usize> {
        if !self.stops || self.open != 1 {
            return None;
        }
        let met = match self.state[self.latest] {
            0 => self.latest,
            _ => self.state[..self.plan.ways.len()].iter().position(|lacks| *lacks == 0)?,
        };
        let way = &self.plan.ways[met];
        let beaten = |rival: &usize| self.state[*rival] & OUT != 0;
        (way.absent.is_empty() && way.rivals.iter().all(beaten)).then_some(way.condition)
    }

    /// Marks a place as visited; `false` when it was before.
    fn visit(&mut self, node: usize) -> bool {
        let visited = &mut self.state[self.plan.ways.len() + node / 32];
        let new = *visited >> (node % 32) & 1 == 0;
        *visited |= 1 << (node % 32);
        new
    }

    /// Tells every way that needs a test how it went.
    fn settle(&mut self, test: usize, passes: bool) {
        for way in &self.plan.needing[test] {
            let lacks = &mut self.state[*way];
            if passes {
                *lacks -= 1;
                if *lacks == 0 {
                    self.open += 1;
                    self.latest = *way;
                }
            } else {
                *lacks |= OUT;
            }
        }
    }

    /// Strikes out a way that something was to be absent for.
    fn strike(&mut self, way: usize) {
        self.open -= usize::from(self.state[way] == 0);
        self.state[way] |= OUT;
    }

    fn members(&mut self, node: &'r Node, json: &mut Scanner<'_>) -> Scan<bool> {
        json.enter_object()?;
        loop {
            let known = match json.plain_key() {
                Some(key) => node.keys.find(key),
                None => match json.next_key()? {
                    Some(key) => node.keys.find(key.as_bytes()),
                    None => return Ok(true),
                },
            };
            match known {
                Some(member) if self.visit(member) => {
                    if !self.value(&self.plan.nodes[member], json)? {
                        return Ok(false);
                    }
                }
                _ => json.pass()?,
            }
        }
    }

    fn value(&mut self, node: &'r Node, json: &mut Scanner<'_>) -> Scan<bool> {
        let kind = json.peek()?;
        for way in &node.ends {
            self.strike(*way);
        }
        if !node.tests.is_empty() {
            let text = if node.tests.iter().any(|(_, test)| test.reads()) { text(kind, json)? } else { Cow::Borrowed("") };
            for (test, asked) in &node.tests {
                self.settle(*test, asked.admits(kind, &text));
            }
        }
        if self.told().is_some() {
            return Ok(false);
        }
        match (kind, node.item) {
            (Kind::Object, _) if !node.keys.is_empty() => self.members(node, json),
            (Kind::List, Some(item)) => {
                json.enter_list()?;
                if !json.next_item()? {
                    return Ok(true);
                }
                let goes_on = self.value(&self.plan.nodes[item], json)?;
                if goes_on {
                    json.leave()?;
                }
                Ok(goes_on)
            }
            _ => json.pass().map(|()| true),
        }
    }

    /// The conditions that hold; what is absent is known only of a payload that is whole.
    pub(super) fn verdict(&self, whole: bool) -> Verdict {
        if self.open == 0 {
            return Verdict::None;
        }
        let ways = self.plan.ways.iter().zip(&*self.state);
        let met = ways.filter(|(way, lacks)| **lacks == 0 && (whole || way.absent.is_empty()));
        let mut met = met.map(|(way, _)| way.condition);
        let Some(one) = met.next() else { return Verdict::None };
        let mut met = met.filter(|other| *other != one);
        let Some(other) = met.next() else { return Verdict::One(one) };
        let mut several = vec![one, other];
        several.extend(met);
        several.dedup();
        Verdict::Several(several)
    }
}

/// The text of the value ahead, which stays unread: that of a string, any other as it is written.
///
/// # Errors
/// A value that is cut off.
fn text<'p>(kind: Kind, json: &Scanner<'p>) -> Scan<Cow<'p, str>> {
    let mut ahead = json.clone();
    if kind == Kind::String {
        return ahead.string();
    }
    ahead.pass()?;
    Ok(ahead.since(json.position()).into())
}
