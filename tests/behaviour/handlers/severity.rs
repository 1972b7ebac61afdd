//! Which events with violations reach the function of a handler, by its trigger and its `validate`.

#![allow(deprecated, reason = "the spec of the post has a retired trigger")]

use std::sync::{Arc, Mutex};

use serde_json::json;
use triggerkit::huawei::{self, KafkaEvent};
use triggerkit::tencent::{self, CkafkaRecord};
use triggerkit::{Context, Error, Handler, Reply, Router, Str, Trigger, handler, trigger, triggers};

use super::answer;
use crate::post::{self, ParcelEvent, Stop};

mod shop {
    #[triggerkit::spec("behaviour/specs/shop.toml")]
    mod spec {}

    pub(super) use spec::*;
}

#[derive(Clone, PartialEq, Trigger)]
#[trigger(id = "shop.order")]
struct Order {
    #[trigger(length = "1-3")]
    customer: Str,
}

/// Returns the paths of the violations that a function was called with.
fn paths(cx: &Context) -> Vec<String> {
    cx.report().violations().iter().map(|violation| violation.path.clone()).collect()
}

/// A region that is a list is drift: the function can do without it.
const DRIFT: &str = r#"{"trigger_type": "KAFKA", "region": ["north"], "messages": ["one"]}"#;
/// A record that is not an object is fatal.
const FATAL: &str = r#"{"trigger_type": "KAFKA", "region": ["north"], "records": [7], "messages": ["one"]}"#;

#[track_caller]
fn is_rejected(outcome: Result<String, Error>, paths: &[&str]) {
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.status()), ("InvalidEvent", 400));
    let found: Vec<&str> = error.report().unwrap().violations().iter().map(|violation| violation.path.as_str()).collect();
    assert_eq!(found, paths);
}

#[trigger(huawei::Kafka)]
fn usual(event: KafkaEvent, cx: Context) -> Result<(usize, Vec<String>), Error> {
    Ok((event.messages.len(), paths(&cx)))
}

#[trigger(huawei::Kafka)]
async fn without_context(event: KafkaEvent) -> Result<Option<Str>, Error> {
    Ok(event.region)
}

#[trigger(huawei::Kafka, validate = "strict")]
fn strict(_: KafkaEvent) -> Result<&'static str, Error> {
    Ok("ran")
}

#[trigger(huawei::Kafka, validate = "report")]
fn reporting(event: KafkaEvent, cx: Context) -> Result<(usize, Vec<String>), Error> {
    Ok((event.records.len(), paths(&cx)))
}

