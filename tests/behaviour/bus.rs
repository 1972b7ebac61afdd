//! The parts of the spec language for events of many sources: negated conditions, parts of texts, keys with dots,
//! fallbacks, and triggers that are declared ambiguous.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use tower::ServiceExt;
use triggerkit::{Batch, Context, Detection, Detector, Handler, Invocation, Reply, Router};

use bus::{Pipeline, PipelineEvent};

#[triggerkit::spec("behaviour/specs/bus.toml")]
mod bus {}

static BUS: Detector = Detector::new(|| bus::TRIGGERS.iter().collect());

/// Returns the ids of the triggers that a payload is detected as, without the provider.
fn detected_with(payload: &str, headers: &[(&str, &str)]) -> Vec<&'static str> {
    let found = match BUS.detect(payload.as_bytes(), headers) {
        Detection::One(trigger) => vec![trigger],
        Detection::Several(triggers) => triggers,
        _ => Vec::new(),
    };
    found.into_iter().map(|trigger| trigger.info.id.strip_prefix("bus.").unwrap()).collect()
}

fn detected(payload: &str) -> Vec<&'static str> {
    detected_with(payload, &[])
}

#[test]
fn a_negated_condition_holds_if_the_value_fails_it_or_is_absent() {
    for payload in [r#"{"upload": {"key": "a.jpg"}}"#, r#"{"upload": {}}"#, r#"{"upload": {"key": 1}}"#, r#"{"upload": null}"#] {
        assert_eq!(detected(payload), ["upload"], "{payload}");
        assert_eq!(detected_with(payload, &[("x-event", "sent")]), ["upload"], "{payload}");
        assert_eq!(detected_with(payload, &[("x-event", " Test ")]), [""; 0], "{payload}");
    }
    for payload in [r#"{"upload": {"key": "a.tmp"}}"#, r#"{"upload": {"key": ".part"}}"#, r#"{"key": "a.jpg"}"#] {
        assert_eq!(detected(payload), [""; 0], "{payload}");
    }
    assert_eq!(detected(r#"{"upload": {"key": "a.jpg"}, "cut": "#), ["upload"], "a value decides at once");
    assert_eq!(detected(r#"{"upload": {}, "cut": "#), [""; 0], "what is absent shows at the end");
}

#[test]
fn a_text_contains_a_part_in_any_case() {
    for (queue, is_detected) in
        [("/orders/", true), ("eu/ORDERS/1", true), ("eu/parcels/", true), ("orders", false), ("", false), ("/ördərs/", false)]
    {
        let expected: &[&str] = if is_detected { &["queue"] } else { &[] };
        assert_eq!(detected(&format!(r#"{{"queue": "{queue}"}}"#)), expected, "{queue}");
    }
    assert_eq!(detected(r#"{"queue": ["/orders/"]}"#), [""; 0], "a list is not a text");
}

#[test]
fn what_a_payload_lacks_is_in_words() {
    let trigger = bus::TRIGGERS.iter().find(|trigger| trigger.info.id == "bus.upload").unwrap();
    let lacks = |payload: &str, headers: &[(&str, &str)]| trigger.compare(payload.as_bytes(), headers).unwrap().lacks;
    assert_eq!(lacks(r#"{"upload": {"key": "a.tmp"}}"#, &[]), ["`upload.key` does not end with `.tmp` or `.part`"]);
    assert_eq!(lacks("{}", &[("X-Event", "test")]), ["`upload` is there", "header `X-Event` is not `test`"]);
    assert_eq!(
        trigger.info.detect.unwrap().to_string(),
        "`upload` is there and `upload.key` does not end with `.tmp` or `.part` and header `X-Event` is not `test`"
    );
}

const JOB: &str = r#"{"CodePipeline.job":{"id":"1","data":{"input.files":[{"revision":"a"},{"revision":"b"}]}}}"#;

#[test]
fn a_key_with_dots_is_one_step() {
    assert_eq!(detected(JOB), ["pipeline"]);
    assert_eq!(detected(r#"{"CodePipeline": {"job": {"id": "1"}}}"#), [""; 0]);
    let event = PipelineEvent::decode(JOB).unwrap();
    assert_eq!(event.revisions().map(triggerkit::Str::as_str).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(Pipeline::RECORDS, [r#""CodePipeline.job".data."input.files""#]);
    assert_eq!(Pipeline::records(event).len(), 2);

    let report = PipelineEvent::decode(r#"{"CodePipeline.job": {"id": "1", "data": {}}}"#).unwrap_err();
    assert_eq!(
        report.to_string(),
        r#"["CodePipeline.job"]: expected at least one of `"CodePipeline.job".data."input.files"`, `account.id`, found none [fields]"#
    );
    PipelineEvent::decode(r#"{"CodePipeline.job": {"data": {}}, "account.id": "7"}"#).unwrap();
}

/// Returns the records that a function with `each` gets of an event, as text, and the indices of those that it does not get.
async fn handled<T: Batch<Answer = ()>>(payload: &str) -> (Vec<String>, Vec<usize>)
where
    T::Record: Debug,
{
    let got = Arc::new(Mutex::new(Vec::new()));
    let log = got.clone();
    let handler = Handler::each::<T, _, _>(1, move |record, _| {
        log.lock().unwrap().push(format!("{record:?}"));
        async { Ok(()) }
    });
    let answer = Router::new().with(handler).oneshot(Invocation::new(payload.to_owned())).await;
    let failed = answer.map_or_else(|error| error.failed().to_vec(), |_| Vec::new());
    let got = std::mem::take(&mut *got.lock().unwrap());
    (got, failed)
}

#[tokio::test]
async fn each_gets_the_records_at_keys_with_dots() {
    let (records, failed) = handled::<Pipeline>(JOB).await;
    assert_eq!(records, [r#"InputFile { revision: "a" }"#, r#"InputFile { revision: "b" }"#]);
    assert_eq!(failed, [0; 0]);
    let (records, failed) = handled::<Pipeline>(&JOB.replacen("\"a\"", "[]", 1)).await;
    assert_eq!((records.len(), failed), (1, vec![0]));
}

#[test]
fn a_fallback_counts_if_no_other_trigger_does() {
    assert_eq!(detected(r#"{"detail-type": "Sent", "source": "parcels"}"#), ["any_source"]);
    assert_eq!(detected(r#"{"detail-type": "Sent", "source": "orders"}"#), ["ordered"]);
    assert_eq!(detected(r#"{"source": "parcels", "queue": "/orders/", "detail-type": "Sent"}"#), ["queue"]);
    assert_eq!(detected(r#"{"detail-type": "Sent", "source": "parcels", "queue": "/orders/"}"#), ["queue"]);
    // Others do not wait for a fallback, which is certain only at the end.
    assert_eq!(detected(r#"{"source": "orders", "cut": "#), ["ordered"]);
    assert_eq!(detected(r#"{"detail-type": "Sent", "source": "parcels", "cut": "#), ["any_source"]);
}

#[tokio::test]
async fn a_router_calls_the_fallback_for_what_no_other_handler_takes() {
    let router = Router::new()
        .with(Handler::new::<bus::AnySource, _, _>(async |_, _: Context| Ok(Reply::json("fallback"))))
        .with(Handler::new::<bus::Ordered, _, _>(async |_, _: Context| Ok(Reply::json("order"))));
    router.check().unwrap();
    for (source, expected) in [("orders", "order"), ("parcels", "fallback")] {
        let payload = format!(r#"{{"detail-type": "Sent", "source": "{source}"}}"#);
        let reply = router.clone().oneshot(Invocation::new(payload)).await.unwrap();
        assert_eq!(reply.body(), expected.as_bytes());
    }
}

#[test]
fn triggers_that_are_declared_ambiguous_wait_for_each_other() {
    let (parcel, letter) = (r#""parcel": "p-1""#, r#""letter": {"stamp": 1}"#);
    for both in [format!("{{{parcel}, {letter}}}"), format!("{{{letter}, {parcel}}}")] {
        assert_eq!(detected(&both), ["parcel", "letter"], "{both}");
    }
    assert_eq!(detected(&format!("{{{parcel}}}")), ["parcel"]);
    assert_eq!(detected(&format!("{{{letter}}}")), ["letter"]);
    // One that can no longer match is not waited for, nor is one that is not declared.
    assert_eq!(detected(&format!(r#"{{"parcel": 1, {letter}, "cut": "#)), ["letter"]);
    assert_eq!(detected(r#"{"queue": "/orders/", "upload": {"key": "a.jpg"}}"#), ["queue"]);
}
