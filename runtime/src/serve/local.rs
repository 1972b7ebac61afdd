//! On this machine: events of any trigger over plain HTTP, and what there is to send.

use bytes::Bytes;
use http::request::Parts;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::facts::Facts;
use super::web::{Response, Route, Site, address, as_json, bytes_of, cloud_event, nowhere, only, plain, text};
use crate::dynamic::AnyTrigger;
use crate::handler::{Handler, Router};
use crate::providers::triggers;

const HELP: &str = "events come to POST /; GET /triggers lists what they may be, GET /samples/{id} shows one";

pub(super) static SITE: Site = Site {
    address: |environment| address([127, 0, 0, 1], &["TRIGGERKIT_PORT"], 8787, environment),
    facts: Facts {
        request_id: &[],
        function: &[],
        version: &[],
        region: &[],
        memory_mb: &[],
        access_key: &[],
        secret_key: &[],
        token: &[],
        times: &[],
    },
    route,
    answer: |outcome, _| plain(outcome),
    bracket: None,
};

fn route(request: &Parts, router: &Router) -> Route {
    match request.uri.path() {
        "/" => only(&Method::POST, request, || Route::Events(cloud_event)),
        "/triggers" => only(&Method::GET, request, || Route::Answer(as_json(StatusCode::OK, &listed(router)))),
        path => match path.strip_prefix("/samples/") {
            Some(id) => only(&Method::GET, request, || Route::Answer(sample(id, request.uri.query()))),
            None => nowhere(request, HELP),
        },
    }
}

/// What `GET /triggers` answers with: the triggers of the router's handlers, and those of the providers that are compiled in.
fn listed(router: &Router) -> Value {
    let list = |triggers: &mut dyn Iterator<Item = &AnyTrigger>| -> Value {
        triggers.map(|trigger| json!({"id": trigger.info.id, "title": trigger.info.title})).collect()
    };
    json!({"handled": list(&mut router.handlers().iter().map(Handler::trigger)), "known": list(&mut triggers())})
}

/// The documented payload of a trigger; the query may name a variant.
fn sample(id: &str, query: Option<&str>) -> Response {
    let variant = query.and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("variant="))).unwrap_or_default();
    let missing = |problem: String| text(StatusCode::NOT_FOUND, &(problem + "\n"));
    let Some(trigger) = triggers().find(|trigger| trigger.info.id == id) else {
        return missing(format!("there is no trigger `{id}`; GET /triggers lists them"));
    };
    match trigger.info.samples.iter().find(|sample| sample.variant == variant) {
        Some(sample) => bytes_of(StatusCode::OK, "application/octet-stream", Bytes::from_static(sample.payload)),
        None if trigger.info.samples.is_empty() => missing("samples need triggerkit's feature `samples`".into()),
        None => missing(format!("{id} has no sample `{variant}`")),
    }
}
