//! Static descriptions: the tables that drive the runtime's engine.

use std::borrow::Cow;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};
use triggerkit_core::json::write_string;
use triggerkit_core::{Length, Range, TimeKind, Unit};
use triggerkit_spec::model::{Check, FieldsRule, Presence, RuleKind, Type, ValueRules};

use crate::plan::{FieldPlan, Struct, accepted};

/// `tk::Shape::new(…)` of a struct.
pub(crate) fn shape(plan: &Struct<'_>) -> TokenStream {
    let name = &plan.object.name;
    let fields = plan.fields.iter().map(field);
    let rules = plan.object.rules.iter().map(|each| rule(&each.rule));
    let payload = plan.payload.clone().unwrap_or_else(|| quote!(tk::Payload::Json));
    quote!(tk::Shape::new(#name, &[#(#fields),*], &[#(#rules),*], #payload))
}

/// `tk::Field { … }`: only what differs from a plain field is said.
fn field(plan: &FieldPlan<'_>) -> TokenStream {
    let model = plan.model;
    let wire = &model.wire;
    let written = written(wire);
    let mut parts = vec![quote!(wire: #wire), quote!(written: #written)];
    match &model.presence {
        Presence::Optional => {}
        Presence::Required => parts.push(quote!(presence: tk::Presence::Required)),
        Presence::Nullable => parts.push(quote!(presence: tk::Presence::Nullable)),
        Presence::Default(json) => parts.push(quote!(presence: tk::Presence::Default(#json))),
    }
    let aliases = &model.aliases;
    if !aliases.is_empty() {
        parts.push(quote!(aliases: &[#(#aliases),*]));
    }
    parts.extend(rules(&model.rules, plan.names.as_deref()));
    parts.extend(time(&model.ty));
    if let Some(items) = items(plan) {
        parts.push(quote!(items: &#items));
    }
    if let Some(tag) = model.tag {
        let tag = number(tag);
        parts.push(quote!(tag: tk::Some(#tag)));
    }
    if let Some(source) = &model.source {
        parts.push(quote!(source: tk::Some(#source)));
    }
    quote!(tk::Field { #(#parts,)* ..tk::Field::PLAIN })
}

/// A key as it most often stands in JSON, which the engine compares all at once.
fn written(wire: &str) -> String {
    let mut written = String::new();
    write_string(&mut written, wire);
    written.push(':');
    written
}

/// The description of the items, where there is anything to say of them.
fn items(plan: &FieldPlan<'_>) -> Option<TokenStream> {
    let (Type::List(item) | Type::Map(item)) = &plan.model.ty else { return None };
    let mut parts = rules(&plan.model.items, plan.item_names.as_deref());
    parts.extend(time(item));
    if plan.optional_items {
        return Some(quote!(tk::Field { #(#parts,)* ..tk::Field::PLAIN }));
    }
    if parts.is_empty() {
        return None;
    }
    Some(quote!(tk::Field { presence: tk::Presence::Required, #(#parts,)* ..tk::Field::PLAIN }))
}

fn time(ty: &Type) -> Option<TokenStream> {
    match ty {
        Type::Time(kind) if *kind != TimeKind::Text => {
            let kind = format_ident!("{kind:?}");
            Some(quote!(time: tk::TimeKind::#kind))
        }
        _ => None,
    }
}

fn rules(rules: &ValueRules, names: Option<&[String]>) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    let mut checks: Vec<TokenStream> = rules.checks.iter().map(check).collect();
    checks.extend(names.map(|names| check(&Check::OneOf(names.iter().cloned().map(Cow::Owned).collect()))));
    if !checks.is_empty() {
        parts.push(quote!(checks: &[#(#checks),*]));
    }
    if !rules.accept.is_empty() {
        let accept = accepted(&rules.accept);
        parts.push(quote!(accept: &[#(tk::Accept::#accept),*]));
    }
    if !rules.empty.is_empty() {
        let empty = &rules.empty;
        parts.push(quote!(empty: &[#(#empty),*]));
    }
    if rules.sensitive {
        parts.push(quote!(sensitive: true));
    }
    parts
}

fn check(check: &Check) -> TokenStream {
    match check {
        Check::Length(Length { min, max, unit }) => {
            let unit = match unit {
                Unit::Characters => quote!(Characters),
                Unit::Bytes => quote!(Bytes),
                Unit::Items => quote!(Items),
            };
            let min = number(*min);
            let max = if *max == usize::MAX { quote!(usize::MAX) } else { number(*max) };
            quote!(tk::Check::Length(tk::Length { min: #min, max: #max, unit: tk::Unit::#unit }))
        }
        Check::Range(Range { min, max }) => {
            let (min, max) = (float(*min), float(*max));
            quote!(tk::Check::Range(tk::Range { min: #min, max: #max }))
        }
        Check::Pattern(pattern) => {
            let pattern = pattern.as_str();
            quote!(tk::Check::Pattern({
                static PATTERN: tk::Pattern = tk::Pattern::new(#pattern);
                &PATTERN
            }))
        }
        Check::Format(format) => {
            let format = format_ident!("{format:?}");
            quote!(tk::Check::Format(tk::Format::#format))
        }
        Check::OneOf(list) => {
            let list = texts(list);
            quote!(tk::Check::OneOf(#list))
        }
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
    let text = |text: &str| quote!(tk::Borrowed(#text));
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

fn optional_text(text: Option<&str>) -> TokenStream {
    text.map_or(quote!(tk::None), |text| quote!(tk::Some(tk::Borrowed(#text))))
}

/// A list of texts that the runtime borrows.
pub(super) fn texts(texts: &[impl AsRef<str>]) -> TokenStream {
    let texts = texts.iter().map(AsRef::as_ref);
    quote!(tk::Borrowed(&[#(tk::Borrowed(#texts)),*]))
}

pub(crate) fn option(text: Option<&String>) -> TokenStream {
    text.map_or(quote!(tk::None), |text| quote!(tk::Some(#text)))
}
