//! Functions with `each` for triggers whose platform accepts a list of the failed records.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use serde_json::{Value, json};
use triggerkit::{Base64, Context, Error, Handler, Invocation, Router, triggers};

use super::{answer, call};

#[triggerkit::spec("behaviour/specs/failures.toml")]
pub(super) mod failures {}

use failures::{DynamodbRecord, KinesisRecord, Message, Queue, RawRecord, TopicRecord, TransformedRecord};

/// The words that the functions were called with, in order.
#[derive(Clone, Default)]
pub(super) struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    pub(super) fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    /// Does what a word says.
    pub(super) async fn act(&self, word: &str) -> Result<(), Error> {
        self.0.lock().unwrap().push(word.to_owned());
        tokio::task::yield_now().await;
        match word {
            "fail" => Err(Error::new("Bad", "spoilt")),
            "panic" => panic!("at a record"),
            "hang" => std::future::pending().await,
            _ => Ok(()),
        }
    }
}

struct Shop(Log);

#[triggers]
impl Shop {
    #[trigger(failures::Queue, each(concurrency = 4))]
    async fn message(&self, record: Message) -> Result<(), Error> {
        self.0.act(&record.body).await
    }
}

struct Stream(Log);

#[triggers]
impl Stream {
    // A stream is handled in order, whatever the function asks for.
    #[trigger(failures::Kinesis, each(concurrency = 4))]
    async fn record(&self, record: KinesisRecord) -> Result<(), Error> {
        self.0.act(&record.kinesis.data).await
    }
}

struct Table(Log);

#[triggers]
impl Table {
    #[trigger(failures::Dynamodb, each)]
    async fn record(&self, record: DynamodbRecord) -> Result<(), Error> {
        self.0.act(&record.event_name).await
    }
}

struct Topic(Log);

#[triggers]
impl Topic {
    #[trigger(failures::Topic, each(concurrency = 2))]
    async fn record(&self, record: TopicRecord) -> Result<(), Error> {
        self.0.act(&record.value).await
    }
}

struct Transformer(Log);

#[triggers]
impl Transformer {
    #[trigger(failures::Transform, each(concurrency = 2))]
    async fn record(&self, record: RawRecord) -> Result<TransformedRecord, Error> {
        let word = String::from_utf8(record.data.decode()?)?;
        self.0.act(&word).await?;
        let id = if word == "other id" { "another".into() } else { record.record_id };
        let result = if word == "drop" { "Dropped" } else { "Ok" };
        let data = Base64::encode(word.to_uppercase());
        let mut transformed = TransformedRecord::builder().record_id(id).result(result).data(data).build()?;
        if word == "no result" {
            transformed.result = "Perhaps".into();
        }
        Ok(transformed)
    }
}

/// A payload of messages with these words and groups. The ids are `m-0`, `m-1`, ….
fn queue(records: &[(&str, Option<&str>)]) -> String {
    let records = records.iter().enumerate().map(|(index, (word, group))| {
        let body = if *word == "invalid" { json!(["not text"]) } else { json!(word) };
        let mut record = json!({"messageId": format!("m-{index}"), "body": body});
        if let Some(group) = group {
            record["attributes"] = json!({"MessageGroupId": group});
        }
        record
    });
    json!({"Records": records.collect::<Vec<_>>()}).to_string()
}

