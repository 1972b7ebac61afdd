//! Events of HTTP triggers as requests, requests as events, and responses as answers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};
use proptest::prelude::*;
use serde_json::{Value, json};
use triggerkit::{
    AnyHttp, AnyTrigger, ClientAddress, HttpTrigger, PathParameters, aliyun, huawei, tencent, triggers, volcengine,
};

type Bytes = Vec<u8>;

fn http_triggers() -> impl Iterator<Item = (&'static AnyTrigger, &'static AnyHttp)> {
    triggers().filter_map(|trigger| Some((trigger, trigger.http()?)))
}

/// Returns the decoded names and values of a query.
fn pairs(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let [first, others @ ..] = rest {
            let hexadecimal = |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
            match (first, others.get(..2).and_then(hexadecimal)) {
                (b'%', Some(byte)) => (bytes.push(byte), rest = &others[2..]),
                (b'+', _) => (bytes.push(b' '), rest = others),
                _ => (bytes.push(*first), rest = others),
            };
        }
        String::from_utf8(bytes).unwrap()
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(name, value)| (decode(name), decode(value))).collect()
}

#[test]
fn every_gateway_is_an_http_trigger() {
    let ids: Vec<&str> = http_triggers().map(|(trigger, _)| trigger.info.id).collect();
    let gateways = [
        "huawei.apig",
        "volcengine.apig",
        "tencent.apigw",
        "tencent.function_url",
        "tencent.tcb_http",
        "tencent.clb",
        "aliyun.http",
        "aliyun.apigw",
        "aws.alb",
        "aws.apigw",
        "aws.apigw_v2",
        "aws.function_url",
        "aws.vpc_lattice",
        "aws.vpc_lattice_v2",
    ];
    assert_eq!(ids, gateways);
}

/// Compares the request with the original JSON, whose parts are found by their usual names.
#[test]
fn every_sample_is_the_request_that_it_describes() {
    for (trigger, http) in http_triggers() {
        for sample in trigger.info.samples {
            let place = format!("{} {}", trigger.info.id, sample.variant);
            let event: Value = serde_json::from_slice(sample.payload).unwrap();
            let request = match http.to_request(sample.payload) {
                Ok((request, _)) => request,
                Err(report) => panic!("{place}: {report}"),
            };
            let text = |names: &[&str]| names.iter().find_map(|name| event.pointer(name)?.as_str());
            if let Some(method) = text(&["/httpMethod", "/method", "/requestContext/http/method", "/headers/X-Method"]) {
                assert_eq!(request.method().as_str(), method, "{place}");
            }
            if let Some(path) = text(&["/rawPath", "/path", "/requestContext/http/path", "/headers/X-Uri"]) {
                // Only this one has the stage in the path of the request.
                let stage = text(&["/requestContext/stage"]).filter(|_| trigger.info.id == "aws.apigw_v2");
                let path = stage.and_then(|stage| path.strip_prefix('/')?.strip_prefix(stage)).unwrap_or(path);
                assert_eq!(request.uri().path(), path, "{place}");
            }
            let headers = event["headers"].as_object();
            for (name, value) in headers.into_iter().flatten().filter(|(name, _)| !name.eq_ignore_ascii_case("content-length")) {
                let values: Vec<&str> = request.headers().get_all(name).iter().map(|value| value.to_str().unwrap()).collect();
                let all = event.pointer(&format!("/multiValueHeaders/{name}"));
                let expected: Vec<&str> = match all.unwrap_or(value) {
                    Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
                    value => value.as_str().into_iter().collect(),
                };
                assert_eq!(values, expected, "{place} {name}");
            }
            if let Some(body) = text(&["/body", "/payload"]) {
                let flag = event.get("is_base64_encoded").unwrap_or(&event["isBase64Encoded"]);
                let is_base64 = flag.as_bool() == Some(true) || flag == "true";
                let body = if is_base64 { STANDARD.decode(body).unwrap() } else { body.into() };
                assert_eq!(request.body(), &body, "{place}");
            }
        }
    }
}

