//! Functions with `each`: the records that they get, and the handling of failed records.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::sync::Barrier;
use triggerkit::tencent::{self, CkafkaRecord};
use triggerkit::{Batch, Context, Document, Error, Handler, Router, Str, Trigger, huawei, triggers};
use triggerkit_core::key_path::Mark;
use triggerkit_spec::builtin;
use triggerkit_spec::model::PathStep;

use super::answer;

/// The records that a function was called with, in order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// Returns a payload with records of these keys, made from the documented one.
fn ckafka(change: impl Fn(usize, &mut Value), count: usize) -> String {
    let sample: Value = serde_json::from_slice(tencent::Ckafka::INFO.samples[0].payload).unwrap();
    let record = sample["Records"][0].clone();
    let records = (0..count).map(|index| {
        let mut record = record.clone();
        record["Ckafka"]["msgKey"] = json!(index.to_string());
        change(index, &mut record);
        record
    });
    json!({"Records": records.collect::<Vec<_>>()}).to_string()
}

fn key(record: &CkafkaRecord) -> String {
    record.ckafka.msg_key.as_deref().unwrap_or_default().to_owned()
}

#[derive(Clone, Default)]
struct OneByOne {
    log: Log,
}

#[triggers]
impl OneByOne {
    #[trigger(tencent::Ckafka, each)]
    async fn one(&self, record: CkafkaRecord, cx: Context) -> Result<(), Error> {
        let key = key(&record);
        self.log.add(key.clone());
        tokio::task::yield_now().await;
        match key.as_str() {
            "bad" => Err(Error::new("Bad", "spoilt")),
            "panic" => panic!("at record {key}"),
            _ if cx.request_id().is_empty() => Ok(()),
            _ => unreachable!(),
        }
    }
}

#[tokio::test]
async fn records_come_in_order_one_at_a_time() {
    let shop = OneByOne::default();
    let router = Router::new().with(shop.clone());
    assert_eq!(answer(&router, ckafka(|_, _| {}, 5)).await.unwrap(), "null");
    assert_eq!(shop.log.taken(), ["0", "1", "2", "3", "4"]);
}

#[tokio::test]
async fn no_records_are_a_success() {
    let ran = Log::default();
    let log = ran.clone();
    let handler = Handler::each::<huawei::Kafka, _, _>(1, move |message: Str, _| {
        log.add(message.as_str());
        async { Ok(()) }
    });
    let empty = r#"{"trigger_type": "KAFKA", "messages": []}"#;
    assert_eq!(answer(&Router::new().with(handler), empty).await.unwrap(), "null");
    assert!(ran.taken().is_empty());
}

#[tokio::test]
async fn a_failed_record_does_not_fail_the_others() {
    let shop = OneByOne::default();
    let router = Router::new().with(shop.clone());
    let payload = ckafka(
        |index, record| match index {
            1 => record["Ckafka"]["msgKey"] = json!("bad"),
            3 => record["Ckafka"]["msgKey"] = json!("panic"),
            4 => record["Ckafka"]["topic"] = json!(["not a text"]),
            5 => *record = json!(17),
            // The function can do without an offset.
            6 => record["Ckafka"]["offset"] = json!("not a number"),
            _ => {}
        },
        7,
    );
    let error = answer(&router, payload).await.unwrap_err();
    assert_eq!(shop.log.taken(), ["0", "bad", "2", "panic", "6"]);
    assert_eq!((error.kind(), error.status(), error.failed()), ("BatchError", 500, &[1, 3, 4, 5][..]));
    insta::assert_snapshot!(error);
}

#[tokio::test]
async fn violations_outside_the_records_fail_the_whole_event() {
    #[derive(Default)]
    struct Never;
    #[triggers]
    impl Never {
        #[trigger(huawei::Kafka, each, validate = "strict")]
        fn never(&self, _: Str) {
            panic!("it ran");
        }
    }
    let payload = r#"{"trigger_type": "KAFKA", "region": ["north"], "messages": ["one"]}"#;
    let error = answer(&Router::new().with(Never), payload).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.failed()), ("InvalidEvent", 400, &[][..]));
    assert_eq!(error.report().unwrap().violations()[0].path, "region");
}

#[derive(Clone, Default)]
struct Tolerant {
    log: Log,
}

#[triggers]
impl Tolerant {
    #[trigger(tencent::Ckafka, each, validate = "report")]
    fn one(&self, record: CkafkaRecord, cx: Context) -> Result<(), Error> {
        let paths: Vec<&str> = cx.report().violations().iter().map(|violation| violation.path.as_str()).collect();
        self.log.add(format!("{} {}", key(&record), paths.join(",")));
        Ok(())
    }

    #[trigger(huawei::Kafka, each, validate = "report")]
    fn message(&self, message: Str, cx: Context) {
        self.log.add(format!("{message} {}", cx.report().violations().len()));
    }
}

#[tokio::test]
async fn a_reporting_function_gets_every_record_with_its_own_report() {
    let shop = Tolerant::default();
    let router = Router::new().with(shop.clone());
    let payload = ckafka(
        |index, record| {
            if index == 1 {
                record["Ckafka"]["offset"] = json!("not a number");
            }
        },
        3,
    );
    assert_eq!(answer(&router, payload).await.unwrap(), "null");
    assert_eq!(shop.log.taken(), ["0 ", "1 Records[1].Ckafka.offset", "2 "]);
    // Violations outside the records are part of every report.
    let payload = r#"{"trigger_type": "KAFKA", "region": ["north"], "messages": ["one", null]}"#;
    assert_eq!(answer(&router, payload).await.unwrap(), "null");
    assert_eq!(shop.log.taken(), ["one 1", " 2"]);
}

