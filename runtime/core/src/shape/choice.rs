//! [`Choice`]: how a union chooses its type.

use super::Field;
use crate::detect::Conditions;
use crate::json::Kind;

/// The texts that select each variant of a union, in the order of the variants.
pub type Tags = &'static [&'static [&'static str]];

/// How a union chooses its type. Whatever selects no variant is kept as JSON.
pub enum Choice {
    /// By the text of a sibling field.
    Sibling(Tags),
    /// By the text of a field of the object itself, which has this key.
    Field(&'static str, Tags),
    /// By the first condition that holds, one for each variant.
    Conditions(Conditions),
    /// By the only key of the object. The variants are fields, of which a value has one.
    Key(&'static [Field]),
    /// By the kind of the value. The fields have no keys.
    Kind(&'static [(Kind, Field)]),
}

impl Choice {
    /// Returns the description of the value of a variant, unless it is that of the union itself.
    pub fn field(&self, variant: usize) -> Option<&'static Field> {
        match self {
            Choice::Key(fields) => fields.get(variant),
            Choice::Kind(fields) => fields.get(variant).map(|(_, field)| field),
            Choice::Sibling(_) | Choice::Field(..) | Choice::Conditions(_) => None,
        }
    }

    /// Returns how many variants there are, without the one for everything else.
    pub fn count(&self) -> usize {
        match self {
            Choice::Sibling(tags) | Choice::Field(_, tags) => tags.len(),
            Choice::Conditions(conditions) => conditions.count(),
            Choice::Key(fields) => fields.len(),
            Choice::Kind(fields) => fields.len(),
        }
    }
}
