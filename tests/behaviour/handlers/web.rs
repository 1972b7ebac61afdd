//! A router with a service that answers HTTP requests.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use serde_json::{Value, json};
use tower::{ServiceBuilder, service_fn};
use triggerkit::{
    Body, BoxError, ClientAddress, Context, HttpTrigger, Invocation, PathParameters, Reply, Router, aliyun, handler, huawei,
    tencent, trigger, triggers,
};

use super::{answer, call, sample};

#[triggerkit::spec("behaviour/specs/gateway.toml")]
mod gateway {}

/// Answers with what the service sees of a request.
async fn seen(request: Request<Body>) -> Result<Response<String>, Infallible> {
    let cx = request.extensions().get::<Context>().unwrap();
    let cookies: Vec<_> = request.headers().get_all(COOKIE).iter().map(|value| value.to_str().unwrap()).collect();
    let seen = json!({
        "line": format!("{} {}", request.method(), request.uri()),
        "host": request.headers().get("host").map(|host| host.to_str().unwrap()),
        "cookies": cookies,
        "id": cx.request_id(),
        "client": cx.client().map(|client| client.to_string()),
        "id in path": request.extensions().get::<PathParameters>().map(|parameters| parameters.0.get("id").map(ToString::to_string)),
    });
    let mut response = Response::new(seen.to_string());
    response.headers_mut().append(SET_COOKIE, HeaderValue::from_static("a=1"));
    response.headers_mut().append(SET_COOKIE, HeaderValue::from_static("b=2"));
    Ok(response)
}

fn event() -> Value {
    json!({
        "call": {"verb": "GET", "path": "/test/orders/7", "client": "[2001:db8::7]:4100"},
        "stage": "test",
        "domain": "shop.example",
        "parameters": {"id": "7"},
        "query": {"q": "1,2"},
        "headers": {"accept": ["*/*"]},
        "cookies": ["a=1", "b=2"],
    })
}

#[tokio::test]
async fn a_gateway_of_ones_own_reaches_the_service() {
    let router = Router::new().http(service_fn(seen)).http_triggers(gateway::TRIGGERS);
    let invocation = Invocation::new(event().to_string()).with_context(Context::new("r-1"));
    let reply: Value = serde_json::from_slice(call(&router, invocation).await.unwrap().body()).unwrap();
    assert_eq!((&reply["code"], &reply["cookies"], &reply["isBase64"]), (&json!(200), &json!(["a=1", "b=2"]), &json!(false)));
    let seen = serde_json::from_str::<Value>(reply["content"].as_str().unwrap()).unwrap();
    let expected = json!({
        "line": "GET /orders/7?q=1%2C2",
        "host": "shop.example",
        "cookies": ["a=1; b=2"],
        "id": "r-1",
        "client": "2001:db8::7",
        "id in path": "7",
    });
    assert_eq!(seen, expected);
}

#[test]
fn a_request_becomes_an_event_of_a_gateway_of_ones_own() {
    let mut request = Request::get("/orders?a=1&b=2&a=3").body(Vec::new()).unwrap();
    request.headers_mut().append("cookie", HeaderValue::from_static("a=1; b=2"));
    request.headers_mut().append("accept", HeaderValue::from_static("text/html"));
    request.headers_mut().append("accept", HeaderValue::from_static("text/plain"));
    request.headers_mut().append("host", HeaderValue::from_static("shop.example"));
    let event = gateway::Request::from_request(&request).unwrap();
    let expected = json!({
        "call": {"verb": "GET", "path": "/orders"},
        "stage": "",
        "domain": "shop.example",
        "parameters": {},
        "query": {"a": "1,3", "b": "2"},
        "headers": {"accept": ["text/html", "text/plain"], "host": ["shop.example"]},
        "cookies": ["a=1", "b=2"],
        "content": "",
        "isBase64": false,
    });
    assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), expected);
    let same = gateway::Request::to_request(&event).unwrap();
    assert_eq!(same.uri(), "/orders?a=1%2C3&b=2");
}

#[test]
fn answers_have_constructors_for_every_kind_of_headers() {
    let reply = gateway::Reply::text(200, "fine");
    assert_eq!(
        reply.to_json(),
        r#"{"code":200,"headers":{"Content-Type":["text/plain; charset=utf-8"]},"content":"fine","isBase64":false}"#
    );
    let response = gateway::Request::from_answer(&reply).unwrap();
    assert_eq!(response.headers()["content-type"], "text/plain; charset=utf-8");
    let report = gateway::Request::to_answer(&Response::builder().status(600).body("".into()).unwrap()).unwrap_err();
    assert_eq!(report.violations()[0].path, "code");
}

#[tokio::test]
async fn every_gateway_reaches_the_service() {
    let router = Router::new().http(service_fn(seen));
    for trigger in triggers().filter(|trigger| trigger.http().is_some()) {
        let reply = call(&router, Invocation::new(sample(trigger))).await.unwrap();
        let response = trigger.http().unwrap().from_answer(reply.body()).unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{}", trigger.info.id);
        let expected = trigger.http().unwrap().to_request(sample(trigger)).unwrap().0;
        let seen: Value = serde_json::from_slice(response.body()).unwrap();
        assert_eq!(seen["line"], format!("{} {}", expected.method(), expected.uri()), "{}", trigger.info.id);
        let client = expected.extensions().get::<ClientAddress>().map(|client| client.0.to_string());
        assert_eq!(seen["client"], json!(client), "{}", trigger.info.id);
    }
}

