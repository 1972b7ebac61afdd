//! JSON values that keep the order of their members, so that a schema has the order of the spec.

use std::fmt::Write as _;

use serde_json::{Value, json};

/// A JSON value of a schema.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A scalar. As a schema, `true` allows every value.
    Scalar(Value),
    /// Items.
    List(Vec<Node>),
    /// Members, in order.
    Object(Object),
}

/// The members of an object, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object(Vec<(String, Node)>);

impl Object {
    /// Makes an object with one member.
    pub fn of(key: &str, value: impl Into<Node>) -> Self {
        Object::default().with(key, value)
    }

    /// Refers to a named type of the same file.
    pub fn reference(name: &str) -> Self {
        Object::of("$ref", format!("#/$defs/{name}"))
    }

    /// Adds a member.
    pub fn with(mut self, key: &str, value: impl Into<Node>) -> Self {
        self.put(key, value);
        self
    }

    /// Adds a member if there is a value.
    pub fn with_some(self, key: &str, value: Option<impl Into<Node>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds a list if it is not empty.
    pub fn with_list(self, key: &str, list: Vec<Node>) -> Self {
        if list.is_empty() { self } else { self.with(key, list) }
    }

    /// Adds a member.
    pub fn put(&mut self, key: &str, value: impl Into<Node>) {
        self.0.push((key.to_owned(), value.into()));
    }

    /// Adds all members of another object.
    pub fn and(mut self, other: Object) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Returns whether there is a member with this key.
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(name, _)| name == key)
    }

    /// Returns whether there are no members.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Node {
    /// Returns the text of a file.
    pub fn to_file(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text + "\n"
    }

    /// Writes the value with each member on its own line. A short list of scalars takes a single line.
    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Node::Scalar(scalar) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "{scalar}");
            }
            Node::List(list) => match one_line(list) {
                Some(line) => out.push_str(&line),
                None => write_lines(out, depth, ['[', ']'], list, |out, item| item.write(out, depth + 1)),
            },
            Node::Object(Object(members)) if members.is_empty() => out.push_str("{}"),
            Node::Object(Object(members)) => write_lines(out, depth, ['{', '}'], members, |out, (key, value)| {
                let _ = write!(out, "{}: ", json!(key));
                value.write(out, depth + 1);
            }),
        }
    }
}

/// Returns a list of scalars as a line, unless it is long.
fn one_line(list: &[Node]) -> Option<String> {
    const MAX: usize = 100;
    let scalar = |node: &Node| match node {
        Node::Scalar(scalar) => Some(scalar.to_string()),
        Node::List(_) | Node::Object(_) => None,
    };
    let scalars: Vec<String> = list.iter().map(scalar).collect::<Option<_>>()?;
    Some(format!("[{}]", scalars.join(", "))).filter(|line| line.len() <= MAX)
}

fn write_lines<T>(out: &mut String, depth: usize, brackets: [char; 2], parts: &[T], write: impl Fn(&mut String, &T)) {
    let indent = |depth: usize| "  ".repeat(depth);
    out.push(brackets[0]);
    for (index, part) in parts.iter().enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        out.push_str(&indent(depth + 1));
        write(out, part);
    }
    out.push('\n');
    out.push_str(&indent(depth));
    out.push(brackets[1]);
}

macro_rules! scalars {
    ($($scalar:ty),+) => {
        $(impl From<$scalar> for Node {
            fn from(scalar: $scalar) -> Self {
                Node::Scalar(json!(scalar))
            }
        })+
    };
}

scalars!(bool, i64, u64, usize, &str, &String, String);

/// Writes whole numbers without a fraction.
impl From<f64> for Node {
    fn from(value: f64) -> Self {
        Node::Scalar(if value.fract() == 0.0 { json!(value as i64) } else { json!(value) })
    }
}

impl From<Object> for Node {
    fn from(object: Object) -> Self {
        Node::Object(object)
    }
}

impl<T: Into<Node>> From<Vec<T>> for Node {
    fn from(list: Vec<T>) -> Self {
        Node::List(list.into_iter().map(Into::into).collect())
    }
}

impl<T: Clone + Into<Node>> From<&[T]> for Node {
    fn from(list: &[T]) -> Self {
        list.to_vec().into()
    }
}
