//! The page of a provider: its triggers, configurations, operations, and the types that several of them share.

use std::collections::BTreeMap;

use triggerkit_core::Accept;
use triggerkit_spec::definitions::{Definition, Definitions, named};
use triggerkit_spec::model::{
    Body, Config, Failures, HttpRequest, Object, Operation, Provider, Response, Section, Status, Trigger, Type,
};
use triggerkit_spec::words;

use super::markdown::{Table, anchor, code, fence};
use super::{objects, samples, snippet};
use crate::workspace::Workspace;

/// The folder of the pages.
pub(super) const FOLDER: &str = "docs/triggers";

/// Returns the page.
pub(super) fn page(workspace: &Workspace, provider: &Provider) -> String {
    let page = Page::new(workspace, provider);
    let mut text = page.head();
    text.push_str(&page.contents());
    for (index, trigger) in provider.triggers.iter().enumerate() {
        text.push_str(&page.trigger(index, trigger));
    }
    let configs = provider.configs.iter().enumerate().map(|(index, config)| page.config(index, config));
    text.push_str(&section("Configurations", configs));
    text.push_str(&section("Operations", provider.operations.iter().map(|operation| page.operation(operation))));
    text.push_str(&section("Shared types", page.shared.iter().map(|shared| objects::definition(*shared) + "\n")));
    text
}

/// Returns the full id of a trigger, which is also its anchor.
pub(super) fn id(provider: &Provider, trigger: &Trigger) -> String {
    format!("{}.{}", provider.name, trigger.id)
}

/// What a page says about a tolerant provider.
const TOLERANT: &str = "Events are also read in the forms that clouds mix up, such as a number in place of text. Handlers also run on \
                        events that deviate from this page, unless a required value is missing or of another kind.\n\n";

fn section(title: &str, parts: impl Iterator<Item = String>) -> String {
    let text: String = parts.collect();
    if text.is_empty() { text } else { format!("\n## {title}\n\n{}\n", text.trim_end()) }
}

struct Page<'p> {
    workspace: &'p Workspace,
    provider: &'p Provider,
    definitions: Definitions<'p>,
    /// The types that only one trigger or configuration refers to, by its index. Triggers come first.
    own: Vec<Vec<Definition<'p>>>,
    /// The types that several refer to, and those that are exported.
    shared: Vec<Definition<'p>>,
}

impl<'p> Page<'p> {
    fn new(workspace: &'p Workspace, provider: &'p Provider) -> Self {
        let definitions = Definitions::of(provider);
        let triggers = provider.triggers.iter().map(|trigger| roots(&trigger.event, trigger.response.types()));
        let configs = provider.configs.iter().map(|config| roots(&config.object, &[]));
        let roots: Vec<Vec<&str>> = triggers.chain(configs).collect();
        // Counts the references to each type. After two, the type is known to be shared, with everything that it refers to.
        let mut leading: BTreeMap<&str, usize> = BTreeMap::new();
        for names in &roots {
            definitions.reached(names.iter().copied(), |name| {
                let count = leading.entry(name).or_default();
                *count += 1;
                *count <= 2
            });
        }
        let exported = || provider.exported.iter().map(String::as_str);
        for each in definitions.reached(exported(), |_| true) {
            leading.insert(each.name(), 2);
        }
        let only = |name: &str| leading.get(name) == Some(&1);
        let own = roots.iter().map(|names| definitions.reached(names.iter().copied(), only)).collect();
        let all = roots.into_iter().flatten().chain(exported());
        let shared = definitions.reached(all, |_| true).into_iter().filter(|each| !only(each.name())).collect();
        Page { workspace, provider, definitions, own, shared }
    }

    fn head(&self) -> String {
        let Provider { name, title, source, doc, .. } = self.provider;
        let doc = doc.as_deref().map_or_else(String::new, |doc| format!("{doc}\n\n"));
        let tolerant = if self.provider.tolerant { TOLERANT } else { "" };
        let manifest = format!("triggerkit = {{ version = \"0.1\", features = [\"{name}\", \"handlers\"] }}");
        format!(
            "# {title}\n\n{doc}{tolerant}Module `triggerkit::{name}`, enabled by the feature `{name}`. Source: {}.\n\n{}\n",
            words::escape(source),
            fence("toml", &manifest)
        )
    }

    fn contents(&self) -> String {
        let triggers = self.provider.triggers.iter().map(|trigger| {
            let id = id(self.provider, trigger);
            [format!("[`{id}`](#{id})"), trigger.event.doc.clone().unwrap_or_else(|| trigger.title.clone())]
        });
        let triggers = Table::new(["Trigger", "What happened"], triggers);
        let link = |what: &str, id: &str, name: &str| format!("[`{name}`](#{what}.{id})");
        let list = |lead: &str, links: Vec<String>| match links.as_slice() {
            [] => String::new(),
            links => format!("\n{lead}: {}.\n", links.join(", ")),
        };
        let configs = self.provider.configs.iter().map(|config| link("config", &config.id, &config.object.name)).collect();
        let operations =
            self.provider.operations.iter().map(|operation| link("operation", &operation.id, &operation.name)).collect();
        format!("{triggers}{}{}", list("Configurations", configs), list("Operations", operations))
    }

