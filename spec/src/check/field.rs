//! Checks one field: its names, type, presence, constraints and forms. What depends on its siblings is in `object`.

use super::draft::Slot;
use super::scope::Scope;
use super::subject::Subject;
use super::{codec, constraint, types};
use crate::definitions::{Definition, Definitions, name_of};
use crate::diagnostic::{Context, Problem};
use crate::judge::Judge;
use crate::model::{Field, Presence, Type, ValueRules};
use crate::names;
use crate::raw::{self, Spanned, Text, TypeRef};

/// The largest number of fields in one object, so that a decoder can count them in a byte.
pub(super) const MAX_FIELDS: usize = 256;

/// Names that generated code uses itself, each with the reason why no field can have it.
const RESERVED: [(&str, &str); 2] = [("build", "used by the builder"), ("kept", "used for unknown fields")];

/// Checks one field.
pub(super) fn check(cx: &mut Context, scope: &Scope<'_>, raw: &raw::Field) -> Slot {
    let before = cx.len();
    let wire = raw.rename.as_ref().unwrap_or(&raw.key).clone();
    let name = rust_name(cx, raw, &wire);
    let ty = raw.ty.as_ref().and_then(|ty| types::resolve(cx, scope, ty));
    let ty_span = match &raw.ty {
        Some(TypeRef::Text(text)) => text.span.clone(),
        Some(TypeRef::Resolved(ty)) => ty.span.clone(),
        None => raw.key.span.clone(),
    };
    let mut slot = Slot {
        wire,
        name,
        key: raw.key.span.clone(),
        aliases: raw.aliases.clone(),
        flag: raw.base64_flag.clone(),
        ty: None,
        ty_span: ty_span.clone(),
        field: None,
    };
    let Some(ty) = ty else { return slot };
    let item_codec = raw.items.as_ref().and_then(|items| items.codec.as_ref());
    let ty = codec::check(cx, Spanned::new(ty, ty_span), raw.codec.as_ref(), item_codec);
    slot.ty = Some(ty.clone());
    let subject = Subject { ty: &ty };
    let rules = constraint::check(cx, subject, &raw.rules);
    let items = raw.items.as_ref().and_then(|items| check_items(cx, subject, items)).unwrap_or_default();
    let presence = check_presence(cx, scope, subject, raw, &rules);
    check_empty(cx, raw, &presence);
    check_base64_flag(cx, subject, raw.base64_flag.as_ref());
    if cx.len() == before && !raw.damaged {
        slot.field = slot.name.clone().map(|name| Field {
            wire: slot.wire.value.clone(),
            name,
            doc: raw.doc.as_ref().map(|doc| doc.value.clone()),
            source: raw.source.as_ref().map(|source| source.value.clone()),
            ty,
            presence,
            rules,
            items,
            aliases: raw.aliases.iter().map(|alias| alias.value.clone()).collect(),
            base64_flag: None,
            tag: None,
            batch: false,
            batch_items: 0,
            span: raw.key.span.clone(),
        });
    }
    slot
}

fn rust_name(cx: &mut Context, raw: &raw::Field, wire: &str) -> Option<String> {
    let given = raw.rust_name.clone();
    // A struct with the derive has no members of ours; only its builder has.
    let reserved = if given.is_some() { &RESERVED[..1] } else { &RESERVED[..] };
    let Some(name) = given.or_else(|| names::field(&raw.key)) else {
        return cx.fail(&raw.key.span, Problem::NoFieldName { wire: &wire });
    };
    match reserved.iter().find(|(word, _)| *word == name) {
        Some((_, why)) => cx.fail(&raw.key.span, Problem::ReservedFieldName { name: &name, wire: &wire, why }),
        None => Some(name),
    }
}

fn check_items(cx: &mut Context, subject: Subject<'_>, raw: &Spanned<raw::Items>) -> Option<ValueRules> {
    let (Type::List(item) | Type::Map(item)) = subject.ty.contents() else {
        return cx.fail(&raw.span, Problem::ItemsOfScalar { what: &subject.words() });
    };
    if subject.ty.is_encoded() {
        return cx.fail(&raw.span, Problem::CodecWithItems {});
    }
    if let Some(empty) = &raw.rules.empty {
        cx.error(&empty.span, Problem::ItemsEmpty {});
    }
    let rules = constraint::check(cx, Subject { ty: item }, &raw.rules);
    if raw.codec.is_none() && is_empty(&raw.rules) {
        cx.error(&raw.span, Problem::ItemsSayNothing {});
    }
    Some(rules)
}

fn is_empty(raw: &raw::ValueRules) -> bool {
    let raw::ValueRules { length, range, pattern, format, one_of, constant, accept, empty, sensitive, sensitive_keys } = raw;
    let texts = [length, pattern, format, constant].iter().all(|text| text.is_none());
    let lists = [one_of, accept, empty].iter().all(|list| list.is_none());
    texts && lists && range.is_none() && sensitive.is_none() && sensitive_keys.is_none()
}

fn check_presence(cx: &mut Context, scope: &Scope<'_>, subject: Subject<'_>, raw: &raw::Field, rules: &ValueRules) -> Presence {
    let required = raw.required.as_ref().is_some_and(|required| required.value);
    let nullable = raw.nullable.as_ref().filter(|nullable| nullable.value);
    if let Some(nullable) = nullable.filter(|_| !required) {
        cx.error(&nullable.span, Problem::NullableOptional {});
    }
    match &raw.default {
        Some(default) if required => {
            cx.error(&default.span, Problem::DefaultOfRequired {});
            Presence::Required
        }
        Some(json) => {
            check_default(cx, scope, subject, json, rules);
            Presence::Default(json.value.clone())
        }
        None if required && nullable.is_some() => Presence::Nullable,
        None if required => Presence::Required,
        None => Presence::Optional,
    }
}

/// Checks that a default satisfies the constraints of the field, in the usual form.
fn check_default(cx: &mut Context, scope: &Scope<'_>, subject: Subject<'_>, json: &Text, rules: &ValueRules) {
    use Type::{Bool, Enum, F64, I64, String, Time, TimeLike, U64};
    if !matches!(subject.ty, Bool | Enum(_) | F64 | I64 | String | Time(_) | TimeLike(_) | U64) {
        cx.error(&json.span, Problem::NoDefaultFor { what: &subject.words() });
        return;
    }
    let names = name_of(subject.ty).and_then(|name| scope.enums.get(name)).map(Definition::Enum);
    let definitions = Definitions::from_iter(names);
    let usual = ValueRules { accept: Vec::new(), ..rules.clone() };
    if let Some((expected, found)) = Judge::new(definitions).value(subject.ty, &usual, json) {
        let reason = format!("expected {expected}, found {found}");
        cx.error(&json.span, Problem::BadDefault { reason: &reason });
    }
}

/// Checks that a field with `empty` may be absent.
fn check_empty(cx: &mut Context, raw: &raw::Field, presence: &Presence) {
    let Some(empty) = &raw.rules.empty else { return };
    let why = match presence {
        Presence::Optional => return,
        Presence::Required | Presence::Nullable => "is required",
        Presence::Default(_) => "has a default",
    };
    cx.error(&empty.span, Problem::EmptyOfPresent { why: &why });
}

fn check_base64_flag(cx: &mut Context, subject: Subject<'_>, flag: Option<&Text>) {
    let Some(flag) = flag else { return };
    if *subject.ty != Type::String {
        cx.error(&flag.span, Problem::FlagMisplaced { what: &subject.words() });
    }
}
