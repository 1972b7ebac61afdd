//! Responses that are sent to Lambda while they are made.

use std::io;
use std::sync::{Arc, Mutex};

use axum::body::{Body as AxumBody, Bytes};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use futures_util::stream::{self, StreamExt};
use http::{Request, Response};
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower::service_fn;
use triggerkit::{Body, BoxError, Handler, HttpTrigger, Reply, Router, Server};

use super::{lambda, spec};
use crate::calls::Calls;
use crate::log::Log;
use crate::poll::Platform;
use crate::wire::Message;

/// The pieces of the response to `/pieces`.
type Pieces = Arc<Mutex<Option<UnboundedReceiver<Bytes>>>>;

async fn answer(request: Request<Body>, pieces: Pieces) -> Result<Response<AxumBody>, BoxError> {
    let response = Response::builder().header("content-type", "text/plain");
    let broken = || stream::iter([Ok(Bytes::from("begun")), Err(io::Error::other("the shelf is empty"))]);
    Ok(match request.uri().path() {
        "/pieces" => {
            let pieces = pieces.lock().unwrap().take().unwrap();
            let pieces = stream::unfold(pieces, |mut pieces| async { pieces.recv().await.map(|piece| (piece, pieces)) });
            response.body(AxumBody::from_stream(pieces.map(Ok::<_, io::Error>)))?
        }
        "/breaks" => response.body(AxumBody::from_stream(broken()))?,
        "/panics" => response.body(AxumBody::from_stream(broken().inspect(|piece| assert!(piece.is_ok(), "the shelf broke"))))?,
        "/fails" => Err("nothing is left")?,
        "/headers" => Response::builder()
            .status(201)
            .header("x-shop", "tea")
            .header("x-shop", "coffee")
            .header("set-cookie", "a=1")
            .header("set-cookie", "b=2")
            .header("connection", "close")
            .body(AxumBody::from("made"))?,
        path => response.body(AxumBody::from(format!("hello {path}")))?,
    })
}

/// Starts a function with an application whose responses are streamed.
async fn start() -> (Platform, UnboundedSender<Bytes>) {
    let (calls, (sender, receiver)) = (Calls::new(), unbounded_channel());
    let pieces = Arc::new(Mutex::new(Some(receiver)));
    let router =
        calls.router().http(service_fn(move |request| answer(request, Arc::clone(&pieces)))).http_triggers(spec::TRIGGERS);
    let variables = &[("TRIGGERKIT_STREAM", " lambda.url ,")];
    (Platform::start_router(lambda(), router, calls, variables, |server| server).await, sender)
}

/// Sends the event of a request.
async fn request(platform: &mut Platform, path: &str) {
    let event = spec::Url::from_request(&http::Request::get(path).body("").unwrap()).unwrap();
    platform.send_event("1", &serde_json::to_string(&event).unwrap()).await;
}

/// Reads the beginning of a response that is streamed: its status, headers and cookies.
async fn read_prelude(platform: &mut Platform) -> Value {
    let connection = platform.connection.as_mut().unwrap();
    let head = connection.read_head().await.unwrap();
    assert_eq!(head.first, lambda().response.replace("{id}", "1"));
    for (name, value) in [
        ("content-type", "application/vnd.awslambda.http-integration-response"),
        ("lambda-runtime-function-response-mode", "streaming"),
        ("transfer-encoding", "chunked"),
        ("content-length", ""),
    ] {
        assert_eq!(head.header(name).unwrap_or_default(), value);
    }
    let trailers: Vec<_> = head.headers.iter().filter(|(name, _)| name == "trailer").map(|(_, value)| value.as_str()).collect();
    assert_eq!(trailers, ["lambda-runtime-function-error-type", "lambda-runtime-function-error-body"]);
    let prelude = connection.read_chunk().await.unwrap();
    serde_json::from_slice(prelude.strip_suffix(&[0; 8]).unwrap()).unwrap()
}

