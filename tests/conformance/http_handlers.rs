//! Handlers of HTTP triggers without a service: they receive the requests that a platform passes through as the events that a gateway
//! would have made of them.

use serde_json::{Value, json};
use triggerkit::{Error, FunctionKind, Router, Server, aliyun, handler, huawei, tencent, trigger, volcengine};

use crate::http::client::{Answer, Framing, Request, send};
use crate::http::cloud::{Cloud, Way};
use crate::http::failures::assert_error;

/// Defines a handler that answers with its event, or as the path says.
macro_rules! handler_of {
    ($name:ident, $trigger:path, $event:path, $response:ident, $path:expr) => {
        #[trigger($trigger)]
        async fn $name(event: $event) -> Result<$response, Error> {
            let path: fn(&$event) -> &str = $path;
            Ok(match path(&event) {
                "/fail" => return Err(Error::new("OutOfStock", "the password is tea")),
                "/panic" => panic!("the password is tea"),
                "/bytes" => $response::binary(201, "image/png", event.body_bytes()?),
                "/text" => $response::text(404, "nothing here"),
                // Names of headers that differ in case alone are the only way to have several cookies in a map of texts.
                "/cookies" => {
                    serde_json::from_value(json!({"statusCode": 200, "headers": {"set-cookie": "a=1", "Set-Cookie": "b=2"}}))?
                }
                _ => $response::json(200, &event)?,
            })
        }
    };
}

use aliyun::HttpResponse;
use huawei::ApigResponse;
use tencent::ApigwResponse;

handler_of!(on_huawei, huawei::Apig, huawei::ApigEvent, ApigResponse, |event| &event.path);
handler_of!(on_tencent, tencent::FunctionUrl, tencent::FunctionUrlEvent, ApigwResponse, |event| &event.path);
handler_of!(on_aliyun, aliyun::Http, aliyun::HttpEvent, HttpResponse, |event| event.raw_path.as_deref().unwrap_or_default());

#[trigger(volcengine::Apig)]
async fn on_vefaas(event: volcengine::ApigEvent) -> Result<volcengine::ApigEvent, Error> {
    match &*event.path {
        "/fail" => Err(Error::new("OutOfStock", "the password is tea")),
        "/panic" => panic!("the password is tea"),
        _ => Ok(event),
    }
}

/// The handlers of all clouds in one router: each platform calls its own.
async fn start(way: &str) -> Cloud {
    let router =
        Router::new().with(handler!(on_huawei)).with(handler!(on_tencent)).with(handler!(on_aliyun)).with(handler!(on_vefaas));
    let way = Way::of(way);
    // Nothing shows whether a function on Huawei or Tencent Cloud is one that receives requests.
    let with = |server: Server| match way.name {
        "huawei-http" | "tencent-http" => server.function_kind(FunctionKind::Http),
        _ => server,
    };
    Cloud::start_with(way, router, with).await
}

