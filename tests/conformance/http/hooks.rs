//! Calls of the platforms themselves, next to an application that has a route for everything.

use triggerkit::{FunctionKind, Router};

use super::client::{Answer, Client, Request};
use super::cloud::{Cloud, Way};
use super::probe::any_target;

async fn start(way: &str) -> (Cloud, Client) {
    let cloud = Cloud::start(Way::of(way), Router::new().http(any_target())).await;
    let client = cloud.connect().await;
    (cloud, client)
}

/// Returns a request of the platform, which has nothing but these headers.
fn call(method: &'static str, target: &str, headers: &[(&str, &str)]) -> Request {
    Request::new("", method, target).with(headers)
}

#[track_caller]
fn assert_passed(answer: &Answer, request: &str) {
    assert_eq!((answer.status, answer.text()), (200, format!("the application: {request}")));
}

#[tokio::test]
async fn aliyun_calls_hooks() {
    let (cloud, mut client) = start("aliyun-http").await;
    for (method, path) in [("POST", "/initialize"), ("GET", "/pre-stop")] {
        // By the header, whatever the path; and by the path, if there is no header.
        for headers in [&[("x-fc-control-path", path)][..], &[]] {
            let answer = client.exchange(&call(method, path, headers)).await.unwrap();
            assert_eq!((answer.status, answer.text().as_str()), (200, ""), "{path} {headers:?}");
        }
        let answer = client.exchange(&call(method, "/", &[("x-fc-control-path", path)])).await.unwrap();
        assert_eq!((answer.status, answer.text().as_str()), (200, ""));
    }
    cloud.stops().await.unwrap();
}

#[tokio::test]
async fn clients_on_aliyun_reach_the_application_on_the_paths_of_hooks() {
    let (mut cloud, _) = start("aliyun-http").await;
    for path in ["/invoke", "/initialize", "/pre-stop", "/http-invoke", "/"] {
        for method in ["GET", "POST", "DELETE"] {
            assert_passed(&cloud.send(&Request::new("", method, path)).await, &format!("{method} {path}"));
        }
    }
    cloud.stops().await.unwrap();
}

#[tokio::test]
async fn vefaas_makes_internal_calls() {
    const INTERNAL: &[(&str, &str)] = &[("X-Faas-Internal-Request", "true")];
    let (cloud, mut client) = start("vefaas").await;
    for (method, path, headers, status) in [
        ("POST", "/v1/initialize", INTERNAL, 200),
        ("GET", "/v1/version", INTERNAL, 200),
        ("GET", "/v1/ping", &[], 200),
        ("GET", "/v1/initialize", INTERNAL, 405),
        ("GET", "/v1/other", INTERNAL, 404),
    ] {
        let answer = client.exchange(&call(method, path, headers)).await.unwrap();
        assert_eq!(answer.status, status, "{method} {path}");
        assert!(!answer.text().contains("the application"), "{method} {path}");
    }
    cloud.stops().await.unwrap();
}

#[tokio::test]
async fn clients_on_vefaas_reach_the_application_on_the_paths_of_internal_calls() {
    for way in ["vefaas", "vefaas-marked"] {
        let (mut cloud, _) = start(way).await;
        for (method, path) in
            [("POST", "/v1/initialize"), ("GET", "/v1/version"), ("POST", "/v1/other"), ("POST", "/"), ("GET", "/")]
        {
            assert_passed(&cloud.send(&Request::new("", method, path)).await, &format!("{method} {path}"));
        }
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn huawei_and_tencent_call_nothing_but_the_application() {
    for way in ["huawei-http", "tencent-http"] {
        let (mut cloud, _) = start(way).await;
        for path in ["/init", "/invoke", "/event-invoke", "/"] {
            for method in ["GET", "POST"] {
                assert_passed(&cloud.send(&Request::new("", method, path)).await, &format!("{method} {path}"));
            }
        }
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn an_event_function_with_a_service_has_no_other_paths() {
    for (way, hook) in [("huawei-apig-image", "/init"), ("tencent-apigw-image", "")] {
        let (cloud, mut client) = start(way).await;
        for path in ["/", "/hello", "/v1/ping"] {
            assert_eq!(client.exchange(&call("GET", path, &[])).await.unwrap().status, 404, "{way} {path}");
        }
        if !hook.is_empty() {
            assert_eq!(client.exchange(&call("POST", hook, &[])).await.unwrap().status, 200);
        }
        cloud.stops().await.unwrap();
    }
}

/// A function that is said to be an HTTP function takes no events, even where the platform marks them.
#[tokio::test]
async fn the_kind_of_the_function_decides() {
    let http = |server: triggerkit::Server| server.function_kind(FunctionKind::Http);
    let cloud = Cloud::start_with(Way::of("aliyun-http"), Router::new().http(any_target()), http).await;
    let answer = cloud.connect().await.exchange(&call("POST", "/invoke", &[("x-fc-control-path", "/invoke")])).await.unwrap();
    assert_passed(&answer, "POST /invoke");
    cloud.stops().await.unwrap();

    let event = |server: triggerkit::Server| server.function_kind(FunctionKind::Event);
    let mut cloud = Cloud::start_with(Way::of("aliyun-http"), Router::new().http(any_target()), event).await;
    assert_eq!(cloud.send(&Request::get("/hello")).await.status, 404);
    cloud.stops().await.unwrap();
}

/// The pages of the local server give way to those of the application.
#[tokio::test]
async fn the_pages_of_the_local_server_are_last() {
    let (mut cloud, _) = start("local").await;
    for request in ["GET /triggers", "GET /samples/huawei.apig", "POST /triggers", "POST /", "GET /"] {
        let (method, path) = request.split_once(' ').unwrap();
        assert_passed(&cloud.send(&Request::new("", method, path)).await, request);
    }
    cloud.stops().await.unwrap();

    let mut cloud = Cloud::start(Way::of("local"), Router::new().http(axum::Router::new())).await;
    let triggers = cloud.send(&Request::get("/triggers")).await;
    assert_eq!(triggers.status, 200);
    let triggers: serde_json::Value = serde_json::from_slice(&triggers.body).unwrap();
    assert!(triggers["routes"].as_array().unwrap().contains(&serde_json::json!({
        "event": "huawei.apig", "handler": "HTTP service",
    })));
    assert_eq!(cloud.send(&Request::get("/samples/huawei.apig")).await.status, 200);
    cloud.stops().await.unwrap();
}