/// Reads the rest of a response, and accepts it. Returns the body and the trailers.
async fn read_rest(platform: &mut Platform) -> (String, Vec<(String, String)>) {
    let connection = platform.connection.as_mut().unwrap();
    let mut body = Vec::new();
    while let Some(chunk) = connection.read_chunk().await {
        body.extend(chunk);
    }
    let trailers = connection.read_trailers().await;
    platform.respond("202 Accepted", &[], "").await;
    (String::from_utf8(body).unwrap(), trailers)
}

#[tokio::test]
async fn pieces_of_a_response_are_sent_before_the_last_is_made() {
    let (mut platform, sender) = start().await;
    request(&mut platform, "/pieces").await;
    let prelude = read_prelude(&mut platform).await;
    assert_eq!(prelude, json!({"statusCode": 200, "headers": {"content-type": "text/plain"}, "cookies": []}));
    for number in 0..10 {
        let piece = Bytes::from(format!("piece {number}"));
        sender.send(piece.clone()).unwrap();
        assert_eq!(platform.connection.as_mut().unwrap().read_chunk().await, Some(piece.to_vec()));
    }
    drop(sender);
    assert_eq!(read_rest(&mut platform).await, (String::new(), vec![]));
    // The connection is free, and events of other triggers are answered as a whole.
    platform.invoke("2").await;
    platform.assert_no_connection();
    platform.shut_down().await.unwrap();
}

#[tokio::test]
async fn the_server_waits_for_a_stream() {
    let (mut platform, sender) = start().await;
    request(&mut platform, "/pieces").await;
    read_prelude(&mut platform).await;
    let stopped = tokio::spawn(async move {
        sender.send(Bytes::from("last")).unwrap();
        drop(sender);
    });
    platform.signal();
    stopped.await.unwrap();
    assert_eq!(read_rest(&mut platform).await, ("last".to_owned(), vec![]));
    platform.ends().await.unwrap();
}

#[tokio::test]
async fn the_prelude_has_the_status_the_headers_and_the_cookies() {
    let (mut platform, _) = start().await;
    request(&mut platform, "/headers").await;
    let expected = json!({
        "statusCode": 201,
        "headers": {"x-shop": "tea, coffee", "content-type": "application/octet-stream"},
        "cookies": ["a=1", "b=2"],
    });
    assert_eq!(read_prelude(&mut platform).await, expected);
    assert_eq!(read_rest(&mut platform).await, ("made".to_owned(), vec![]));
    platform.shut_down().await.unwrap();
}

