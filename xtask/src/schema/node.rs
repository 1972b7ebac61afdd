//! JSON values that keep the order of their members, so that a schema has the order of the spec.

use serde::ser::{Serialize, SerializeMap, Serializer};
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
    pub fn to_file(&self) -> anyhow::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
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

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Scalar(scalar) => scalar.serialize(serializer),
            Node::List(list) => list.serialize(serializer),
            Node::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        self.0.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
        map.end()
    }
}
