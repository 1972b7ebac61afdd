//! Static descriptions: the tables that drive the runtime's engine.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use triggerkit_core::json::write_string;
use triggerkit_core::{Range, TimeKind};
use triggerkit_spec::model::{self, Check, FieldsRule, KeyList, Presence, RuleKind};

use super::quoting::{call, constant, float, number, option, text, texts};
use crate::plan::{Field, Payload, Struct, Value};

/// Emits `tk::Shape::new(…)` of a struct.
pub(crate) fn shape(plan: &Struct<'_>) -> TokenStream {
    let name = &plan.object.name;
    let fields = plan.fields.iter().map(field);
    let rules = plan.object.rules.iter().map(|each| rule(&each.rule));
    let payload = match &plan.payload {
        Payload::Json => quote!(Json),
        Payload::Root(field) => call("Root", [number(*field)]),
        Payload::Cbor => quote!(Cbor),
        Payload::Raw(field) => call("Raw", [number(*field)]),
        Payload::JsonOrRaw(field, marker) => call("json_or_raw", [number(*field), quote!(<#marker as tk::Trigger>::INFO.detect)]),
    };
    let tolerant = plan.object.tolerant.then(|| quote!(.tolerant()));
    quote!(tk::Shape::new(#name, &[#(#fields),*], &[#(#rules),*], tk::Payload::#payload)#tolerant)
}

/// Emits a `tk::Field` with everything in which it differs from a plain one.
fn field(plan: &Field<'_>) -> TokenStream {
    let model::Field { wire, aliases, tag, source, .. } = plan.model;
    let tag = tag.map(number);
    let mut parts = vec![key(wire)];
    parts.extend(value(&plan.value));
    parts.extend(slice("aliases", aliases));
    parts.extend(items(plan.items.as_ref(), plan.model.batch_items));
    parts.extend(plan.model.batch.then(|| quote!(batch: true)));
    parts.extend(tag.map(|tag| quote!(tag: tk::Some(#tag))));
    parts.extend(source.as_ref().map(|source| quote!(source: tk::Some(#source))));
    differing(&parts)
}

/// Emits the `tk::Field` of a union's variant, which has a key if that selects it.
pub(super) fn variant(key: Option<&str>, value: &Value<'_>, items: Option<&Value<'_>>) -> TokenStream {
    let mut parts: Vec<TokenStream> = key.map(self::key).into_iter().collect();
    parts.extend(self::value(value));
    parts.extend(self::items(items, 0));
    differing(&parts)
}

/// Emits the part with the items of a list or map, unless nothing is to be known of them. `batch_items` is how many lists and maps
/// inside of each other lead to the records of a batch.
fn items(items: Option<&Value<'_>>, batch_items: usize) -> Option<TokenStream> {
    let mut parts = value(items?);
    if let Some(inside) = batch_items.checked_sub(1) {
        parts.extend(batch_part(inside));
    }
    let items = differing(&parts);
    Some(quote!(items: &#items))
}

/// Emits the parts of a list or map that leads to the records of a batch, and of so many more inside of it.
fn batch_part(levels: usize) -> Vec<TokenStream> {
    let inside = levels.checked_sub(1).map(|inside| {
        let mut parts = vec![quote!(presence: tk::Presence::Required)];
        parts.extend(batch_part(inside));
        let items = differing(&parts);
        quote!(items: &#items)
    });
    inside.into_iter().chain([quote!(batch: true)]).collect()
}

/// Emits a `tk::Field` that differs from a plain one in some parts.
fn differing(parts: &[TokenStream]) -> TokenStream {
    if parts.is_empty() { quote!(tk::Field::PLAIN) } else { quote!(tk::Field { #(#parts,)* ..tk::Field::PLAIN }) }
}

/// Emits the part with a field's key.
fn key(wire: &str) -> TokenStream {
    let mut written = String::new();
    write_string(&mut written, wire);
    let has_escapes = written.len() > wire.len() + 2;
    written.push(':');
    if has_escapes { quote!(key: tk::Key { text: #wire, json: #written }) } else { quote!(key: tk::key!(#wire)) }
}

fn value(plan: &Value<'_>) -> Vec<TokenStream> {
    let Value { presence, checks, rules, time } = plan;
    let presence = match presence {
        Presence::Optional => None,
        Presence::Default(json) => Some(quote!(tk::Presence::Default(#json))),
        other => Some(constant("Presence", other)),
    };
    let checks: Vec<TokenStream> = checks.iter().map(check).collect();
    let accept: Vec<TokenStream> = rules.accept.iter().map(|form| constant("Accept", form)).collect();
    let time = (*time != TimeKind::Text).then(|| constant("TimeKind", time));
    let parts = [
        presence.map(|presence| quote!(presence: #presence)),
        slice("checks", &checks),
        slice("accept", &accept),
        slice("empty", &rules.empty),
        rules.sensitive.then(|| quote!(sensitive: true)),
        sensitive_keys(&rules.sensitive_keys),
        time.map(|time| quote!(time: #time)),
    ];
    parts.into_iter().flatten().collect()
}

/// Emits a part of a `tk::Field` that is a list, unless it is empty.
fn slice(part: &str, items: &[impl ToTokens]) -> Option<TokenStream> {
    let part = format_ident!("{part}");
    (!items.is_empty()).then(|| quote!(#part: &[#(#items),*]))
}

/// Emits the sensitive keys of a map, with the name of the list if they are one that the runtime has.
fn sensitive_keys(keys: &[String]) -> Option<TokenStream> {
    match KeyList::of(keys) {
        Some(list) => {
            let list = format_ident!("{}", list.constant());
            Some(quote!(sensitive_keys: tk::secrets::#list))
        }
        None => slice("sensitive_keys", keys),
    }
}

fn check(check: &Check) -> TokenStream {
    let made = match check {
        Check::Length(length) => {
            let max = if length.max == usize::MAX { quote!(usize::MAX) } else { number(length.max) };
            let length = call(&format!("{:?}", length.unit).to_lowercase(), [number(length.min), max]);
            quote!(Length(tk::Length::#length))
        }
        Check::Range(Range { min, max }) => {
            let range = call("new", [float(*min), float(*max)]);
            quote!(Range(tk::Range::#range))
        }
        Check::Pattern(pattern) => {
            let pattern = pattern.as_str();
            quote!(Pattern({
                static PATTERN: tk::Pattern = tk::Pattern::new(#pattern);
                &PATTERN
            }))
        }
        Check::Format(format) => call("Format", [constant("Format", format)]),
        Check::Time(pattern) => {
            let pattern = pattern.as_str();
            quote!(Time(&tk::TimePattern::new(#pattern)))
        }
        Check::OneOf(list) => call("OneOf", [texts(list)]),
    };
    quote!(tk::Check::#made)
}

fn rule(rule: &FieldsRule) -> TokenStream {
    let kind = match &rule.kind {
        RuleKind::AtLeastOne(fields) => call("AtLeastOne", [texts(fields)]),
        RuleKind::AtMostOne(fields) => call("AtMostOne", [texts(fields)]),
        RuleKind::ExactlyOne(fields) => call("ExactlyOne", [texts(fields)]),
        RuleKind::Requires { when, equals, fields } => {
            let (when, equals, fields) = (text(when), option(equals.as_deref().map(text)), texts(fields));
            quote!(Requires { when: #when, equals: #equals, fields: #fields })
        }
        RuleKind::Excludes { list, value, others } => {
            let (list, value, others) = (text(list), text(value), texts(others));
            quote!(Excludes { list: #list, value: #value, others: #others })
        }
        RuleKind::Base64 { text: body, flag } => {
            let (body, flag) = (text(body), text(flag));
            quote!(Base64 { text: #body, flag: #flag })
        }
        RuleKind::Unique { list } => {
            let list = text(list);
            quote!(Unique { list: #list })
        }
    };
    let doc = option(rule.doc.as_deref().map(text));
    quote!(tk::FieldsRule { kind: tk::RuleKind::#kind, doc: #doc })
}
