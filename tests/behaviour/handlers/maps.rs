//! Functions with `each` for triggers whose records are in maps.

use serde_json::{Value, json};
use triggerkit::{Batch, Handler, Router, Severity, Str};

use super::answer;
use super::partial::Log;

#[triggerkit::spec("behaviour/specs/maps.toml")]
mod maps {}

use maps::{
    Customers, CustomersEvent, Partitions, PartitionsEvent, QueueMessage, Queues, QueuesEvent, Rows, RowsEvent, ShardRecord,
    Shards, TransformedRow,
};

/// A router with a function that does what the word of each record says.
fn router<T: Batch<Answer = ()>>(log: &Log, word: fn(&T::Record) -> &Str) -> Router {
    let log = log.clone();
    Router::new().with(Handler::each::<T, _, _>(1, move |record, _| {
        let log = log.clone();
        async move { log.act(word(&record)).await }
    }))
}

fn partitions(log: &Log) -> Router {
    router::<Partitions>(log, |record| &record.value)
}

fn shards(log: &Log) -> Router {
    router::<Shards>(log, |record: &ShardRecord| &record.word)
}

fn queues(log: &Log) -> Router {
    router::<Queues>(log, |message: &QueueMessage| &message.body)
}

fn customers(log: &Log) -> Router {
    router::<Customers>(log, |message: &QueueMessage| &message.body)
}

fn record(partition: i64, offset: i64, word: Value) -> Value {
    json!({"topic": "orders", "partition": partition, "offset": offset, "value": word})
}

