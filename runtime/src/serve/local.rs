//! On this machine: events of any trigger over plain HTTP, and what there is to send.

use bytes::Bytes;
use http::request::Parts;
use http::{Method, StatusCode};
use serde::Serialize;

use super::facts::Facts;
use super::web::{Response, Route, Site, address, bytes_of, cloud_event, json, nowhere, only, plain, text};
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
        "/triggers" => only(&Method::GET, request, || Route::Answer(json(StatusCode::OK, &Triggers::of(router)))),
        path => match path.strip_prefix("/samples/") {
            Some(id) => only(&Method::GET, request, || Route::Answer(sample(id, request.uri.query()))),
            None => nowhere(request, HELP),
        },
    }
}

/// What `GET /triggers` answers with.
#[derive(Serialize)]
struct Triggers {
    /// Those of the router's handlers.
    handled: Vec<Listed>,
    /// Those of the providers that are compiled in.
    known: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    id: &'static str,
    title: &'static str,
}

impl Triggers {
    fn of(router: &Router) -> Self {
        let listed = |trigger: &AnyTrigger| Listed { id: trigger.info.id, title: trigger.info.title };
        Triggers {
            handled: router.handlers().iter().map(Handler::trigger).map(listed).collect(),
            known: triggers().map(listed).collect(),
        }
    }
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
