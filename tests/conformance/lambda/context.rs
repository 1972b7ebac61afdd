//! The headers of an event: what a handler learns from them, and what is sent back.

use serde_json::{Value, json};
use tokio::task::yield_now;
use triggerkit::{Context, Handler, Reply, Router};

use super::lambda;
use crate::calls::{Calls, call, spec};
use crate::poll::Platform;

const TRACE: &str = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1";
const ARN: &str = "arn:aws:lambda:us-east-2:123456789012:function:shop:live";
const CLIENT: &str = r#"{"custom":{"wish":"茶"}}"#;
const IDENTITY: &str = r#"{"cognitoIdentityId":"us-east-2:1"}"#;

/// Sends an event with these headers, and returns its result.
async fn invoke(platform: &mut Platform, headers: &[(&str, &str)]) -> crate::wire::Message {
    assert_eq!(platform.read_request().await.first, lambda().next);
    let headers = [&[("Lambda-Runtime-Aws-Request-Id", "1")], headers].concat();
    platform.respond("200 OK", &headers, &call("1", "")).await;
    platform.accept_result().await
}

/// Starts a function that replies with what the context contains.
async fn start() -> Platform {
    let router = Router::new().with(Handler::new::<spec::Plain, _, _>(|_, cx: Context| async move {
        let debug = format!("{cx:?}");
        assert!(!debug.contains("wish") && !debug.contains("cognitoId"), "{debug}");
        let values = [cx.invoked_function(), cx.trace_id(), cx.tenant(), cx.client_context(), cx.identity()];
        Ok(Reply::json(json!(values).to_string()))
    }));
    Platform::start_router(lambda(), router, Calls::new(), &[], |server| server).await
}

#[tokio::test]
async fn the_context_has_what_lambda_sends() {
    let mut platform = start().await;
    for (headers, expected) in [
        (
            &[
                ("Lambda-Runtime-Invoked-Function-Arn", ARN),
                ("Lambda-Runtime-Trace-Id", TRACE),
                ("Lambda-Runtime-Aws-Tenant-Id", "blue"),
                ("Lambda-Runtime-Client-Context", CLIENT),
                ("Lambda-Runtime-Cognito-Identity", IDENTITY),
            ][..],
            json!([ARN, TRACE, "blue", CLIENT, IDENTITY]),
        ),
        (
            &[("Lambda-Runtime-Client-Context", ""), ("Lambda-Runtime-Cognito-Identity", "")],
            json!([null, null, null, null, null]),
        ),
        (&[], json!([null, null, null, null, null])),
    ] {
        assert_eq!(serde_json::from_slice::<Value>(&invoke(&mut platform, headers).await.body).unwrap(), expected);
    }
    platform.shut_down().await.unwrap();
}

#[tokio::test]
async fn the_id_of_the_invocation_is_sent_back() {
    let mut platform = Platform::start(lambda()).await;
    for act in ["", "fail"] {
        assert_eq!(platform.read_request().await.first, lambda().next);
        let headers = [("Lambda-Runtime-Aws-Request-Id", "1"), ("Lambda-Runtime-Invocation-Id", "first")];
        platform.respond("200 OK", &headers, &call("1", act)).await;
        // It is the same if the result is sent again.
        let result = platform.read_request().await;
        platform.connection = None;
        assert_eq!(result.header("lambda-runtime-invocation-id"), Some("first"));
        assert_eq!(platform.accept_result().await, result);
    }
    assert_eq!(invoke(&mut platform, &[]).await.header("lambda-runtime-invocation-id"), None);
    platform.shut_down().await.unwrap();
}

/// The platform would reject the second poll of a function that is not on a managed instance.
#[tokio::test]
async fn only_the_platform_sets_the_concurrency() {
    let mut platform = Platform::start_with(lambda(), |server| server.concurrency(2)).await;
    platform.send_event("1", &call("1", "wait")).await;
    platform.calls.waiting.notified().await;
    for _ in 0..100 {
        yield_now().await;
    }
    platform.assert_no_connection();
    platform.calls.go.add_permits(1);
    platform.accept_result().await;
    platform.shut_down().await.unwrap();
}

#[tokio::test]
async fn a_concurrency_that_is_no_number_is_reported() {
    for number in ["two", "0", "-1"] {
        let variables = [("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9"), ("AWS_LAMBDA_MAX_CONCURRENCY", number)];
        let error = triggerkit::Server::new(Calls::new().router()).environment(variables).run().await.unwrap_err();
        let expected =
            format!("environment variable `AWS_LAMBDA_MAX_CONCURRENCY` must be a number of at least 1, found `{number}`");
        assert_eq!(error.to_string(), expected);
    }
}
