//! Aliyun Function Compute, custom runtime and custom container: called over HTTP, with marker lines in the log.

use std::io::{self, Write};

use http::{HeaderValue, Method, StatusCode};

use super::context_sources::Source::{Header, Variable};
use super::context_sources::{ContextSources, TimeLimit};
use super::http_platform::{Action, HttpPlatform, extract_event, if_method, listen_address, not_found, to_response};

pub(super) static HTTP: HttpPlatform = HttpPlatform {
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
    },
    choose_action: |request, _| {
        // The platform names its own calls in this header, because an HTTP trigger's paths can be the same.
        let control_path = request.headers.get("x-fc-control-path").and_then(|path| path.to_str().ok());
        match control_path.unwrap_or(request.uri.path()) {
            "/invoke" => if_method(&Method::POST, request, || Action::Invoke(extract_event)),
            "/initialize" => if_method(&Method::POST, request, || Action::Hook("Initialize")),
            "/pre-stop" => if_method(&Method::GET, request, || Action::Hook("PreStop")),
            _ => not_found(request, "send events to POST /invoke"),
        }
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