/// A report has at most a hundred violations. Records after the last one are not assumed to be valid.
#[tokio::test]
async fn records_that_a_full_report_does_not_cover_fail() {
    let shop = OneByOne::default();
    let router = Router::new().with(shop.clone());
    let payload = ckafka(
        |index, record| {
            if (2..150).contains(&index) {
                record["Ckafka"]["topic"] = json!(["not a text"]);
            }
        },
        160,
    );
    let error = answer(&router, payload).await.unwrap_err();
    assert_eq!(shop.log.taken(), ["0", "1"]);
    assert_eq!(error.failed(), (2..160).collect::<Vec<_>>());
    let text = error.to_string();
    assert!(text.starts_with("158 of 160 records failed\n[2] Records[2].Ckafka.topic: expected"), "{text}");
    assert!(text.ends_with(", …") && text.len() < 2000, "{text}");
}

struct Together {
    now: AtomicUsize,
    most: AtomicUsize,
    meet: Barrier,
    done: Log,
}

struct Shared(Arc<Together>);

#[triggers]
impl Shared {
    #[trigger(tencent::Ckafka, each(concurrency = 3))]
    async fn one(&self, record: CkafkaRecord) {
        let now = self.0.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.0.most.fetch_max(now, Ordering::SeqCst);
        // Waits for three records, so that the test would hang with fewer at a time.
        self.0.meet.wait().await;
        self.0.now.fetch_sub(1, Ordering::SeqCst);
        self.0.done.add(key(&record));
    }
}

#[tokio::test]
async fn concurrency_is_the_number_of_records_at_a_time() {
    let together = Arc::new(Together { now: 0.into(), most: 0.into(), meet: Barrier::new(3), done: Log::default() });
    let router = Router::new().with(Shared(Arc::clone(&together)));
    assert_eq!(answer(&router, ckafka(|_, _| {}, 9)).await.unwrap(), "null");
    assert_eq!(together.most.load(Ordering::SeqCst), 3);
    assert_eq!(together.done.taken().len(), 9);
}

/// The paths of a trigger's records, and their number in the documented payload.
fn records<T: Batch>() -> (String, Vec<String>, usize) {
    let event = T::Event::decode(T::INFO.samples[0].payload).unwrap();
    (T::INFO.id.to_owned(), T::RECORDS.iter().map(ToString::to_string).collect(), T::records(event).len())
}

macro_rules! batches {
    ($($provider:ident: $($marker:ident)+;)+) => { vec![$($(records::<triggerkit::$provider::$marker>()),+),+] };
}

/// The number of records at the end of a path. A payload that is the list itself has no key for it.
fn records_at(payload: &Value, is_root: bool, path: &[PathStep]) -> usize {
    let [step, rest @ ..] = path else { return 0 };
    match payload.get(&step.wire) {
        Some(value) => records_in(value, &step.marks, rest),
        None if is_root && payload.is_array() => records_in(payload, &step.marks, rest),
        // One item in place of the list.
        None => usize::from(is_root),
    }
}

/// The number of records in the value of a step.
fn records_in(value: &Value, marks: &[Mark], rest: &[PathStep]) -> usize {
    match (value, marks, rest) {
        (Value::Array(items), [Mark::Items, marks @ ..], _) => items.iter().map(|item| records_in(item, marks, rest)).sum(),
        (Value::Object(map), [Mark::Values, marks @ ..], _) => map.values().map(|value| records_in(value, marks, rest)).sum(),
        (Value::Array(items), [], []) => items.len(),
        (value, [], rest @ [_, ..]) => records_at(value, false, rest),
        (_, [], []) => 1,
        _ => 0,
    }
}

#[test]
#[allow(deprecated, reason = "events of CMQ, which is retired, are batches as well")]
fn every_trigger_with_records_returns_them() {
    let mut compiled = batches! {
        aliyun: Cdn Datahub EbActiontrail EbAsyncInvoke EbDts EbHttp EbKafka EbMnsQueue EbMqtt EbOss EbRabbitmq EbRaw EbRocketmq
            EbSchedule EbSls Eventbridge Oss RocketmqSelfmanaged Tablestore;
        aws: Activemq AppsyncDirectBatch AppsyncEvents CodeCommit ConnectCampaign Documentdb Dynamodb Firehose Kafka Kinesis KinesisAnalytics
            KinesisAnalyticsOutput Rabbitmq S3 SecurityHub Ses Sns Sqs SqsApi;
        huawei: Dds Dis Dms EventgridCts EventgridObs Eventgrid Gaussmongo Kafka Obs Rabbitmq Rocketmq Smn;
        tencent: Ckafka Cmq Cos Eventbridge;
        volcengine: Batch Sns Tos;
    };
    let mut documented = Vec::new();
    for provider in builtin::ALL.iter().map(|spec| spec.check().unwrap()) {
        for trigger in &provider.triggers {
            if trigger.records.is_empty() {
                continue;
            }
            let id = format!("{}.{}", provider.name, trigger.id);
            // The JSON sample, even if the payload itself is CBOR.
            let value: Value = trigger.samples.iter().find_map(|sample| serde_json::from_slice(&sample.bytes).ok()).unwrap();
            let count = trigger.records.iter().map(|path| records_at(&value, trigger.event.root.is_some(), &path.0)).sum();
            documented.push((id, trigger.records.iter().map(ToString::to_string).collect(), count));
        }
    }
    compiled.sort();
    documented.sort();
    assert_eq!(compiled, documented);
}
