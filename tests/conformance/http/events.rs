//! Events reach their handlers in a function that has a service, and requests still reach the service.

use std::sync::atomic::Ordering;

use triggerkit::{Router, aliyun, huawei, tencent, volcengine};

use super::client::{Answer, Request};
use super::cloud::{Cloud, Way};
use super::forging::{CLOUD_EVENT, Events, counting, data, payload, router};
use super::polling::Polling;
use super::probe::any_target;
use crate::platforms::{CALLED, Called, POLLED};

/// Returns an event as the platform sends it.
fn event(platform: &str, body: impl AsRef<[u8]>) -> Request {
    let called: &Called = CALLED.iter().find(|called| called.name == platform).unwrap();
    let target = called.invoke.split(' ').nth(1).unwrap();
    let headers = called.headers.iter().filter(|(name, _)| !name.starts_with("ce-"));
    headers.fold(Request::post(target, body), |request, (name, value)| request.header(name, value.replace("{id}", "e-1")))
}

#[track_caller]
fn assert_handled(answer: &Answer) {
    assert_eq!((answer.status, answer.text().as_str()), (200, "\"the handler\""));
}

#[tokio::test]
async fn events_and_requests_share_a_function() {
    let structured = Request::post("/", payload::<volcengine::Tos>()).with(&[
        ("X-Faas-Request-Id", "e-1"),
        ("X-Faas-Event-Type", "cloudevent"),
        ("Content-Type", "application/cloudevents+json"),
    ]);
    let local = |body: &[u8]| event("local", body);
    let local_structured =
        Request::post("/", payload::<volcengine::Tos>()).with(&[("Content-Type", "application/cloudevents+json")]);
    for (way, events) in [
        ("aliyun-http", vec![event("aliyun", payload::<aliyun::Oss>())]),
        ("vefaas", vec![event("volcengine", data()).with(CLOUD_EVENT), structured]),
        (
            "local",
            vec![
                local(payload::<aliyun::Oss>()),
                local(payload::<huawei::Obs>()),
                local(payload::<tencent::Cos>()),
                local(payload::<volcengine::Tos>()),
                local(&data()).with(CLOUD_EVENT),
                local_structured,
            ],
        ),
    ] {
        let (router, handled) = router();
        let mut cloud = Cloud::start(Way::of(way), router).await;
        let mut client = cloud.connect().await;
        for (number, event) in events.iter().enumerate() {
            assert_handled(&client.exchange(event).await.unwrap());
            assert_eq!(handled.load(Ordering::Relaxed), number + 1, "{way}");
            // The same body in the request of a client on the same connection, which no platform marks.
            let request = cloud.way.add(&Request::post("/form", &event.body), "r-1");
            assert_eq!(client.exchange(&request).await.unwrap().text(), "the application: POST /form", "{way}");
        }
        assert_eq!(cloud.send(&Request::get("/")).await.text(), "the application: GET /");
        assert_eq!(handled.load(Ordering::Relaxed), events.len(), "{way}");
        cloud.stops().await.unwrap();
    }
}

/// Platforms that are polled, and event functions, send the requests of gateways as events.
#[tokio::test]
async fn events_and_requests_that_are_events_share_a_function() {
    for (platform, payload, gateway) in [
        (0, payload::<huawei::Obs>(), super::gateway::huawei_apig as fn(&Request) -> Vec<u8>),
        (1, payload::<tencent::Cos>(), super::gateway::tencent_function_url),
    ] {
        let (router, handled) = router();
        let mut polling = Polling::start(&POLLED[platform], router, |server| server).await;
        for number in 1..4 {
            assert_eq!(polling.invoke("e-1", payload).await.unwrap(), b"\"the handler\"");
            assert_eq!(handled.load(Ordering::Relaxed), number);
            let answer = polling.invoke("r-1", &gateway(&Request::get("/x").header("X-Scf-Request-Id", "g"))).await.unwrap();
            assert!(String::from_utf8(answer).unwrap().contains("the application: GET /x"));
        }
        assert_eq!(handled.load(Ordering::Relaxed), 3);
        polling.stops().await.unwrap();
    }
    for (way, payload, platform) in [
        ("huawei-apig-image", payload::<huawei::Obs>(), "huawei-http"),
        ("tencent-apigw-image", payload::<tencent::Cos>(), "tencent-http"),
        ("aliyun-http-event", payload::<aliyun::Oss>(), "aliyun"),
    ] {
        let (router, handled) = router();
        let mut cloud = Cloud::start(Way::of(way), router).await;
        assert_handled(&cloud.connect().await.exchange(&event(platform, payload)).await.unwrap());
        assert_eq!(cloud.send(&Request::get("/x")).await.text(), "the application: GET /x", "{way}");
        assert_eq!(handled.load(Ordering::Relaxed), 1);
        cloud.stops().await.unwrap();
    }
}

/// Where the platform has one trigger that the router answers, events are read as that trigger's before they are detected.
#[tokio::test]
async fn events_of_another_cloud_reach_their_handler_where_most_are_of_one_trigger() {
    let handled = Events::default();
    let router = Router::new().http(any_target()).with(counting::<tencent::Cos>(&handled));
    let mut cloud = Cloud::start(Way::of("huawei-apig-image"), router).await;
    for number in 1..4 {
        let cos = event("huawei-http", payload::<tencent::Cos>());
        assert_handled(&cloud.connect().await.exchange(&cos).await.unwrap());
        assert_eq!(handled.load(Ordering::Relaxed), number);
        assert_eq!(cloud.send(&Request::get("/x")).await.text(), "the application: GET /x");
    }
    let unknown = cloud.connect().await.exchange(&event("huawei-http", b"{\"hello\": 1}")).await.unwrap();
    assert_eq!(unknown.status, 400, "{}", unknown.text());
    assert!(unknown.text().contains("none that is known"), "{}", unknown.text());
    cloud.stops().await.unwrap();
}

/// On a developer's machine, `POST /` may be an event or a request. Events of triggers without a handler are errors, as they are on
/// the platforms, and whatever is no event reaches the application.
#[tokio::test]
async fn what_is_posted_to_the_root_of_the_local_server() {
    let (router, handled) = router();
    let cloud = Cloud::start(Way::of("local"), router).await;
    let mut client = cloud.connect().await;
    for (body, status, text) in [
        (&b"{\"hello\": \"world\"}"[..], 200, "the application: POST /"),
        (b"", 200, "the application: POST /"),
        (b"a=1&b=2", 200, "the application: POST /"),
        (payload::<aliyun::Timer>(), 400, "aliyun.timer"),
    ] {
        let answer = client.exchange(&Request::post("/", body)).await.unwrap();
        assert_eq!(answer.status, status, "{}", answer.text());
        assert!(answer.text().contains(text), "{}", answer.text());
    }
    assert_eq!(handled.load(Ordering::Relaxed), 0);
    cloud.stops().await.unwrap();
}
