//! Ways through structs: paths of wire names as Rust fields, and the methods that follow them.

use proc_macro2::Ident;
use triggerkit_spec::definitions::{Definition, Definitions, name_of};
use triggerkit_spec::model;

use super::docs::{self, Doc};
use super::field_types::FieldTypes;
use super::ident::ident;
use super::types::RustType;

/// The way from an object to a value inside it.
#[derive(Debug, PartialEq)]
pub(crate) struct Way {
    /// In wire names: `records[].messages`.
    pub(crate) path: String,
    pub(crate) steps: Vec<WayStep>,
}

/// A field on a [`Way`].
#[derive(Debug, PartialEq)]
pub(crate) struct WayStep {
    pub(crate) field: Ident,
    /// Whether the field is an `Option`.
    pub(crate) optional: bool,
    /// Whether the way goes through each item of the field.
    pub(crate) each: bool,
}

impl Way {
    /// Plans a way, and returns the type of the value at its end, without its `Option`, and that of the value's items.
    pub(crate) fn new<'m>(
        start: &'m model::Object,
        path: &model::Path,
        definitions: &Definitions<'m>,
    ) -> Option<(Self, RustType, Option<RustType>)> {
        let mut steps = Vec::new();
        let mut end = None;
        for (field, model::PathStep { each, .. }) in fields_on(start, path, definitions)?.into_iter().zip(&path.0) {
            let types = FieldTypes::of(field, definitions);
            steps.push(WayStep { field: ident(&field.name), optional: types.optional, each: *each });
            end = Some(if *each { (types.item?, None) } else { (types.inner, types.item) });
        }
        let (value, item) = end?;
        Some((Way { path: path.to_string(), steps }, value, item))
    }
}

/// Returns the fields on a path.
pub(super) fn fields_on<'m>(
    start: &'m model::Object,
    path: &model::Path,
    definitions: &Definitions<'m>,
) -> Option<Vec<&'m model::Field>> {
    let mut object = start;
    let mut fields = Vec::new();
    for model::PathStep { wire, .. } in &path.0 {
        let field = object.field(wire)?;
        fields.push(field);
        if let Some(Definition::Object(ty)) = name_of(&field.ty).and_then(|name| definitions.find(name)) {
            object = &ty.object;
        }
    }
    Some(fields)
}

/// A method that goes through the values at one of several paths.
#[derive(Debug, PartialEq)]
pub(crate) struct Accessor {
    pub(crate) ident: Ident,
    pub(crate) doc: Doc,
    pub(crate) value: RustType,
    pub(crate) ways: Vec<Way>,
}

impl Accessor {
    pub(crate) fn new<'m>(object: &'m model::Object, accessor: &model::Accessor, definitions: &Definitions<'m>) -> Option<Self> {
        let ways: Vec<_> = accessor.paths.iter().filter_map(|path| Way::new(object, path, definitions)).collect();
        let (_, value, _) = ways.first()?;
        let paths: Vec<String> = accessor.paths.iter().map(|path| format!("`{path}`")).collect();
        Some(Accessor {
            ident: ident(&accessor.name),
            doc: docs::paragraphs(&[format!("Iterates over the values at {}.", paths.join(" and "))]),
            value: value.clone(),
            ways: ways.into_iter().map(|(way, ..)| way).collect(),
        })
    }
}
