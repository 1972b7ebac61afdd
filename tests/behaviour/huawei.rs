//! Huawei FunctionGraph: the documented properties of its fields.

use serde_json::{Value, json};
use triggerkit::huawei::{
    ApigEvent, ApigResponse, Cts, CtsEvent, CtsTraceType, Dds, DdsEvent, Dis, DisEvent, Dms, DmsEvent, Kafka, KafkaEvent, Lts,
    LtsEvent, Obs, ObsConfig, ObsEvent, ObsEventName, ObsEventType, ObsObject, ObsRecord, ObsS3, Smn, SmnEvent, Timer,
    TimerEvent, WorkSuccessEvent,
};
use triggerkit::{Base64, Document, Json, Rule, Trigger};

use crate::reports::{only, words};

/// Decodes the main documented payload of a trigger.
fn documented<T: Trigger>() -> T::Event {
    T::Event::decode(T::INFO.samples[0].payload).unwrap()
}

/// Returns a JSON string of exactly `length` characters, filled with `letter`.
fn json_text(letter: char, length: usize) -> String {
    let text = format!("\"{}\"", letter.to_string().repeat(length - 2));
    assert_eq!(text.chars().count(), length);
    text
}

fn success(result: &str) -> String {
    json!({"trigger_urn": "urn", "task_token": "token", "result": result}).to_string()
}

#[test]
fn results_have_up_to_32768_characters() {
    for letter in ['a', '火', '😀'] {
        let longest = json_text(letter, 32_768);
        let event = WorkSuccessEvent::decode(success(&longest)).unwrap();
        assert_eq!(event.result, longest);
        let report = WorkSuccessEvent::decode(success(&json_text(letter, 32_769))).unwrap_err();
        assert_eq!(words(&report), ["result", "length", "1 to 32768 characters", "32769 characters"]);
        let built = WorkSuccessEvent::builder().trigger_urn("urn").task_token("token");
        assert_eq!(built.result(json_text(letter, 32_769)).build().unwrap_err(), report);
    }
    let report = WorkSuccessEvent::decode(success("")).unwrap_err();
    assert_eq!(words(&report), ["result", "length", "1 to 32768 characters", "0 characters"]);
}

#[test]
fn results_are_json() {
    for text in [r#"{"sum": 2}"#, "2", "null", "\"x\"", "[]"] {
        WorkSuccessEvent::decode(success(text)).unwrap();
    }
    for text in ["done", "{", "{} {}", "{'a': 1}", " ", "\u{feff}{}"] {
        let report = WorkSuccessEvent::decode(success(text)).unwrap_err();
        assert_eq!(words(&report), ["result", "format", "JSON text", &format!("{text:?}")]);
    }
}

#[test]
fn obs_events_name_bucket_and_object() {
    let event = documented::<Obs>();
    let record = &event.records[0];
    assert_eq!(record.event_name, Some(ObsEventName::ObjectCreatedPut));
    assert_eq!(record.event_time.as_ref().unwrap().unix_nanoseconds(), Some(1_637_222_400_000_000_000));
    assert_eq!(record.request_parameters.as_ref().unwrap().source_ip_address.as_deref(), Some("192.0.2.10"));
    assert_eq!(record.response_elements.as_ref().unwrap().x_amz_id_2.as_deref(), Some("q3Vn0Zr8LxT5cYdW1mKpHs7Bf2Ej9uGa"));
    assert_eq!(record.s3.bucket.name, "photos");
    assert_eq!(
        record.s3.bucket.owner_identity.as_ref().unwrap().principal_id.as_deref(),
        Some("9800716a0c604a8690963103a85754f0")
    );
    assert_eq!(record.s3.object.key, "2021/by+the+sea+%E6%B5%B7.jpg");
    assert_eq!(record.s3.object.size, Some(48_213));
    let minimal = ObsEvent::decode(Obs::INFO.samples[1].payload).unwrap();
    assert_eq!(Obs::INFO.samples[1].variant, "minimal");
    assert_eq!(minimal.records[0].response_elements, None);
}