#[trigger(huawei::Apig)]
async fn on_apig(_: huawei::ApigEvent) -> Result<huawei::ApigResponse, triggerkit::Error> {
    Ok(huawei::ApigResponse::text(200, "typed"))
}

#[trigger(aliyun::Oss)]
async fn on_oss(event: aliyun::OssEvent) -> Result<usize, triggerkit::Error> {
    Ok(event.events.len())
}

#[tokio::test]
async fn a_handler_of_its_own_comes_before_the_service() {
    let router = Router::new().with(handler!(on_apig)).http(service_fn(seen)).with(handler!(on_oss));
    router.check().unwrap();
    let [apig, url, oss] = ["huawei.apig", "tencent.function_url", "aliyun.oss"]
        .map(|id| sample(triggers().find(|trigger| trigger.info.id == id).unwrap()));
    assert!(answer(&router, apig).await.unwrap().contains("typed"));
    assert!(answer(&router, url).await.unwrap().contains("line"));
    assert_eq!(answer(&router, oss).await.unwrap(), "1");
    // The router's own list has no handlers of the service.
    assert_eq!(router.handlers().len(), 2);
}

#[tokio::test]
async fn the_base_path_is_removed() {
    for (base_path, path, expected) in [
        ("/shop", "/shop/orders", "/orders"),
        ("shop/", "/shop", "/"),
        ("/shop", "/shopping", "/shopping"),
        ("/shop", "/other", "/other"),
        ("", "/shop", "/shop"),
        ("/a/b", "/a/b/c?d", "/c%3Fd"),
    ] {
        let router = Router::new().base_path(base_path).http(service_fn(seen));
        let event = json!({"httpMethod": "GET", "path": path, "queryString": {"q": "1"}}).to_string();
        let reply = answer(&router, event).await.unwrap();
        let reply: Value = serde_json::from_str(&reply).unwrap();
        let seen: Value = serde_json::from_str(reply["body"].as_str().unwrap()).unwrap();
        assert_eq!(seen["line"], format!("GET {expected}?q=1"), "{base_path} {path}");
    }
}

async fn fail(_: Request<Body>) -> Result<Response<String>, BoxError> {
    Err("the password is 1234".into())
}

async fn panics(_: Request<Body>) -> Result<Response<String>, BoxError> {
    panic!("the password is 1234")
}

#[tokio::test]
async fn a_failure_of_the_service_shows_the_request_id_alone() {
    for router in [Router::new().http(service_fn(fail)), Router::new().http(service_fn(panics))] {
        let event = sample(triggers().find(|trigger| trigger.info.id == "tencent.function_url").unwrap());
        let reply = call(&router, Invocation::new(event).with_context(Context::new("r-1"))).await.unwrap();
        let expected = json!({
            "statusCode": 500,
            "headers": {"content-type": "application/json"},
            "isBase64Encoded": false,
            "body": r#"{"error":"Internal Server Error","requestId":"r-1"}"#,
        });
        assert_eq!(serde_json::from_slice::<Value>(reply.body()).unwrap(), expected);
    }
}

#[tokio::test]
async fn an_event_that_is_no_request_is_rejected() {
    let router = Router::new().http(service_fn(seen));
    let error = answer(&router, r#"{"httpMethod": "GET", "path": [7], "queryString": {}}"#).await.unwrap_err();
    assert_eq!((error.kind(), error.report().unwrap().violations()[0].path.as_str()), ("InvalidEvent", "path"));
    let error = answer(&router, r#"{"httpMethod": "G T", "path": "/", "queryString": {}}"#).await.unwrap_err();
    assert_eq!(error.to_string(), r#"httpMethod: expected an HTTP method, found "G T" [http]"#);
}

/// Layers of the router see events; the service has layers of its own.
#[tokio::test]
async fn layers_see_events() {
    let (events, requests) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let count = |counter: &Arc<AtomicUsize>| {
        let counter = Arc::clone(counter);
        move || counter.fetch_add(1, Ordering::Relaxed)
    };
    let (count_event, count_request) = (count(&events), count(&requests));
    let service = ServiceBuilder::new()
        .map_request(move |request: Request<Body>| {
            count_request();
            request
        })
        .service(service_fn(seen));
    let layer = ServiceBuilder::new().map_request(move |invocation: Invocation| {
        count_event();
        invocation
    });
    let router = Router::new().http(service).layer(layer.into_inner());
    let event = tencent::FunctionUrlEvent::builder().http_method("GET").path("/").query_string(triggerkit::Json::null()).build();
    let Reply { .. } = call(&router, Invocation::new(event.unwrap().to_json())).await.unwrap();
    assert_eq!((events.load(Ordering::Relaxed), requests.load(Ordering::Relaxed)), (1, 1));
}

#[test]
fn header_maps_of_any_size_are_read() {
    let headers: serde_json::Map<String, Value> = (0..40_000).map(|number| (format!("x-{number}"), "1".into())).collect();
    let event = json!({"httpMethod": "GET", "path": "/", "headers": headers}).to_string();
    let request = huawei::Apig::to_request(&huawei::ApigEvent::decode(event).unwrap()).unwrap();
    let headers: &HeaderMap = request.headers();
    assert!(headers.len() > 10_000);
}
