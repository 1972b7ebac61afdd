//! Ways through structs: paths of wire names as Rust fields, and the methods that follow them.

use proc_macro2::Ident;
use triggerkit_core::key_path::Mark;
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
    /// The lists and maps of the field that the way goes through, from the outside in.
    pub(crate) marks: Vec<Mark>,
}

impl Way {
    /// Plans a way, and returns the type of the value at its end, without its `Option`.
    pub(crate) fn new<'m>(
        start: &'m model::Object,
        path: &model::Path,
        definitions: &Definitions<'m>,
    ) -> Option<(Self, RustType)> {
        let mut steps = Vec::new();
        let mut end = None;
        for (field, model::PathStep { marks, .. }) in fields_on(start, path, definitions)?.into_iter().zip(&path.0) {
            let FieldTypes { inner, optional, .. } = FieldTypes::of(field, definitions);
            steps.push(WayStep { field: ident(&field.name), optional, marks: marks.clone() });
            end = marks.iter().try_fold(inner, |ty, _| ty.into_item());
        }
        Some((Way { path: path.to_string(), steps }, end?))
    }

    /// Plans the way to the records of a batch, and returns their type. If the path names a list, they are its items.
    pub(crate) fn to_records<'m>(
        event: &'m model::Object,
        path: &model::Path,
        definitions: &Definitions<'m>,
    ) -> Option<(Self, RustType)> {
        let (mut way, end) = Way::new(event, path, definitions)?;
        if !matches!(end, RustType::Runtime("Vec", _)) {
            return Some((way, end));
        }
        way.steps.last_mut()?.marks.push(Mark::Items);
        Some((way, end.into_item()?))
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
        let (_, value) = ways.first()?;
        let paths: Vec<String> = accessor.paths.iter().map(|path| format!("`{path}`")).collect();
        Some(Accessor {
            ident: ident(&accessor.name),
            doc: docs::paragraphs(&[format!("Iterates over the values at {}.", paths.join(" and "))]),
            value: value.clone(),
            ways: ways.into_iter().map(|(way, ..)| way).collect(),
        })
    }
}
