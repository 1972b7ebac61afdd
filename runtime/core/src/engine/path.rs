//! The path to the value that the engine is reading. It becomes text only when a violation needs it.

use std::borrow::Cow;
use std::fmt::Write;

use arrayvec::ArrayVec;

use crate::json::Scanner;
use crate::quote::quote_text;
use crate::report::HIDDEN;
use crate::secrets::is_among;
use crate::shape::Field;
use crate::text::Str;

/// The longest name that a path shows in full, in bytes. Keys of maps come from the payload and may have any length.
const MAX_NAME: usize = 256;

/// The capacity reserved for the text of a path, in bytes. Most paths fit.
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
    /// A field. A field without a name is not shown.
    Field(&'static Field),
    /// A key of a map.
    Key(Str),
    /// A key of a map, given by its offset in the current text. Nothing is copied unless the path is shown.
    KeyAt(usize),
    /// An index of a list.
    Item(usize),
}

impl Segment {
    /// Returns one word that identifies the segment among others at the same place of one text. Copied keys share
    /// [`UNMARKED`].
    fn mark(&self) -> u64 {
        match self {
            // Fields are aligned, so their addresses end in zeros.
            Segment::Field(field) => std::ptr::from_ref(*field).addr() as u64,
            Segment::Item(index) => (*index as u64) << 2 | 1,
            Segment::KeyAt(at) => (*at as u64) << 2 | 2,
            Segment::Key(_) => UNMARKED,
        }
    }

    /// Returns whether the step leads to a sensitive value. `keys` are the sensitive keys of the field that the step is in.
    fn is_sensitive(&self, keys: &[&str], current: &str) -> bool {
        match self {
            Segment::Field(field) => field.sensitive,
            Segment::Key(name) => is_among(keys, name),
            Segment::KeyAt(at) => !keys.is_empty() && is_among(keys, &key_at(current, *at)),
            Segment::Item(_) => false,
        }
    }

    /// Returns the keys that are sensitive in the next step.
    fn sensitive_keys(&self) -> &'static [&'static str] {
        match self {
            Segment::Field(field) => field.sensitive_keys,
            _ => &[],
        }
    }
}

/// The mark of segments that are not identified.
const UNMARKED: u64 = 3;

/// The steps from the root to the current value.
#[derive(Default)]
pub(super) struct Path {
    /// The first steps. Most payloads have no more, and these need no allocation.
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

    /// Returns the innermost named field that holds the current value. It is that of the list or map if the value is an item, and
    /// that of the union if it is a variant.
    pub(super) fn container(&self) -> Option<&'static Field> {
        self.near.iter().chain(&self.far).rev().find_map(|step| match step {
            Segment::Field(field) if !field.key.text.is_empty() => Some(*field),
            _ => None,
        })
    }

    #[inline]
    pub(super) fn pop(&mut self) {
        if self.far.is_empty() {
            self.near.pop();
        } else {
            self.far.pop();
        }
    }

    /// Removes all steps after the first `len`.
    pub(super) fn truncate(&mut self, len: usize) {
        self.far.truncate(len.saturating_sub(self.near.len()));
        self.near.truncate(len);
    }

    #[inline]
    pub(super) fn last_mut(&mut self) -> Option<&mut Segment> {
        if self.far.is_empty() { self.near.last_mut() } else { self.far.last_mut() }
    }

    /// Returns the keys of maps on the path.
    pub(super) fn keys(&self, current: &str) -> Vec<String> {
        let key = |segment: &Segment| match segment {
            Segment::Key(name) => Some(name.as_str().to_owned()),
            Segment::KeyAt(at) => Some(key_at(current, *at).into_owned()),
            Segment::Field(_) | Segment::Item(_) => None,
        };
        self.near.iter().chain(&self.far).filter_map(key).collect()
    }

    /// Returns whether a step of the path is sensitive.
    pub(super) fn is_sensitive(&self, current: &str) -> bool {
        let mut keys: &[&str] = &[];
        self.near.iter().chain(&self.far).any(|segment| {
            let is_secret = segment.is_sensitive(keys, current);
            keys = segment.sensitive_keys();
            is_secret
        })
    }

    /// Returns the path as text, such as `Records[3].Ckafka.offset`, followed by `field` if it has a name. The root is `$`.
    /// Keys inside of sensitive fields are hidden.
    pub(super) fn to_text(&self, current: &str, field: &str) -> String {
        PathText::default().write(self, current, field).0.to_owned()
    }

    /// Copies the keys out of the current text, before another text becomes the current one.
    pub(super) fn copy_keys(&mut self, current: &str) {
        for segment in self.near.iter_mut().chain(&mut self.far) {
            if let Segment::KeyAt(at) = segment {
                *segment = Segment::Key(Str::from(key_at(current, *at)));
            }
        }
    }
}

