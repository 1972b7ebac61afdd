//! A developer's machine: takes events of any trigger over plain HTTP, and lists triggers and samples.

use bytes::Bytes;
use http::request::Parts;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::context_sources::ContextSources;
use super::http_platform::{
    Action, HttpPlatform, Response, bytes_response, extract_cloud_event, if_method, json_response, listen_address, not_found,
    text_response, to_response,
};
use crate::dynamic::AnyTrigger;
use crate::handler::{Handler, Router};
use crate::providers::triggers;

const HELP: &str =
    "send events to POST /; GET /triggers lists the known triggers, GET /samples/{id} returns a documented payload";

pub(super) static HTTP: HttpPlatform = HttpPlatform {
    address: |environment| listen_address([127, 0, 0, 1], &["TRIGGERKIT_PORT"], 8787, environment),
    sources: ContextSources::NONE,
    choose_action,
    respond: |outcome, _| to_response(outcome),
    mark_log: None,
};

fn choose_action(request: &Parts, router: &Router) -> Action {
    match request.uri.path() {
        "/" => if_method(&Method::POST, request, || Action::Invoke(extract_cloud_event)),
        "/triggers" => {
            if_method(&Method::GET, request, || Action::Respond(json_response(StatusCode::OK, &list_triggers(router))))
        }
        path => match path.strip_prefix("/samples/") {
            Some(id) => if_method(&Method::GET, request, || Action::Respond(respond_sample(id, request.uri.query()))),
            None => not_found(request, HELP),
        },
    }
}

/// Lists the triggers that the router's handlers answer and all triggers of the enabled providers.
fn list_triggers(router: &Router) -> Value {
    let list = |triggers: &mut dyn Iterator<Item = &AnyTrigger>| -> Value {
        triggers.map(|trigger| json!({"id": trigger.info.id, "title": trigger.info.title})).collect()
    };
    json!({"handled": list(&mut router.handlers().iter().map(Handler::trigger)), "known": list(&mut triggers())})
}

/// Responds with a sample of a trigger, of the variant that the query names.
fn respond_sample(id: &str, query: Option<&str>) -> Response {
    let variant = query.and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("variant="))).unwrap_or_default();
    let missing = |problem: String| text_response(StatusCode::NOT_FOUND, &(problem + "\n"));
    let Some(trigger) = triggers().find(|trigger| trigger.info.id == id) else {
        return missing(format!("unknown trigger `{id}`; GET /triggers lists the known triggers"));
    };
    match trigger.info.samples.iter().find(|sample| sample.variant == variant) {
        Some(sample) => bytes_response(StatusCode::OK, "application/octet-stream", Bytes::from_static(sample.payload)),
        None if trigger.info.samples.is_empty() => {
            missing("no samples are compiled in; enable the `samples` feature of triggerkit".into())
        }
        None => missing(format!("`{id}` does not have a sample `{variant}`")),
    }
}
