//! Huawei FunctionGraph: the custom runtime's API is polled; container images are called on port 8000.

use http::Method;

use super::facts::Place::{Header, Variable};
use super::facts::{Facts, Time};
use super::poll::Api;
use super::web::{Route, Site, address, nowhere, only, plain, whole};

const FACTS: Facts = Facts {
    request_id: &[Header("x-cff-request-id")],
    function: &[Header("x-cff-func-name"), Variable("RUNTIME_FUNC_NAME")],
    version: &[Header("x-cff-func-version"), Variable("RUNTIME_FUNC_VERSION")],
    region: &[Header("x-cff-region")],
    memory_mb: &[Header("x-cff-memory"), Variable("RUNTIME_MEMORY")],
    access_key: &[Header("x-cff-security-access-key"), Header("x-cff-access-key")],
    secret_key: &[Header("x-cff-security-secret-key"), Header("x-cff-secret-key")],
    token: &[Header("x-cff-security-token")],
    times: &[(Header("x-cff-timeout"), Time::Seconds), (Variable("RUNTIME_TIMEOUT"), Time::Seconds)],
};

pub(super) static API: Api = Api {
    address: &["RUNTIME_API_ADDR"],
    ready: None,
    next: "/v1/runtime/invocation/request",
    response: "/v1/runtime/invocation/response/{id}",
    error: "/v1/runtime/invocation/error/{id}",
    facts: FACTS,
};

pub(super) static SITE: Site = Site {
    address: |environment| address([0, 0, 0, 0], &[], 8000, environment),
    facts: FACTS,
    route: |request, _| match request.uri.path() {
        "/init" => only(&Method::POST, request, || Route::Hook("Initialize")),
        "/invoke" => only(&Method::POST, request, || Route::Events(whole)),
        _ => nowhere(request, "events come to POST /invoke"),
    },
    answer: |outcome, _| plain(outcome),
    bracket: None,
};
