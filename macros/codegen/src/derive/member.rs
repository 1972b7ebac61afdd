//! The fields of a hand-written struct, as raw fields of a spec.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use triggerkit_core::TimeKind;
use triggerkit_spec::model::Type;
use triggerkit_spec::raw::{self, Spanned, TypeRef};

use super::options::{FIELD, Options};
use super::places::Places;
use super::types;
use crate::attributes::{doc, read_attributes};
use crate::mistakes::{Mistakes, mistake};
use crate::plan::{FieldTypes, RustType};
use crate::tokens::Verbatim;

/// A field of the struct.
pub(super) struct Member<'i> {
    pub(super) ident: &'i Ident,
    ty: &'i syn::Type,
    /// The types as the user wrote them.
    pub(super) types: FieldTypes,
    /// Whether it keeps unknown fields.
    pub(super) unknown: bool,
    pub(super) raw: raw::Field,
}

impl<'i> Member<'i> {
    pub(super) fn read(field: &'i syn::Field, places: &mut Places, mistakes: &mut Mistakes) -> Member<'i> {
        let ident = field.ident.as_ref().expect("fields were checked to have names");
        let inside = types::optional(&field.ty);
        let inner = inside.unwrap_or(&field.ty);
        let mut raw = plain(field, ident, places);
        let mut options = Options { places, raw: &mut raw, unknown: false, time: None };
        let seen = read_attributes(&field.attrs, FIELD, mistakes, &mut |given, mistakes| options.read(given, mistakes));
        let (unknown, time) = (options.unknown, options.time);
        let ty = types::spec_type(inner, time.as_ref().map_or(TimeKind::Rfc3339, |(kind, _)| *kind));
        if let Some((_, literal)) = time.filter(|_| !types::holds_time(&ty)) {
            let help = "remove it, or make the field a `Timestamp`";
            mistakes.push(mistake(&literal, "`time` is an option of `Timestamp` fields", help));
        }
        raw.ty = Some(TypeRef::Resolved(Spanned::new(ty, places.of(&field.ty))));
        let written = |ty: &syn::Type| RustType::Verbatim(Verbatim::of(ty));
        let types = FieldTypes {
            ty: written(&field.ty),
            inner: written(inner),
            optional: inside.is_some(),
            item: types::item(inner).map(written),
            optional_items: types::optional_items(inner),
        };
        let mut member = Member { ident, ty: &field.ty, types, unknown, raw };
        match types::unfit(&field.ty) {
            Some(error) => mistakes.push(error),
            None if unknown || types::is_kept(&field.ty) => member.check_unknown(&seen, mistakes),
            None => member.check_presence(&types::text(inner), places, mistakes),
        }
        member
    }

    /// Returns its type, or that of its items, if the derive does not know it.
    pub(super) fn foreign(&self) -> Option<&'i syn::Type> {
        types::foreign(self.ty)
    }

    /// Checks the field that keeps unknown fields. It is not a field of the payload.
    fn check_unknown(&self, seen: &[String], mistakes: &mut Mistakes) {
        let others: Vec<String> = seen.iter().filter(|key| *key != "unknown").map(|key| format!("`{key}`")).collect();
        if !self.unknown {
            let help = "add `#[trigger(unknown)]` to it";
            mistakes.push(mistake(self.ty, "a field of the type `Kept` must be marked `unknown`", help));
        } else if !types::is_kept(self.ty) {
            let what = format!("unknown fields cannot be kept in `{}`", types::text(self.ty));
            mistakes.push(mistake(self.ty, what, "use the type `Kept`, whose `unknown()` returns the fields by name"));
        } else if !others.is_empty() {
            let what = format!("{} cannot be used on the field that keeps unknown fields", others.join(", "));
            mistakes.push(mistake(self.ident, what, "use only `unknown` on this field"));
        }
    }

    /// Checks that options and type agree on whether the field may be missing.
    fn check_presence(&mut self, inner: &str, places: &mut Places, mistakes: &mut Mistakes) {
        let list = matches!(&self.raw.ty, Some(TypeRef::Resolved(ty)) if matches!(ty.value, Type::List(_) | Type::Map(_)));
        let required = self.raw.required.as_ref().map(|required| required.value);
        let nullable = self.raw.nullable.is_some();
        let ty = self.ty;
        match (self.types.optional, required) {
            (true, _) if self.raw.default.is_some() => mistakes.push(mistake(
                ty,
                "a field with a default is never missing, so it cannot be an `Option`",
                format_args!("make it `{inner}`, or remove the default"),
            )),
            (true, Some(true)) if !nullable => mistakes.push(mistake(
                ty,
                "a required field cannot be an `Option`",
                format_args!("make it `{inner}`, or add `nullable` if the key is required and may be null"),
            )),
            (false, _) if nullable => mistakes.push(mistake(
                ty,
                "a field that may be null must be an `Option`",
                format_args!("make it `Option<{inner}>`, or remove `nullable`"),
            )),
            (false, Some(false)) if !list && self.raw.default.is_none() => mistakes.push(mistake(
                ty,
                "a field that may be missing must be an `Option`",
                format_args!("make it `Option<{inner}>`, or give it a default"),
            )),
            (false, None) if !list && self.raw.default.is_none() => {
                self.raw.required = Some(Spanned::new(true, places.of(ty)));
            }
            _ => {}
        }
    }
}

/// Makes a raw field before its options are read.
fn plain(field: &syn::Field, ident: &Ident, places: &mut Places) -> raw::Field {
    let name = ident.unraw().to_string();
    let ty = Spanned::new(Type::Json, places.of(&field.ty));
    let mut raw = raw::Field::new(Spanned::new(name.clone(), places.of(ident)), TypeRef::Resolved(ty));
    raw.rust_name = Some(name);
    raw.doc = doc(&field.attrs).map(|doc| Spanned::new(doc, places.of(ident)));
    raw
}
