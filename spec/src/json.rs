//! Parses JSON into a tree with the place of each value. It uses the scanner that also reads payloads.

use std::borrow::Cow;

use triggerkit_core::Number;
use triggerkit_core::json::{Kind, Scan, Scanner};

/// A value and its byte offset.
#[derive(Clone, Debug)]
pub struct Node<'p> {
    /// The byte offset of the value.
    pub at: usize,
    /// The value.
    pub value: Value<'p>,
}

/// A JSON value. Numbers keep their text, and objects the order of their members.
#[derive(Clone, Debug)]
pub enum Value<'p> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it is written.
    Number(Number<'p>),
    /// A string.
    String(Cow<'p, str>),
    /// An array.
    List(Vec<Node<'p>>),
    /// An object.
    Object(Vec<(Cow<'p, str>, Node<'p>)>),
}

impl Value<'_> {
    /// Returns the kind of the value.
    pub fn kind(&self) -> Kind {
        match self {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Bool,
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::String,
            Value::List(_) => Kind::List,
            Value::Object(_) => Kind::Object,
        }
    }
}

/// Parses a whole text.
///
/// # Errors
/// Returns an error if the text is not JSON.
pub fn parse(text: &str) -> Scan<Node<'_>> {
    let mut json = Scanner::new(text);
    let node = node(&mut json)?;
    json.end()?;
    Ok(node)
}

/// The scanner limits the depth, and with it this recursion.
fn node<'p>(json: &mut Scanner<'p>) -> Scan<Node<'p>> {
    let kind = json.peek()?;
    let at = json.position();
    let value = match kind {
        Kind::Null => {
            json.null()?;
            Value::Null
        }
        Kind::Bool => Value::Bool(json.boolean()?),
        Kind::Number => Value::Number(json.number()?),
        Kind::String => Value::String(json.string()?),
        Kind::List => {
            let mut items = Vec::new();
            json.enter_list()?;
            while json.next_item()? {
                items.push(node(json)?);
            }
            Value::List(items)
        }
        Kind::Object => {
            let mut members = Vec::new();
            json.enter_object()?;
            while let Some(key) = json.next_key()? {
                members.push((key, node(json)?));
            }
            Value::Object(members)
        }
    };
    Ok(Node { at, value })
}

impl<'p> Node<'p> {
    /// Returns a member of an object.
    pub fn get(&self, key: &str) -> Option<&Node<'p>> {
        match &self.value {
            Value::Object(members) => members.iter().find(|(name, _)| name == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// Returns the text of a string.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Describes the value for "found …", shortened to a readable length.
    pub fn words(&self) -> String {
        match &self.value {
            Value::Null => "null".into(),
            Value::Bool(yes) => format!("`{yes}`"),
            Value::Number(number) => format!("the number `{}`", cut(number.as_str())),
            Value::String(text) => format!("the string `{}`", cut(text)),
            Value::List(_) => "a list".into(),
            Value::Object(_) => "an object".into(),
        }
    }
}

fn cut(text: &str) -> String {
    const SHOWN: usize = 40;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Converts an offset to `line:column`. Both start at 1, and columns count characters.
pub fn line_column(text: &str, offset: usize) -> String {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{line}:{column}")
}
