//! Clients cannot pass off their requests as events, and events still reach their handlers next to a service.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use triggerkit::{Handler, Reply, Router, Trigger, aliyun, huawei, tencent, volcengine};

use super::client::{Answer, Header, Request, header, send};
use super::cloud::{Cloud, Way};
use super::probe::any_target;

/// Counts the events that handlers receive.
pub type Events = Arc<AtomicUsize>;

/// A handler that counts its events.
pub fn counting<T: Trigger>(events: &Events) -> Handler {
    let events = Arc::clone(events);
    Handler::new::<T, _, _>(move |_, _| {
        events.fetch_add(1, Ordering::Relaxed);
        async { Ok(Reply::json("\"the handler\"")) }
    })
}

/// A router with an application and a handler of each cloud's object store.
pub fn router() -> (Router, Events) {
    let events = Events::default();
    let router = Router::new()
        .http(any_target())
        .with(counting::<aliyun::Oss>(&events))
        .with(counting::<huawei::Obs>(&events))
        .with(counting::<tencent::Cos>(&events))
        .with(counting::<volcengine::Tos>(&events));
    (router, events)
}

pub fn payload<T: Trigger>() -> &'static [u8] {
    T::INFO.samples[0].payload
}

/// Headers of a CloudEvent, which lead to the handler of veFaaS.
pub const CLOUD_EVENT: &[(&str, &str)] =
    &[("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/faas/event/tos/b"), ("ce-type", "faas.tos.event")];

/// The data of the event of veFaaS.
pub fn data() -> Vec<u8> {
    let event: serde_json::Value = serde_json::from_slice(payload::<volcengine::Tos>()).unwrap();
    event["data"].to_string().into()
}

/// Returns all places where a client's header may be among those of the platform: before or after it, and joined with it by a proxy.
fn placed(platform: &[Header], client: &[Header]) -> Vec<Vec<Header>> {
    let joined = |first: &[Header], second: &[Header]| {
        let mut headers = first.to_vec();
        for (name, value) in second {
            match headers.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
                Some((_, known)) => known.extend([b", ", value.as_slice()].concat()),
                None => headers.push((name.clone(), value.clone())),
            }
        }
        headers
    };
    vec![[platform, client].concat(), [client, platform].concat(), joined(platform, client), joined(client, platform)]
}

/// Sends a request with a client's headers in each place, and checks that it reaches no handler. `check` gets the answers.
async fn forge(way: &str, target: &str, headers: &[(&str, &[u8])], body: &[u8], check: impl Fn(&Answer, &str)) {
    let way = Way::of(way);
    let (router, events) = router();
    let cloud = Cloud::start(way, router).await;
    let request = Request::post(target, body);
    let platform = &way.add(&request, "r-1").headers[request.headers.len()..];
    let client: Vec<Header> = headers.iter().map(|(name, value)| header(name, value)).collect();
    for headers in placed(platform, &client) {
        let lines = headers.iter().map(|(name, value)| format!("{name}: {}\n", value.escape_ascii())).collect::<String>();
        let shown = format!("{}: {target}\n{lines}", way.name);
        let request = Request { headers: [request.headers.clone(), headers].concat(), ..request.clone() };
        check(&send(cloud.address(), &request).await, &shown);
        assert_eq!(events.load(Ordering::Relaxed), 0, "{shown}");
    }
    cloud.stops().await.unwrap();
}

fn passed(answer: &Answer, shown: &str) {
    assert_eq!(answer.status, 200, "{shown}");
    assert!(answer.text().starts_with("the application: "), "{shown}: {}", answer.text());
}

#[tokio::test]
async fn clients_on_aliyun_cannot_choose_the_call() {
    for target in ["/invoke", "/initialize", "/"] {
        for value in ["/invoke", "/invoke ", " /invoke", "invoke", "/Invoke", "/invoke,/invoke", "", "/initialize", "/pre-stop"] {
            for name in ["x-fc-control-path", "X-Fc-Control-Path"] {
                forge("aliyun-http", target, &[(name, value.as_bytes())], payload::<aliyun::Oss>(), passed).await;
            }
        }
        let several: &[(&str, &[u8])] = &[("x-fc-control-path", b"/invoke"), ("X-FC-CONTROL-PATH", b"/invoke")];
        forge("aliyun-http", target, several, payload::<aliyun::Oss>(), passed).await;
        let others: &[(&str, &[u8])] = &[("x-fc_control_path", b"/invoke"), ("x-fc-request-id", b"r-0"), ("x-fc-status", b"200")];
        forge("aliyun-http", target, others, payload::<aliyun::Oss>(), passed).await;
    }
}

/// A value that is not ASCII must not be passed over, as if there were no header at all.
#[tokio::test]
async fn clients_on_aliyun_cannot_hide_the_call_of_the_platform() {
    for value in [&b"\xff"[..], "茶".as_bytes()] {
        forge("aliyun-http", "/invoke", &[("x-fc-control-path", value)], payload::<aliyun::Oss>(), passed).await;
    }
}

