//! A developer's machine: takes events of any trigger over plain HTTP, and lists triggers and samples.

use bytes::Bytes;
use http::request::Parts;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::context_sources::{ContextSources, HeaderList};
use super::http_platform::{
    Accepts, Action, HttpPlatform, Response, bytes_response, extract_cloud_event, if_method, json_response, listen_address,
    not_found, text_response, to_response,
};
use crate::dynamic::AnyTrigger;
use crate::handler::{Handler, Router, SERVICE};
use crate::providers::triggers;

const HELP: &str =
    "send events to POST /; GET /triggers lists the known triggers, GET /samples/{id} returns a documented payload";

/// The beginning of the paths of samples.
const SAMPLES: &str = "/samples/";

pub(super) static HTTP: HttpPlatform = HttpPlatform {
    marks_events: true,
    address: |environment| listen_address([127, 0, 0, 1], &["TRIGGERKIT_PORT"], 8787, environment),
    sources: ContextSources::NONE,
    choose_action,
    base_path: |_| "",
    respond: |outcome, _| to_response(outcome),
    mark_log: None,
};

fn choose_action(request: &Parts, _: &HeaderList<'_>, accepts: Accepts, router: &Router) -> Action {
    let (method, path) = (&request.method, request.uri.path());
    match path {
        "/" if *method == Method::POST && accepts.events => match router.service() {
            // The service may have a route for `POST /`, too.
            Some(_) if accepts.requests => Action::InvokeOrPass(extract_cloud_event),
            _ => Action::Invoke(extract_cloud_event),
        },
        "/triggers" if *method == Method::GET => page(router, json_response(StatusCode::OK, &list_triggers(router))),
        path if *method == Method::GET && path.starts_with(SAMPLES) => {
            page(router, respond_sample(&path[SAMPLES.len()..], request.uri.query()))
        }
        _ if accepts.requests => Action::Pass,
        "/" => if_method(&Method::POST, request, || Action::Invoke(extract_cloud_event)),
        path if path == "/triggers" || path.starts_with(SAMPLES) => if_method(&Method::GET, request, || not_found(request, HELP)),
        _ => not_found(request, HELP),
    }
}

/// Responds with a page of this server, unless the service has a page with the same path.
fn page(router: &Router, page: Response) -> Action {
    if router.service().is_some() { Action::PassOr(page) } else { Action::Respond(page) }
}

/// Lists the triggers whose events are answered, what answers each kind of request, and all triggers of the enabled providers.
fn list_triggers(router: &Router) -> Value {
    let list = |triggers: &mut dyn Iterator<Item = &AnyTrigger>| -> Value {
        triggers.map(|trigger| json!({"id": trigger.info.id, "title": trigger.info.title})).collect()
    };
    json!({
        "handled": list(&mut router.answered().map(Handler::trigger)),
        "routes": list_routes(router),
        "known": list(&mut triggers()),
    })
}

/// Lists which requests and events lead to which handler.
fn list_routes(router: &Router) -> Value {
    let events = router.answered().map(|handler| json!({"event": handler.trigger().info.id, "handler": handler.name()}));
    let request = match (router.service(), router.request_handler()) {
        (Some(_), _) => Some(SERVICE),
        (None, handler) => handler.map(Handler::name),
    };
    events.chain(request.map(|handler| json!({"request": "any other request", "handler": handler}))).collect()
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
