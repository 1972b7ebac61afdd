//! Collects evidence from the JSON text of a payload.

use std::borrow::Cow;

use super::evidence::Evidence;
use super::tree::Node;
use crate::json::{Kind, Scan, Scanner};

/// How far a payload was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// To where the evidence decides for this one condition.
    Decided(usize),
    /// To the end of an object, after which there is nothing.
    Whole,
    /// To the end of an object, after which there is more text: this is not a payload.
    Trailing,
    /// To the first error. Text that is cut off shows what it can.
    Broken,
}

/// Reads a payload, and stops where the evidence is decisive if `stops_early` says so.
pub(super) fn read(evidence: &mut Evidence<'_>, payload: &str, stops_early: bool) -> End {
    let mut json = Scanner::new(payload);
    let mut reading = Reading { evidence, stops_early, decided: None };
    match reading.payload(&mut json) {
        Err(_) => End::Broken,
        Ok(_) => match reading.decided {
            Some(condition) => End::Decided(condition),
            None if json.end().is_ok() => End::Whole,
            None => End::Trailing,
        },
    }
}

/// A payload that is being read. Its functions return `false` as soon as the evidence is decisive.
struct Reading<'r, 'e> {
    evidence: &'r mut Evidence<'e>,
    stops_early: bool,
    decided: Option<usize>,
}

impl<'e> Reading<'_, 'e> {
    fn payload(&mut self, json: &mut Scanner<'_>) -> Scan<bool> {
        Ok(self.goes_on() && self.members(&self.evidence.tree().nodes[0], json)?)
    }

    #[inline]
    fn goes_on(&mut self) -> bool {
        if self.stops_early {
            self.decided = self.evidence.decided();
        }
        self.decided.is_none()
    }

    fn members(&mut self, node: &'e Node<'e>, json: &mut Scanner<'_>) -> Scan<bool> {
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
                // Of equal keys the first one counts.
                Some(member) if self.evidence.see(member) => {
                    if !self.value(&self.evidence.tree().nodes[member], json)? {
                        return Ok(false);
                    }
                }
                _ => json.pass()?,
            }
        }
    }

    fn value(&mut self, node: &'e Node<'e>, json: &mut Scanner<'_>) -> Scan<bool> {
        let kind = json.peek()?;
        self.evidence.rule_out(node);
        if node.has_tests {
            let text = if node.reads_text { Some(text(kind, json)?) } else { None };
            self.evidence.test(node, kind, text.as_deref());
        }
        if !self.goes_on() {
            return Ok(false);
        }
        match (kind, node.item) {
            (Kind::Object, _) if !node.keys.is_empty() => self.members(node, json),
            (Kind::List, Some(item)) => {
                json.enter_list()?;
                if !json.next_item()? {
                    return Ok(true);
                }
                self.evidence.see(item);
                let goes_on = self.value(&self.evidence.tree().nodes[item], json)?;
                if goes_on {
                    json.leave()?;
                }
                Ok(goes_on)
            }
            _ => json.pass().map(|()| true),
        }
    }
}

/// Returns the text of the next value, which stays unread: the contents of a string, or the JSON of any other value.
///
/// # Errors
/// Returns an error if the value is malformed or cut off.
fn text<'p>(kind: Kind, json: &Scanner<'p>) -> Scan<Cow<'p, str>> {
    let mut ahead = json.clone();
    if kind == Kind::String {
        return ahead.string();
    }
    ahead.pass()?;
    Ok(ahead.since(json.position()).into())
}
