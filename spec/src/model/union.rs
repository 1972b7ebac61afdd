//! Unions: values that have one of several types.

use triggerkit_core::detect::Condition;

use super::field::{Field, Type};
use super::span::Span;

/// A union: a value that has one of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionDef {
    /// The name of the Rust type.
    pub name: String,
    /// What the union is.
    pub doc: Option<String>,
    /// What its type depends on.
    pub by: By,
    /// The wire name of the field that selects the type. Set exactly if a field does.
    pub tag: Option<String>,
    /// The types, in the order of the file.
    pub variants: Vec<UnionVariant>,
    /// The place of the name.
    pub span: Span,
}

impl UnionDef {
    /// Returns the variant that a text of the field, a key or the word for a kind selects.
    pub fn variant_of(&self, tag: &str) -> Option<&UnionVariant> {
        self.variants.iter().find(|variant| variant.tags.iter().any(|each| each == tag))
    }
}

/// What the type of a union depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The text of a field next to the union.
    Sibling,
    /// The text of a field of the value itself.
    Field,
    /// The only key of the value.
    Key,
    /// The kind of the value.
    Kind,
    /// Conditions on the value.
    Detect,
}

impl By {
    /// Every way.
    pub const ALL: [By; 5] = [By::Sibling, By::Field, By::Key, By::Kind, By::Detect];

    /// Returns the word in a spec.
    pub const fn word(self) -> &'static str {
        match self {
            By::Sibling => "sibling",
            By::Field => "field",
            By::Key => "key",
            By::Kind => "kind",
            By::Detect => "detect",
        }
    }

    /// Returns whether a field selects the type.
    pub const fn has_tag(self) -> bool {
        matches!(self, By::Sibling | By::Field)
    }

    /// Returns whether each variant has a description of its own. The variants of other unions are objects.
    pub const fn is_described(self) -> bool {
        matches!(self, By::Key | By::Kind)
    }
}

/// One type of a [`UnionDef`], with everything that selects it.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// The name of the Rust variant.
    pub name: String,
    /// The texts of the field, or the key, or the word for the kind. Empty if a condition selects the variant.
    pub tags: Vec<String>,
    /// The condition on the value. Set exactly if the union depends on conditions.
    pub detect: Option<Condition>,
    /// The value. Only a variant that a key selects has a wire name.
    pub field: Field,
}

impl UnionVariant {
    /// Returns the name of its type if that is an object.
    pub fn object(&self) -> Option<&str> {
        match &self.field.ty {
            Type::Object(name) => Some(name),
            _ => None,
        }
    }
}