#[tokio::test]
async fn a_service_that_fails_is_answered_with_a_status() {
    let (mut platform, _) = start().await;
    request(&mut platform, "/fails").await;
    assert_eq!(read_prelude(&mut platform).await["statusCode"], 500);
    assert_eq!(read_rest(&mut platform).await.0, r#"{"error":"Internal Server Error","requestId":"1"}"#);
    platform.shut_down().await.unwrap();
}

#[tokio::test]
async fn trailers_tell_why_a_body_breaks_off() {
    let log = Log::start();
    let (mut platform, _) = start().await;
    for (path, kind, message) in
        [("/breaks", "HandlerError", "the shelf is empty"), ("/panics", "Panic", "the handler panicked: the shelf broke")]
    {
        request(&mut platform, path).await;
        read_prelude(&mut platform).await;
        let (body, trailers) = read_rest(&mut platform).await;
        assert_eq!(body, "begun");
        let [(name, found), (other, json)] = trailers.as_slice() else { panic!("{trailers:?}") };
        assert_eq!((name.as_str(), found.as_str()), ("lambda-runtime-function-error-type", format!("Function.{kind}").as_str()));
        let error: Value = serde_json::from_slice(&BASE64_STANDARD.decode(json).unwrap()).unwrap();
        assert_eq!(other, "lambda-runtime-function-error-body");
        assert_eq!((&error["errorType"], &error["stackTrace"]), (&json!(kind), &json!([])));
        // axum's error repeats the message of its source.
        assert!(error["errorMessage"].as_str().unwrap().starts_with(message), "{error}");
        assert_eq!(log.take(), [format!("ERROR the response broke off: {}", error["errorMessage"].as_str().unwrap())]);
    }
    platform.invoke("2").await;
    platform.shut_down().await.unwrap();
}

/// What the platform does with a response.
enum Refusal {
    /// It answers with a status after the end.
    AtTheEnd(&'static str),
    /// It answers with a status before the end.
    Early(&'static str),
    Close,
}

/// A response cannot be made twice, so it is an error if the platform does not take it.
#[tokio::test]
async fn a_stream_that_is_not_taken_is_an_error() {
    use Refusal::{AtTheEnd, Close, Early};
    for (refusal, kind, message) in [
        (AtTheEnd("413 Payload Too Large"), "AnswerRefused", "rejected the response with status 413 Payload Too Large"),
        (AtTheEnd("500 Internal Server Error"), "AnswerRefused", "rejected the response with status 500 Internal Server Error"),
        (Early("413 Payload Too Large"), "AnswerRefused", "rejected the response with status 413 Payload Too Large"),
        (Close, "BrokenAnswer", "connection"),
    ] {
        let (mut platform, sender) = start().await;
        request(&mut platform, "/pieces").await;
        read_prelude(&mut platform).await;
        match refusal {
            AtTheEnd(status) => {
                drop(sender);
                let connection = platform.connection.as_mut().unwrap();
                assert_eq!(connection.read_chunk().await, None);
                connection.read_trailers().await;
                platform.respond(status, &[], "").await;
            }
            Early(status) => platform.respond(status, &[], "").await,
            Close => platform.connection = None,
        }
        let error = platform.accept_result().await;
        assert_eq!(error.first, lambda().error.replace("{id}", "1"));
        let body: Value = serde_json::from_slice(&error.body).unwrap();
        assert_eq!(body["errorType"], kind);
        assert!(body["errorMessage"].as_str().unwrap().contains(message), "{body}");
        platform.invoke("2").await;
        platform.shut_down().await.unwrap();
    }
}

#[tokio::test]
async fn the_answer_of_a_handler_is_streamed_too() {
    let router = Router::new().with(Handler::new::<spec::Url, _, _>(|event, _| async move {
        match event.raw_path.as_str() {
            "/fails" => Err("nothing is left")?,
            "/invalid" => Ok(Reply::json(r#"{"statusCode": "tea"}"#)),
            path => {
                Ok(Reply::json(json!({"statusCode": 201, "headers": {"content-type": "text/plain"}, "body": path}).to_string()))
            }
        }
    }));
    let streamed = |server: Server| server.stream_responses(["lambda.url"]);
    let mut platform = Platform::start_router(lambda(), router, Calls::new(), &[], streamed).await;
    request(&mut platform, "/made").await;
    let prelude = read_prelude(&mut platform).await;
    assert_eq!(prelude, json!({"statusCode": 201, "headers": {"content-type": "text/plain"}, "cookies": []}));
    assert_eq!(read_rest(&mut platform).await, ("/made".to_owned(), vec![]));
    for (path, kind) in [("/fails", "HandlerError"), ("/invalid", "InvalidResponse")] {
        request(&mut platform, path).await;
        let error = platform.accept_result().await;
        assert_eq!(error.first, lambda().error.replace("{id}", "1"));
        assert_eq!(error.header("lambda-runtime-function-error-type"), Some(format!("Function.{kind}").as_str()));
    }
    platform.shut_down().await.unwrap();
}

#[tokio::test]
async fn responses_are_sent_as_a_whole_unless_it_is_set() {
    let calls = Calls::new();
    let router = Router::new().http(service_fn(|request| answer(request, Pieces::default()))).http_triggers(spec::TRIGGERS);
    let mut platform = Platform::start_router(lambda(), router, calls, &[], |server| server).await;
    request(&mut platform, "/headers").await;
    let Message { first, body, .. } = platform.accept_result().await;
    assert_eq!(first, lambda().response.replace("{id}", "1"));
    let answer: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!((&answer["statusCode"], &answer["cookies"]), (&json!(201), &json!(["a=1", "b=2"])));
    platform.shut_down().await.unwrap();
}