/// Answers a payload as if the invocation ended in five seconds.
async fn answer_in_time(router: &Router, payload: String) -> String {
    let cx = Context::new("r-1").with_deadline(SystemTime::now() + Duration::from_secs(5));
    let reply = call(router, Invocation::new(payload).with_context(cx)).await.unwrap();
    String::from_utf8(reply.body().to_vec()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn each_failed_message_is_reported() {
    let log = Log::default();
    let router = Router::new().with(Shop(log.clone()));
    let records = [("ok", None), ("fail", None), ("panic", None), ("invalid", None), ("hang", None), ("ok", None)];
    let answer = answer_in_time(&router, queue(&records)).await;
    assert_eq!(
        answer,
        r#"{"batchItemFailures":[{"itemIdentifier":"m-1"},{"itemIdentifier":"m-2"},{"itemIdentifier":"m-3"},{"itemIdentifier":"m-4"}]}"#
    );
    assert_eq!(log.taken(), ["ok", "fail", "panic", "hang", "ok"]);
}

#[tokio::test]
async fn without_failures_the_list_is_empty() {
    let router = Router::new().with(Shop(Log::default()));
    assert_eq!(answer(&router, queue(&[("ok", None), ("ok", None)])).await.unwrap(), r#"{"batchItemFailures":[]}"#);
    assert_eq!(answer(&router, queue(&[])).await.unwrap(), r#"{"batchItemFailures":[]}"#);
}

#[tokio::test]
async fn if_all_messages_fail_all_are_reported() {
    let router = Router::new().with(Shop(Log::default()));
    let all = answer(&router, queue(&[("fail", None), ("panic", None)])).await.unwrap();
    assert_eq!(all, r#"{"batchItemFailures":[{"itemIdentifier":"m-0"},{"itemIdentifier":"m-1"}]}"#);
}

#[tokio::test]
async fn later_messages_of_a_failed_group_are_not_handled() {
    let log = Log::default();
    let router = Router::new().with(Shop(log.clone()));
    let (a, b) = (Some("a"), Some("b"));
    let records = [("a1", a), ("b1", b), ("fail", a), ("b2", b), ("a3", a), ("invalid", b), ("b4", b), ("alone", None)];
    let failed = answer(&router, queue(&records)).await.unwrap();
    assert_eq!(
        failed,
        r#"{"batchItemFailures":[{"itemIdentifier":"m-2"},{"itemIdentifier":"m-4"},{"itemIdentifier":"m-5"},{"itemIdentifier":"m-6"}]}"#
    );
    let handled = log.taken();
    let of = |group: &str| handled.iter().filter(|word| word.starts_with(group)).cloned().collect::<Vec<_>>();
    assert_eq!((of("a"), of("b"), of("fail").len()), (vec!["a1".into(), "alone".into()], vec!["b1".into(), "b2".into()], 1));
}

#[tokio::test]
async fn one_at_a_time_keeps_the_order_across_groups() {
    let log = Log::default();
    let ran = log.clone();
    let handler = Handler::each::<Queue, _, _>(1, move |record: Message, _| {
        let log = ran.clone();
        async move { log.act(&record.body).await }
    });
    let (a, b) = (Some("a"), Some("b"));
    let payload = queue(&[("a1", a), ("b1", b), ("c1", None), ("a2", a), ("b2", b)]);
    assert_eq!(answer(&Router::new().with(handler), payload).await.unwrap(), r#"{"batchItemFailures":[]}"#);
    assert_eq!(log.taken(), ["a1", "b1", "c1", "a2", "b2"]);
}

/// Close to the deadline, no further message is started, and those that are running are given up.
#[tokio::test(start_paused = true)]
async fn what_is_not_finished_in_time_has_failed() {
    let log = Log::default();
    let router = Router::new().with(Shop(log.clone()));
    let hang = ("hang", None);
    let started = tokio::time::Instant::now();
    let answer = answer_in_time(&router, queue(&[hang, ("ok", None), hang, hang, hang, ("ok", None)])).await;
    assert_eq!(
        answer,
        r#"{"batchItemFailures":[{"itemIdentifier":"m-0"},{"itemIdentifier":"m-2"},{"itemIdentifier":"m-3"},{"itemIdentifier":"m-4"},{"itemIdentifier":"m-5"}]}"#
    );
    assert_eq!(log.taken(), ["hang", "ok", "hang", "hang", "hang"]);
    let took = started.elapsed();
    assert!(took > Duration::from_secs(4) && took < Duration::from_secs(5), "{took:?}");
}

#[tokio::test]
async fn after_the_deadline_nothing_is_started() {
    let log = Log::default();
    let router = Router::new().with(Shop(log.clone()));
    let cx = Context::new("r-1").with_deadline(SystemTime::now());
    let reply = call(&router, Invocation::new(queue(&[("ok", None)])).with_context(cx)).await.unwrap();
    assert_eq!(reply.body(), br#"{"batchItemFailures":[{"itemIdentifier":"m-0"}]}"#);
    assert!(log.taken().is_empty());
}

/// A platform would take the answer for a success of the messages that it does not name.
#[tokio::test]
async fn messages_without_an_id_fail_the_whole_batch() {
    let log = Log::default();
    let router = Router::new().with(Shop(log.clone()));
    for record in
        [json!({"body": "ok"}), json!({"messageId": "", "body": "ok"}), json!({"messageId": [], "body": "ok"}), json!(17)]
    {
        let payload = json!({"Records": [{"messageId": "m-0", "body": "ok"}, record]}).to_string();
        let error = answer(&router, payload).await.unwrap_err();
        let text = "record 1 has no `messageId`, so its failure could not be reported; no record was handled";
        assert_eq!((error.kind(), error.to_string().as_str()), ("InvalidEvent", text));
    }
    assert!(log.taken().is_empty());
}

#[tokio::test]
async fn violations_outside_the_records_fail_the_whole_batch() {
    let router = Router::new().with(Shop(Log::default()));
    let payload = r#"{"region": 7, "Records": [{"messageId": "m-0", "body": "ok"}]}"#;
    let error = answer(&router, payload).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), ("InvalidEvent", 400));
}

/// A payload of a stream with these words. The sequence numbers are `0`, `1`, ….
fn kinesis(words: &[&str]) -> String {
    let records = words.iter().enumerate().map(|(index, word)| {
        let data = if *word == "invalid" { json!(7) } else { json!(word) };
        json!({"kinesis": {"sequenceNumber": index.to_string(), "data": data}})
    });
    json!({"Records": records.collect::<Vec<_>>()}).to_string()
}

#[tokio::test(start_paused = true)]
async fn a_stream_stops_at_the_first_failure() {
    let log = Log::default();
    let router = Router::new().with(Stream(log.clone()));
    for failure in ["fail", "panic", "invalid", "hang"] {
        let answer = answer_in_time(&router, kinesis(&["a", "b", failure, "c", "fail"])).await;
        assert_eq!(answer, r#"{"batchItemFailures":[{"itemIdentifier":"2"}]}"#, "{failure}");
        let mut ran = log.taken();
        ran.retain(|word| word != failure);
        assert_eq!(ran, ["a", "b"]);
    }
    assert_eq!(answer_in_time(&router, kinesis(&["a", "b"])).await, r#"{"batchItemFailures":[]}"#);
}

#[tokio::test(start_paused = true)]
async fn a_stream_of_a_table_stops_at_the_first_failure() {
    let log = Log::default();
    let router = Router::new().with(Table(log.clone()));
    for failure in [json!("fail"), json!("panic"), json!(["invalid"]), json!("hang")] {
        let record = |number: &str, word: Value| json!({"eventName": word, "dynamodb": {"SequenceNumber": number}});
        let records = [record("111", json!("ok")), record("222", failure), record("333", json!("never"))];
        let answer = answer_in_time(&router, json!({ "Records": records }).to_string()).await;
        assert_eq!(answer, r#"{"batchItemFailures":[{"itemIdentifier":"222"}]}"#);
        assert!(!log.taken().contains(&"never".to_owned()));
    }
}

#[tokio::test(start_paused = true)]
async fn an_id_can_have_several_values() {
    let log = Log::default();
    let router = Router::new().with(Topic(log.clone()));
    for failure in [json!("fail"), json!("panic"), json!(["invalid"]), json!("hang")] {
        let record = |partition: i64, offset: i64, word: Value| json!({"topic": "orders", "partition": partition, "offset": offset, "value": word});
        let records = [
            record(0, 5, json!("ok")),
            record(1, 8, json!("ok")),
            record(0, 6, failure),
            record(0, 7, json!("never")),
            record(1, 9, json!("ok")),
        ];
        let answer = answer_in_time(&router, json!({ "records": records }).to_string()).await;
        assert_eq!(
            answer,
            r#"{"batchItemFailures":[{"itemIdentifier":{"partition":"orders-0","offset":6}},{"itemIdentifier":{"partition":"orders-0","offset":7}}]}"#
        );
        let ran = log.taken();
        assert!(ran.iter().filter(|word| *word == "ok").count() == 3 && !ran.contains(&"never".to_owned()), "{ran:?}");
    }
}

/// A required number that is missing is read as zero, which is not the id of the record.
#[tokio::test]
async fn a_missing_number_is_not_an_id() {
    let router = Router::new().with(Topic(Log::default()));
    let payload = r#"{"records": [{"topic": "orders", "partition": 0, "value": "ok"}]}"#;
    let error = answer(&router, payload).await.unwrap_err();
    assert!(error.to_string().starts_with("record 0 has no `offset`"), "{error}");
}

fn transform(words: &[&str]) -> String {
    let records = words.iter().enumerate().map(|(index, word)| {
        let data = Base64::encode(word);
        let mut record = json!({"recordId": format!("r-{index}"), "data": data.as_str()});
        match *word {
            "invalid" => record["age"] = json!(-1),
            "not base64" => record["data"] = json!("??"),
            "no text" => record["data"] = json!(7),
            _ => {}
        }
        record
    });
    json!({"records": records.collect::<Vec<_>>()}).to_string()
}

#[tokio::test(start_paused = true)]
async fn every_record_can_have_an_entry() {
    let log = Log::default();
    let router = Router::new().with(Transformer(log.clone()));
    let words = ["ok", "fail", "panic", "hang", "invalid", "not base64", "no text", "drop", "other id", "no result"];
    let answer: Value = serde_json::from_str(&answer_in_time(&router, transform(&words)).await).unwrap();
    let failed = |id: &str, data: Value| json!({"recordId": id, "result": "ProcessingFailed", "data": data});
    let expected = json!({"records": [
        {"recordId": "r-0", "result": "Ok", "data": "T0s="},
        failed("r-1", json!("ZmFpbA==")),
        failed("r-2", json!("cGFuaWM=")),
        failed("r-3", json!("aGFuZw==")),
        failed("r-4", json!("aW52YWxpZA==")),
        failed("r-5", json!("??")),
        // A required value of another kind is not kept.
        {"recordId": "r-6", "result": "ProcessingFailed"},
        {"recordId": "r-7", "result": "Dropped", "data": "RFJPUA=="},
        failed("r-8", json!("b3RoZXIgaWQ=")),
        failed("r-9", json!("bm8gcmVzdWx0")),
    ]});
    assert_eq!(answer, expected);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// A message is reported if it or an earlier one of its group fails, and no other message is.
    #[test]
    fn exactly_the_failed_messages_are_reported(
        records in prop::collection::vec((prop::sample::select(vec!["ok", "ok", "fail", "panic", "invalid"]), prop::option::of(prop::sample::select(vec!["a", "b", "c"]))), 0..30),
    ) {
        let mut failed = BTreeSet::new();
        let mut expected = Vec::new();
        for (index, (word, group)) in records.iter().enumerate() {
            if *word != "ok" || group.is_some_and(|group| failed.contains(group)) {
                failed.extend(*group);
                expected.push(json!({"itemIdentifier": format!("m-{index}")}));
            }
        }
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let answer = runtime.block_on(answer(&Router::new().with(Shop(Log::default())), queue(&records))).unwrap();
        prop_assert_eq!(serde_json::from_str::<Value>(&answer).unwrap(), json!({"batchItemFailures": expected}));
    }

    /// A stream reports its first failure.
    #[test]
    fn exactly_the_first_failure_of_a_stream_is_reported(
        words in prop::collection::vec(prop::sample::select(vec!["ok", "ok", "ok", "fail", "panic", "invalid"]), 0..20),
    ) {
        let first = words.iter().position(|word| *word != "ok");
        let expected: Vec<Value> = first.iter().map(|index| json!({"itemIdentifier": index.to_string()})).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let answer = runtime.block_on(answer(&Router::new().with(Stream(Log::default())), kinesis(&words))).unwrap();
        prop_assert_eq!(serde_json::from_str::<Value>(&answer).unwrap(), json!({"batchItemFailures": expected}));
    }
}