async fn show(cloud: &mut Cloud, request: &Request) -> Value {
    let answer = cloud.send(request).await;
    assert_eq!((answer.status, answer.values("content-type")), (200, vec!["application/json".into()]), "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

/// The event that `GET /hello` with a query and cookies becomes on each platform.
#[tokio::test]
async fn requests_become_events() {
    let request = Request::new("", "GET", "/hello/a%20b?x=1&x=2&y=a+b&z").header("Cookie", "a=1; b=2").header("X-Tea", "茶");
    for (way, method, path, query, body) in [
        ("huawei-http", "/httpMethod", "/path", "/queryStringParameters", "/body"),
        ("tencent-http", "/httpMethod", "/path", "/queryString", "/body"),
        ("aliyun-http", "/requestContext/http/method", "/rawPath", "/queryParameters", "/body"),
        ("vefaas", "/httpMethod", "/path", "/queryStringParameters", "/body"),
        ("vefaas-marked", "/httpMethod", "/path", "/queryStringParameters", "/body"),
    ] {
        let mut cloud = start(way).await;
        let event = show(&mut cloud, &request).await;
        let at = |place: &str| event.pointer(place).cloned().unwrap_or_default();
        assert_eq!((at(method), at(path)), (json!("GET"), json!("/hello/a%20b")), "{way}: {event}");
        // Aliyun's own events join several values by commas in most cases. Lists, which occur as well, lose nothing.
        assert_eq!(at(query), json!({"x": ["1", "2"], "y": "a b", "z": ""}), "{way}: {event}");
        let headers: Vec<(String, String)> = at("/headers")
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), value.as_str().unwrap().to_owned()))
            .collect();
        for (name, value) in [("cookie", "a=1; b=2"), ("x-tea", "茶"), ("host", "shop.example")] {
            assert!(headers.contains(&(name.into(), value.into())), "{way}: {name} in {headers:?}");
        }

        let event = show(&mut cloud, &Request::new("", "POST", "/").body("application/json", r#"{"a": "茶"}"#)).await;
        assert_eq!(event.pointer(body), Some(&json!(r#"{"a": "茶"}"#)), "{way}: {event}");
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn responses_are_http_responses() {
    let all: Vec<u8> = (0..=255).collect();
    for way in ["huawei-http", "tencent-http", "aliyun-http"] {
        let mut cloud = start(way).await;
        let answer = cloud.send(&Request::new("", "POST", "/bytes").body("image/png", &all)).await;
        assert_eq!((answer.status, answer.values("content-type")), (201, vec!["image/png".into()]), "{way}");
        assert_eq!((answer.framing, &answer.body), (Framing::Length(256), &all));

        let answer = cloud.send(&Request::get("/text")).await;
        assert_eq!((answer.status, answer.text().as_str()), (404, "nothing here"));
        assert_eq!(answer.values("content-type"), ["text/plain; charset=utf-8"]);

        let answer = cloud.send(&Request::get("/cookies")).await;
        assert_eq!(answer.values("set-cookie"), ["b=2", "a=1"], "{way}");

        // A response to HEAD has no body.
        let answer = cloud.send(&Request::new("", "HEAD", "/text")).await;
        assert_eq!((answer.status, answer.framing, answer.body.len()), (404, Framing::Length(12), 0), "{way}");
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn errors_do_not_get_out() {
    for way in ["huawei-http", "tencent-http", "aliyun-http", "vefaas"] {
        let mut cloud = start(way).await;
        for path in ["/fail", "/panic"] {
            let answer = cloud.send_as(&Request::get(path), "r-9").await;
            assert_error(&answer, 500, "Internal Server Error", cloud.way, "r-9");
            let shown = format!("{:?} {}", answer.headers, answer.text());
            assert!(!shown.contains("tea") && !shown.contains("OutOfStock"), "{shown}");
        }
        assert_eq!(cloud.send(&Request::get("/hello")).await.status, 200);
        cloud.stops().await.unwrap();
    }
}

/// The event of veFaaS's gateway has no place for bytes.
#[tokio::test]
async fn a_body_of_bytes_is_no_event_on_vefaas() {
    let mut cloud = start("vefaas").await;
    let answer = cloud.send(&Request::new("", "POST", "/").body("image/png", b"\x89PNG\xff")).await;
    assert_error(&answer, 400, "Bad Request", cloud.way, "r-1");
    cloud.stops().await.unwrap();
}

/// A method that the enumeration of veFaaS does not list is a violation, which is not fatal.
#[tokio::test]
async fn any_method_reaches_a_handler() {
    for way in ["huawei-http", "tencent-http", "aliyun-http", "vefaas"] {
        let mut cloud = start(way).await;
        for method in ["PATCH", "OPTIONS", "PURGE"] {
            let event = show(&mut cloud, &Request::new("", method, "/hello")).await;
            assert!(event.to_string().contains(&format!("\"{method}\"")), "{way}: {event}");
        }
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_calls_no_handler() {
    let router = Router::new().with(handler!(on_aliyun));
    let mut cloud = Cloud::start_with(Way::of("aliyun-http"), router, |server| server.body_limit(100)).await;
    for request in [Request::post("/bytes", [b'x'; 101]), Request::post("/bytes", [b'x'; 101]).chunked(10)] {
        assert_error(&cloud.send(&request).await, 413, "Payload Too Large", cloud.way, "r-1");
    }
    assert_eq!(cloud.send(&Request::post("/bytes", [b'x'; 100])).await.status, 201);
    cloud.stops().await.unwrap();
}

/// Without a kind, functions with handlers on Huawei and Tencent Cloud are event functions.
#[tokio::test]
async fn event_functions_receive_no_requests() {
    let router = Router::new().with(handler!(on_huawei)).with(handler!(on_tencent));
    for way in ["huawei-http", "tencent-http"] {
        let mut cloud = Cloud::start(Way::of(way), router.clone()).await;
        assert_eq!(cloud.send(&Request::get("/hello")).await.status, 404, "{way}");
        cloud.stops().await.unwrap();
    }
}

/// A function without anything that could answer requests of clients.
#[tokio::test]
async fn a_function_without_a_handler_for_requests_answers_404() {
    let cloud = Cloud::start_with(Way::of("huawei-http"), Router::new(), |server| server.function_kind(FunctionKind::Http)).await;
    let answer: Answer = send(cloud.address(), &Request::get("/hello")).await;
    assert_eq!(answer.status, 404);
    cloud.stops().await.unwrap();
}