#[tokio::test]
async fn a_handler_of_a_vendors_trigger_runs_on_drift() {
    let router = Router::new().with(handler!(usual));
    assert_eq!(answer(&router, DRIFT).await.unwrap(), r#"[1,["region"]]"#);
    is_rejected(answer(&router, FATAL).await, &["region", "records[0]"]);
    is_rejected(answer(&router, r#"{"trigger_type": "KAFKA""#).await, &["$"]);
    assert_eq!(answer(&Router::new().with(handler!(without_context)), DRIFT).await.unwrap(), "null");
}

#[tokio::test]
async fn a_strict_handler_rejects_drift() {
    let router = Router::new().with(handler!(strict));
    assert_eq!(answer(&router, r#"{"trigger_type": "KAFKA", "messages": ["one"]}"#).await.unwrap(), "\"ran\"");
    is_rejected(answer(&router, DRIFT).await, &["region"]);
    is_rejected(answer(&router, FATAL).await, &["region", "records[0]"]);
}

#[tokio::test]
async fn a_reporting_handler_runs_on_everything_that_has_a_value() {
    let router = Router::new().with(handler!(reporting));
    assert_eq!(answer(&router, DRIFT).await.unwrap(), r#"[0,["region"]]"#);
    assert_eq!(answer(&router, FATAL).await.unwrap(), r#"[1,["region","records[0]"]]"#);
    is_rejected(answer(&router, r#"{"trigger_type": "KAFKA""#).await, &["$"]);
}

/// The same for a router with several handlers, which detects the trigger before the event is read.
#[tokio::test]
async fn it_is_the_same_among_other_handlers() {
    let router =
        Router::new().with(handler!(usual)).with(Handler::new::<tencent::Cos, _, _>(async |_, _: Context| Ok(Reply::json("1"))));
    assert_eq!(answer(&router, DRIFT).await.unwrap(), r#"[1,["region"]]"#);
    is_rejected(answer(&router, FATAL).await, &["region", "records[0]"]);
}

#[tokio::test]
async fn a_handler_of_ones_own_trigger_is_strict_unless_the_spec_is_tolerant() {
    async fn ran<T: Trigger>(payload: &str) -> Result<String, Error> {
        let handler = || Handler::new::<T, _, _>(async |_, _: Context| Ok(Reply::json("1")));
        assert_eq!(answer(&Router::new().with(handler().reporting()), payload).await.unwrap(), "1");
        assert!(answer(&Router::new().with(handler().strict()), payload).await.is_err());
        answer(&Router::new().with(handler()), payload).await
    }
    is_rejected(ran::<shop::Placed>(r#"{"order": "nine", "placed": 1}"#).await, &["order"]);
    is_rejected(ran::<Order>(r#"{"customer": "far too long"}"#).await, &["customer"]);
    assert_eq!(ran::<post::Parcel>(r#"{"sender": "Ada", "count": 99}"#).await.unwrap(), "1");
    assert_eq!([shop::Placed::INFO, Order::INFO, post::Parcel::INFO].map(|info| info.tolerant), [false, false, true]);
    assert!(triggerkit::triggers().all(|trigger| trigger.info.tolerant));
}

/// Notes of the records that a function was called with.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, what: &str, cx: &Context) {
        self.0.lock().unwrap().push(format!("{what} {}", paths(cx).join(",")));
    }

    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

#[derive(Clone, Default)]
struct Usual(Log);

#[triggers]
impl Usual {
    #[trigger(tencent::Ckafka, each)]
    fn message(&self, record: CkafkaRecord, cx: Context) {
        self.0.add(&record.ckafka.topic, &cx);
    }

    #[trigger(post::Tour, each)]
    fn stop(&self, stop: Stop, cx: Context) {
        self.0.add(&stop.street, &cx);
    }
}

#[derive(Clone, Default)]
struct Strict(Log);

#[triggers]
impl Strict {
    #[trigger(tencent::Ckafka, each, validate = "strict")]
    fn message(&self, record: CkafkaRecord, cx: Context) {
        self.0.add(&record.ckafka.topic, &cx);
    }
}

/// One good record, one with drift, one with a fatal violation, and another good one.
fn messages() -> String {
    let record = |topic, offset| json!({"Ckafka": {"topic": topic, "offset": offset, "msgBody": "hello"}});
    let records = [
        record(json!("a"), json!(1)),
        record(json!("b"), json!("x")),
        record(json!(null), json!(3)),
        record(json!("d"), json!("4")),
    ];
    json!({"Records": records}).to_string()
}

#[tokio::test]
async fn each_record_is_rejected_or_not_by_itself() {
    let shop = Usual::default();
    let error = answer(&Router::new().with(shop.clone()), messages()).await.unwrap_err();
    assert_eq!(shop.0.taken(), ["a ", "b Records[1].Ckafka.offset", "d "]);
    assert_eq!((error.kind(), error.failed()), ("BatchError", &[2][..]));
    assert!(error.to_string().contains("[2] Records[2].Ckafka.topic: expected"), "{error}");

    let shop = Strict::default();
    let error = answer(&Router::new().with(shop.clone()), messages()).await.unwrap_err();
    assert_eq!(shop.0.taken(), ["a ", "d "]);
    assert_eq!((error.kind(), error.failed()), ("BatchError", &[1, 2][..]));
}

#[tokio::test]
async fn violations_outside_the_records_count_for_all_of_them() {
    let shop = Usual::default();
    let router = Router::new().with(shop.clone());
    let stops = json!([{"street": "Elm"}, {"street": "Oak", "house": "last"}]);
    let payload = json!({"driver": "Ada", "van": "far too long", "stops": stops});
    assert_eq!(answer(&router, payload.to_string()).await.unwrap(), "null");
    assert_eq!(shop.0.taken(), ["Elm van", "Oak stops[1].house,van"]);

    let payload = json!({"driver": ["Ada"], "stops": stops});
    is_rejected(answer(&router, payload.to_string()).await, &["driver"]);
    assert!(shop.0.taken().is_empty());
}

#[tokio::test]
async fn a_parcel_without_a_sender_never_arrives() {
    #[trigger(post::Parcel)]
    fn arrives(event: ParcelEvent) -> Result<u64, Error> {
        Ok(event.count)
    }
    let router = Router::new().with(handler!(arrives));
    assert_eq!(answer(&router, r#"{"sender": "Ada", "count": "12"}"#).await.unwrap(), "12");
    is_rejected(answer(&router, r#"{"sender": null, "count": 12}"#).await, &["sender", "count"]);
}
