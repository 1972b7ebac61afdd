//! [`FieldTypes`]: the Rust types of one field.

use triggerkit_spec::definitions::Definitions;
use triggerkit_spec::model;

use super::types::RustType;

/// The Rust types of a field.
#[derive(Debug, PartialEq)]
pub(crate) struct FieldTypes {
    /// The type of the struct's field.
    pub(crate) ty: RustType,
    /// The same without its `Option`.
    pub(crate) inner: RustType,
    pub(crate) optional: bool,
    /// The type of a list's or map's items, without their `Option`s in a hand-written struct.
    pub(crate) item: Option<RustType>,
    /// Whether the items are `Option`s, which only a hand-written struct has.
    pub(crate) optional_items: bool,
}

impl FieldTypes {
    /// The types of a spec's field.
    pub(crate) fn of(field: &model::Field, definitions: &Definitions<'_>) -> Self {
        let inner = RustType::of(&field.ty, definitions);
        let optional = field.is_option();
        let ty = if optional { RustType::Runtime("Option", vec![inner.clone()]) } else { inner.clone() };
        let item = inner.clone().into_item();
        FieldTypes { ty, inner, optional, item, optional_items: false }
    }
}
