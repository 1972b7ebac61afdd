//! Turns a raw spec into the checked model: resolves names, checks that every rule can be enforced, and reports every mistake.

mod by_name;
mod codec;
mod constraint;
mod cycle;
mod detection;
mod distinct;
mod draft;
mod enums;
mod failures;
mod field;
mod form;
mod generic;
mod graph;
mod http;
mod object;
mod operation;
mod path;
mod rule;
mod sample;
mod scope;
mod standalone;
mod subject;
mod trigger;
mod types;
mod unions;

use std::fmt;

use crate::diagnostic::{Context, Diagnostics, Problem};
use crate::model::{Config, Provider, Section, Trigger, TypeDef};
use crate::samples::SampleFiles;
use crate::source::SourceFile;
use crate::{names, raw};
use by_name::ByName;
use draft::{Draft, Drafts};
use scope::Scope;

pub use standalone::{Struct, check_struct};

/// The result of checking a spec that has mistakes.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Every mistake.
    pub diagnostics: Diagnostics,
    /// The Rust types that the spec defines, as far as it can be read. The macro declares them, so that one mistake in a
    /// spec does not cause fifty errors in the code that uses it.
    pub names: Vec<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostics.fmt(f)
    }
}

impl std::error::Error for Failure {}

/// Reads and checks a spec with its samples. `provider` is the stem of the file's name.
///
/// ```
/// use triggerkit_spec::{NoSamples, SourceFile, check};
///
/// let source = SourceFile::new("shop.toml", r#"
/// provider = { title = "Shop", source = "shop.md" }
///
/// [triggers.order]
/// title  = "Order placed"
/// sample = '{ "id": "A-1" }'
/// fields = { id = { type = "string", required = true, length = "1-36" } }
/// "#);
///
/// let provider = check(&source, "shop", &NoSamples).unwrap();
/// assert_eq!(provider.triggers[0].event.name, "OrderEvent");
/// ```
///
/// # Errors
/// Returns every mistake in the spec and its samples.
pub fn check(source: &SourceFile, provider: &str, samples: &dyn SampleFiles) -> Result<Provider, Box<Failure>> {
    let mut cx = Context::default();
    let spec = raw::read(&mut cx, source);
    let names = scope::rust_names(&spec);
    // If the text is not TOML, parts of it are missing, so further reports would be guesses.
    let model = (!cx.broken_toml()).then(|| build_model(&mut cx, source, &spec, provider, samples));
    match model {
        Some(model) if cx.len() == 0 => Ok(model),
        _ => Err(Box::new(Failure { diagnostics: Diagnostics::new(source.clone(), cx.finish()), names })),
    }
}

