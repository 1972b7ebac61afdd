//! Errors and panics of the service: the client receives the id of its request, and nothing else.

use std::convert::Infallible;
use std::future::ready;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Bytes;
use futures_util::stream::{self, StreamExt};
use http::{Response, StatusCode};
use serde_json::Value;
use tower::{Service, service_fn};
use triggerkit::{Body, BoxError, Router};

use super::client::{Answer, Request};
use super::cloud::{Cloud, WAYS, Way};
use super::probe::{Signals, whole_app};
use super::streams::answers;

/// What must not get out.
const SECRET: &str = "the password is tea";

/// Checks a response that shows the id of the request and nothing else.
pub fn assert_error(answer: &Answer, status: u16, error: &str, way: &Way, id: &str) {
    assert_eq!((answer.status, answer.values("content-type")), (status, vec!["application/json".into()]), "{}", way.name);
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    let names: Vec<&String> = body.as_object().unwrap().keys().collect();
    assert_eq!((names.as_slice(), &body["error"]), (&[&"error".into(), &"requestId".into()][..], &error.into()));
    match way.name {
        // A developer's machine has no platform that gives ids to requests.
        "local" => assert!(!body["requestId"].as_str().unwrap().is_empty()),
        _ => assert_eq!(body["requestId"], id, "{}", way.name),
    }
}

fn assert_failed(answer: &Answer, way: &Way, id: &str) {
    assert_error(answer, 500, "Internal Server Error", way, id);
    let shown = format!("{:?}{}", answer.headers, answer.text());
    assert!(!shown.contains("password") && !shown.contains("probe.rs"), "{shown}");
}

#[tokio::test]
async fn a_panic_is_a_response_with_status_500() {
    for way in WAYS {
        let mut cloud = Cloud::start(way, Router::new().http(whole_app(&Arc::new(Signals::default())))).await;
        for (number, request) in [Request::get("/panic"), Request::post("/panic", "a body")].iter().enumerate() {
            let id = format!("r-{number}");
            assert_failed(&cloud.send_as(request, &id).await, way, &id);
            answers(&mut cloud).await;
        }
        cloud.stops().await.unwrap();
    }
}

/// A service that is never ready.
#[derive(Clone)]
struct Broken;

impl<R> Service<R> for Broken {
    type Response = Response<Body>;
    type Error = BoxError;
    type Future = std::future::Ready<Result<Response<Body>, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Err(SECRET.into()))
    }

    fn call(&mut self, _: R) -> Self::Future {
        unreachable!()
    }
}

#[tokio::test]
async fn an_error_of_the_service_is_a_response_with_status_500() {
    for way in WAYS {
        let fails = service_fn(|_| ready(Err::<Response<Body>, BoxError>(SECRET.into())));
        let panics = service_fn(|_| -> std::future::Ready<Result<Response<Body>, Infallible>> { panic!("{SECRET}") });
        for router in [Router::new().http(fails), Router::new().http(panics), Router::new().http(Broken)] {
            let mut cloud = Cloud::start(way, router).await;
            assert_failed(&cloud.send_as(&Request::get("/any"), "r-7").await, way, "r-7");
            cloud.stops().await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_response_whose_body_fails_is_cut_off_or_has_status_500() {
    for way in WAYS {
        let service = service_fn(async |_| {
            let pieces = [Ok(Bytes::from_static(b"a piece")), Err(BoxError::from(SECRET))];
            Ok::<_, Infallible>(Response::new(axum::body::Body::from_stream(stream::iter(pieces))))
        });
        let mut cloud = Cloud::start(way, Router::new().http(service)).await;
        let request = Request::get("/any");
        match way.event {
            None => {
                let answer = cloud.connect().await.exchange(&way.add(&request, "r-1")).await;
                let is_cut_off = answer.is_none_or(|answer| !answer.is_complete && !answer.text().contains("password"));
                assert!(is_cut_off, "{}", way.name);
            }
            Some(_) => assert_failed(&cloud.send(&request).await, way, "r-1"),
        }
        cloud.stops().await.unwrap();
    }
}

/// A router whose responses panic after their first piece.
fn panics_half_way() -> Router {
    Router::new().http(service_fn(async |_| {
        let pieces = stream::iter(0..2).map(|number| match number {
            0 => Ok::<_, Infallible>(Bytes::from_static(b"a piece")),
            _ => panic!("{SECRET}"),
        });
        Ok::<_, Infallible>(Response::new(axum::body::Body::from_stream(pieces)))
    }))
}

#[tokio::test]
async fn a_response_whose_body_panics_is_cut_off() {
    for way in Way::passing() {
        let cloud = Cloud::start(way, panics_half_way()).await;
        // The function survives it, so the second time is like the first.
        for _ in 0..2 {
            let answer = cloud.connect().await.exchange(&way.add(&Request::get("/any"), "r-1")).await;
            assert!(answer.is_none_or(|answer| !answer.is_complete), "{}", way.name);
        }
        cloud.stops().await.unwrap();
    }
}

/// A body is collected for an answer, and may panic then.
#[tokio::test]
async fn a_response_whose_body_panics_has_status_500() {
    for way in WAYS.iter().filter(|way| way.event.is_some()) {
        let mut cloud = Cloud::start(way, panics_half_way()).await;
        for _ in 0..2 {
            assert_failed(&cloud.send(&Request::get("/any")).await, way, "r-1");
        }
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn a_response_that_fits_into_no_answer_has_status_500() {
    for way in ["huawei-apig", "aliyun-http-event"].map(Way::of) {
        let signals = Arc::new(Signals::default());
        let mut cloud = Cloud::start(way, Router::new().http(whole_app(&signals))).await;
        // The stream is not read to its end.
        assert_failed(&cloud.send(&Request::get("/produce/1000000")).await, way, "r-1");
        signals.dropped.notified().await;
        answers(&mut cloud).await;
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn errors_that_the_application_answers_are_its_own() {
    for way in WAYS {
        let mut cloud = Cloud::start(way, Router::new().http(whole_app(&Arc::new(Signals::default())))).await;
        let answer = cloud.send(&Request::get("/fail")).await;
        assert_eq!((answer.status, answer.text().as_str()), (500, "out of stock"), "{}", way.name);
        let answer = cloud.send(&Request::get("/nothing")).await;
        assert_eq!((answer.status, answer.body.len()), (StatusCode::NOT_FOUND.as_u16(), 0), "{}", way.name);
        cloud.stops().await.unwrap();
    }
}
