//! Gateways, which turn the requests of clients into events, and the answers of functions into responses.
//!
//! They follow the documents and captures of events and use nothing of triggerkit. What they have in common: The path is passed on as
//! it was sent. The query is decoded, and a name has the place of its first value. Names of headers are compared without case.
//! `Transfer-Encoding` is not passed on. Whatever is not UTF-8 becomes U+FFFD, except in bodies that are sent as base64.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::client::{Answer, Framing, Request};

/// An object of JSON whose members keep their order, and whose names may repeat.
#[derive(Clone, Default)]
struct Members(Vec<(String, Value)>);

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Members::default();
                while let Some(member) = map.next_entry()? {
                    members.0.push(member);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// What a gateway does with several values of one name.
#[derive(Clone, Copy, PartialEq)]
enum Repeated {
    Lists,
    Commas,
}

impl Members {
    fn add(&mut self, name: String, value: Value, repeated: Repeated) {
        let Some((_, known)) = self.0.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(&name)) else {
            return self.0.push((name, value));
        };
        match (&mut *known, repeated) {
            (Value::Array(list), _) => list.push(value),
            (known, Repeated::Lists) => *known = json!([known.take(), value]),
            (known, Repeated::Commas) => *known = json!(format!("{},{}", known.as_str().unwrap(), value.as_str().unwrap())),
        }
    }
}

/// The event of Huawei's gateway, which sends every body as base64.
pub fn huawei_apig(request: &Request) -> Vec<u8> {
    huawei(request, |_| false)
}

/// The event of a gateway of Huawei that sends text as it is.
pub fn huawei_apig_text(request: &Request) -> Vec<u8> {
    huawei(request, |request| std::str::from_utf8(&request.body).is_ok())
}

