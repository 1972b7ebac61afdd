//! Where the engine stands in a payload; turned into text only when something is wrong there.

use std::fmt::Write;

use crate::value::Str;

/// One step from a value to a value inside it.
pub(super) enum Segment {
    /// A field; an empty name is no step.
    Field(&'static str),
    /// A key of a map.
    Key(Str),
    /// An index of a list.
    Item(usize),
}

/// The steps from the root to the value at hand.
#[derive(Default)]
pub(super) struct Path(pub(super) Vec<Segment>);

impl Path {
    /// `Records[3].Ckafka.offset`, with one more field when it is not empty; the root is `$`.
    pub(super) fn to_text(&self, field: &str) -> String {
        let mut text = String::new();
        for segment in &self.0 {
            match segment {
                Segment::Field("") => {}
                Segment::Field(name) => push_name(&mut text, name),
                Segment::Key(name) => push_name(&mut text, name),
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
}

/// A name behind a dot; in brackets and quotes when it could be misread.
fn push_name(text: &mut String, name: &str) {
    let plain = |character: char| character.is_alphanumeric() || "_-$:".contains(character);
    if name.is_empty() || !name.chars().all(plain) {
        let _ = write!(text, "[{name:?}]");
        return;
    }
    if !text.is_empty() {
        text.push('.');
    }
    text.push_str(name);
}
