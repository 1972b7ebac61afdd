//! [`Shape`]: a struct as the engine sees it. Shapes are plain tables: the macros emit them, and the spec checker builds
//! them from a spec at run time.

mod choice;
mod constraint;
mod field;
mod field_set;
mod rule;

use crate::detect::Condition;
pub use crate::detect::Texts;
pub use choice::{Choice, Tags};
pub use constraint::{Check, Measurable, Pattern};
pub use field::{Field, Key, Presence};
pub(crate) use field_set::FieldSet;
pub(crate) use rule::Siblings;
pub use rule::{FieldsRule, RuleKind};

/// How the bytes of a payload are read.
#[derive(Clone, Copy, Debug)]
pub enum Payload {
    /// JSON.
    Json,
    /// CBOR, or its rendering in JSON.
    #[cfg(feature = "cbor")]
    Cbor,
    /// Any bytes. The field at this index takes them.
    Raw(usize),
    /// JSON that is the value of the field at this index: a list, or one item of it. It may also be an object whose first key is
    /// one of the field's, with the list as its value.
    Root(usize),
    /// JSON if the condition holds; otherwise the field at this index takes the bytes.
    JsonOrRaw(usize, &'static Condition),
}

impl Payload {
    /// Returns the encoding of a trigger whose payload may be JSON or any bytes. Without a condition it is never read as JSON.
    pub const fn json_or_raw(field: usize, condition: Option<&'static Condition>) -> Payload {
        match condition {
            Some(condition) => Payload::JsonOrRaw(field, condition),
            None => Payload::Raw(field),
        }
    }
}

/// Describes a struct: its fields, the rules across them, and how its payload is encoded.
pub struct Shape {
    /// The name of the Rust type.
    pub name: &'static str,
    /// The fields, in the order in which payloads usually have them.
    pub fields: &'static [Field],
    /// The rules across fields.
    pub rules: &'static [FieldsRule],
    /// How the bytes of a whole payload are read.
    pub payload: Payload,
    /// Whether values are also read in the forms that clouds mix up.
    pub tolerant: bool,
    /// Fields that need attention when their key is absent.
    pub(crate) demands: FieldSet,
}

impl Shape {
    /// Creates a shape. The set of fields that need attention when absent is computed at compile time.
    pub const fn new(name: &'static str, fields: &'static [Field], rules: &'static [FieldsRule], payload: Payload) -> Shape {
        let mut demands = FieldSet::NONE;
        let mut index = 0;
        while index < fields.len() {
            if !matches!(fields[index].presence, Presence::Optional) {
                demands.insert(index);
            }
            index += 1;
        }
        Shape { name, fields, rules, payload, tolerant: false, demands }
    }

    /// Creates the same shape, of which values are also read in the forms that clouds mix up.
    #[must_use]
    pub const fn tolerant(self) -> Shape {
        Shape { tolerant: true, ..self }
    }

    /// Returns the index of the field with this wire name.
    pub fn index_of(&self, wire: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.key.text == wire)
    }
}
