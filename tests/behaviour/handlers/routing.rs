//! Which handler an event goes to: documented payloads, events without a handler, and ambiguous handlers.

#![allow(deprecated, reason = "events of retired triggers are still routed")]

use serde_json::{Value, json};
use triggerkit::{AnyTrigger, Context, Error, Handler, Invocation, Reply, Router, Rule, Trigger, huawei};

use super::{answer, call};

/// Returns a handler that responds with the id of its trigger.
fn named<T: Trigger>() -> Handler {
    Handler::new::<T, _, _>(async |_, _: Context| Ok(Reply::json(T::INFO.id)))
}

/// Asserts that every documented payload of the triggers reaches its own handler.
async fn reaches(router: &Router) {
    router.check().unwrap();
    for handler in router.handlers() {
        let info = handler.trigger().info;
        assert!(!info.samples.is_empty(), "{}", info.id);
        for sample in info.samples {
            let reply = call(router, Invocation::new(sample.payload)).await;
            assert_eq!(reply.unwrap().body(), info.id.as_bytes(), "{} {}", info.id, sample.variant);
        }
    }
}

/// Returns a router with a handler for each trigger of a provider, except the ones that are left out.
macro_rules! provider {
    ($provider:ident: $($marker:ident)+, without $($out:ident)*) => {{
        let router = Router::new()$(.with(named::<triggerkit::$provider::$marker>()))+;
        let mut ids: Vec<&str> = router.handlers().iter().map(|handler| handler.trigger().info.id).collect();
        let out: &[&str] = &[$(<triggerkit::$provider::$out>::INFO.id),*];
        ids.extend(out);
        ids.sort_unstable();
        let mut all: Vec<&str> = triggerkit::$provider::TRIGGERS.iter().map(|trigger| trigger.info.id).collect();
        all.sort_unstable();
        assert_eq!(ids, all, "a trigger is neither handled nor left out");
        router
    }};
}

/// Returns a router with a handler for each trigger of Aliyun whose payload is not just any bytes, and for further ones.
macro_rules! aliyun_with {
    ($($marker:ident)*, without $($out:ident)*) => {
        provider!(aliyun: Http Oss Log Timer Cdn Tablestore Apigw Datahub Eventbridge EbMnsQueue EbKafka EbRocketmq
            RocketmqSelfmanaged EbRabbitmq EbMqtt EbDts EbOss EbHttp EbSchedule EbSls EbActiontrail AsyncDestination EbAsyncInvoke
            EbRaw $($marker)*, without $($out)*)
    };
}

/// Returns a router for each provider, with a handler for each trigger that is detected by its payload.
fn routers() -> [Router; 4] {
    [
        provider!(tencent: Apigw ApigwWebsocket FunctionUrl TcbHttp Timer Cos Ckafka Cmq Cls Mps Clb Eventbridge, without),
        provider!(volcengine: Timer Apig Kafka Bmq Rocketmq Tos Tls Sns Batch, without),
        aliyun_with!(Mns, without Rds Iot),
        provider!(huawei: Smn Dms Apig Obs Dis Timer Lts Cts Dds Gaussmongo Kafka Rocketmq Rabbitmq Eventgrid EventgridObs
            EventgridCts Iotda AsyncNotification, without WorkRequest Heartbeat WorkSuccess WorkFailure),
    ]
}

#[tokio::test]
async fn every_documented_payload_reaches_its_handler() {
    for router in routers() {
        reaches(&router).await;
    }
    // A router can have only one trigger whose payload may be anything.
    reaches(&aliyun_with!(Iot, without Rds Mns)).await;
}

