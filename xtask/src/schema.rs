//! `cargo xtask schema`: writes JSON Schemas of all events, responses and configurations, and of the spec language.
//!
//! A schema accepts what the decoder accepts, for use without Rust.

mod absent;
mod forms;
mod language;
mod node;
mod object;
mod rules;
mod scope;
mod text;
mod union;
mod value;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use triggerkit_core::Step;
use triggerkit_spec::definitions::{Definition, Definitions};
use triggerkit_spec::model::{Body, HttpResponse, Object as Model, Provider, Response, Trigger, Type};

use crate::generated::{File, Generated};
use crate::workspace::Workspace;
use node::{Node, Object};
use scope::Scope;

/// The command that writes the files.
pub const COMMAND: &str = "cargo xtask schema";

/// The address of the published schemas.
const BASE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/raw/main/");
const FOLDER: &str = "docs/schema";
/// The schema of the spec language, which every spec names in its first line.
const LANGUAGE: &str = "spec/spec.schema.json";

/// Returns the schemas of all providers, and of the spec language.
pub fn generate(workspace: &Workspace) -> Generated {
    let providers: Vec<&Provider> = workspace.providers().collect();
    let mut files = Vec::new();
    let mut index = String::from(INDEX);
    for provider in &providers {
        index_of(&mut index, provider);
        of_provider(&mut files, provider);
    }
    files.push(File { path: format!("{FOLDER}/README.md").into(), text: index });
    let language = Node::from(language::document(workspace, &format!("{BASE}{LANGUAGE}"))).to_file();
    files.push(File { path: LANGUAGE.into(), text: language });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let folders = std::iter::once(PathBuf::from(FOLDER)).chain(providers.into_iter().map(|each| folder(each).into()));
    Generated { command: COMMAND, files, folders: folders.collect() }
}

const INDEX: &str = "\
<!-- Written by `cargo xtask schema`. -->
# JSON Schemas

JSON Schema 2020-12 for editors, gateways and programs in other languages. There is a schema for every event, every response
(`type.<Name>.json`) and every configuration (`config.<id>.json`), named like the samples. A schema accepts what the decoder accepts,
including unknown fields, further wire forms and unknown names of open enums. In tolerant specs, the further forms are all those that
clouds mix up, such as a number where text is usual. A `$comment` describes what JSON Schema cannot express: lengths in bytes, and the
contents of a text that is JSON or base64.

The spec language has a schema too, [spec/spec.schema.json](../../spec/spec.schema.json). Every spec refers to it in its first line, so
that editors complete keys and mark errors.
";

/// The comment on every schema of a tolerant spec.
const TOLERANT: &str = "Values may also have the forms that clouds mix up: text for a number and the reverse, JSON text for an object, \
                        one item for a list, an empty value for an absent one.";

fn index_of(index: &mut String, provider: &Provider) {
    let _ = write!(index, "\n## {}\n\n| payload | schema |\n|---|---|\n", provider.title);
    let mut line = |title: &str, name: &str, file: &str| {
        let _ = writeln!(index, "| {title} (`{}.{name}`) | {file} |", provider.name);
    };
    let link = |stem: &str| format!("[{stem}.json]({}/{stem}.json)", provider.name);
    for trigger in &provider.triggers {
        let file = match trigger.bodies[..] {
            [Body::Raw] => "none: raw bytes".to_owned(),
            _ => link(&trigger.id),
        };
        line(&trigger.title, &trigger.id, &file);
    }
    for name in standalone(provider) {
        line("Contents of a field, response, or exported type", name, &link(&format!("type.{name}")));
    }
    for config in &provider.configs {
        line("Configuration", &config.id, &link(&format!("config.{}", config.id)));
    }
}

fn folder(provider: &Provider) -> String {
    format!("{FOLDER}/{}", provider.name)
}

fn of_provider(files: &mut Vec<File>, provider: &Provider) {
    let definitions = Definitions::of(provider);
    let mut add = |stem: &str, head: Head<'_>| {
        let path = format!("{}/{stem}.json", folder(provider));
        let text = Node::from(head.document(&definitions, &path)).to_file();
        files.push(File { path: path.into(), text });
    };
    for trigger in provider.triggers.iter().filter(|trigger| trigger.bodies != [Body::Raw]) {
        let comment = bodies(trigger).or_else(|| answer(trigger));
        add(&trigger.id, Head { title: &trigger.title, comment, model: &trigger.event, http: None });
    }
    for name in standalone(provider) {
        let Some(Definition::Object(def)) = definitions.find(name) else { continue };
        add(
            &format!("type.{}", def.object.name),
            Head { title: &def.object.name, comment: None, model: &def.object, http: def.http },
        );
    }
    for config in &provider.configs {
        let comment = config.wrapper.as_ref().map(|key| format!("In the vendor's file it is nested under `{key}`."));
        add(&format!("config.{}", config.id), Head { title: &config.object.name, comment, model: &config.object, http: None });
    }
}

/// Returns the types with a schema of their own: responses, exported types, and the types inside a codec.
fn standalone(provider: &Provider) -> BTreeSet<&str> {
    let mut names: BTreeSet<&str> =
        provider.triggers.iter().flat_map(|trigger| trigger.response.types()).map(String::as_str).collect();
    names.extend(provider.exported.iter().map(String::as_str).filter(|name| provider.type_def(name).is_some()));
    let types = provider.types.iter().map(|each| &each.object);
    let objects =
        provider.triggers.iter().map(|each| &each.event).chain(types).chain(provider.configs.iter().map(|each| &each.object));
    for field in objects.flat_map(|object| &object.fields) {
        if let Some(Type::Object(name)) = json_contents(&field.ty) {
            names.insert(name);
        }
    }
    names
}

/// Returns the type of the encoded JSON in a value or its items.
fn json_contents(ty: &Type) -> Option<&Type> {
    match ty {
        Type::List(item) | Type::Map(item) => json_contents(item),
        Type::Encoded(contents, steps) => Some(&**contents).filter(|_| steps.last() == Some(&Step::Json)),
        _ => None,
    }
}

/// Returns a comment for events that are answers too.
fn answer(trigger: &Trigger) -> Option<String> {
    let is_answer = trigger.response == Response::Event;
    is_answer.then(|| "The function answers with the event itself, so this schema describes the response, too.".to_owned())
}

/// Returns a comment for payloads that are not, or not always, JSON.
fn bodies(trigger: &Trigger) -> Option<String> {
    match trigger.bodies.iter().find(|body| **body != Body::Json)? {
        Body::Cbor => Some("The payload is CBOR; this schema describes its JSON form.".to_owned()),
        _ => Some("The payload may also be plain bytes, which this schema does not describe.".to_owned()),
    }
}

/// The keywords at the top of a file.
struct Head<'p> {
    title: &'p str,
    comment: Option<String>,
    model: &'p Model,
    http: Option<HttpResponse>,
}

impl<'p> Head<'p> {
    fn document(self, definitions: &Definitions<'p>, path: &str) -> Object {
        let scope = Scope::of(definitions, self.model);
        let source = self.model.source.as_ref().map(|source| format!("Source: {source}."));
        let tolerant = scope.tolerant.then(|| TOLERANT.to_owned());
        let comment: Vec<String> = source.into_iter().chain(self.comment).chain(tolerant).collect();
        Object::of("$schema", "https://json-schema.org/draft/2020-12/schema")
            .with("$id", format!("{BASE}{path}"))
            .with("title", self.title)
            .with_some("$comment", (!comment.is_empty()).then(|| comment.join(" ")))
            .and(object::document(&scope, self.model, self.http))
    }
}