/// A step of the path that was written last.
struct Step {
    mark: u64,
    /// The length of the text up to the end of this step.
    end: usize,
    /// Whether this step or one before it is sensitive.
    sensitive: bool,
}

/// The text of the path that was written last. Violations are often neighbours, so the next path usually starts like it.
///
/// It belongs to one text, because keys are identified by their offset.
#[derive(Default)]
pub(super) struct PathText {
    text: String,
    steps: Vec<Step>,
}

impl PathText {
    /// Returns the text of a path, as in [`Path::to_text`], and whether a step of it is sensitive.
    pub(super) fn write(&mut self, path: &Path, current: &str, field: &str) -> (&str, bool) {
        let is_same = |(segment, step): &(&Segment, &Step)| step.mark != UNMARKED && segment.mark() == step.mark;
        let same = path.near.iter().zip(&self.steps).take_while(is_same).count();
        self.steps.truncate(same);
        let (end, mut sensitive) = self.steps.last().map_or((0, false), |step| (step.end, step.sensitive));
        self.text.truncate(end);
        if self.steps.capacity() == 0 {
            self.steps.reserve(path.near.capacity());
            self.text.reserve(USUAL_LENGTH);
        }
        let mut keys = same.checked_sub(1).map_or(&[][..], |last| path.near[last].sensitive_keys());
        for segment in path.near[same..].iter().chain(&path.far) {
            self.push(segment, current, sensitive);
            sensitive |= segment.is_sensitive(keys, current);
            keys = segment.sensitive_keys();
            self.steps.push(Step { mark: segment.mark(), end: self.text.len(), sensitive });
        }
        if !field.is_empty() {
            push_name(&mut self.text, field);
        }
        (if self.text.is_empty() { "$" } else { &self.text }, sensitive)
    }

    fn push(&mut self, segment: &Segment, current: &str, is_hidden: bool) {
        match segment {
            Segment::Key(_) | Segment::KeyAt(_) if is_hidden => self.text.push_str(HIDDEN),
            Segment::Field(field) if field.key.text.is_empty() => {}
            Segment::Field(field) => push_name(&mut self.text, field.key.text),
            Segment::Key(name) => push_name(&mut self.text, name),
            Segment::KeyAt(at) => push_name(&mut self.text, &key_at(current, *at)),
            Segment::Item(index) => {
                self.text.push('[');
                self.text.push_str(itoa::Buffer::new().format(*index));
                self.text.push(']');
            }
        }
    }
}

/// Returns the key whose opening quote is at an offset of `text`.
fn key_at(text: &str, at: usize) -> Cow<'_, str> {
    Scanner::new(text).at(at).string().unwrap_or_default()
}

/// Appends a name to a path: after a dot, or in brackets and quotes if it could be misread.
pub fn push_name(path: &mut String, name: &str) {
    // Writing to a string cannot fail.
    if name.len() > MAX_NAME {
        let _ = write!(path, "[{}]", quote_text(name));
    } else if !is_plain(name) {
        let _ = write!(path, "[{name:?}]");
    } else {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    }
}

/// Returns whether a name consists of letters, digits and signs that have no meaning in a path.
fn is_plain(name: &str) -> bool {
    let plain = |character: char| matches!(character, '_' | '-' | '$' | ':') || character.is_alphanumeric();
    let ascii = name.bytes().all(|byte| PLAIN[usize::from(byte)]);
    !name.is_empty() && (ascii || name.chars().all(plain))
}
