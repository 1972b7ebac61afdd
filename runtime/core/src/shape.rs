//! [`Shape`]: a struct as the engine sees it. Shapes are plain tables: the macros emit them, and the spec checker builds
//! them from a spec at run time.

mod constraint;
mod field;
mod field_set;
mod payload;
mod rule;
mod texts;

pub use constraint::{Check, Measurable, Pattern};
pub use field::{Field, Presence};
pub(crate) use field_set::FieldSet;
pub use payload::Payload;
pub(crate) use rule::Siblings;
pub use rule::{FieldsRule, RuleKind};
pub use texts::Texts;

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
        Shape { name, fields, rules, payload, demands }
    }

    /// Returns the index of the field with this wire name.
    pub fn index_of(&self, wire: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.wire == wire)
    }
}
