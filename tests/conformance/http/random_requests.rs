//! Random requests of clients, made of everything that means something to a platform: none reaches the handler of an event.

use std::sync::atomic::Ordering;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use tokio::runtime;
use triggerkit::{aliyun, huawei, tencent, volcengine};

use super::client::{Header, Request, header, send};
use super::cloud::{Cloud, Way};
use super::forging::{data, payload, router};

const NAMES: &[&str] = &[
    "x-fc-control-path",
    "X-Fc-Control-Path",
    "x-fc-request-id",
    "x-fc-base-path",
    "X-Faas-Event-Type",
    "x-faas-event-type",
    "X-Faas-Internal-Request",
    "X-Faas-Batch-Events-Version",
    "X-Faas-Request-Id",
    "X-Real-Ip",
    "X-Forwarded-For",
    "X-Scf-Trigger-Src",
    "X-CFF-Invoke-Type",
    "Content-Type",
    "ce-specversion",
    "ce-id",
    "ce-source",
    "ce-type",
];

const VALUES: &[&[u8]] = &[
    b"/invoke",
    b"/http-invoke",
    b"/initialize",
    b"/pre-stop",
    b"/invoke, /http-invoke",
    b"cloudevent",
    b"multi-cloudevent",
    b"http",
    b"cloudevent, http",
    b"true",
    b"1.0",
    b"faas.tos.event",
    b"/faas/event/tos/b",
    b"application/cloudevents+json",
    b"application/json",
    b"198.51.100.9",
    b"",
    b"\xff",
];

const TARGETS: &[&str] = &[
    "/",
    "/invoke",
    "/event-invoke",
    "/http-invoke",
    "/initialize",
    "/v1/initialize",
    "/shop?x=1",
    "http://shop.example/invoke",
];

#[derive(Clone, Debug)]
struct Case {
    method: &'static str,
    target: &'static str,
    body: usize,
    /// Headers of the client before those of the platform, and after them.
    before: Vec<(&'static str, &'static [u8])>,
    after: Vec<(&'static str, &'static [u8])>,
}

fn cases() -> impl Strategy<Value = Case> {
    let headers = || vec((select(NAMES), select(VALUES)), 0..5);
    // Most requests are such as events are.
    let method = select(&["POST", "POST", "POST", "GET"][..]);
    (method, select(TARGETS), 0..6_usize, headers(), headers()).prop_map(|(method, target, body, before, after)| Case {
        method,
        target,
        body,
        before,
        after,
    })
}

#[test]
fn no_request_of_a_client_reaches_a_handler() {
    let structured = payload::<volcengine::Tos>();
    let data = data();
    let length = u32::try_from(structured.len()).unwrap().to_be_bytes();
    let batch = [&1_u32.to_be_bytes()[..], &[0; 4], &length, structured].concat();
    let bodies: [&[u8]; 6] =
        [payload::<aliyun::Oss>(), payload::<huawei::Obs>(), payload::<tencent::Cos>(), structured, &data, &batch];
    let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for way in ["aliyun-http", "vefaas", "vefaas-marked", "huawei-http", "tencent-http"].map(Way::of) {
        let (router, events) = router();
        let cloud = runtime.block_on(Cloud::start(way, router));
        let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) };
        let checked = TestRunner::new(config).run(&cases(), |case| {
            let headers = |headers: &[(&str, &[u8])]| headers.iter().map(|(name, value)| header(name, value)).collect();
            let (before, after): (Vec<Header>, Vec<Header>) = (headers(&case.before), headers(&case.after));
            let mut request = Request::new("", case.method, case.target).body("", bodies[case.body]);
            let own = std::mem::replace(&mut request.headers, before);
            request = way.add(&request, "r-1");
            request.headers.extend(after);
            request.headers.extend(own);
            let answer = runtime.block_on(send(cloud.address(), &request));
            prop_assert_eq!(events.load(Ordering::Relaxed), 0);
            // Unless the client asks for an internal call, the application answers.
            let is_internal = case.before.iter().chain(&case.after).any(|(name, _)| *name == "X-Faas-Internal-Request");
            prop_assert!(is_internal || answer.text().starts_with("the application: "), "{}", answer.text());
            Ok(())
        });
        checked.unwrap_or_else(|error| panic!("{}: {error}", way.name));
        runtime.block_on(cloud.stops()).unwrap();
    }
}
