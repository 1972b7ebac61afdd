//! Huawei FunctionGraph: custom runtimes poll a runtime API, container images are called on port 8000.

use http::Method;

use super::context_sources::Source::{Header, Variable};
use super::context_sources::{ContextSources, TimeLimit};
use super::http_platform::{Action, HttpPlatform, extract_event, if_method, listen_address, not_found, to_response};
use super::runtime_api::{LEAVE_LIMIT, Pollers, RuntimeApi, write_plain_error};

const SOURCES: ContextSources = ContextSources {
    request_id: &[Header("x-cff-request-id")],
    function_name: &[Header("x-cff-func-name"), Variable("RUNTIME_FUNC_NAME")],
    function_version: &[Header("x-cff-func-version"), Variable("RUNTIME_FUNC_VERSION")],
    region: &[Header("x-cff-region")],
    memory_mb: &[Header("x-cff-memory"), Variable("RUNTIME_MEMORY")],
    access_key: &[Header("x-cff-security-access-key"), Header("x-cff-access-key")],
    secret_key: &[Header("x-cff-security-secret-key"), Header("x-cff-secret-key")],
    token: &[Header("x-cff-security-token")],
    time_limit: &[(Header("x-cff-timeout"), TimeLimit::TimeoutSeconds), (Variable("RUNTIME_TIMEOUT"), TimeLimit::TimeoutSeconds)],
    ..ContextSources::NONE
};

pub(super) static API: RuntimeApi = RuntimeApi {
    address: &["RUNTIME_API_ADDR"],
    extension: None,
    ready: None,
    start_error: None,
    next: "/v1/runtime/invocation/request",
    response: "/v1/runtime/invocation/response/{id}",
    error: "/v1/runtime/invocation/error/{id}",
    echoed: &[],
    pollers: Pollers::Chosen,
    leave_limit: LEAVE_LIMIT,
    sources: SOURCES,
    write_error: write_plain_error,
    write_stream: None,
};

/// Event functions in container images, and functions that receive the requests of clients. Nothing in a request shows which of the
/// two the function is.
pub(super) static HTTP: HttpPlatform = HttpPlatform {
    marks_events: false,
    address: |environment| listen_address([0, 0, 0, 0], &[], 8000, environment),
    sources: SOURCES,
    choose_action: |request, _, accepts, _| match request.uri.path() {
        _ if accepts.requests => Action::Pass,
        "/init" => if_method(&Method::POST, request, || Action::Hook("Initialize")),
        "/invoke" => if_method(&Method::POST, request, || Action::Invoke(extract_event)),
        _ => not_found(request, "send events to POST /invoke"),
    },
    base_path: |_| "",
    respond: |outcome, _| to_response(outcome),
    mark_log: None,
};
