//! The responses on every platform are those of a plain HTTP server, but for the forced differences.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use triggerkit::Router;

use super::bare::{expect, serve, without_date};
use super::client::{Answer, Framing, Request};
use super::cloud::{Cloud, WAYS, Way};
use super::forced::{FORCED, WHOLE};
use super::gateway;
use super::polling::Polling;
use super::probe::{Signals, whole_app};
use super::requests::requests;
use crate::platforms::POLLED;

/// The parts of a response that are compared, with their values: its status, its framing, its headers and its body. The body of
/// `/echo` has a part for each kind of line.
type Parts<'a> = BTreeMap<String, Vec<&'a [u8]>>;

fn parts(answer: &Answer) -> Parts<'_> {
    let mut parts = Parts::new();
    let mut add = |part: String, value| parts.entry(part).or_default().push(value);
    for (name, value) in &answer.headers {
        add(format!("header {name}"), value);
    }
    if answer.values("x-method").is_empty() {
        add("body".into(), &answer.body);
    } else {
        let text = std::str::from_utf8(&answer.body).unwrap();
        text.lines()
            .filter_map(|line| line.split_once(": "))
            .for_each(|(key, value)| add(format!("echo {key}"), value.as_bytes()));
    }
    parts
}

/// Returns the parts that differ, with both values.
fn differences(expected: &Answer, found: &Answer) -> BTreeMap<String, String> {
    let shown = |values: Option<&Vec<&[u8]>>| {
        let values = values.into_iter().flatten().map(|value| value[..value.len().min(100)].escape_ascii().to_string());
        values.collect::<Vec<_>>().join(" | ")
    };
    let mut differences = BTreeMap::new();
    if expected.status != found.status {
        differences.insert("status".into(), format!("{} -> {}", expected.status, found.status));
    }
    // If it differs, the length of a body is that of a body that differs.
    let framing = |answer: &Answer| match answer.framing {
        Framing::Length(_) if !answer.body.is_empty() => Framing::Length(1),
        framing => framing,
    };
    if framing(expected) != framing(found) {
        differences.insert("framing".into(), format!("{:?} -> {:?}", expected.framing, found.framing));
    }
    let (expected, found) = (parts(expected), parts(found));
    for name in expected.keys().chain(found.keys()).filter(|name| expected.get(*name) != found.get(*name)) {
        differences.insert(name.clone(), format!("{} -> {}", shown(expected.get(name)), shown(found.get(name))));
    }
    differences
}

async fn compare(way: &str) {
    let way = Way::of(way);
    let signals = Arc::new(Signals::default());
    let bare = serve(whole_app(&signals)).await;
    let mut cloud = Cloud::start(way, Router::new().http(whole_app(&signals))).await;
    let mut problems = Vec::new();
    for request in requests() {
        let expected = expect(bare, &way.add(&request, "r-1")).await;
        let found = without_date(cloud.send(&request).await);
        assert!(expected.is_complete && found.is_complete, "{}", request.name);
        let mut differences = differences(&expected, &found);
        for forced in FORCED.iter().filter(|forced| forced.is_for(way.name, &request.name)) {
            for part in forced.parts {
                let is_needed = if forced.parts == WHOLE { !differences.is_empty() } else { differences.contains_key(*part) };
                differences.retain(|name, _| name != part && forced.parts != WHOLE);
                if !is_needed {
                    problems.push(format!("{}: {part} is not forced to differ: {}", request.name, forced.reason));
                }
            }
        }
        problems.extend(differences.iter().map(|(part, values)| format!("{}: {part}: {values}", request.name)));
    }
    assert!(problems.is_empty(), "{}:\n{}", way.name, problems.join("\n"));
    cloud.stops().await.unwrap();
}

macro_rules! compare {
    ($($test:ident: $way:literal,)*) => {
        const COMPARED: &[&str] = &[$($way),*];

        $(#[tokio::test]
        async fn $test() {
            compare($way).await;
        })*
    };
}

compare! {
    huawei_http: "huawei-http",
    tencent_http: "tencent-http",
    aliyun_http: "aliyun-http",
    vefaas: "vefaas",
    vefaas_marked: "vefaas-marked",
    local: "local",
    huawei_apig: "huawei-apig",
    huawei_apig_image: "huawei-apig-image",
    tencent_apigw: "tencent-apigw",
    tencent_apigw_image: "tencent-apigw-image",
    tencent_url: "tencent-url",
    aliyun_http_event: "aliyun-http-event",
    aliyun_apigw_event: "aliyun-apigw-event",
}

#[test]
fn all_ways_are_compared_and_the_table_names_nothing_else() {
    assert_eq!(WAYS.iter().map(|way| way.name).collect::<Vec<_>>(), COMPARED);
    let requests = requests();
    let mut names: Vec<&str> = requests.iter().map(|request| request.name.as_str()).collect();
    for forced in FORCED {
        assert!(forced.ways.iter().all(|way| COMPARED.contains(way)), "{:?}", forced.ways);
        let unknown: Vec<_> = forced.requests.iter().filter(|request| !names.contains(request)).collect();
        assert!(unknown.is_empty() && !forced.parts.is_empty(), "{unknown:?}");
    }
    let number = names.len();
    assert!(number >= 40);
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), number, "two requests have the same name");
}

/// RFC 9110, section 8.6, forbids a length with status 204. With status 304, it would be that of the body that the client has already.
#[tokio::test]
async fn an_answer_without_a_body_has_no_length() {
    let router = Router::new().http(whole_app(&Arc::new(Signals::default())));
    let mut polling = Polling::start(&POLLED[0], router, |server| server).await;
    for target in ["/status/204", "/not-modified"] {
        let event = gateway::huawei_apig(&Request::get(target));
        let answer: Value = serde_json::from_slice(&polling.invoke("r-1", &event).await.unwrap()).unwrap();
        assert_eq!(answer["headers"].get("content-length"), None, "{target}: {answer}");
    }
    polling.stops().await.unwrap();
}