/// Returns copies of a payload, each with one member removed or replaced.
fn changed(payload: &[u8]) -> Vec<String> {
    let Ok(Value::Object(members)) = serde_json::from_slice(payload) else { return Vec::new() };
    let change = |key: &String, value: Option<Value>| {
        let mut members = members.clone();
        match value {
            Some(value) => members.insert(key.clone(), value),
            None => members.remove(key),
        };
        Value::Object(members).to_string()
    };
    let values =
        [None, Some(json!(null)), Some(json!("")), Some(json!("other")), Some(json!(7)), Some(json!([])), Some(json!({}))];
    let mut texts: Vec<String> =
        members.keys().flat_map(|key| values.iter().map(move |value| change(key, value.clone()))).collect();
    let whole = Value::Object(members.clone()).to_string();
    texts.extend([whole[..whole.len() - 1].to_owned(), format!("[{whole}]")]);
    texts
}

#[tokio::test]
async fn a_single_handler_accepts_only_events_of_its_trigger() {
    let all: Vec<&AnyTrigger> = triggerkit::huawei::TRIGGERS
        .iter()
        .chain(triggerkit::tencent::TRIGGERS)
        .chain(triggerkit::aliyun::TRIGGERS)
        .chain(triggerkit::volcengine::TRIGGERS)
        .collect();
    let payloads: Vec<&[u8]> = all.iter().flat_map(|trigger| trigger.info.samples).map(|sample| sample.payload).collect();
    let (mut accepted, mut rejected) = (0, 0);
    // The payload of a topic's message may be anything.
    for handler in routers().iter().flat_map(Router::handlers).filter(|handler| handler.trigger().info.id != "aliyun.mns") {
        let trigger = handler.trigger();
        let own = trigger.info.samples.iter().flat_map(|sample| changed(sample.payload)).map(String::into_bytes);
        let router = Router::new().with(handler.clone());
        for payload in payloads.iter().map(|payload| payload.to_vec()).chain(own) {
            let is_its_own = trigger.compare(&payload, &[]).unwrap().lacks.is_empty();
            let outcome = call(&router, Invocation::new(payload.clone())).await;
            let refusal = outcome
                .as_ref()
                .err()
                .and_then(Error::report)
                .is_some_and(|report| report.violations().iter().any(|violation| violation.rule == Rule::Detect));
            assert_eq!(refusal, !is_its_own, "{} {} {outcome:?}", trigger.info.id, String::from_utf8_lossy(&payload));
            *if refusal { &mut rejected } else { &mut accepted } += 1;
        }
    }
    assert!(accepted > 100 && rejected > 1000, "{accepted} accepted, {rejected} rejected");
}

#[tokio::test]
async fn events_are_detected_by_headers_as_well() {
    let router = Router::new()
        .with(named::<huawei::WorkRequest>())
        .with(named::<huawei::Heartbeat>())
        .with(named::<huawei::WorkSuccess>())
        .with(named::<huawei::WorkFailure>());
    router.check().unwrap();
    for (value, id) in [("heartbeat", "huawei.heartbeat"), ("worksuccess", "huawei.work_success")] {
        let trigger = router.handlers().iter().find(|handler| handler.trigger().info.id == id).unwrap().trigger();
        let invocation = Invocation::new(trigger.info.samples[0].payload).with_header("x-fgs-event-type", value);
        assert_eq!(call(&router, invocation).await.unwrap().body(), id.as_bytes());
    }
}