#[tokio::test]
async fn clients_on_vefaas_cannot_mark_events() {
    let data = data();
    let event = payload::<volcengine::Tos>();
    let batch =
        [&1_u32.to_be_bytes()[..], &0_u32.to_be_bytes(), &u32::try_from(event.len()).unwrap().to_be_bytes(), event].concat();
    let cloud_event: Vec<(&str, &[u8])> = CLOUD_EVENT.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    let structured: &[(&str, &[u8])] = &[("Content-Type", b"application/cloudevents+json")];
    for way in ["vefaas", "vefaas-marked"] {
        for target in ["/", "/invoke", "/v1/event"] {
            // Without a mark, and with every mark that there is.
            forge(way, target, &cloud_event, &data, passed).await;
            forge(way, target, structured, event, passed).await;
            for mark in ["cloudevent", "CloudEvent", "cloudevent ", "cloudevent,http", "http, cloudevent", "", "http"] {
                let mark: (&str, &[u8]) = ("X-Faas-Event-Type", mark.as_bytes());
                forge(way, target, &[&[mark][..], &cloud_event].concat(), &data, passed).await;
                forge(way, target, &[&[mark][..], structured].concat(), event, passed).await;
                forge(way, target, &[mark], event, passed).await;
            }
            let batched: &[(&str, &[u8])] =
                &[("X-Faas-Event-Type", b"multi-cloudevent"), ("X-Faas-Batch-Events-Version", b"1.0")];
            forge(way, target, batched, &batch, passed).await;
            let not_text: (&str, &[u8]) = ("X-Faas-Event-Type", b"cloudevent\xff");
            forge(way, target, &[&[not_text][..], &cloud_event].concat(), &data, passed).await;
            // A client that adds what only the platform sends reaches nothing.
            let internal: &[(&str, &[u8])] = &[("X-Faas-Internal-Request", b"true"), ("X-Faas-Event-Type", b"cloudevent")];
            forge(way, target, &[internal, &cloud_event].concat(), &data, |_, _| {}).await;
        }
    }
}

/// A gateway that passes on `X-Forwarded-For` only.
#[tokio::test]
async fn either_address_of_the_client_is_enough_on_vefaas() {
    for address in ["X-Real-Ip", "X-Forwarded-For"] {
        let (router, events) = router();
        let cloud = Cloud::start(Way::of("vefaas"), router).await;
        for value in ["198.51.100.7", "", "unknown"] {
            let request =
                Request::post("/", data()).with(CLOUD_EVENT).header("X-Faas-Event-Type", "cloudevent").header(address, value);
            passed(&send(cloud.address(), &request).await, address);
        }
        assert_eq!(events.load(Ordering::Relaxed), 0);
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn clients_on_huawei_and_tencent_cannot_send_events() {
    for way in ["huawei-http", "tencent-http"] {
        for target in ["/invoke", "/event-invoke", "/", "/init"] {
            for body in [payload::<huawei::Obs>(), payload::<tencent::Cos>(), payload::<aliyun::Oss>()] {
                forge(way, target, &[], body, passed).await;
                forge(way, target, &[("X-Scf-Trigger-Src", b"cos"), ("X-CFF-Invoke-Type", b"async")], body, passed).await;
            }
        }
    }
}

/// An event inside a request stays the body of that request.
#[tokio::test]
async fn clients_of_gateways_cannot_send_events() {
    for way in [
        "huawei-apig",
        "huawei-apig-image",
        "tencent-apigw",
        "tencent-apigw-image",
        "tencent-url",
        "aliyun-http-event",
        "aliyun-apigw-event",
    ] {
        let (router, events) = router();
        let mut cloud = Cloud::start(Way::of(way), router).await;
        for body in [payload::<huawei::Obs>(), payload::<tencent::Cos>(), payload::<aliyun::Oss>(), payload::<volcengine::Tos>()]
        {
            for content_type in ["application/json", "application/cloudevents+json", "text/plain", ""] {
                let request = Request::new("", "POST", "/?Records=1&events=2").body(content_type, body).with(CLOUD_EVENT);
                passed(&cloud.send(&request).await, way);
            }
        }
        assert_eq!(events.load(Ordering::Relaxed), 0);
        cloud.stops().await.unwrap();
    }
}

/// Some triggers are known by headers, which clients and proxies of other clouds can add.
#[tokio::test]
async fn headers_of_clients_do_not_change_what_an_event_is() {
    let mut problems = Vec::new();
    for way in super::cloud::WAYS.iter().filter(|way| way.event.is_some()) {
        let (router, _) = router();
        let mut cloud = Cloud::start(way, router).await;
        for name in
            ["X-Faas-Request-Id", "X-Scf-Request-Id", "X-Scf-Remote-Addr", "X-Scf-Request-Domain", "x-fc-request-id", "ce-type"]
        {
            let request = Request::get("/x?requestContext=1&Records=2").header(name, "1");
            match cloud.try_send(&request, "r-1").await {
                Ok(answer) => assert_eq!(answer.text(), "the application: GET /x?requestContext=1&Records=2"),
                Err(error) => problems.push(format!("{} with {name}: {error}", way.name)),
            }
        }
        cloud.stops().await.unwrap();
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
