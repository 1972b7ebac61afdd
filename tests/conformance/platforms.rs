//! The documented protocols of the platforms: paths, headers and variables.

/// A platform that the function polls for events.
pub struct Polled {
    pub name: &'static str,
    /// Environment variables, in which `{host}` and `{port}` are the address of the fake.
    pub variables: &'static [(&'static str, &'static str)],
    pub ready: Option<&'static str>,
    pub next: &'static str,
    pub response: &'static str,
    pub error: &'static str,
    /// Headers of an event, in which `{id}` is the id of the request.
    pub headers: &'static [(&'static str, &'static str)],
    /// Whether results contain the id.
    pub ids: bool,
}

pub static POLLED: [Polled; 2] = [
    Polled {
        name: "huawei",
        variables: &[
            ("RUNTIME_API_ADDR", "{host}:{port}"),
            ("RUNTIME_FUNC_NAME", "shop"),
            ("RUNTIME_FUNC_VERSION", "latest"),
            ("RUNTIME_MEMORY", "128"),
            ("RUNTIME_TIMEOUT", "60"),
        ],
        ready: None,
        next: "GET /v1/runtime/invocation/request HTTP/1.1",
        response: "POST /v1/runtime/invocation/response/{id} HTTP/1.1",
        error: "POST /v1/runtime/invocation/error/{id} HTTP/1.1",
        headers: &[
            ("X-Cff-Request-Id", "{id}"),
            ("X-CFF-Access-Key", "key"),
            ("X-CFF-Secret-Key", "secret"),
            ("X-CFF-Security-Token", "token"),
            ("X-CFF-Invoke-Type", "sync"),
        ],
        ids: true,
    },
    Polled {
        name: "tencent",
        variables: &[
            ("SCF_RUNTIME_API", "{host}"),
            ("SCF_RUNTIME_API_PORT", "{port}"),
            ("SCF_FUNCTIONNAME", "shop"),
            ("SCF_FUNCTIONVERSION", "$LATEST"),
            ("TENCENTCLOUD_REGION", "ap-guangzhou"),
            ("TENCENTCLOUD_SECRETID", "key"),
            ("TENCENTCLOUD_SECRETKEY", "secret"),
            ("TENCENTCLOUD_SESSIONTOKEN", "token"),
        ],
        ready: Some("POST /runtime/init/ready HTTP/1.1"),
        next: "GET /runtime/invocation/next HTTP/1.1",
        response: "POST /runtime/invocation/response HTTP/1.1",
        error: "POST /runtime/invocation/error HTTP/1.1",
        headers: &[("request_id", "{id}"), ("memory_limit_in_mb", "128"), ("time_limit_in_ms", "60000")],
        ids: false,
    },
];

/// A platform that sends events to the function.
pub struct Called {
    pub name: &'static str,
    pub variables: &'static [(&'static str, &'static str)],
    pub invoke: &'static str,
    /// Headers of an event, in which `{id}` is the id of the request.
    pub headers: &'static [(&'static str, &'static str)],
    /// The statuses for an invalid event and for a failed handler.
    pub invalid: u16,
    pub failed: u16,
}

pub static CALLED: [Called; 5] = [
    Called {
        name: "huawei-http",
        variables: &[("RUNTIME_PROJECT_ID", "project")],
        invoke: "POST /invoke HTTP/1.1",
        headers: &[
            ("X-CFF-Request-Id", "{id}"),
            ("X-CFF-Func-Name", "shop"),
            ("X-CFF-Func-Version", "latest"),
            ("X-CFF-Memory", "128"),
            ("X-CFF-Timeout", "60"),
            ("X-CFF-Region", "cn-north-1"),
        ],
        invalid: 400,
        failed: 500,
    },
    Called {
        name: "tencent-http",
        variables: &[("TENCENTCLOUD_RUNENV", "SCF")],
        invoke: "POST /event-invoke HTTP/1.1",
        headers: &[
            ("X-Scf-Request-Id", "{id}"),
            ("X-Scf-Name", "shop"),
            ("X-Scf-Version", "$LATEST"),
            ("X-Scf-Memory", "128"),
            ("X-Scf-Region", "ap-guangzhou"),
            ("X-Scf-Secret-Id", "key"),
            ("X-Scf-Secret-Key", "secret"),
            ("X-Scf-Session-Token", "token"),
        ],
        invalid: 400,
        failed: 500,
    },
    Called {
        name: "aliyun",
        variables: &[("FC_SERVER_PORT", "9000")],
        invoke: "POST /invoke HTTP/1.1",
        headers: &[
            ("x-fc-request-id", "{id}"),
            ("x-fc-control-path", "/invoke"),
            ("x-fc-function-name", "shop"),
            ("x-fc-qualifier", "LATEST"),
            ("x-fc-function-memory", "128"),
            ("x-fc-function-timeout", "60"),
            ("x-fc-region", "cn-hangzhou"),
            ("x-fc-access-key-id", "key"),
            ("x-fc-access-key-secret", "secret"),
            ("Content-Type", "application/octet-stream"),
        ],
        invalid: 404,
        failed: 404,
    },
    Called {
        name: "volcengine",
        variables: &[("_FAAS_RUNTIME_PORT", "8000"), ("_FAAS_FUNC_TIMEOUT", "60")],
        invoke: "POST / HTTP/1.1",
        headers: &[
            ("X-Faas-Request-Id", "{id}"),
            ("X-Faas-Event-Type", "cloudevent"),
            ("X-Faas-Access-Key-Id", "key"),
            ("X-Faas-Secret-Access-Key", "secret"),
            ("X-Faas-Session-Token", "token"),
            ("ce-specversion", "1.0"),
            ("ce-id", "{id}"),
            ("ce-source", "/calls"),
            ("ce-type", "calls.call"),
            ("Content-Type", "application/octet-stream"),
        ],
        invalid: 400,
        failed: 500,
    },
    Called {
        name: "local",
        variables: &[],
        invoke: "POST / HTTP/1.1",
        headers: &[("Content-Type", "application/json"), ("X-Request-Id", "{id}")],
        invalid: 400,
        failed: 500,
    },
];

/// Returns the headers of one request.
pub fn with_id(headers: &[(&str, &str)], id: &str) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| (name.to_string(), value.replace("{id}", id))).collect()
}
