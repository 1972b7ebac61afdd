//! Aliyun Function Compute, custom runtime and custom container: an HTTP server, and log lines in brackets.

use std::io::{self, Write};

use http::{HeaderName, HeaderValue, Method, StatusCode};

use super::facts::Place::{Header, Variable};
use super::facts::{Facts, Time};
use super::web::{Route, Site, address, nowhere, only, plain, whole};

/// Whether the invocation did well, 200 or 404: the platform does not go by the status alone.
const STATUS: HeaderName = HeaderName::from_static("x-fc-status");

pub(super) static SITE: Site = Site {
    address: |environment| address([0, 0, 0, 0], &["FC_SERVER_PORT", "FC_CUSTOM_LISTEN_PORT"], 9000, environment),
    facts: Facts {
        request_id: &[Header("x-fc-request-id")],
        function: &[Header("x-fc-function-name"), Variable("FC_FUNCTION_NAME")],
        version: &[Header("x-fc-version-id"), Header("x-fc-qualifier"), Variable("FC_FUNCTION_VERSION")],
        region: &[Header("x-fc-region"), Variable("FC_REGION")],
        memory_mb: &[Header("x-fc-function-memory"), Variable("FC_FUNCTION_MEMORY_SIZE")],
        access_key: &[Header("x-fc-access-key-id"), Variable("ALIBABA_CLOUD_ACCESS_KEY_ID")],
        secret_key: &[Header("x-fc-access-key-secret"), Variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET")],
        token: &[Header("x-fc-security-token"), Variable("ALIBABA_CLOUD_SECURITY_TOKEN")],
        times: &[(Header("x-fc-function-deadline"), Time::EpochMillis), (Header("x-fc-function-timeout"), Time::Seconds)],
    },
    route: |request, _| {
        // A path may be a user's as well as the platform's; the header tells whose it is.
        let told = request.headers.get("x-fc-control-path").and_then(|path| path.to_str().ok());
        match told.unwrap_or(request.uri.path()) {
            "/invoke" => only(&Method::POST, request, || Route::Events(whole)),
            "/initialize" => only(&Method::POST, request, || Route::Hook("Initialize")),
            "/pre-stop" => only(&Method::GET, request, || Route::Hook("PreStop")),
            _ => nowhere(request, "events come to POST /invoke"),
        }
    },
    answer: |outcome, _| {
        let failed = outcome.is_err();
        let mut response = plain(outcome);
        if failed {
            *response.status_mut() = StatusCode::NOT_FOUND;
        }
        let status = HeaderValue::from_static(if failed { "404" } else { "200" });
        response.headers_mut().insert(STATUS, status);
        response
    },
    bracket: Some(|edge, step, id| {
        // A log that nobody takes is no reason to fail.
        drop(writeln!(io::stdout(), "FC {step} {edge:?} RequestId: {id}"));
    }),
};
