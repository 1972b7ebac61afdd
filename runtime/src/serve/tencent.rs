//! Tencent SCF: the custom runtime's API is polled; container images are called on port 9000.

use http::Method;

use super::facts::Place::{Header, Variable};
use super::facts::{Facts, Time};
use super::poll::Api;
use super::web::{Route, Site, address, nowhere, only, plain, whole};

const FACTS: Facts = Facts {
    request_id: &[Header("request_id"), Header("x-scf-request-id")],
    function: &[Header("x-scf-name"), Variable("SCF_FUNCTIONNAME")],
    version: &[Header("x-scf-version"), Variable("SCF_FUNCTIONVERSION")],
    region: &[Header("x-scf-region"), Variable("TENCENTCLOUD_REGION")],
    memory_mb: &[Header("memory_limit_in_mb"), Header("x-scf-memory")],
    access_key: &[Header("x-scf-secret-id"), Variable("TENCENTCLOUD_SECRETID")],
    secret_key: &[Header("x-scf-secret-key"), Variable("TENCENTCLOUD_SECRETKEY")],
    token: &[Header("x-scf-session-token"), Variable("TENCENTCLOUD_SESSIONTOKEN")],
    // The unit of `X-Scf-Timeout` is documented nowhere.
    times: &[(Header("time_limit_in_ms"), Time::Millis)],
};

pub(super) static API: Api = Api {
    address: &["SCF_RUNTIME_API", "SCF_RUNTIME_API_PORT"],
    ready: Some("/runtime/init/ready"),
    next: "/runtime/invocation/next",
    response: "/runtime/invocation/response",
    error: "/runtime/invocation/error",
    facts: FACTS,
};

pub(super) static SITE: Site = Site {
    address: |environment| address([0, 0, 0, 0], &[], 9000, environment),
    facts: FACTS,
    route: |request, _| match request.uri.path() {
        "/event-invoke" => only(&Method::POST, request, || Route::Events(whole)),
        _ => nowhere(request, "events come to POST /event-invoke"),
    },
    answer: |outcome, _| plain(outcome),
    bracket: None,
};
