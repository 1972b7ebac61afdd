//! Static descriptions: the tables that drive the runtime's engine.

use std::fmt::Debug;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use triggerkit_core::json::write_string;
use triggerkit_core::{Length, Range, TimeKind, Unit};
use triggerkit_spec::model::{Check, FieldsRule, Presence, RuleKind};

use crate::plan::{Field, Payload, Struct, Value};

/// Emits `tk::Shape::new(…)` of a struct.
pub(crate) fn shape(plan: &Struct<'_>) -> TokenStream {
    let name = plan.name;
    let fields = plan.fields.iter().map(field);
    let rules = plan.rules.iter().map(|each| rule(&each.rule));
    let payload = payload(&plan.payload);
    quote!(tk::Shape::new(#name, &[#(#fields),*], &[#(#rules),*], #payload))
}

fn payload(payload: &Payload) -> TokenStream {
    match payload {
        Payload::Json => quote!(tk::Payload::Json),
        Payload::Cbor => quote!(tk::Payload::Cbor),
        Payload::Raw(field) => {
            let field = number(*field);
            quote!(tk::Payload::Raw(#field))
        }
        Payload::JsonOrRaw(field, marker) => {
            let field = number(*field);
            quote!(tk::Payload::json_or_raw(#field, <#marker as tk::Trigger>::INFO.detect))
        }
    }
}

/// Emits a `tk::Field` with everything in which it differs from a plain one.
fn field(plan: &Field<'_>) -> TokenStream {
    let mut parts = value(&plan.value);
    let aliases = plan.aliases;
    if !aliases.is_empty() {
        parts.push(quote!(aliases: &[#(#aliases),*]));
    }
    if let Some(items) = &plan.items {
        let items = differing(&value(items), &quote!(tk::Field::PLAIN));
        parts.push(quote!(items: &#items));
    }
    if let Some(tag) = plan.tag {
        let tag = number(tag);
        parts.push(quote!(tag: tk::Some(#tag)));
    }
    if let Some(source) = plan.source {
        parts.push(quote!(source: tk::Some(#source)));
    }
    differing(&parts, &named(plan.wire))
}

/// Emits a `tk::Field` that differs from a base in some parts.
fn differing(parts: &[TokenStream], base: &TokenStream) -> TokenStream {
    if parts.is_empty() { base.clone() } else { quote!(tk::Field { #(#parts,)* ..#base }) }
}

/// Emits the plain field of a key. The key is given as JSON with its colon, which the engine compares all at once.
fn named(wire: &str) -> TokenStream {
    let mut written = String::new();
    write_string(&mut written, wire);
    let has_escapes = written.len() > wire.len() + 2;
    written.push(':');
    if has_escapes { quote!(tk::Field::escaped(#wire, #written)) } else { quote!(tk::Field::named(#written)) }
}

fn value(plan: &Value<'_>) -> Vec<TokenStream> {
    let Value { presence, checks, accept, empty, sensitive, time } = plan;
    let mut parts = Vec::new();
    match presence {
        Presence::Optional => {}
        Presence::Required => parts.push(quote!(presence: tk::Presence::Required)),
        Presence::Nullable => parts.push(quote!(presence: tk::Presence::Nullable)),
        Presence::Default(json) => parts.push(quote!(presence: tk::Presence::Default(#json))),
    }
    if !checks.is_empty() {
        let checks = checks.iter().map(check);
        parts.push(quote!(checks: &[#(#checks),*]));
    }
    if !accept.is_empty() {
        let accept = accept.iter().map(variant);
        parts.push(quote!(accept: &[#(tk::Accept::#accept),*]));
    }
    if !empty.is_empty() {
        parts.push(quote!(empty: &[#(#empty),*]));
    }
    if *sensitive {
        parts.push(quote!(sensitive: true));
    }
    if *time != TimeKind::Text {
        let kind = variant(time);
        parts.push(quote!(time: tk::TimeKind::#kind));
    }
    parts
}

fn check(check: &Check) -> TokenStream {
    match check {
        Check::Length(length) => {
            let length = self::length(*length);
            quote!(tk::Check::Length(#length))
        }
        Check::Range(Range { min, max }) => {
            let (min, max) = (float(*min), float(*max));
            quote!(tk::Check::Range(tk::Range::new(#min, #max)))
        }
        Check::Pattern(pattern) => {
            let pattern = pattern.as_str();
            quote!(tk::Check::Pattern({
                static PATTERN: tk::Pattern = tk::Pattern::new(#pattern);
                &PATTERN
            }))
        }
        Check::Format(format) => {
            let format = variant(format);
            quote!(tk::Check::Format(tk::Format::#format))
        }
        Check::OneOf(list) => {
            let list = texts(list);
            quote!(tk::Check::OneOf(#list))
        }
    }
}

fn length(Length { min, max, unit }: Length) -> TokenStream {
    let min = number(min);
    let max = if max == usize::MAX { quote!(usize::MAX) } else { number(max) };
    match unit {
        Unit::Characters => quote!(tk::Length::characters(#min, #max)),
        Unit::Bytes => quote!(tk::Length::bytes(#min, #max)),
        Unit::Items => quote!(tk::Length::items(#min, #max)),
    }
}

pub(super) fn float(value: f64) -> TokenStream {
    match value {
        f64::INFINITY => quote!(f64::INFINITY),
        f64::NEG_INFINITY => quote!(f64::NEG_INFINITY),
        value => {
            let literal = Literal::f64_unsuffixed(value.abs());
            if value.is_sign_negative() { quote!(-#literal) } else { quote!(#literal) }
        }
    }
}

/// A number without a suffix, as a person writes it.
fn number(value: usize) -> TokenStream {
    Literal::usize_unsuffixed(value).to_token_stream()
}

fn rule(rule: &FieldsRule) -> TokenStream {
    let kind = match &rule.kind {
        RuleKind::AtLeastOne(fields) => {
            let fields = texts(fields);
            quote!(AtLeastOne(#fields))
        }
        RuleKind::AtMostOne(fields) => {
            let fields = texts(fields);
            quote!(AtMostOne(#fields))
        }
        RuleKind::ExactlyOne(fields) => {
            let fields = texts(fields);
            quote!(ExactlyOne(#fields))
        }
        RuleKind::Requires { when, equals, fields } => {
            let (when, equals, fields) = (text(when), optional_text(equals.as_deref()), texts(fields));
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
    let doc = optional_text(rule.doc.as_deref());
    quote!(tk::FieldsRule { kind: tk::RuleKind::#kind, doc: #doc })
}

fn text(text: &str) -> TokenStream {
    quote!(tk::Borrowed(#text))
}

fn optional_text(text: Option<&str>) -> TokenStream {
    text.map_or(quote!(tk::None), |text| quote!(tk::Some(tk::Borrowed(#text))))
}

/// Emits a list of texts that the runtime borrows.
pub(super) fn texts(texts: &[impl AsRef<str>]) -> TokenStream {
    let texts = texts.iter().map(AsRef::as_ref);
    quote!(tk::Borrowed(&[#(tk::Borrowed(#texts)),*]))
}

pub(super) fn option(text: Option<impl AsRef<str>>) -> TokenStream {
    text.map_or(quote!(tk::None), |text| {
        let text = text.as_ref();
        quote!(tk::Some(#text))
    })
}

/// The name of an enum's variant, which the runtime's enum has too.
pub(super) fn variant(value: impl Debug) -> Ident {
    Ident::new(&format!("{value:?}"), Span::call_site())
}