/// Returns the model of everything that is right. It is complete only if nothing was reported.
fn build_model(cx: &mut Context, source: &SourceFile, spec: &raw::Spec, name: &str, samples: &dyn SampleFiles) -> Provider {
    check_provider(cx, spec, name);
    scope::check_names(cx, spec);
    let mut scope = Scope::new(spec);
    let enums = spec.enums.iter().filter_map(|raw| enums::check(cx, raw)).collect();
    scope.enums = ByName::new(enums, |def| &def.name);
    let unions = spec.unions.iter().filter_map(|raw| unions::check(cx, &scope, raw)).collect();
    scope.unions = ByName::new(unions, |def| &def.name);
    let types = object::check_types(cx, &scope, &spec.types);
    spec.unions.iter().for_each(|raw| unions::check_tags(cx, &scope, &types, raw));
    graph::check_finite(cx, &scope, &types);
    let events: Vec<Draft> = spec.triggers.iter().map(|raw| event(cx, &scope, &types, raw)).collect();
    let configs: Vec<Draft> = spec.configs.iter().map(|raw| configuration(cx, &scope, &types, raw)).collect();
    let triggers: Vec<Trigger> = spec
        .triggers
        .iter()
        .zip(&events)
        .map(|(raw, draft)| trigger::check(cx, &scope, spec, name, &types, raw, draft))
        .collect();
    generic::check(cx, spec, &types, &configs);
    let operations = spec.operations.iter().filter_map(|raw| operation::check(cx, raw, &triggers)).collect();
    if !cx.lost_names() {
        graph::check_used(cx, spec, &types, events.iter().chain(&configs));
    }
    let head = spec.provider.as_ref();
    let mut provider = Provider {
        name: name.to_owned(),
        title: text(head.and_then(|head| head.title.as_ref())).unwrap_or_default(),
        source: text(head.and_then(|head| head.source.as_ref())).unwrap_or_default(),
        doc: text(head.and_then(|head| head.doc.as_ref())),
        tolerant: spec.is_tolerant(),
        triggers,
        types: spec.types.iter().zip(types.iter()).map(|(raw, draft)| type_def(cx, spec, &types, raw, draft)).collect(),
        configs: spec.configs.iter().zip(&configs).map(|(raw, draft)| config(cx, &types, raw, draft)).collect(),
        operations,
        exported: spec.exported().map(str::to_owned).collect(),
        enums: scope.enums.into_list(),
        unions: scope.unions.into_list(),
    };
    path::mark_batches(&mut provider);
    http::mark_secrets(&mut provider);
    sample::check(cx, &source.text, spec, &mut provider, samples);
    detection::check(cx, spec, &provider);
    provider
}

fn check_provider(cx: &mut Context, spec: &raw::Spec, name: &str) {
    let usable = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if name.is_empty() || !name.bytes().all(usable) {
        cx.error(&(0..0), Problem::BadProviderName { name: &name });
    }
    if spec.triggers.is_empty() && spec.configs.is_empty() && !cx.lost_names() {
        cx.error(&(0..0), Problem::NothingDescribed {});
    }
}

fn event(cx: &mut Context, scope: &Scope<'_>, types: &Drafts, raw: &raw::Trigger) -> Draft {
    let name = names::type_name(&raw.object.id).map(|marker| names::event(&marker));
    object::check(cx, scope, types, name, "trigger", &raw.object)
}

fn configuration(cx: &mut Context, scope: &Scope<'_>, types: &Drafts, raw: &raw::Config) -> Draft {
    object::check(cx, scope, types, names::config(&raw.object.id), "configuration", &raw.object)
}

fn type_def(cx: &mut Context, spec: &raw::Spec, types: &Drafts, raw: &raw::TypeDef, draft: &Draft) -> TypeDef {
    let mut object = object::complete(cx, types, draft, &raw.object);
    object.tolerant = spec.is_tolerant();
    let http = raw.http.as_ref().and_then(|http| http::response(cx, draft, http));
    object.rules.extend(raw.http.as_ref().filter(|_| http.is_some()).and_then(http::base64_rule));
    TypeDef { object, http, samples: Vec::new() }
}

fn config(cx: &mut Context, types: &Drafts, raw: &raw::Config, draft: &Draft) -> Config {
    let object = object::complete(cx, types, draft, &raw.object);
    if let (None, Some(section @ raw::Section { list: None, .. })) = (&raw.wrapper, &raw.section) {
        cx.error(&section.span, Problem::SectionWithoutWrapper { config: &raw.object.id.value });
    }
    Config {
        id: raw.object.id.value.clone(),
        object,
        wrapper: text(raw.wrapper.as_ref()),
        section: raw.section.as_ref().map(section),
        samples: Vec::new(),
    }
}

fn section(raw: &raw::Section) -> Section {
    Section {
        list: text(raw.list.as_ref()),
        name: text(raw.name.as_ref()),
        with: raw.with.iter().map(|(key, value)| (key.value.clone(), value.value.clone())).collect(),
        text: raw.text,
    }
}

fn text(text: Option<&raw::Text>) -> Option<String> {
    text.map(|text| text.value.clone())
}
