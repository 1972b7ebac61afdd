//! Errors at the start, which Lambda shows to the caller.

use std::sync::Arc;

use tokio::net::TcpListener;
use triggerkit::{Router, RunError, Server};

use crate::calls::Calls;
use crate::log::Log;
use crate::wire::{Connection, Message};

/// Starts a function that cannot start, answers its call with a status, and returns the call and the error.
async fn fail(router: Router, variables: &[(&str, &str)], status: &str) -> (Message, RunError) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let variables = [&[("AWS_LAMBDA_RUNTIME_API", address.as_str())], variables].concat();
    let server = tokio::spawn(Server::new(router).environment(variables).run());
    let mut platform = Connection::new(listener.accept().await.unwrap().0);
    let request = platform.read().await.unwrap();
    platform.write(&Message::new(&format!("HTTP/1.1 {status}"), &[], "").bytes()).await;
    (request, server.await.unwrap().unwrap_err())
}

fn twice(calls: &Arc<Calls>) -> Router {
    calls.router().handlers().iter().chain(calls.router().handlers()).cloned().fold(Router::new(), Router::with)
}

#[tokio::test]
async fn conflicting_handlers_are_reported_to_the_platform() {
    let log = Log::start();
    for (status, logged) in
        [("202 Accepted", None), ("403 Forbidden", Some("WARN runtime API call `start error` failed with status 403 Forbidden"))]
    {
        let (request, error) = fail(twice(&Calls::new()), &[], status).await;
        assert_eq!(request.first, "POST /2018-06-01/runtime/init/error HTTP/1.1");
        assert_eq!(request.header("lambda-runtime-function-error-type"), Some("Function.InvalidRouter"));
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        assert_eq!(
            (body["errorType"].as_str(), body["errorMessage"].as_str()),
            (Some("InvalidRouter"), Some(error.to_string().as_str()))
        );
        assert!(matches!(&error, RunError::Router(_)) && error.to_string().contains("handle the same trigger"), "{error}");
        assert_eq!(log.take(), logged.into_iter().collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_trigger_that_cannot_be_streamed_is_reported() {
    for (router, known) in
        [(Calls::new().router(), "none"), (Calls::new().application().http_triggers(super::spec::TRIGGERS), "`lambda.url`, ")]
    {
        let (request, error) = fail(router, &[("TRIGGERKIT_STREAM", "lambda.ur")], "202 Accepted").await;
        assert_eq!(request.header("lambda-runtime-function-error-type"), Some("Function.InvalidRouter"));
        let expected =
            "the responses of `lambda.ur` cannot be streamed because it is not an HTTP trigger that the router answers (";
        assert!(error.to_string().starts_with(expected) && error.to_string().contains(known), "{error}");
    }
    // Platforms that do not stream events ignore the setting.
    let error =
        Server::new(Calls::new().router()).environment([("SCF_RUNTIME_API", "127.0.0.1"), ("TRIGGERKIT_STREAM", "lambda.ur")]);
    assert_eq!(
        error.run().await.unwrap_err().to_string(),
        "environment variable `SCF_RUNTIME_API_PORT` is not set; the platform should set it"
    );
}
