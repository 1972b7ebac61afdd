//! The `src/main.rs` of a new project.

use std::collections::BTreeSet;

use triggerkit_codegen::Answer;
use triggerkit_spec::builtin;
use triggerkit_spec::definitions::Definitions;
use triggerkit_spec::model::{Provider, Trigger};

use super::Project;
use crate::triggers::provider_of;

/// The specs of the project's providers, which describe more of a trigger than the program knows at run time.
struct Specs(Vec<Provider>);

impl Specs {
    fn check(providers: &[&str]) -> Result<Self, String> {
        let check = |name: &&str| {
            let spec = builtin::find(name).ok_or_else(|| format!("there is no spec of `{name}`"))?;
            spec.check().map_err(|failure| failure.diagnostics.render(false))
        };
        providers.iter().map(check).collect::<Result<_, _>>().map(Specs)
    }

    /// Returns a trigger with its provider.
    fn find(&self, id: &str) -> Option<(&Provider, &Trigger)> {
        let (name, id) = id.split_once('.')?;
        let provider = self.0.iter().find(|provider| provider.name == name)?;
        Some((provider, provider.triggers.iter().find(|trigger| trigger.id == id)?))
    }
}

impl Project<'_> {
    /// # Errors
    /// Returns a message if a built-in spec is wrong.
    pub(super) fn source(&self) -> Result<String, String> {
        let specs = Specs::check(self.providers)?;
        let events: Vec<_> = self.events.iter().filter_map(|trigger| specs.find(trigger.info.id)).collect();
        let mut text = "//! A function that handles the events of\n".to_owned();
        for trigger in self.events.iter().chain(&self.requests) {
            text.push_str(&format!("//! - {}\n", trigger.info.title));
        }
        text.push('\n');
        if !self.requests.is_empty() {
            text.push_str("use axum::routing::get;\n");
        }
        text.push_str(&format!("use triggerkit::{{{}}};\n\n", self.imports().join(", ")));
        for (provider, trigger) in &events {
            text.push_str(&self.handler(provider, trigger));
        }
        if !self.requests.is_empty() {
            text.push_str(
                "/// Answers requests.\nasync fn hello(cx: Context) -> String {\n    \
                 format!(\"hello, this is request {}\\n\", cx.request_id())\n}\n\n\
                 fn app() -> axum::Router {\n    axum::Router::new().route(\"/\", get(hello))\n}\n\n",
            );
        }
        text.push_str(&self.router(&events));
        text.push_str(&self.tests(&events));
        Ok(text)
    }

    /// Returns what the program imports from triggerkit, as rustfmt sorts it.
    fn imports(&self) -> Vec<&'static str> {
        let mut types = vec!["Context", "Router", "RunError"];
        let mut others = BTreeSet::new();
        if !self.events.is_empty() {
            types.insert(1, "Error");
            others.extend(["handler", "trigger"]);
            others.extend(self.events.iter().map(|trigger| provider_of(trigger.info.id)));
        }
        types.into_iter().chain(others).collect()
    }

    fn handler(&self, provider: &Provider, trigger: &Trigger) -> String {
        let (module, name) = (&provider.name, self.handler_name(&provider.name, &trigger.id));
        let (ty, value) = match Answer::of(module, &Definitions::of(provider), trigger) {
            Some(Answer::Event) => (format!("{module}::{}", trigger.event.name), "event".to_owned()),
            Some(Answer::New { ty, value }) => (format!("{module}::{ty}"), format!("{module}::{value}")),
            None => ("()".to_owned(), "()".to_owned()),
        };
        format!(
            "/// {}\n#[trigger({module}::{})]\nasync fn {name}(event: {module}::{}, cx: Context) -> Result<{ty}, Error> {{\n    \
             println!(\"{{}}: {{event:?}}\", cx.request_id());\n    Ok({value})\n}}\n\n",
            trigger.title, trigger.marker, trigger.event.name,
        )
    }

    /// Returns the name of a handler, with that of the provider if there are several.
    fn handler_name(&self, provider: &str, id: &str) -> String {
        if self.providers.len() > 1 { format!("on_{provider}_{id}") } else { format!("on_{id}") }
    }

    fn router(&self, events: &[(&Provider, &Trigger)]) -> String {
        let mut calls = vec!["Router::new()".to_owned()];
        calls.extend((!self.requests.is_empty()).then(|| ".http(app())".to_owned()));
        calls.extend(
            events
                .iter()
                .map(|(provider, trigger)| format!(".with(handler!({}))", self.handler_name(&provider.name, &trigger.id))),
        );
        let router = calls.join("\n        ");
        format!(
            "fn router() -> Router {{\n    {router}\n}}\n\n\
             #[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Result<(), RunError> {{\n    \
             triggerkit::run(router()).await\n}}\n"
        )
    }

    fn tests(&self, events: &[(&Provider, &Trigger)]) -> String {
        let mut text = "\n#[cfg(test)]\nmod tests {\n".to_owned();
        if !events.is_empty() {
            text.push_str("    use triggerkit::{Document, Report, Trigger};\n\n");
        }
        text.push_str("    use super::*;\n");
        if !events.is_empty() {
            text.push_str(
                "\n    /// Decodes the payload that the vendor documents.\n    fn sample<T: Trigger>() -> Result<T::Event, Report> {\n        \
                 T::Event::decode(T::INFO.samples[0].payload)\n    }\n",
            );
        }
        for (provider, trigger) in events {
            let (module, marker) = (&provider.name, &trigger.marker);
            let name = self.handler_name(module, &trigger.id);
            text.push_str(&format!(
                "\n    #[tokio::test]\n    async fn {name}_takes_the_sample() -> Result<(), Error> {{\n        \
                 {name}(sample::<{module}::{marker}>()?, Context::new(\"1\")).await?;\n        Ok(())\n    }}\n"
            ));
        }
        if !self.requests.is_empty() {
            text.push_str(
                "\n    #[tokio::test]\n    async fn requests_are_answered() {\n        \
                 assert_eq!(hello(Context::new(\"1\")).await, \"hello, this is request 1\\n\");\n    }\n",
            );
        }
        text.push_str(
            "\n    #[tokio::test]\n    async fn each_event_has_one_handler() -> Result<(), triggerkit::Error> {\n        \
             router().check()\n    }\n}\n",
        );
        text
    }
}