#[test]
fn the_event_is_an_extension_of_its_request() {
    let (_, http) = http_triggers().find(|(trigger, _)| trigger.info.id == "aliyun.http").unwrap();
    let payload = json!({
        "version": "v1",
        "rawPath": "/a",
        "requestContext": {"domainName": "shop.example", "http": {"method": "GET", "sourceIp": "203.0.113.7:4100"}},
    });
    let (request, _) = http.to_request(payload.to_string().as_bytes()).unwrap();
    let event = request.extensions().get::<aliyun::HttpEvent>().unwrap();
    assert_eq!(event.raw_path.as_deref(), Some("/a"));
    assert_eq!(request.headers()["host"], "shop.example");
    assert_eq!(request.extensions().get(), Some(&ClientAddress("203.0.113.7".parse().unwrap())));
    let event = json!({"httpMethod": "GET", "path": "/orders/7", "pathParameters": {"id": "7"}}).to_string();
    let request = huawei::Apig::to_request(&huawei::ApigEvent::decode(event).unwrap()).unwrap();
    assert_eq!(request.extensions().get::<PathParameters>().unwrap().0.get("id").unwrap(), "7");
}

/// The forms in which gateways send the parts of a query.
#[test]
#[allow(deprecated, reason = "the retired gateway knows the most forms")]
fn queries_come_in_every_form() {
    let cases = [
        (json!({"queryString": {"a": "1", "b": ["2", "3"], "c": true, "d": 4, "e": null, "f": ""}}), "a=1&b=2&b=3&c&d=4&f="),
        (json!({"queryString": {"ö&=": "1+1/?#% ü"}}), "%C3%B6%26%3D=1%2B1%2F%3F%23%25%20%C3%BC"),
        (json!({"queryString": {}, "queryStringParameters": {"a": "1"}}), "a=1"),
        (json!({"query": "a=%2F&b=1+1&ü=[]", "queryString": {"a": "no"}}), "a=%2F&b=1+1&%C3%BC=%5B%5D"),
        (json!({"query": "?a=1"}), "a=1"),
        (json!({"query": "", "queryString": {"a": "1"}}), "a=1"),
    ];
    for (parts, expected) in cases {
        let mut event = parts.clone();
        event["httpMethod"] = "GET".into();
        event["path"] = "/".into();
        let event = tencent::ApigwEvent::decode(event.to_string()).unwrap();
        let request = tencent::Apigw::to_request(&event).unwrap();
        assert_eq!(request.uri().query(), Some(expected), "{parts}");
    }
    let event = tencent::FunctionUrlEvent::decode(r#"{"httpMethod":"GET","path":"/","queryString":"a=1&a=2"}"#).unwrap();
    assert_eq!(tencent::FunctionUrl::to_request(&event).unwrap().uri(), "/?a=1&a=2");
}

#[test]
fn paths_stay_as_they_were_sent() {
    let cases = [
        ("", "/"),
        ("a", "/a"),
        ("/a%2Fb", "/a%2Fb"),
        ("/100%", "/100%"),
        ("/a b/ü?#", "/a%20b/%C3%BC%3F%23"),
        ("/hello/%zz", "/hello/%zz"),
        ("//a/../b", "//a/../b"),
    ];
    for (path, expected) in cases {
        let event = json!({"httpMethod": "GET", "path": path}).to_string();
        let request = huawei::Apig::to_request(&huawei::ApigEvent::decode(event).unwrap()).unwrap();
        assert_eq!(request.uri().path(), expected);
    }
}

/// Tencent's load balancer puts the request line into headers, and may leave it out.
#[test]
fn a_method_and_a_path_may_be_headers() {
    for (headers, payload, expected) in [
        (json!({}), "", "GET /"),
        (json!({}), "a=1", "POST /"),
        (json!({"X-Method": "PUT", "X-Uri": "/orders"}), "", "PUT /orders"),
        (json!({"x-method": ["DELETE"], "x-uri": "/a b?c=d e&f=%2F"}), "a=1", "DELETE /a%20b?c=d%20e&f=%2F"),
    ] {
        let event = json!({"headers": headers, "payload": payload}).to_string();
        let request = tencent::Clb::to_request(&tencent::ClbEvent::decode(event).unwrap()).unwrap();
        assert_eq!(format!("{} {}", request.method(), request.uri()), expected);
    }
    let request = Request::get("/orders?a=1").body("").unwrap();
    let event = tencent::Clb::from_request(&request).unwrap();
    assert_eq!(tencent::Clb::to_request(&event).unwrap().uri(), "/orders?a=1");
}

#[test]
fn what_cannot_be_a_request_is_a_violation() {
    let cases = [
        (json!({"httpMethod": "GET IT", "path": "/"}), r#"httpMethod: expected an HTTP method, found "GET IT" [http]"#),
        (
            json!({"httpMethod": "PUT", "path": "/", "body": "no base64", "isBase64Encoded": true}),
            "body: expected base64 text, found Invalid symbol 32, offset 2. [http]",
        ),
    ];
    for (event, expected) in cases {
        let (event, _) = huawei::ApigEvent::decode_lenient(event.to_string()).unwrap();
        assert_eq!(huawei::Apig::to_request(&event).unwrap_err().to_string(), expected);
    }
    let request = Request::put("/").header("Content-Type", "image/png").body(vec![0xff]).unwrap();
    let report = volcengine::Apig::from_request(&request).unwrap_err();
    assert_eq!(report.to_string(), "body: expected a body of text, found 1 bytes of another type [http]");
}

#[test]
fn several_cookies_reach_every_kind_of_answer() {
    let mut response = Response::new("".into());
    for cookie in ["a=1; Path=/", "b=2", "c=3"] {
        response.headers_mut().append("set-cookie", HeaderValue::from_static(cookie));
    }
    response.headers_mut().append("vary", HeaderValue::from_static("Accept"));
    response.headers_mut().append("vary", HeaderValue::from_static("Origin"));
    let answer = aliyun::Http::to_answer(&response).unwrap().to_json();
    let expected = json!({
        "statusCode": 200,
        "headers": {"set-cookie": "a=1; Path=/", "Set-cookie": "b=2", "sEt-cookie": "c=3", "vary": "Accept, Origin"},
        "isBase64Encoded": false,
        "body": "",
    });
    assert_eq!(serde_json::from_str::<Value>(&answer).unwrap(), expected);
    let same = aliyun::Http::from_answer(&aliyun::HttpResponse::decode(answer).unwrap()).unwrap();
    let cookies: Vec<_> = same.headers().get_all("set-cookie").iter().collect();
    assert_eq!(cookies, ["a=1; Path=/", "b=2", "c=3"]);
    let answer = huawei::Apig::to_answer(&response).unwrap().to_json();
    let headers = json!({"set-cookie": ["a=1; Path=/", "b=2", "c=3"], "vary": ["Accept", "Origin"]});
    assert_eq!(serde_json::from_str::<Value>(&answer).unwrap()["headers"], headers);
}

#[test]
fn an_answer_without_a_status_is_a_body() {
    let (_, http) = http_triggers().find(|(trigger, _)| trigger.info.id == "aliyun.http").unwrap();
    let response = http.from_answer(br#"{"orders": 3}"#).unwrap();
    assert_eq!((response.status(), response.body().as_ref()), (StatusCode::OK, br#"{"orders": 3}"#.as_slice()));
    assert_eq!(response.headers()["content-type"], "application/json");
    let response = http.from_answer(br#"{"statusCode": 201, "body": {"orders": 3}}"#).unwrap();
    assert_eq!((response.status(), response.body().as_ref()), (StatusCode::CREATED, br#"{"orders": 3}"#.as_slice()));
    let report = http.from_answer(br#"{"statusCode": "fine"}"#).unwrap_err();
    assert_eq!(report.to_string(), r#"statusCode: expected an HTTP status, found "fine" [http]"#);
}

/// Senders that do not write UTF-8 write ISO 8859-1.
#[test]
fn header_values_of_latin_letters_become_text() {
    let request = Request::builder().header("x-name", HeaderValue::from_bytes(b"Zo\xeb").unwrap()).body("").unwrap();
    let response = Response::builder().header("x-name", HeaderValue::from_bytes(b"Zo\xeb").unwrap()).body("".into()).unwrap();
    for (trigger, http) in http_triggers() {
        let Ok(payload) = http.to_payload(&request, None, b"{}") else { panic!("{}", trigger.info.id) };
        let (same, _) = http.to_request(&payload).unwrap();
        assert_eq!(same.headers()["x-name"], "Zoë".as_bytes(), "{}", trigger.info.id);
        if trigger.info.id != "volcengine.apig" {
            let same = http.from_answer(&http.to_answer(&response)).unwrap();
            assert_eq!(same.headers()["x-name"], "Zoë".as_bytes(), "{}", trigger.info.id);
        }
    }
}

/// Returns headers with the values of each name joined by commas.
fn joined(headers: &HeaderMap) -> HeaderMap {
    let all = |name| headers.get_all(name).iter().map(HeaderValue::as_bytes).collect::<Vec<_>>().join(&b',');
    headers.keys().map(|name| (name.clone(), HeaderValue::from_bytes(&all(name)).unwrap())).collect()
}

/// Returns pairs with the values of each name joined by commas. The pairs of a name follow each other.
fn joined_pairs(pairs: &[(String, String)]) -> Vec<(String, String)> {
    let of_name = pairs.chunk_by(|(name, _), (other, _)| name == other);
    let values = |chunk: &[(String, String)]| chunk.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(",");
    of_name.map(|chunk| (chunk[0].0.clone(), values(chunk))).collect()
}

fn header_maps() -> impl Strategy<Value = HeaderMap> {
    let names = vec!["x-one", "x-two", "accept", "user-agent", "content-type"];
    let text = |pattern: &'static str| pattern.prop_map(|text| text.trim().to_owned());
    let value = prop_oneof![text("[ -~&&[^,]]{1,12}"), text("[a-zà-ÿ火😀]{1,8}"), Just("text/plain".to_owned())];
    prop::collection::vec((prop::sample::select(names), value), 0..6).prop_map(|entries| {
        let entries = entries.into_iter().filter(|(_, value)| !value.is_empty());
        entries.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_bytes(value.as_bytes()).unwrap())).collect()
    })
}

fn bodies() -> impl Strategy<Value = Bytes> {
    prop_oneof![Just(Vec::new()), "\\PC{0,30}".prop_map(String::into_bytes), prop::collection::vec(any::<u8>(), 0..40)]
}

proptest! {
    /// A request survives the way through the event of every trigger that can hold it.
    #[test]
    fn requests_survive_as_events(
        method in prop::sample::select(vec!["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]),
        path in "(/([a-zA-Z0-9._~-]|%[0-9A-F]{2}|[!$'()*+,;:@&=]){0,6}){1,3}",
        query in prop::collection::vec(("\\PC{1,6}", "\\PC{0,6}"), 0..5),
        headers in header_maps(),
        body in bodies(),
    ) {
        let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let text: Vec<String> = query.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let target = if text.is_empty() { path } else { format!("{path}?{}", text.join("&")) };
        let mut request = Request::builder().method(method).uri(target).body(body).unwrap();
        *request.headers_mut() = headers;
        // A gateway lists the values of a name together.
        let mut expected: Vec<(String, String)> = Vec::new();
        for (name, _) in &query {
            if !expected.iter().any(|(known, _)| known == name) {
                expected.extend(query.iter().filter(|(other, _)| other == name).cloned());
            }
        }
        for (trigger, http) in http_triggers() {
            let Ok(payload) = http.to_payload(&request, None, b"{}") else {
                prop_assert_eq!(trigger.info.id, "volcengine.apig");
                continue;
            };
            let (same, report) = http.to_request(&payload).unwrap();
            prop_assert!(report.is_empty(), "{}: {}", trigger.info.id, report);
            prop_assert_eq!(same.body(), request.body());
            let mut headers = same.headers().clone();
            if trigger.info.id == "tencent.clb" {
                // It puts the request line into headers, with the query as it is.
                headers.remove("x-method");
                headers.remove("x-uri");
                prop_assert_eq!(same.uri(), request.uri());
            } else {
                // Some gateways send the text of the query, too, so its order is not lost.
                let has_text = ["tencent.apigw", "aws.apigw_v2", "aws.function_url"].contains(&trigger.info.id);
                let expected = if has_text { &query } else { &expected };
                // One has a text for all values of a name.
                let joined = joined_pairs(expected);
                let expected = if trigger.info.id == "aws.vpc_lattice" { &joined } else { expected };
                prop_assert_eq!(&pairs(same.uri().query().unwrap_or_default()), expected, "{}", trigger.info.id);
            }
            // Some have one text for all values of a header.
            let joins = ["aws.apigw_v2", "aws.function_url", "aws.vpc_lattice"].contains(&trigger.info.id);
            prop_assert_eq!(headers, if joins { joined(request.headers()) } else { request.headers().clone() });
            prop_assert_eq!(same.method(), request.method());
            prop_assert_eq!(same.uri().path(), request.uri().path());
        }
    }

    /// A response survives the way through the answer of every trigger.
    #[test]
    fn responses_survive_as_answers(status in 200u16..600, headers in header_maps(), body in bodies()) {
        for (trigger, http) in http_triggers().filter(|(trigger, _)| trigger.info.id != "volcengine.apig") {
            let mut response = Response::builder().status(status).body(body.clone().into()).unwrap();
            *response.headers_mut() = headers.clone();
            let same = http.from_answer(&http.to_answer(&response)).unwrap();
            prop_assert_eq!(same.status(), response.status());
            prop_assert_eq!(same.body(), response.body());
            for name in headers.keys() {
                // Some answers have one text for each name.
                let values = |headers: &HeaderMap| headers.get_all(name).iter().map(|value| std::str::from_utf8(value.as_bytes()).unwrap().to_owned()).collect::<Vec<_>>();
                let (found, expected) = (values(same.headers()), values(&headers));
                prop_assert!(found == expected || found == [expected.join(", ")], "{}: {:?}", trigger.info.id, found);
            }
        }
    }
}