fn huawei(request: &Request, is_text: fn(&Request) -> bool) -> Vec<u8> {
    let (body, is_base64) = body(request, is_text(request));
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Event {
        body: String,
        request_context: Value,
        query_string_parameters: Members,
        http_method: &'static str,
        path_parameters: Value,
        headers: Members,
        path: String,
        is_base64_encoded: bool,
        #[serde(rename = "user_data")]
        user_data: &'static str,
    }
    write(&Event {
        body,
        request_context: json!({"requestId": "gateway-1", "apiId": "41b45ea3-70b5-11e6-b7bd-69b5aaebc7d9", "stage": "RELEASE"}),
        query_string_parameters: query(request, Repeated::Lists, json!("")),
        http_method: request.method,
        path_parameters: json!({"": path(request).trim_start_matches('/')}),
        headers: headers(request, Repeated::Lists, str::to_ascii_lowercase),
        path: path(request),
        is_base64_encoded: is_base64,
        user_data: "",
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tencent {
    body: String,
    #[serde(skip_serializing_if = "Value::is_null")]
    stage_variables: Value,
    header_parameters: Value,
    headers: Members,
    http_method: &'static str,
    is_base64_encoded: bool,
    path: String,
    path_parameters: Value,
    query_string: Members,
    query_string_parameters: Value,
    request_context: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<String>,
}

impl Tencent {
    fn new(request: &Request, header_name: fn(&str) -> String, no_value: Value) -> Self {
        let (body, is_base64_encoded) = body(request, std::str::from_utf8(&request.body).is_ok());
        Tencent {
            body,
            stage_variables: Value::Null,
            header_parameters: json!({}),
            headers: headers(request, Repeated::Lists, header_name),
            http_method: request.method,
            is_base64_encoded,
            path: path(request),
            path_parameters: json!({}),
            query_string: query(request, Repeated::Lists, no_value),
            query_string_parameters: json!({}),
            request_context: json!({"sourceIp": "198.51.100.7"}),
            query: None,
        }
    }

    fn of_gateway(request: &Request) -> Self {
        Tencent {
            stage_variables: json!({"stage": "release"}),
            request_context: json!({
                "serviceId": "service-f94sy04v", "path": "/{path}", "httpMethod": "ANY", "identity": {},
                "sourceIp": "198.51.100.7", "stage": "release",
            }),
            ..Tencent::new(request, str::to_owned, json!(true))
        }
    }
}

/// The event of Tencent's gateway, in which a query name without a value is `true`.
pub fn tencent_apigw(request: &Request) -> Vec<u8> {
    write(&Tencent::of_gateway(request))
}

/// The same with the text of the query, which some gateways send.
pub fn tencent_apigw_query(request: &Request) -> Vec<u8> {
    let (_, query) = target(request);
    write(&Tencent { query: Some(query.unwrap_or_default()), ..Tencent::of_gateway(request) })
}

/// The event of Tencent's function URLs.
pub fn tencent_function_url(request: &Request) -> Vec<u8> {
    write(&Tencent::new(request, str::to_ascii_lowercase, json!("")))
}

/// The event of Aliyun's HTTP triggers. The media types of text are documented, and any other body is base64.
pub fn aliyun_http(request: &Request) -> Vec<u8> {
    const TEXT: [&str; 6] = [
        "application/json",
        "application/ld+json",
        "application/xhtml+xml",
        "application/xml",
        "application/atom+xml",
        "application/javascript",
    ];
    let content_type = request.headers.iter().find(|(name, _)| name == "Content-Type");
    let media_type = content_type.map_or("", |(_, value)| std::str::from_utf8(value).unwrap().split(';').next().unwrap());
    let (body, is_base64) = body(request, media_type.starts_with("text/") || TEXT.contains(&media_type));
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Event {
        version: &'static str,
        raw_path: String,
        body: String,
        is_base64_encoded: bool,
        headers: Members,
        query_parameters: Members,
        request_context: Value,
    }
    write(&Event {
        version: "v1",
        raw_path: path(request),
        body,
        is_base64_encoded: is_base64,
        headers: headers(request, Repeated::Commas, with_capitals),
        query_parameters: query(request, Repeated::Commas, json!("")),
        request_context: json!({
            "accountId": "1357924680135792", "domainName": "shop-abc.cn-hangzhou.fcapp.run", "domainPrefix": "shop-abc",
            "requestId": "1-66a1b2c3-15d0c0ffee-0123456789ab", "time": "2026-03-02T08:15:30Z", "timeEpoch": "1772439330123",
            "http": {
                "method": request.method, "path": path(request), "protocol": "HTTP/1.1", "sourceIp": "198.51.100.7",
                "userAgent": "",
            },
        }),
    })
}

/// The event of Aliyun's API gateway, which writes the flag as text.
pub fn aliyun_apigw(request: &Request) -> Vec<u8> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Event {
        body: String,
        headers: Members,
        http_method: &'static str,
        is_base64_encoded: &'static str,
        path: String,
        path_parameters: Value,
        query_parameters: Members,
    }
    write(&Event {
        body: STANDARD.encode(&request.body),
        headers: headers(request, Repeated::Lists, str::to_owned),
        http_method: request.method,
        is_base64_encoded: "true",
        path: path(request),
        path_parameters: json!({}),
        query_parameters: query(request, Repeated::Lists, json!("")),
    })
}

fn write(event: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(event).unwrap()
}

/// Returns the path and the query of a request, without the host that a target may have.
fn target(request: &Request) -> (String, Option<String>) {
    let target = String::from_utf8_lossy(&request.target);
    let target = target.strip_prefix("http://").map_or(&*target, |rest| &rest[rest.find('/').unwrap()..]);
    match target.split_once('?') {
        Some((path, query)) => (path.into(), Some(query.into())),
        None => (target.into(), None),
    }
}

fn path(request: &Request) -> String {
    target(request).0
}

/// Returns the decoded query. A name that has not even an equals sign has the given value.
fn query(request: &Request, repeated: Repeated, no_value: Value) -> Members {
    let target = &request.target;
    let query = target.iter().position(|byte| *byte == b'?').map_or(&[][..], |mark| &target[mark + 1..]);
    let mut members = Members::default();
    for pair in query.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let (name, value) = match pair.iter().position(|byte| *byte == b'=') {
            Some(equals) => (&pair[..equals], json!(decode(&pair[equals + 1..]))),
            None => (pair, no_value.clone()),
        };
        members.add(decode(name), value, repeated);
    }
    members
}

/// Decodes a name or value of a query.
fn decode(text: &[u8]) -> String {
    let mut decoded = Vec::new();
    let mut rest = text;
    while let Some((first, others)) = rest.split_first() {
        let digits = others.get(..2).and_then(|digits| std::str::from_utf8(digits).ok()).filter(|_| *first == b'%');
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                rest = &others[2..];
            }
            None => {
                decoded.push(if *first == b'+' { b' ' } else { *first });
                rest = others;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn headers(request: &Request, repeated: Repeated, name_of: fn(&str) -> String) -> Members {
    let mut members = Members::default();
    for (name, value) in request.headers.iter().filter(|(name, _)| name != "Transfer-Encoding") {
        members.add(name_of(name), json!(String::from_utf8_lossy(value)), repeated);
    }
    members
}

/// Writes the first letter of each word in upper case, as Go does.
fn with_capitals(name: &str) -> String {
    let words = name.split('-').map(|word| word[..1].to_ascii_uppercase() + &word[1..].to_ascii_lowercase());
    words.collect::<Vec<_>>().join("-")
}

fn body(request: &Request, is_text: bool) -> (String, bool) {
    match is_text {
        true => (String::from_utf8_lossy(&request.body).into_owned(), false),
        false => (STANDARD.encode(&request.body), true),
    }
}

/// Turns the answer of a function into a response. Documents that show only texts as values of headers are taken at their word.
pub fn respond(request: &Request, answer: &[u8], takes_lists: bool) -> Answer {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Object {
        status_code: u16,
        headers: Members,
        body: String,
        is_base64_encoded: bool,
    }
    let object: Object = serde_json::from_slice(answer).unwrap();
    let body = if object.is_base64_encoded { STANDARD.decode(object.body).unwrap() } else { object.body.into() };
    let mut response =
        Answer { status: object.status_code, framing: Framing::None, headers: Vec::new(), body, is_complete: true };
    let mut names = Vec::new();
    let mut length = None;
    for (name, value) in object.headers.0 {
        assert!(!names.contains(&name), "{name} occurs twice");
        assert!(takes_lists || value.is_string(), "{name}: {value}");
        for value in value.as_array().map_or(std::slice::from_ref(&value), Vec::as_slice) {
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = Some(value.as_str().unwrap().parse().unwrap()),
                "transfer-encoding" | "connection" | "keep-alive" => panic!("{name} is a header of one connection"),
                name => response.headers.push((name.into(), value.as_str().unwrap().into())),
            }
        }
        names.push(name);
    }
    let has_body = request.method != "HEAD" && response.status != 204 && response.status != 304;
    assert!(has_body || response.body.is_empty());
    assert!(!has_body || length.is_none_or(|length| length == response.body.len()), "{length:?}");
    response.framing = match request.method {
        "HEAD" => length.map_or(Framing::None, Framing::Length),
        _ if has_body => Framing::Length(response.body.len()),
        _ => Framing::None,
    };
    response
}
