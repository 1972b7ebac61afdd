//! Tencent SCF: custom runtimes poll a runtime API, container images are called on port 9000.

use http::Method;

use super::context_sources::Source::{Header, Variable};
use super::context_sources::{ContextSources, TimeLimit};
use super::http_platform::{Action, HttpPlatform, extract_event, if_method, listen_address, not_found, to_response};
use super::runtime_api::{LEAVE_LIMIT, Pollers, RuntimeApi, write_plain_error};

const SOURCES: ContextSources = ContextSources {
    request_id: &[Header("request_id"), Header("x-scf-request-id")],
    function_name: &[Header("x-scf-name"), Variable("SCF_FUNCTIONNAME")],
    function_version: &[Header("x-scf-version"), Variable("SCF_FUNCTIONVERSION")],
    region: &[Header("x-scf-region"), Variable("TENCENTCLOUD_REGION")],
    memory_mb: &[Header("memory_limit_in_mb"), Header("x-scf-memory")],
    access_key: &[Header("x-scf-secret-id"), Variable("TENCENTCLOUD_SECRETID")],
    secret_key: &[Header("x-scf-secret-key"), Variable("TENCENTCLOUD_SECRETKEY")],
    token: &[Header("x-scf-session-token"), Variable("TENCENTCLOUD_SESSIONTOKEN")],
    // `X-Scf-Timeout` is left out because its unit is not documented.
    time_limit: &[(Header("time_limit_in_ms"), TimeLimit::TimeoutMillis)],
    ..ContextSources::NONE
};

pub(super) static API: RuntimeApi = RuntimeApi {
    address: &["SCF_RUNTIME_API", "SCF_RUNTIME_API_PORT"],
    extension: None,
    ready: Some("/runtime/init/ready"),
    start_error: None,
    next: "/runtime/invocation/next",
    response: "/runtime/invocation/response",
    error: "/runtime/invocation/error",
    echoed: &[],
    // Replies do not contain an id.
    pollers: Pollers::One,
    leave_limit: LEAVE_LIMIT,
    sources: SOURCES,
    write_error: write_plain_error,
    write_stream: None,
};

/// Event functions in container images, and functions that receive the requests of clients. Nothing in a request shows which of the
/// two the function is.
pub(super) static HTTP: HttpPlatform = HttpPlatform {
    marks_events: false,
    address: |environment| listen_address([0, 0, 0, 0], &[], 9000, environment),
    sources: SOURCES,
    choose_action: |request, _, accepts, _| match request.uri.path() {
        _ if accepts.requests => Action::Pass,
        "/event-invoke" => if_method(&Method::POST, request, || Action::Invoke(extract_event)),
        _ => not_found(request, "send events to POST /event-invoke"),
    },
    base_path: |_| "",
    respond: |outcome, _| to_response(outcome),
    mark_log: None,
};
