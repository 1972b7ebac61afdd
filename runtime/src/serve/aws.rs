//! AWS Lambda: custom runtimes poll a runtime API.

mod error;
mod stream;

use std::time::Duration;

use self::error::write_error;
use self::stream::write_stream;
use super::context_sources::Source::{Header, Variable};
use super::context_sources::{ContextSources, TimeLimit};
use super::runtime_api::{ExtensionApi, Pollers, RuntimeApi};

pub(super) static API: RuntimeApi = RuntimeApi {
    address: &["AWS_LAMBDA_RUNTIME_API"],
    // Lambda ends a function without an extension with SIGKILL, and one with an extension with SIGTERM.
    extension: Some(&ExtensionApi {
        register: "/2020-01-01/extension/register",
        next: "/2020-01-01/extension/event/next",
        name: "lambda-extension-name",
        id: "lambda-extension-identifier",
    }),
    ready: None,
    start_error: Some("/2018-06-01/runtime/init/error"),
    next: "/2018-06-01/runtime/invocation/next",
    response: "/2018-06-01/runtime/invocation/{id}/response",
    error: "/2018-06-01/runtime/invocation/{id}/error",
    // Lambda compares it, so that the outcome of an invocation that it gave up is not taken for that of another.
    echoed: &["lambda-runtime-invocation-id"],
    // Only managed instances send more than one event at a time.
    pollers: Pollers::Variable("AWS_LAMBDA_MAX_CONCURRENCY"),
    // Lambda kills the function half a second after SIGTERM, and code after `run` needs some of it.
    leave_limit: Duration::from_millis(250),
    sources: ContextSources {
        request_id: &[Header("lambda-runtime-aws-request-id")],
        function_name: &[Variable("AWS_LAMBDA_FUNCTION_NAME")],
        function_version: &[Variable("AWS_LAMBDA_FUNCTION_VERSION")],
        region: &[Variable("AWS_REGION"), Variable("AWS_DEFAULT_REGION")],
        memory_mb: &[Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")],
        access_key: &[Variable("AWS_ACCESS_KEY_ID")],
        secret_key: &[Variable("AWS_SECRET_ACCESS_KEY")],
        token: &[Variable("AWS_SESSION_TOKEN")],
        invoked_function: &[Header("lambda-runtime-invoked-function-arn")],
        trace_id: &[Header("lambda-runtime-trace-id")],
        tenant: &[Header("lambda-runtime-aws-tenant-id")],
        client_context: &[Header("lambda-runtime-client-context")],
        identity: &[Header("lambda-runtime-cognito-identity")],
        time_limit: &[(Header("lambda-runtime-deadline-ms"), TimeLimit::DeadlineMillis)],
        ..ContextSources::NONE
    },
    write_error,
    write_stream: Some(write_stream),
};