#[tokio::test]
async fn an_event_without_a_handler_is_an_error() {
    let router = Router::new().with(named::<triggerkit::huawei::Kafka>()).with(named::<triggerkit::tencent::Cos>());
    let error = answer(&router, r#"{"trigger_type": "TIMER"}"#).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), ("InvalidEvent", 400));
    assert_eq!(
        error.to_string(),
        "$: expected an event that a handler takes (`huawei.kafka`, `tencent.cos`), found `huawei.timer` [detect]"
    );
    for (payload, found) in [
        (&b"\xef\xbb\xbf{}"[..], "text that is not JSON: a byte order mark, which has to be removed at byte 0"),
        (b"\xff\xfe{\0}\0", "UTF-16 in place of UTF-8"),
    ] {
        let error = call(&router, Invocation::new(payload)).await.unwrap_err();
        assert!(error.to_string().contains(found), "{error}");
    }
    let error = answer(&router, r#"{"a": 1}"#).await.unwrap_err();
    assert!(error.to_string().ends_with("found none that is known [detect]"), "{error}");
    let error = answer(&Router::new(), "{}").await.unwrap_err();
    assert!(error.to_string().contains("the router has no handlers"), "{error}");
}

#[tokio::test]
async fn undetected_events_go_to_the_handler_that_accepts_anything() {
    use triggerkit::{aliyun, tencent};
    let fallback: [(Handler, &str); 3] =
        [(named::<aliyun::Iot>(), "aliyun.iot"), (named::<aliyun::Rds>(), "aliyun.rds"), (named::<aliyun::Mns>(), "aliyun.mns")];
    for (handler, id) in fallback {
        let router = Router::new().with(handler).with(named::<tencent::Cos>());
        for payload in [&b""[..], b"text", b"{}", br#"{"Records": 1"#] {
            assert_eq!(call(&router, Invocation::new(payload)).await.unwrap().body(), id.as_bytes());
        }
        let cos = AnyTrigger::of::<tencent::Cos>().info.samples[0].payload;
        assert_eq!(call(&router, Invocation::new(cos)).await.unwrap().body(), b"tencent.cos");
    }
}

mod alike {
    //! Two triggers that match the same payload, and two that the spec declares ambiguous.
    #[triggerkit::spec("behaviour/specs/shop.toml")]
    pub(super) mod shop {}
}

#[tokio::test]
async fn an_event_of_two_handlers_is_an_error_with_both_names() {
    let router = Router::new().with(named::<alike::shop::Placed>()).with(named::<alike::shop::Paid>());
    router.check().unwrap();
    assert_eq!(answer(&router, r#"{"order": 9, "placed": 1}"#).await.unwrap(), "shop.placed");
    let error = answer(&router, r#"{"placed": 1, "paid": 2, "order": 9}"#).await.unwrap_err();
    assert_eq!(error.to_string(), "$: expected the payload of one trigger, found `shop.placed` or `shop.paid` [detect]");
}

fn conflicts(router: &Router) -> String {
    let error = router.check().unwrap_err();
    assert_eq!(error.kind(), "InvalidRouter");
    error.to_string()
}

#[tokio::test]
async fn ambiguous_handlers_are_errors_before_the_first_event() {
    use alike::shop;
    use triggerkit::aliyun;
    let name = |handler: Handler, name| handler.named(name);
    let router = Router::new()
        .with(name(named::<huawei::Kafka>(), "first"))
        .with(name(named::<huawei::Kafka>(), "second"))
        .with(name(named::<aliyun::Iot>(), "things"))
        .with(name(named::<aliyun::Rds>(), "rows"))
        .with(name(named::<shop::Sent>(), "sent"))
        .with(name(named::<shop::Resent>(), "resent"));
    insta::assert_snapshot!(conflicts(&router));

    // Without `check`, the first call returns the error.
    let error = tower::Service::<Invocation>::poll_ready(
        &mut router.clone(),
        &mut std::task::Context::from_waker(std::task::Waker::noop()),
    );
    let std::task::Poll::Ready(Err(error)) = error else { panic!("{error:?}") };
    assert_eq!(error.to_string(), conflicts(&router));
    let error: Error = tower::Service::call(&mut router.clone(), Invocation::new("{}")).await.unwrap_err();
    assert_eq!(error.to_string(), conflicts(&router));
}

#[tokio::test]
async fn samples_that_match_two_handlers_are_errors_before_the_first_event() {
    // Two specs with the same shape, which cannot refer to each other.
    let router = Router::new().with(named::<alike::shop::Placed>().named("ours")).with(named::<other::Placed>().named("theirs"));
    assert_eq!(
        conflicts(&router),
        "`ours` (`shop.placed`) and `theirs` (`alike_too.placed`) cannot be told apart: a documented payload is detected as both"
    );
}

#[triggerkit::spec("behaviour/specs/alike_too.toml")]
mod other {}
