//! The `src/main.rs` of a new project.

use std::collections::BTreeSet;

use triggerkit::AnyTrigger;

use super::Project;
use crate::triggers::provider_of;

/// The triggers that expect an answer of their own type, with the expression of one.
const ANSWERS: [(&str, &str, &str); 2] = [
    ("huawei.work_request", "huawei::WorkRequestResponse", "huawei::WorkRequestResponse::builder().build()?"),
    (
        "tencent.apigw_websocket",
        "tencent::ApigwWebsocketResponse",
        "tencent::ApigwWebsocketResponse::builder().err_no(0).err_msg(\"ok\").build()?",
    ),
];

impl Project<'_> {
    pub(super) fn source(&self) -> String {
        let mut text = "//! A function that handles the events of\n".to_owned();
        for trigger in self.events.iter().chain(&self.requests) {
            text.push_str(&format!("//! - {}\n", trigger.info.title));
        }
        text.push('\n');
        if !self.requests.is_empty() {
            text.push_str("use axum::routing::get;\n");
        }
        text.push_str(&format!("use triggerkit::{{{}}};\n\n", self.imports().join(", ")));
        for trigger in &self.events {
            text.push_str(&self.handler(trigger));
        }
        if !self.requests.is_empty() {
            text.push_str(
                "/// Answers requests.\nasync fn hello(cx: Context) -> String {\n    \
                 format!(\"hello, this is request {}\\n\", cx.request_id())\n}\n\n\
                 fn app() -> axum::Router {\n    axum::Router::new().route(\"/\", get(hello))\n}\n\n",
            );
        }
        text.push_str(&self.router());
        text.push_str(&self.tests());
        text
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

    fn handler(&self, trigger: &AnyTrigger) -> String {
        let (marker, name) = (marker(trigger), self.handler_name(trigger));
        let answer = ANSWERS.iter().find(|(id, ..)| *id == trigger.info.id);
        let (ty, value) = answer.map_or(("()", "()"), |(_, ty, value)| (*ty, *value));
        format!(
            "/// {}\n#[trigger({marker})]\nasync fn {name}(event: {marker}Event, cx: Context) -> Result<{ty}, Error> {{\n    \
             println!(\"{{}}: {{event:?}}\", cx.request_id());\n    Ok({value})\n}}\n\n",
            trigger.info.title,
        )
    }

    /// Returns the name of a handler, with that of the provider if there are several.
    fn handler_name(&self, trigger: &AnyTrigger) -> String {
        let (provider, name) = trigger.info.id.split_once('.').unwrap_or_default();
        if self.providers.len() > 1 { format!("on_{provider}_{name}") } else { format!("on_{name}") }
    }

    fn router(&self) -> String {
        let mut calls = vec!["Router::new()".to_owned()];
        calls.extend((!self.requests.is_empty()).then(|| ".http(app())".to_owned()));
        calls.extend(self.events.iter().map(|trigger| format!(".with(handler!({}))", self.handler_name(trigger))));
        let router = calls.join("\n        ");
        format!(
            "fn router() -> Router {{\n    {router}\n}}\n\n\
             #[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Result<(), RunError> {{\n    \
             triggerkit::run(router()).await\n}}\n"
        )
    }

    fn tests(&self) -> String {
        let mut text = "\n#[cfg(test)]\nmod tests {\n".to_owned();
        if !self.events.is_empty() {
            text.push_str("    use triggerkit::{Document, Report, Trigger};\n\n");
        }
        text.push_str("    use super::*;\n");
        if !self.events.is_empty() {
            text.push_str(
                "\n    /// Decodes the payload that the vendor documents.\n    fn sample<T: Trigger>() -> Result<T::Event, Report> {\n        \
                 T::Event::decode(T::INFO.samples[0].payload)\n    }\n",
            );
        }
        for trigger in &self.events {
            let (marker, name) = (marker(trigger), self.handler_name(trigger));
            text.push_str(&format!(
                "\n    #[tokio::test]\n    async fn {name}_takes_the_sample() -> Result<(), Error> {{\n        \
                 {name}(sample::<{marker}>()?, Context::new(\"1\")).await?;\n        Ok(())\n    }}\n"
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

/// Returns the marker type of a trigger: `huawei::Kafka` for `huawei.kafka`.
fn marker(trigger: &AnyTrigger) -> String {
    let (provider, name) = trigger.info.id.split_once('.').unwrap_or_default();
    let words = name.split('_').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
    });
    format!("{provider}::{}", words.collect::<String>())
}