    fn trigger(&self, index: usize, trigger: &Trigger) -> String {
        let id = id(self.provider, trigger);
        let facts: String = self.facts(trigger).into_iter().map(|fact| format!("- {fact}\n")).collect();
        format!(
            "\n{}## {}\n\n{}{facts}\n{}{}\n{}{}",
            anchor(&id),
            trigger.title,
            objects::about(&trigger.event),
            objects::object(&trigger.event),
            samples::samples(&trigger.samples),
            fence("rust", &snippet::handler(self.provider, &self.definitions, trigger)),
            self.types(index),
        )
    }

    /// Returns the facts about a trigger, one per line.
    fn facts(&self, trigger: &Trigger) -> Vec<String> {
        let mut facts = vec![format!("Id {}, event {}", code(&id(self.provider, trigger)), code(&trigger.event.name))];
        facts.push(match &trigger.detect {
            Some(condition) if trigger.fallback => format!("Detected when {condition}, if no other trigger is detected"),
            Some(condition) => format!("Detected when {condition}"),
            None => "Cannot be detected, so you have to name the trigger".to_owned(),
        });
        facts.extend(
            trigger.ambiguous_with.iter().map(|(id, reason)| format!("Cannot be distinguished from {}: {reason}", code(id))),
        );
        facts.extend(self.status(&trigger.status));
        facts.extend(body(trigger));
        facts.extend(root(&trigger.event));
        if !trigger.records.is_empty() {
            facts.push(format!("The records are in {}", objects::paths(&trigger.records)));
        }
        facts.extend(trigger.failures.as_ref().map(failures));
        facts.extend(trigger.http.as_ref().map(http_request));
        facts.extend(self.generic(trigger));
        facts.extend(response(trigger).map(|response| format!("The response is {response}")));
        let sent = self.provider.operations.iter().filter(|operation| {
            operation.messages.iter().any(|message| self.provider.triggers[message.trigger].id == trigger.id)
        });
        facts.extend(sent.map(|operation| format!("Sent by [`{0}`](#operation.{0})", operation.id)));
        facts
    }

    /// Says since when and until when the trigger is current.
    fn status(&self, status: &Status) -> Vec<String> {
        let Status { since, retired, successor } = status;
        let since = since.as_ref().map(|date| format!("Since {date}"));
        let retired = retired.as_ref().map(|date| format!("Retired by the vendor: {date}"));
        let successor = successor.as_ref().map(|id| format!("Replaced by {}", self.linked(id)));
        since.into_iter().chain(retired).chain(successor).collect()
    }

    /// Returns the full id of a trigger, with a link if it has a page.
    fn linked(&self, id: &str) -> String {
        let Some((name, trigger)) = id.split_once('.') else { return code(id) };
        let is_known = self.workspace.providers().any(|each| each.name == name && each.trigger(trigger).is_some());
        let page = if name == self.provider.name { String::new() } else { format!("{name}.md") };
        if is_known { format!("[`{id}`]({page}#{id})") } else { code(id) }
    }

    /// Shows how to choose the type of a value that the vendor leaves open.
    fn generic(&self, trigger: &Trigger) -> Option<String> {
        let Provider { name, .. } = self.provider;
        let is_generic = self.definitions.is_generic(&trigger.event);
        is_generic.then(|| {
            let chosen = format!("#[trigger({name}::{}<Order>)]", trigger.marker);
            let event = format!("{}<Order>", trigger.event.name);
            format!("What the vendor leaves open can be a type of your own: {} with {}", code(&chosen), code(&event))
        })
    }

    fn types(&self, index: usize) -> String {
        self.own[index].iter().map(|each| format!("\n{}", objects::definition(*each))).collect()
    }

    fn config(&self, index: usize, config: &Config) -> String {
        let Config { id, object, .. } = config;
        format!(
            "{}### `{}`\n\n{}{}{}{}{}\n",
            anchor(&format!("config.{id}")),
            object.name,
            objects::about(object),
            place(config),
            objects::object(object),
            samples::samples(&config.samples),
            self.types(self.provider.triggers.len() + index),
        )
    }