#[test]
fn obs_event_names_are_an_open_set() {
    let payload =
        r#"{"Records": [{"eventName": "ObjectRestore:Completed", "s3": {"bucket": {"name": "b"}, "object": {"key": "k"}}}]}"#;
    let event = ObsEvent::decode(payload).unwrap();
    assert_eq!(event.records[0].event_name, Some(ObsEventName::Other("ObjectRestore:Completed".into())));
    assert_eq!(event.records[0].event_name.as_ref().unwrap().as_str(), "ObjectRestore:Completed");
    assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), serde_json::from_str::<Value>(payload).unwrap());
}

#[test]
fn obs_sizes_are_exact() {
    let object = |size: &str| {
        let payload =
            format!(r#"{{"Records": [{{"s3": {{"bucket": {{"name": "b"}}, "object": {{"key": "k", "size": {size}}}}}}}]}}"#);
        ObsEvent::decode(&payload).unwrap().records[0].s3.object.size
    };
    assert_eq!(object("18446744073709551615"), Some(u64::MAX));
    assert_eq!(object("\"9007199254740993\""), Some(9_007_199_254_740_993));
    assert_eq!(object("\"\""), None);
}

/// The two families of OBS event types, each with the message if it is selected together with one of its members.
const FAMILIES: [(&str, &[&str], &str); 2] = [
    (
        "ObjectCreated",
        &["Put", "Post", "Copy", "CompleteMultipartUpload"],
        "`ObjectCreated` without `Put`, `Post`, `Copy`, `CompleteMultipartUpload` (`ObjectCreated` already contains Put, Post, Copy and CompleteMultipartUpload)",
    ),
    (
        "ObjectRemoved",
        &["Delete", "DeleteMarkerCreated"],
        "`ObjectRemoved` without `Delete`, `DeleteMarkerCreated` (`ObjectRemoved` already contains Delete and DeleteMarkerCreated)",
    ),
];

#[test]
fn obs_selections_exclude_their_parts() {
    for (whole, parts, message) in FAMILIES {
        for part in parts {
            for events in [[whole, part], [part, whole]] {
                let decoded = ObsConfig::decode(json!({"bucket": "b", "events": events}).to_string()).unwrap_err();
                assert_eq!(words(&decoded), ["events", "fields", message, &format!("`{part}`")]);
                let built = ObsConfig::builder().bucket("b").events(events).build().unwrap_err();
                assert_eq!(built, decoded);
            }
        }
        let every = [&[whole], parts].concat();
        let decoded = ObsConfig::decode(json!({"bucket": "b", "events": every}).to_string()).unwrap_err();
        assert_eq!(only(&decoded).found, format!("`{}`", parts.join("`, `")));
    }
    for events in [vec!["ObjectCreated", "ObjectRemoved"], vec!["ObjectCreated", "Delete"], vec!["Put", "Post", "ObjectRemoved"]]
    {
        let config = ObsConfig::builder().bucket("b").events(events.clone()).prefix("photos/").build().unwrap();
        assert_eq!(ObsConfig::decode(config.to_json()).unwrap(), config);
    }
}

#[test]
fn obs_selections_break_one_rule_at_a_time_or_all() {
    let every: Vec<&str> = FAMILIES.iter().flat_map(|(whole, parts, _)| parts.iter().copied().chain([*whole])).collect();
    let report = ObsConfig::builder().bucket("b").events(every).build().unwrap_err();
    let messages: Vec<&str> = report.violations().iter().map(|violation| &*violation.expected).collect();
    assert_eq!(messages, FAMILIES.map(|(_, _, message)| message));

    let report = ObsConfig::builder().bucket("b").events(["Put", "Put"]).build().unwrap_err();
    assert_eq!(words(&report), ["events", "fields", "no item twice (An event is selected at most once)", "\"Put\" twice"]);
    let report = ObsConfig::decode(r#"{"bucket": "b", "events": ["Put", "put"]}"#).unwrap_err();
    assert_eq!((only(&report).path.as_str(), only(&report).rule), ("events[1]", Rule::OneOf));
    let report = ObsConfig::builder().bucket("b").events(Vec::<ObsEventType>::new()).build().unwrap_err();
    assert_eq!(words(&report), ["events", "length", "at least 1 item", "0 items"]);
}

#[test]
fn obs_selections_of_another_kind_are_one_violation() {
    let report = ObsConfig::decode(r#"{"bucket": "b", "events": true}"#).unwrap_err();
    assert_eq!(words(&report), ["events", "type", "a list", "bool true"]);
}

#[test]
fn lts_logs_open_down_to_their_fields() {
    let event = documented::<Lts>();
    let data = event.lts.data.open().unwrap();
    assert_eq!(data.owner.as_deref(), Some("6280e170bd934f60a4d851cf5ca05129"));
    let lines: Vec<Option<u64>> = data.logs.iter().map(|log| log.line_no).collect();
    assert_eq!(lines, [Some(615), Some(616), Some(617)]);
    let log = &data.logs[0];
    assert!(log.message.as_deref().unwrap().ends_with("Successfully loaded general configuration file\r\n"));
    assert_eq!(log.host_name.as_deref(), Some("ecs-testagent.novalocal"));
    assert_eq!(log.path.as_deref(), Some("/usr/local/telescope/log/common.log"));
    assert_eq!(log.time.as_ref().unwrap().unix_nanoseconds(), Some(1_530_009_653_059_000_000));
}

#[test]
fn lts_texts_are_decoded_from_every_form() {
    let owner = "??>".repeat(40);
    let text = Base64::encode(json!({"owner": owner}).to_string());
    let lines = text.as_str().as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect::<Vec<_>>();
    assert!(text.as_str().contains('/') && lines.len() > 2);
    for written in [text.as_str().to_owned(), text.as_str().replace('/', "\\/"), lines.join("\\r\\n"), lines.join("\\u000a")] {
        let event = LtsEvent::decode(format!("{{\"lts\":{{\"data\":\"{written}\"}}}}")).unwrap();
        assert_eq!(event.lts.data.open().unwrap().owner.as_deref(), Some(&*owner), "{written}");
    }
}

#[test]
fn lts_envelopes_decode_with_invalid_contents() {
    let event = LtsEvent::decode(r#"{"lts": {"data": "no base64"}}"#).unwrap();
    assert_eq!(words(&event.lts.data.open().unwrap_err()), ["$", "codec", "base64 text", "Invalid symbol 32, offset 2."]);
    let inside = Base64::encode(r#"{"logs": ["{\"line_no\": \"x\"}", "no JSON", {"time": 5}]}"#);
    let event = LtsEvent::decode(json!({"lts": {"data": inside.as_str()}}).to_string()).unwrap();
    let report = event.lts.data.open().unwrap_err();
    assert_eq!(crate::reports::places(&report), [("logs[0].line_no", "type"), ("logs[1]", "type")]);
}

#[test]
fn dis_records_hold_bytes() {
    let event = documented::<Dis>();
    assert_eq!(event.message.records.len(), 4);
    assert_eq!(event.message.records[3].data.as_ref().unwrap().decode().unwrap(), b"<Buffer></Buffer>");
    assert_eq!(event.message.records[3].sequence_number.as_deref(), Some("3"));
    assert_eq!(event.message.millis_behind_latest, None, "the documented sample says \"\"");
    assert_eq!(event.shard_id.as_deref(), Some("shardId-0000000000"));
}

#[test]
fn dis_delays_come_in_every_form() {
    for (text, value) in [("\"\"", None), ("null", None), ("12", Some(12)), ("\"12\"", Some(12))] {
        let payload = format!(r#"{{"Message":{{"records":[],"millis_behind_latest":{text}}}}}"#);
        let event = DisEvent::decode(&payload).unwrap();
        assert_eq!(event.message.millis_behind_latest, value);
        assert_eq!(event.to_json(), payload);
    }
}

fn body_bytes(body: &Value, base64: &Value) -> Result<Vec<u8>, triggerkit::Report> {
    let payload = json!({"httpMethod": "POST", "path": "/", "body": body, "isBase64Encoded": base64});
    ApigEvent::decode(payload.to_string()).unwrap().body_bytes()
}

#[test]
fn apig_bodies_are_bytes() {
    let (hello, encoded) = (json!("hello"), json!("aGVsbG8="));
    assert_eq!(body_bytes(&encoded, &json!(true)).unwrap(), b"hello");
    assert_eq!(body_bytes(&encoded, &json!("true")).unwrap(), b"hello");
    assert_eq!(body_bytes(&hello, &json!(false)).unwrap(), b"hello");
    assert_eq!(body_bytes(&hello, &json!("false")).unwrap(), b"hello");
    assert_eq!(body_bytes(&hello, &Value::Null).unwrap(), b"hello");
    assert_eq!(body_bytes(&Value::Null, &json!(true)).unwrap(), b"");
    assert_eq!(body_bytes(&json!(""), &json!(true)).unwrap(), b"");
}

#[test]
fn apig_flags_may_be_wrong() {
    let report = body_bytes(&json!("no base64!"), &json!(true)).unwrap_err();
    assert_eq!((only(&report).rule, &*only(&report).expected), (Rule::Codec, "base64 text"));
}

#[test]
fn apig_headers_and_queries_are_open() {
    let payload =
        r#"{"httpMethod":"GET","path":"/","queryStringParameters":{"a":["1","2"],"b":true},"headers":{"Host":"x","":"y"}}"#;
    let event = ApigEvent::decode(payload).unwrap();
    let query = event.query_string_parameters;
    assert_eq!(query.get("a").unwrap().to::<Vec<String>>().unwrap(), ["1", "2"]);
    assert_eq!(query.get("b").unwrap(), &Json::from(true));
    assert_eq!(event.headers.get_ignore_case("host").unwrap().text().as_deref(), Some("x"));
    assert_eq!(event.headers.get("").unwrap().text().as_deref(), Some("y"));
}

#[test]
fn apig_responses_are_text_json_or_bytes() {
    let written = |answer: &ApigResponse| {
        answer.validate().unwrap();
        serde_json::from_str::<Value>(&answer.to_json()).unwrap()
    };
    let text = ApigResponse::text(404, "nothing here");
    assert_eq!(
        written(&text),
        json!({"statusCode": 404, "headers": {"Content-Type": "text/plain; charset=utf-8"}, "body": "nothing here", "isBase64Encoded": false})
    );
    let json = ApigResponse::json(200, &json!({"sum": 2})).unwrap();
    assert_eq!(
        written(&json),
        json!({"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": "{\"sum\":2}", "isBase64Encoded": false})
    );
    let binary = ApigResponse::binary(200, "image/png", b"\x89PNG");
    assert_eq!(
        written(&binary),
        json!({"statusCode": 200, "headers": {"Content-Type": "image/png"}, "body": "iVBORw==", "isBase64Encoded": true})
    );
    assert_eq!(binary.body_bytes().unwrap(), b"\x89PNG");
    assert_eq!(text.body_bytes().unwrap(), b"nothing here");
}

#[test]
fn apig_responses_that_cannot_be_json_are_errors() {
    let keys_are_lists = std::collections::BTreeMap::from([(vec![1], 2)]);
    assert_eq!(only(&ApigResponse::json(200, &keys_are_lists).unwrap_err()).rule, Rule::Json);
}

#[test]
fn dms_groups_have_two_spellings() {
    for key in ["ConsumerGroupID", "ConsumerGroupId"] {
        let payload = format!(r#"{{"QueueID":"q","{key}":"g-1","Messages":[{{"Body":"b"}}]}}"#);
        let event = DmsEvent::decode(&payload).unwrap();
        assert_eq!(event.consumer_group_id.as_deref(), Some("g-1"));
        assert_eq!(event.to_json(), payload);
    }
    let both = r#"{"ConsumerGroupID":"g-1","Messages":[],"ConsumerGroupId":"g-2"}"#;
    let event = DmsEvent::decode(both).unwrap();
    assert_eq!(event.consumer_group_id.as_deref(), Some("g-1"));
    assert_eq!(event.to_json(), both);
}

#[test]
fn events_are_typed() {
    let dms = documented::<Dms>();
    assert_eq!(dms.messages[0].body.as_deref(), Some("This is dms trigger body"));
    assert_eq!(dms.messages[0].attributes.get("dmstrigger2").unwrap(), "dmstrigger");

    let kafka: KafkaEvent = documented::<Kafka>();
    assert_eq!(kafka.messages.len(), 5);
    assert_eq!(kafka.messages[4], "kafka message5");
    assert_eq!(kafka.topic_id.as_deref(), Some("topic-test"));

    let smn: SmnEvent = documented::<Smn>();
    let message = &smn.record[0].smn;
    assert_eq!(message.kind.as_deref(), Some("notification"));
    assert_eq!(message.subject.as_deref(), Some("This is the message title of smn trigger"));
    assert_eq!(message.message_attributes, None);

    let cts: CtsEvent = documented::<Cts>();
    let trace = cts.cts.as_ref().unwrap();
    assert_eq!(trace.code, Some(204));
    assert_eq!(trace.trace_type, Some(CtsTraceType::ConsoleAction));
    assert_eq!(trace.user.as_ref().unwrap().domain.as_ref().unwrap().name.as_deref(), Some("domainName"));

    let dds: DdsEvent = documented::<Dds>();
    let change = &dds.records[0].dds;
    assert_eq!(change.size_bytes, Some(100));
    assert_eq!(change.ns.as_ref().unwrap().open().unwrap().coll.as_deref(), Some("person"));
    let document = change.full_document.as_ref().unwrap().open().unwrap();
    assert_eq!(document.at("age.$numberDouble").unwrap(), Json::from("52.0"));
    assert!(change.token.as_ref().unwrap().open().unwrap().get("_data").is_some());
}

#[test]
fn dds_documents_may_be_text() {
    let payload = json!({"records": [{"dds": {
        "token": "{\"_data\":\"825D\"}",
        "full_document": "{\"name\":\"dds\"}",
        "ns": "{\"db\":\"functiongraph\",\"coll\":\"person\"}",
    }}]});
    let event = DdsEvent::decode(payload.to_string()).unwrap();
    let change = &event.records[0].dds;
    assert_eq!(change.token.as_ref().unwrap().open().unwrap().get("_data").unwrap(), &Json::from("825D"));
    assert_eq!(change.full_document.as_ref().unwrap().open().unwrap().at("name").unwrap(), Json::from("dds"));
    assert_eq!(change.ns.as_ref().unwrap().open().unwrap().db.as_deref(), Some("functiongraph"));
    assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), payload);
}

#[test]
fn documented_times_are_instants() {
    let kafka = documented::<Kafka>();
    assert_eq!(kafka.event_time.unwrap().unix_nanoseconds(), Some(1_576_737_962_000_000_000));
    let timer: TimerEvent = documented::<Timer>();
    assert_eq!(timer.time.unwrap().unix_nanoseconds(), Some(1_136_239_445_000_000_000));
    let smn = documented::<Smn>();
    assert_eq!(smn.record[0].smn.timestamp.as_ref().unwrap().unix_nanoseconds(), Some(1_510_718_544_000_000_000));
    // Times in the vendor's own format are instants as well, and the text is kept.
    let said = smn.timestamp.unwrap();
    assert_eq!(said.as_str(), "Wed Nov 15 2017 12:00:00 GMT+0800 (CST)");
    assert_eq!(said.unix_nanoseconds(), Some(1_510_718_400_000_000_000));
    let recorded = documented::<Cts>().cts.unwrap().time.unwrap();
    assert_eq!(recorded.as_str(), "2018/06/26 08:54:07 GMT+08:00");
    assert_eq!(recorded.unix_nanoseconds(), Some(1_529_974_447_000_000_000));
}

#[test]
fn parts_are_built_like_events() {
    let bucket = triggerkit::huawei::ObsBucket::builder().name("photos").build().unwrap();
    let object = ObsObject::builder().key("a.jpg").size(7).build().unwrap();
    let s3 = ObsS3::builder().bucket(bucket).object(object).build().unwrap();
    let record = ObsRecord::builder().s3(s3).event_name("ObjectRemoved:Delete").build().unwrap();
    let event = ObsEvent::builder().records([record]).build().unwrap();
    assert_eq!(event.records[0].event_name, Some(ObsEventName::ObjectRemovedDelete));
    assert_eq!(ObsEvent::decode(event.to_json()).unwrap(), event);
}
