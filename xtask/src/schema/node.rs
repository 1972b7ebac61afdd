//! JSON values that keep the order of their members, so that a schema has the order of the spec.

use serde::ser::{Error, Serialize, SerializeMap, Serializer};

/// A JSON value of a schema.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`
    Null,
    /// `true` or `false`. As a schema, `true` allows every value.
    Bool(bool),
    /// A whole number.
    Whole(i128),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(String),
    /// A scalar that is already JSON text.
    Json(String),
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

impl From<bool> for Node {
    fn from(value: bool) -> Self {
        Node::Bool(value)
    }
}

impl From<i128> for Node {
    fn from(value: i128) -> Self {
        Node::Whole(value)
    }
}

impl From<usize> for Node {
    fn from(value: usize) -> Self {
        Node::Whole(value as i128)
    }
}

/// Writes whole numbers without a fraction.
impl From<f64> for Node {
    fn from(value: f64) -> Self {
        if value.fract() == 0.0 { Node::Whole(value as i128) } else { Node::Float(value) }
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Node::Text(text.to_owned())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Node::Text(text)
    }
}

impl From<&String> for Node {
    fn from(text: &String) -> Self {
        Node::Text(text.clone())
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
            Node::Null => serializer.serialize_unit(),
            Node::Bool(value) => serializer.serialize_bool(*value),
            // serde_json writes 128-bit integers only if they fit into 64 bits.
            Node::Whole(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(value), _) => serializer.serialize_i64(value),
                (_, Ok(value)) => serializer.serialize_u64(value),
                _ => serializer.serialize_f64(*value as f64),
            },
            Node::Float(value) => serializer.serialize_f64(*value),
            Node::Text(text) => serializer.serialize_str(text),
            Node::Json(text) => match serde_json::from_str::<serde_json::Value>(text) {
                Ok(value) => value.serialize(serializer),
                Err(error) => Err(S::Error::custom(error)),
            },
            Node::List(list) => list.serialize(serializer),
            Node::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}
