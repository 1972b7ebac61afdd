//! Aliyun Function Compute, custom runtime and custom container: called over HTTP, with marker lines in the log.

use std::io::{self, Write};

use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};

use super::context_sources::Source::{Header, Variable};
use super::context_sources::{ContextSources, HeaderList, TimeLimit};
use super::http_platform::{Action, HttpPlatform, extract_event, if_method, listen_address, not_found, to_response};

/// The call that passes a client's request through.
const HTTP_INVOKE: &str = "/http-invoke";

pub(super) static HTTP: HttpPlatform = HttpPlatform {
    marks_events: true,
    address: |environment| listen_address([0, 0, 0, 0], &["FC_SERVER_PORT", "FC_CUSTOM_LISTEN_PORT"], 9000, environment),
    sources: ContextSources {
        request_id: &[Header("x-fc-request-id")],
        function_name: &[Header("x-fc-function-name"), Variable("FC_FUNCTION_NAME")],
        function_version: &[Header("x-fc-version-id"), Header("x-fc-qualifier"), Variable("FC_FUNCTION_VERSION")],
        region: &[Header("x-fc-region"), Variable("FC_REGION")],
        memory_mb: &[Header("x-fc-function-memory"), Variable("FC_FUNCTION_MEMORY_SIZE")],
        access_key: &[Header("x-fc-access-key-id"), Variable("ALIBABA_CLOUD_ACCESS_KEY_ID")],
        secret_key: &[Header("x-fc-access-key-secret"), Variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET")],
        token: &[Header("x-fc-security-token"), Variable("ALIBABA_CLOUD_SECURITY_TOKEN")],
        time_limit: &[
            (Header("x-fc-function-deadline"), TimeLimit::DeadlineMillis),
            (Header("x-fc-function-timeout"), TimeLimit::TimeoutSeconds),
        ],
        ..ContextSources::NONE
    },
    choose_action: |request, headers, accepts, _| match control_path(request, headers) {
        "/invoke" if accepts.events => if_method(&Method::POST, request, || Action::Invoke(extract_event)),
        "/initialize" => if_method(&Method::POST, request, || Action::Hook("Initialize")),
        "/pre-stop" => if_method(&Method::GET, request, || Action::Hook("PreStop")),
        _ if accepts.requests => Action::Pass,
        _ => not_found(request, "send events to POST /invoke"),
    },
    base_path: |headers| {
        let base_path = headers.get("x-fc-base-path").and_then(|path| path.to_str().ok()).unwrap_or_default();
        // Newer addresses of functions have no base path. There the header is the path itself.
        if base_path.starts_with("/2016-08-15/proxy/") { base_path } else { "" }
    },
    respond: |outcome, _| {
        let failed = outcome.is_err();
        let mut response = to_response(outcome);
        if failed {
            *response.status_mut() = StatusCode::NOT_FOUND;
        }
        // The platform reads this header in addition to the HTTP status.
        response.headers_mut().insert("x-fc-status", HeaderValue::from_static(if failed { "404" } else { "200" }));
        response
    },
    mark_log: Some(|mark, step, id| {
        // A closed standard output must not fail the invocation.
        drop(writeln!(io::stdout(), "FC {step} {mark} RequestId: {id}"));
    }),
};

/// Returns the call that a request makes. The platform names it in a header, because a client's request can have any path.
///
/// Without the header, which only tools for local tests leave out, the path decides. A client cannot remove the header, and
/// anything that a client adds to it makes the request a client's.
fn control_path<'r>(request: &'r Parts, headers: &HeaderList<'r>) -> &'r str {
    let mut values = headers.get_all("x-fc-control-path");
    match values.next() {
        Some(first) if values.all(|other| other == first) => first.to_str().unwrap_or(HTTP_INVOKE),
        Some(_) => HTTP_INVOKE,
        None => request.uri.path(),
    }
}