/// The answer in which these records have failed.
fn failed(records: &[(i64, i64)]) -> String {
    let entries = records
        .iter()
        .map(|(partition, offset)| format!(r#"{{"itemIdentifier":{{"partition":"orders-{partition}","offset":{offset}}}}}"#));
    format!(r#"{{"batchItemFailures":[{}]}}"#, entries.collect::<Vec<_>>().join(","))
}

#[tokio::test]
async fn records_come_in_the_order_of_the_payload() {
    let log = Log::default();
    // Text, because maps of serde_json are sorted.
    let record = |partition, offset, word: &str| record(partition, offset, json!(word)).to_string();
    let payload = format!(
        r#"{{"records": {{"orders-1": [{}, {}], "empty": [], "orders-0": [{}]}}}}"#,
        record(1, 1, "a"),
        record(1, 2, "b"),
        record(0, 1, "c")
    );
    assert_eq!(answer(&partitions(&log), payload.clone()).await.unwrap(), failed(&[]));
    assert_eq!(log.taken(), ["a", "b", "c"]);
    let event = PartitionsEvent::decode(&payload).unwrap();
    assert_eq!(event.topics().count(), 3);
    assert_eq!(Partitions::RECORDS, ["records{}"]);
}

#[tokio::test]
async fn an_id_of_several_values_comes_from_a_record_in_a_map() {
    let log = Log::default();
    for failure in [json!("fail"), json!("panic"), json!({"not": "text"})] {
        let payload = json!({"records": {
            "orders-0": [record(0, 5, json!("ok")), record(0, 6, failure), record(0, 7, json!("never"))],
            "orders-1": [record(1, 6, json!("ok")), record(1, 7, json!("ok"))],
        }});
        assert_eq!(answer(&partitions(&log), payload.to_string()).await.unwrap(), failed(&[(0, 6), (0, 7)]));
        let ran = log.taken();
        assert!(ran.iter().filter(|word| *word == "ok").count() == 3 && !ran.contains(&"never".to_owned()), "{ran:?}");
    }
}

/// The list of a partition cannot be left out: what it holds would count as handled.
#[tokio::test]
async fn what_holds_the_records_is_required() {
    let log = Log::default();
    let one = [record(0, 5, json!("ok"))];
    for (records, path) in [
        (json!(7), "records"),
        (json!({"orders-0": one, "orders-1": null}), "records.orders-1"),
        (json!({"orders-0": one, "orders.1": "not JSON of a list ["}), r#"records["orders.1"][0]"#),
    ] {
        let payload = json!({"source": "kafka", "records": records}).to_string();
        let (_, report) = PartitionsEvent::decode_lenient(&payload).unwrap();
        let [violation] = report.violations() else { panic!("{report}") };
        assert_eq!((violation.path.as_str(), violation.severity), (path, Severity::Fatal));
        let error = answer(&partitions(&log), payload).await.unwrap_err();
        assert_eq!(error.kind(), "InvalidEvent");
        assert!(error.to_string().contains(path) || error.to_string().contains("record 1 has no `topic`"), "{error}");
    }
    // Without records nothing is lost.
    for records in [json!(null), json!({}), json!({"orders-0": []})] {
        let payload = json!({"source": "kafka", "records": records}).to_string();
        assert_eq!(answer(&partitions(&log), payload).await.unwrap(), failed(&[]));
    }
    assert!(log.taken().is_empty());
}

#[tokio::test]
async fn rules_look_into_maps() {
    let report = PartitionsEvent::decode(r#"{"records": {"orders-0": []}}"#).unwrap_err();
    let expected = "records: expected at least one of `records{}[].topic`, `source`, found none [fields]";
    assert_eq!(report.to_string(), expected);
    assert!(PartitionsEvent::decode(r#"{"records": {"orders-0": []}, "source": "kafka"}"#).is_ok());
}

#[test]
fn the_first_value_of_a_map_detects_a_payload() {
    let detected = |payload: &str| maps::AnyEvent::decode(payload, &[]).map(|event| event.trigger().id);
    let first = json!({"records": {"a": [record(0, 1, json!("ok"))], "b": []}}).to_string();
    assert_eq!(detected(&first).unwrap(), "maps.partitions");
    let second = json!({"records": {"a": [], "b": [record(0, 1, json!("ok"))]}}).to_string();
    assert!(detected(&second).is_err());
}

#[tokio::test]
async fn a_batch_in_a_map_stops_at_the_first_failure() {
    let log = Log::default();
    for failure in [json!("fail"), json!("panic"), json!(["invalid"])] {
        let of = |number: &str, word: Value| json!({"number": number, "word": word});
        let payload = json!({"shards": {
            "a": [of("1", json!("ok")), of("2", json!("ok"))],
            "b": [of("3", failure), of("4", json!("never"))],
            "c": [of("5", json!("fail"))],
        }});
        let answer = answer(&shards(&log), payload.to_string()).await.unwrap();
        assert_eq!(answer, r#"{"batchItemFailures":[{"itemIdentifier":"3"}]}"#);
        assert!(!log.taken().contains(&"never".to_owned()));
    }
}

/// The values of the map are the records themselves. Names with braces and dots are quoted in paths.
#[tokio::test]
async fn every_value_of_a_map_can_have_an_entry() {
    let log = Log::default();
    let ran = log.clone();
    let router = Router::new().with(Handler::each::<Rows, _, _>(1, move |row, _| {
        let log = ran.clone();
        async move {
            log.act(row.word.as_deref().unwrap_or_default()).await?;
            Ok(TransformedRow::builder().id(row.id).result("Ok").build()?)
        }
    }));
    let payload =
        r#"{"rows": {"b": {"{id}": "1", "word.text": "ok"}, "a.b": {"{id}": "2", "word.text": "fail"}, "c": {"{id}": "3"}}}"#;
    let expected =
        r#"{"rows":[{"id":"1","result":"Ok"},{"id":"2","result":"Failed","word.text":"fail"},{"id":"3","result":"Ok"}]}"#;
    assert_eq!(answer(&router, payload).await.unwrap(), expected);
    assert_eq!(log.taken(), ["ok", "fail", ""]);
    // A row without its id could not be reported.
    let error = answer(&router, r#"{"rows": {"a": {"{id}": "1"}, "b": {"{id}": []}, "c": 7}}"#).await.unwrap_err();
    let expected = "record 1 has no `\"{id}\"`, so its failure could not be reported; no record was handled";
    assert_eq!(error.to_string(), expected);
    let report = RowsEvent::decode(r#"{"rows": {"a.b": {"{id}": "1"}, "b": {"{id}": []}, "c": 7, "d]": null}}"#).unwrap_err();
    let paths: Vec<&str> = report.violations().iter().map(|violation| violation.path.as_str()).collect();
    assert_eq!(paths, [r#"rows.b["{id}"]"#, "rows.c", r#"rows["d]"]"#]);
}

/// A record that cannot be read is the failure of this record alone, wherever it is.
#[tokio::test]
async fn a_record_that_does_not_fit_fails_alone() {
    let log = Log::default();
    let body = |word: &str| json!({ "body": word });
    // Sorted, as serde_json writes it.
    let payload = json!({"queues": {
        "": [body("a"), 7],
        "a.b": [null, body("b")],
        "x[1].y]": [body("c"), {"body": [1]}, body("fail")],
        "y": [body("d")],
    }});
    let error = answer(&queues(&log), payload.to_string()).await.unwrap_err();
    assert_eq!((error.kind(), error.failed()), ("BatchError", &[1, 2, 5, 6][..]));
    assert_eq!(log.taken(), ["a", "b", "c", "fail", "d"]);
    let text = error.to_string();
    for part in [r#"[1] queues[""][1]: "#, r#"[2] queues["a.b"][0]: "#, r#"[5] queues["x[1].y]"][1].body: "#] {
        assert!(text.contains(part), "{text}");
    }
}

/// A key may occur twice, or be longer than a path shows. Then any of the records may be the one that does not fit.
#[tokio::test]
async fn records_with_the_same_path_fail_together() {
    let log = Log::default();
    let long = "k".repeat(300);
    for (first, second) in [("twice", "twice"), (&*format!("{long}1"), &*format!("{long}2"))] {
        let payload =
            format!(r#"{{"queues": {{"{first}": [{{"body": "a"}}, {{"body": "b"}}], "{second}": [{{"body": [7]}}]}}}}"#);
        let error = answer(&queues(&log), payload).await.unwrap_err();
        assert_eq!(error.failed(), [0, 2], "{first}");
        assert_eq!(log.taken(), ["b"]);
    }
}

#[tokio::test]
async fn hidden_keys_stay_hidden() {
    let log = Log::default();
    let payload = r#"{"customers": {"Kim": [{"body": "a"}, {"body": "b"}], "Li": [{"body": "c"}, {"body": ["secret"]}]}}"#;
    let report = CustomersEvent::decode(payload).unwrap_err();
    assert_eq!(report.violations()[0].path, "customers[hidden][1].body");
    let error = answer(&customers(&log), payload).await.unwrap_err();
    // Either customer's second message may be the one that does not fit.
    assert_eq!((error.kind(), error.failed()), ("BatchError", &[1, 3][..]));
    assert_eq!(log.taken(), ["a", "c"]);
    let text = format!("{error} {error:?}");
    assert!(!["Kim", "Li", "secret"].iter().any(|part| text.contains(part)), "{text}");
}

/// A report has at most a hundred violations. Records after the last one are not assumed to be valid, whatever list they are in.
#[tokio::test]
async fn records_that_a_full_report_does_not_cover_fail() {
    let log = Log::default();
    let lists = (0..30).map(|list| {
        let bad = if list < 2 { json!("ok") } else { json!([1]) };
        (format!("q-{list:02}"), json!([{ "body": "ok" }, { "body": bad }, { "body": bad }, { "body": bad }, { "body": bad }]))
    });
    let queues_by_name: serde_json::Map<String, Value> = lists.collect();
    let error = answer(&queues(&log), json!({ "queues": queues_by_name }).to_string()).await.unwrap_err();
    // A hundred violations are those of 25 lists.
    let expected: Vec<usize> = (10..150).filter(|position| position % 5 > 0 || *position >= 135).collect();
    assert_eq!(error.failed(), expected);
    assert_eq!(log.taken().len(), 150 - expected.len());
}

/// What was read is written back as it came, records that do not fit included.
#[test]
fn maps_of_records_come_back() {
    for payload in [
        r#"{"queues":{"b":[{"body":"x","more":1}],"a":[],"b":[{"body":"y"}]}}"#,
        r#"{"queues":{"one":{"body":"x"},"text":"[{\"body\": 7}]"}}"#,
        r#"{"queues":null,"q":{}}"#,
    ] {
        let (event, _) = QueuesEvent::decode_lenient(payload).unwrap();
        assert_eq!(event.to_json(), payload);
    }
}
