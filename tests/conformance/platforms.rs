//! The documented protocols of the platforms: paths, headers and variables.

use std::time::{Duration, SystemTime};

/// A platform that the function polls for events.
pub struct Polled {
    pub name: &'static str,
    /// Environment variables, in which `{host}` and `{port}` are the address of the fake.
    pub variables: &'static [(&'static str, &'static str)],
    /// The calls with which the function registers as an extension, and waits for the events of extensions.
    pub extension: Option<[&'static str; 2]>,
    pub ready: Option<&'static str>,
    pub next: &'static str,
    pub response: &'static str,
    pub error: &'static str,
    /// Headers of an event, in which `{id}` is the id of the request.
    pub headers: &'static [(&'static str, &'static str)],
    /// Whether results contain the id.
    pub ids: bool,
    /// The header that holds the deadline of an event, in which `{deadline}` is the time in a minute, in milliseconds since 1970.
    pub deadline: Option<(&'static str, &'static str)>,
    /// A variable that the platform sets so that two events are processed at the same time.
    pub concurrency: &'static [(&'static str, &'static str)],
    /// Writes the headers and the JSON of an error with a kind and a message.
    pub write_error: fn(&str, &str) -> (String, String),
}

fn plain_error(kind: &str, message: &str) -> (String, String) {
    let body = format!(r#"{{"errorMessage":"{message}","errorType":"{kind}"}}"#);
    ("content-type: application/json\r\n".to_owned(), body)
}

fn aws_error(kind: &str, message: &str) -> (String, String) {
    let headers = "content-type: application/vnd.aws.lambda.error+json\r\nlambda-runtime-function-error-type: Function.";
    let body = format!(r#"{{"errorMessage":"{message}","errorType":"{kind}","stackTrace":[]}}"#);
    (format!("{headers}{kind}\r\n"), body)
}

pub static POLLED: [Polled; 3] = [
    Polled {
        name: "huawei",
        variables: &[
            ("RUNTIME_API_ADDR", "{host}:{port}"),
            ("RUNTIME_FUNC_NAME", "shop"),
            ("RUNTIME_FUNC_VERSION", "latest"),
            ("RUNTIME_MEMORY", "128"),
            ("RUNTIME_TIMEOUT", "60"),
        ],
        extension: None,
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
        deadline: None,
        concurrency: &[],
        write_error: plain_error,
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
        extension: None,
        ready: Some("POST /runtime/init/ready HTTP/1.1"),
        next: "GET /runtime/invocation/next HTTP/1.1",
        response: "POST /runtime/invocation/response HTTP/1.1",
        error: "POST /runtime/invocation/error HTTP/1.1",
        headers: &[("request_id", "{id}"), ("memory_limit_in_mb", "128"), ("time_limit_in_ms", "60000")],
        ids: false,
        deadline: Some(("time_limit_in_ms", "60000")),
        concurrency: &[],
        write_error: plain_error,
    },
    Polled {
        name: "aws",
        variables: &[
            ("AWS_LAMBDA_RUNTIME_API", "{host}:{port}"),
            ("AWS_LAMBDA_FUNCTION_NAME", "shop"),
            ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
            ("AWS_REGION", "us-east-2"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_SESSION_TOKEN", "token"),
        ],
        extension: Some(["POST /2020-01-01/extension/register HTTP/1.1", "GET /2020-01-01/extension/event/next HTTP/1.1"]),
        ready: None,
        next: "GET /2018-06-01/runtime/invocation/next HTTP/1.1",
        response: "POST /2018-06-01/runtime/invocation/{id}/response HTTP/1.1",
        error: "POST /2018-06-01/runtime/invocation/{id}/error HTTP/1.1",
        headers: &[
            ("Lambda-Runtime-Aws-Request-Id", "{id}"),
            ("Lambda-Runtime-Deadline-Ms", "{deadline}"),
            ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-2:123456789012:function:shop:live"),
            ("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1"),
        ],
        ids: true,
        deadline: Some(("Lambda-Runtime-Deadline-Ms", "{deadline}")),
        concurrency: &[("AWS_LAMBDA_MAX_CONCURRENCY", "2")],
        write_error: aws_error,
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

/// Returns the headers of one request, whose deadline is in a minute.
pub fn with_id(headers: &[(&str, &str)], id: &str) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| (name.to_string(), with_deadline(&value.replace("{id}", id)))).collect()
}

/// Replaces `{deadline}` with the time in a minute.
pub fn with_deadline(text: &str) -> String {
    let deadline = SystemTime::UNIX_EPOCH.elapsed().unwrap() + Duration::from_secs(60);
    text.replace("{deadline}", &deadline.as_millis().to_string())
}
