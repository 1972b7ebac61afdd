//! Where the engine stands in a payload; turned into text only when something is wrong there.

use std::borrow::Cow;
use std::fmt::Write;

use arrayvec::ArrayVec;
use triggerkit_core::json::Scanner;

use crate::report::quote_text;
use crate::shape::Field;
use crate::value::Str;

/// Longest name that stands in a path as it is, in bytes. Keys of maps are the payload's, and may be of any length.
const MAX_NAME: usize = 256;

/// Room for most paths, in bytes.
const USUAL_LENGTH: usize = 48;

/// One step from a value to a value inside it.
pub(super) enum Segment {
    /// A field; an empty name is no step.
    Field(&'static Field),
    /// A key of a map.
    Key(Str),
    /// A key of a map, by where it stands in the text at hand: nothing is copied unless a path is asked for.
    KeyAt(usize),
    /// An index of a list.
    Item(usize),
}

/// The steps from the root to the value at hand.
#[derive(Default)]
pub(super) struct Path {
    /// As many as most payloads have, without an allocation.
    near: ArrayVec<Segment, 12>,
    far: Vec<Segment>,
}

impl Path {
    pub(super) fn len(&self) -> usize {
        self.near.len() + self.far.len()
    }

    #[inline]
    pub(super) fn push(&mut self, segment: Segment) {
        if let Err(full) = self.near.try_push(segment) {
            self.far.push(full.element());
        }
    }

    #[inline]
    pub(super) fn pop(&mut self) {
        if self.far.is_empty() {
            self.near.pop();
        } else {
            self.far.pop();
        }
    }

    /// Steps back out, up to where the path was `len` steps long.
    pub(super) fn truncate(&mut self, len: usize) {
        self.far.truncate(len.saturating_sub(self.near.len()));
        self.near.truncate(len);
    }

    #[inline]
    pub(super) fn last_mut(&mut self) -> Option<&mut Segment> {
        if self.far.is_empty() { self.near.last_mut() } else { self.far.last_mut() }
    }

    fn iter(&self) -> impl Iterator<Item = &Segment> {
        self.near.iter().chain(&self.far)
    }

    /// `Records[3].Ckafka.offset` in the text at hand, with one more field when it is not empty; the root is `$`.
    pub(super) fn to_text(&self, at_hand: &str, field: &str) -> String {
        let mut text = String::with_capacity(USUAL_LENGTH);
        for segment in self.iter() {
            match segment {
                Segment::Field(field) if field.wire.is_empty() => {}
                Segment::Field(field) => push_name(&mut text, field.wire),
                Segment::Key(name) => push_name(&mut text, name),
                Segment::KeyAt(at) => push_name(&mut text, &key_at(at_hand, *at)),
                // Writing to a string cannot fail.
                Segment::Item(index) => {
                    let _ = write!(text, "[{index}]");
                }
            }
        }
        if !field.is_empty() {
            push_name(&mut text, field);
        }
        if text.is_empty() { "$".into() } else { text }
    }

    /// Copies the keys out of the text at hand, before another one comes to hand.
    pub(super) fn settle(&mut self, at_hand: &str) {
        for segment in self.near.iter_mut().chain(&mut self.far) {
            if let Segment::KeyAt(at) = segment {
                *segment = Segment::Key(Str::from(key_at(at_hand, *at)));
            }
        }
    }

    /// Whether a step to the value is sensitive, and so all that is behind it.
    pub(super) fn sensitive(&self) -> bool {
        self.iter().any(|segment| matches!(segment, Segment::Field(field) if field.sensitive))
    }
}

/// The key whose quote stands at an offset of `text`.
fn key_at(text: &str, at: usize) -> Cow<'_, str> {
    Scanner::new(text).at(at).string().unwrap_or_default()
}

/// A name behind a dot; in brackets and quotes when it could be misread.
fn push_name(text: &mut String, name: &str) {
    let plain = |character: char| matches!(character, '_' | '-' | '$' | ':') || character.is_alphanumeric();
    if name.len() > MAX_NAME {
        let _ = write!(text, "[{}]", quote_text(name));
        return;
    }
    let ascii = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if name.is_empty() || !(ascii || name.chars().all(plain)) {
        let _ = write!(text, "[{name:?}]");
        return;
    }
    if !text.is_empty() {
        text.push('.');
    }
    text.push_str(name);
}
