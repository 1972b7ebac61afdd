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
const USUAL_LENGTH: usize = 96;

/// The ASCII characters of plain names.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        plain[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$' | b':');
        byte += 1;
    }
    plain
};

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

impl Segment {
    /// What tells it apart from others at the same place of one text, in one word; a key that was copied is not told apart.
    fn mark(&self) -> u64 {
        match self {
            // Fields are aligned, so their addresses end in zeros.
            Segment::Field(field) => std::ptr::from_ref(*field).addr() as u64,
            Segment::Item(index) => (*index as u64) << 2 | 1,
            Segment::KeyAt(at) => (*at as u64) << 2 | 2,
            Segment::Key(_) => UNMARKED,
        }
    }
}

/// The mark of what is not told apart.
const UNMARKED: u64 = 3;

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

    /// `Records[3].Ckafka.offset` in the text at hand, with one more field when it is not empty; the root is `$`.
    pub(super) fn to_text(&self, at_hand: &str, field: &str) -> String {
        Told::default().tell(self, at_hand, field).0.to_owned()
    }

    /// Copies the keys out of the text at hand, before another one comes to hand.
    pub(super) fn settle(&mut self, at_hand: &str) {
        for segment in self.near.iter_mut().chain(&mut self.far) {
            if let Segment::KeyAt(at) = segment {
                *segment = Segment::Key(Str::from(key_at(at_hand, *at)));
            }
        }
    }
}

/// A step of the path told last.
struct Step {
    mark: u64,
    /// How long the text is behind it.
    end: usize,
    /// Whether it, or one before it, is sensitive.
    sensitive: bool,
}

/// The path told last. Violations are often neighbours, so the next one begins like it.
///
/// It is of one text: keys are told apart by where they stand in it.
#[derive(Default)]
pub(super) struct Told {
    text: String,
    steps: Vec<Step>,
}

impl Told {
    /// The text of a path, as in [`Path::to_text`], and whether a step to the value is sensitive, and so all that is behind it.
    pub(super) fn tell(&mut self, path: &Path, at_hand: &str, field: &str) -> (&str, bool) {
        let is_same = |(segment, step): &(&Segment, &Step)| step.mark != UNMARKED && segment.mark() == step.mark;
        let same = path.near.iter().zip(&self.steps).take_while(is_same).count();
        self.steps.truncate(same);
        let (end, mut sensitive) = self.steps.last().map_or((0, false), |step| (step.end, step.sensitive));
        self.text.truncate(end);
        if self.steps.capacity() == 0 {
            self.steps.reserve(path.near.capacity());
            self.text.reserve(USUAL_LENGTH);
        }
        for segment in path.near[same..].iter().chain(&path.far) {
            self.step(segment, at_hand);
            sensitive |= matches!(segment, Segment::Field(field) if field.sensitive);
            self.steps.push(Step { mark: segment.mark(), end: self.text.len(), sensitive });
        }
        if !field.is_empty() {
            push_name(&mut self.text, field);
        }
        (if self.text.is_empty() { "$" } else { &self.text }, sensitive)
    }

    fn step(&mut self, segment: &Segment, at_hand: &str) {
        match segment {
            Segment::Field(field) if field.wire.is_empty() => {}
            Segment::Field(field) => push_name(&mut self.text, field.wire),
            Segment::Key(name) => push_name(&mut self.text, name),
            Segment::KeyAt(at) => push_name(&mut self.text, &key_at(at_hand, *at)),
            Segment::Item(index) => {
                self.text.push('[');
                self.text.push_str(itoa::Buffer::new().format(*index));
                self.text.push(']');
            }
        }
    }
}

/// The key whose quote stands at an offset of `text`.
fn key_at(text: &str, at: usize) -> Cow<'_, str> {
    Scanner::new(text).at(at).string().unwrap_or_default()
}

/// A name behind a dot; in brackets and quotes when it could be misread.
fn push_name(text: &mut String, name: &str) {
    // Writing to a string cannot fail.
    if name.len() > MAX_NAME {
        let _ = write!(text, "[{}]", quote_text(name));
    } else if !is_plain(name) {
        let _ = write!(text, "[{name:?}]");
    } else {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(name);
    }
}

/// Whether a name is made of letters, digits and signs that are no part of a path's.
fn is_plain(name: &str) -> bool {
    let plain = |character: char| matches!(character, '_' | '-' | '$' | ':') || character.is_alphanumeric();
    let ascii = name.bytes().all(|byte| PLAIN[usize::from(byte)]);
    !name.is_empty() && (ascii || name.chars().all(plain))
}
