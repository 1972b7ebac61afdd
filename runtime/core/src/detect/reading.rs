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
    /// To the end of an object or list, after which there is nothing.
    Whole,
    /// To the end of an object or list, after which there is more text: this is not a payload.
    Trailing,
    /// To the first error. Text that is cut off shows what it can.
    Broken,
}

/// The functions that read a part of a payload return `false` as soon as the evidence is decisive.
impl<'e> Evidence<'e> {
    /// Reads a payload as far as necessary.
    #[inline]
    pub(super) fn read(&mut self, payload: &str) -> End {
        let mut json = Scanner::new(payload);
        match self.read_payload(&mut json) {
            Err(_) => End::Broken,
            Ok(false) => self.decided().map_or(End::Broken, End::Decided),
            Ok(true) if json.end().is_ok() => End::Whole,
            Ok(true) => End::Trailing,
        }
    }

    fn read_payload(&mut self, json: &mut Scanner<'_>) -> Scan<bool> {
        let root = &self.tree.nodes[0];
        if self.decided().is_some() {
            return Ok(false);
        }
        match (json.peek()?, root.item) {
            (Kind::List, Some(item)) => self.read_first_item(item, true, json),
            (Kind::List, None) => json.skip_unchecked().map(|()| true),
            _ => self.read_members(root, json),
        }
    }

    fn read_members(&mut self, node: &'e Node<'e>, json: &mut Scanner<'_>) -> Scan<bool> {
        json.enter_object()?;
        let mut first = node.value;
        loop {
            let known = match json.plain_key() {
                Some(key) => node.keys.find(key),
                None => match json.next_key()? {
                    Some(key) => node.keys.find(key.as_bytes()),
                    None => return Ok(true),
                },
            };
            if let Some(value) = first.take() {
                self.see(value);
                // The value may be that of a key that conditions name, too. It is read again as such.
                let mut ahead = json.clone();
                if !self.read_value(&self.tree.nodes[value], &mut ahead)? {
                    return Ok(false);
                }
                if known.is_none() {
                    *json = ahead;
                    continue;
                }
            }
            match known {
                // Of equal keys the first one counts.
                Some(member) if self.see(member) => {
                    if !self.read_value(&self.tree.nodes[member], json)? {
                        return Ok(false);
                    }
                }
                _ => json.skip_unchecked()?,
            }
        }
    }

    fn read_value(&mut self, node: &'e Node<'e>, json: &mut Scanner<'_>) -> Scan<bool> {
        let kind = json.peek()?;
        self.rule_out(node);
        if !node.tests.is_empty() {
            let text = if node.reads_text { Some(text(kind, json)?) } else { None };
            self.test(node, kind, text.as_deref());
        }
        if self.decided().is_some() {
            return Ok(false);
        }
        match (kind, node.item) {
            (Kind::Object, _) if !node.keys.is_empty() || node.value.is_some() => self.read_members(node, json),
            (Kind::List, Some(item)) => self.read_first_item(item, false, json),
            _ => json.skip_unchecked().map(|()| true),
        }
    }

    /// Reads the first item of a list. If the list is the payload, the item may be JSON text of the item.
    fn read_first_item(&mut self, item: usize, is_payload: bool, json: &mut Scanner<'_>) -> Scan<bool> {
        json.enter_list()?;
        if !json.next_item()? {
            return Ok(true);
        }
        self.see(item);
        let node = &self.tree.nodes[item];
        let inside = if is_payload { json_text(json)? } else { None };
        let goes_on = match inside {
            Some(text) => {
                json.skip_unchecked()?;
                // Text that breaks off shows what it can.
                self.read_value(node, &mut Scanner::new(&text)).unwrap_or(true)
            }
            None => self.read_value(node, json)?,
        };
        if goes_on {
            json.leave()?;
        }
        Ok(goes_on)
    }
}

/// Returns the contents of a string that comes next, if they are the JSON of an object or list. The string stays unread.
fn json_text<'p>(json: &Scanner<'p>) -> Scan<Option<Cow<'p, str>>> {
    let mut ahead = json.clone();
    if ahead.peek()? != Kind::String {
        return Ok(None);
    }
    let text = ahead.string()?;
    let holds = matches!(Scanner::new(&text).peek(), Ok(Kind::Object | Kind::List));
    Ok(holds.then_some(text))
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
    ahead.skip_unchecked()?;
    Ok(ahead.since(json.position()).into())
}
