//! A developer's machine: takes events of any trigger over plain HTTP, and explains to people what it can do.

use bytes::Bytes;
use http::request::Parts;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::context_sources::{ContextSources, HeaderList, Source};
use super::http_platform::{
    Accepts, Action, HttpPlatform, Response, bytes_response, extract_cloud_event, if_method, json_response, listen_address,
    not_found, text_response, to_response,
};
use super::local_page::{respond_page, wants_html};
use crate::dynamic::AnyTrigger;
use crate::handler::{Handler, Router, SERVICE};
use crate::providers::triggers;

const HELP: &str = "send events to POST /; GET /triggers lists the known triggers, GET /samples their documented payloads";

/// The beginning of the paths of samples.
const SAMPLES: &str = "/samples/";

pub(super) static HTTP: HttpPlatform = HttpPlatform {
    marks_events: true,
    address: |environment| listen_address([127, 0, 0, 1], &["TRIGGERKIT_PORT"], 8787, environment),
    sources: ContextSources { request_id: &[Source::Header("x-request-id")], ..ContextSources::NONE },
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
        // In the cloud, `/` belongs to the service, so only people see the page in its place.
        "/" if *method == Method::GET && (!accepts.requests || router.service().is_some() && wants_html(&request.headers)) => {
            page(router, respond_page(router, &request.headers))
        }
        "/triggers" if *method == Method::GET => page(router, json_response(StatusCode::OK, &list_triggers(router))),
        "/samples" if *method == Method::GET => page(router, json_response(StatusCode::OK, &list_samples(router))),
        path if *method == Method::GET && path.starts_with(SAMPLES) => {
            page(router, respond_sample(router, &path[SAMPLES.len()..], request.uri.query()))
        }
        _ if accepts.requests => Action::Pass,
        "/" => if_method(&Method::POST, request, || Action::Invoke(extract_cloud_event)),
        path if matches!(path, "/triggers" | "/samples") || path.starts_with(SAMPLES) => {
            if_method(&Method::GET, request, || not_found(request, HELP))
        }
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

/// Returns the triggers whose samples can be read: those with a handler, which may be of the user's own spec, and all known ones.
fn triggers_with_samples<'r>(router: &'r Router) -> impl Iterator<Item = &'r AnyTrigger> {
    let is_handled = |id: &str| router.answered().any(|handler| handler.trigger().info.id == id);
    let others = triggers().filter(move |trigger| !is_handled(trigger.info.id)).map(|trigger| -> &'r AnyTrigger { trigger });
    router.answered().map(Handler::trigger).chain(others)
}

/// Lists the paths of all samples.
fn list_samples(router: &Router) -> Value {
    let paths = |trigger: &AnyTrigger| -> Vec<String> {
        let id = trigger.info.id;
        let path = |variant: &str| match variant {
            "" => format!("{SAMPLES}{id}"),
            variant => format!("{SAMPLES}{id}?variant={variant}"),
        };
        trigger.info.samples.iter().map(|sample| path(sample.variant)).collect()
    };
    triggers_with_samples(router).map(|trigger| json!({"id": trigger.info.id, "samples": paths(trigger)})).collect()
}

/// Responds with a sample of a trigger, of the variant that the query names.
fn respond_sample(router: &Router, id: &str, query: Option<&str>) -> Response {
    let variant = query.and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("variant="))).unwrap_or_default();
    let missing = |problem: String| text_response(StatusCode::NOT_FOUND, &(problem + "\n"));
    let Some(trigger) = triggers_with_samples(router).find(|trigger| trigger.info.id == id) else {
        return missing(format!("unknown trigger `{id}`; GET /triggers lists the known triggers"));
    };
    match trigger.info.samples.iter().find(|sample| sample.variant == variant) {
        Some(sample) => bytes_response(StatusCode::OK, "application/octet-stream", Bytes::from_static(sample.payload)),
        None if trigger.info.samples.is_empty() => missing(format!(
            "`{id}` has no samples in this program; enable the `samples` feature of triggerkit, and add samples to the spec if it is yours"
        )),
        None => missing(format!("`{id}` does not have a sample `{variant}`; GET /samples lists all of them")),
    }
}