    fn operation(&self, operation: &Operation) -> String {
        let Operation { id, name, title, doc, source, method, uri, params, header, messages } = operation;
        let params = params.iter().map(|(name, doc)| [code(name), doc.clone()]);
        let params = Table::new(["Parameter", "Meaning"], params).to_string();
        let messages = messages.iter().map(|message| {
            let trigger = &self.provider.triggers[message.trigger];
            let id = self::id(self.provider, trigger);
            [code(&message.header_value), format!("[`{id}`](#{id})"), response(trigger).unwrap_or_default()]
        });
        let messages = Table::new(["Value", "Message", "Response"], messages);
        let doc = doc.as_deref().unwrap_or_default();
        let source = source.as_ref().map_or_else(String::new, |source| format!(" Source: {}.", words::escape(source)));
        format!(
            "{}### {title}\n\n{doc}{source}\n\n{}\n{params}\nThe header {} selects the message. In Rust, the messages are the enum \
             `{name}` and the responses are the enum `{name}Response`.\n\n{messages}\n",
            anchor(&format!("operation.{id}")),
            fence("text", &format!("{method} {uri}")),
            code(header),
        )
    }
}

/// Returns the types that an object refers to, and its responses.
fn roots<'p>(object: &'p Object, responses: &'p [String]) -> Vec<&'p str> {
    named(object).chain(responses.iter().map(String::as_str)).collect()
}

/// Says what the function returns.
fn response(trigger: &Trigger) -> Option<String> {
    match &trigger.response {
        Response::Undocumented => None,
        Response::OneOf(names) => Some(names.iter().map(|name| objects::link(name)).collect::<Vec<_>>().join(" or ")),
        Response::Event => Some("the event itself, with the answer filled in".to_owned()),
    }
}

/// Says where the vendor's file contains a configuration.
fn place(config: &Config) -> String {
    let section = config.section.as_ref();
    let list = section.and_then(|section| section.list.as_ref());
    let mut words = match (list, &config.wrapper) {
        (Some(list), Some(key)) => format!("Entries of the list {} in the vendor's file nest it under {}", code(list), code(key)),
        (Some(list), None) => format!("The vendor's file has it in the list {}", code(list)),
        (None, Some(key)) => format!("The vendor's file nests it under {}", code(key)),
        (None, None) => return String::new(),
    };
    if let Some(Section { name, with, text, .. }) = section {
        let name = name.as_ref().map(|key| format!("the trigger's name, {}", code(key)));
        let with = with.iter().map(|(key, value)| code(&format!("{key}: {value}")));
        let beside: Vec<String> = with.chain(name).collect();
        words.push_str(if *text { ", as JSON text" } else { "" });
        words.push_str(&if beside.is_empty() { String::new() } else { format!(", next to {}", beside.join(" and ")) });
    }
    format!("{words}.\n\n")
}

/// Says how the platform learns which records have failed.
fn failures(failures: &Failures) -> String {
    let Failures { list, id, group, stop, every, .. } = failures;
    let (list, id) = (code(list), code(&id.to_string()));
    let reported = match (stop, every) {
        (true, _) => format!("The batch ends at the first failed record, which is reported in {list} by its {id}"),
        (false, true) => format!("Each record has an entry in {list} of the response, with its {id}"),
        (false, false) => format!("Failed records are reported in {list} by their {id}"),
    };
    let group = group.as_ref().map(|group| format!(", and so are the later ones with the same {}", code(&group.to_string())));
    reported + &group.unwrap_or_default()
}

/// Says which fields hold the parts of an HTTP request.
fn http_request(http: &HttpRequest) -> String {
    let parts = http.parts().into_iter().filter(|(_, paths)| !paths.is_empty());
    let words = parts.map(|(part, paths)| {
        let paths: Vec<String> = paths.iter().map(|path| code(&path.to_string())).collect();
        format!("{part} in {}", paths.join(" or "))
    });
    format!("The event is an HTTP request: {}", words.collect::<Vec<_>>().join(", "))
}

/// Describes the payload if it is a list or one of its items.
fn root(event: &Object) -> Option<String> {
    let field = &event.fields[event.root?];
    let Type::List(item) = &field.ty else { return None };
    let keys: Vec<String> = std::iter::once(&field.wire).chain(&field.aliases).map(|key| code(key)).collect();
    let one = event.tolerant || field.rules.accept.contains(&Accept::One);
    let one = if one { ", one of its items alone" } else { "" };
    Some(format!("The payload is a list of {}{one}, or an object with the list in {}", objects::linked(item), keys.join(" or ")))
}

/// Describes the payload if it is not only JSON.
fn body(trigger: &Trigger) -> Option<String> {
    let field = trigger.raw.map(|index| code(&trigger.event.fields[index].wire)).unwrap_or_default();
    match trigger.bodies.as_slice() {
        [Body::Json] => None,
        [Body::Cbor] => Some("The payload is CBOR".to_owned()),
        [Body::Raw] => Some("The payload is arbitrary bytes".to_owned()),
        bodies if bodies.contains(&Body::Raw) => Some(format!("The payload is JSON, or plain bytes, which become {field}")),
        _ => Some("The payload is JSON or CBOR".to_owned()),
    }
}
