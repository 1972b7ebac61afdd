//! Features of the other three clouds: envelopes, codecs, CBOR, raw payloads, unions, CloudEvents and responses.

use serde_json::{Value, json};
use triggerkit::aliyun::{
    ApigwResponse, CdnEvent, CdnParameter, DatahubEvent, IotEvent, MnsEvent, RdsEvent, Tablestore, TablestoreEvent,
};
use triggerkit::tencent::{CkafkaEvent, ClbEvent, Cls, ClsEvent, CmqEvent, EventbridgeEvent, MpsEvent};
use triggerkit::volcengine::{Kafka, KafkaEvent, TimerEvent, TlsEvent, TosEvent};
use triggerkit::{Document, Rule, Scalar, Trigger, cloudevents};

use crate::reports::words;

fn value(document: &impl Document) -> Value {
    serde_json::from_str(&document.to_json()).unwrap()
}

#[test]
fn a_table_store_event_is_read_from_cbor_and_from_json() {
    let sample = |json: bool| Tablestore::INFO.samples.iter().find(|sample| sample.payload.starts_with(b"{") == json).unwrap();
    let cbor = TablestoreEvent::decode(sample(false).payload).unwrap();
    let json = TablestoreEvent::decode(sample(true).payload).unwrap();
    assert_eq!(cbor, json);
    assert_eq!(cbor.records[0].primary_key[0].value, Scalar::I64(1_506_416_585_881_590_900));
    assert!(cbor.to_json().contains("1506416585881590900"));
    let again = TablestoreEvent::decode(cbor.to_payload()).unwrap();
    assert_eq!(again, cbor);
    assert!(!cbor.to_payload().starts_with(b"{"));
}

#[test]
fn every_kind_of_cell_survives_cbor_exactly() {
    use ciborium::Value as Cbor;
    let column = |value: Cbor| {
        Cbor::Map(vec![
            (Cbor::Text("Type".into()), Cbor::Text("Put".into())),
            (Cbor::Text("ColumnName".into()), Cbor::Text("c".into())),
            (Cbor::Text("Value".into()), value),
        ])
    };
    let cells = [
        (Cbor::Integer(i64::MIN.into()), Scalar::I64(i64::MIN)),
        (Cbor::Integer(u64::MAX.into()), Scalar::U64(u64::MAX)),
        (Cbor::Bool(true), Scalar::Bool(true)),
        (Cbor::Float(1.0), Scalar::F64(1.0)),
        (Cbor::Float(0.1), Scalar::F64(0.1)),
        (Cbor::Text("火".into()), Scalar::Text("火".into())),
        (Cbor::Bytes(vec![0, 255]), Scalar::from([0u8, 255].as_slice())),
    ];
    let columns = cells.iter().map(|(cell, _)| column(cell.clone())).collect();
    let record = Cbor::Map(vec![
        (Cbor::Text("Type".into()), Cbor::Text("PutRow".into())),
        (Cbor::Text("Columns".into()), Cbor::Array(columns)),
        (Cbor::Text("PrimaryKey".into()), Cbor::Array(vec![])),
    ]);
    let event = Cbor::Map(vec![
        (Cbor::Text("Version".into()), Cbor::Text("Sync-v1".into())),
        (Cbor::Text("Records".into()), Cbor::Array(vec![record])),
    ]);
    let mut bytes = Vec::new();
    ciborium::into_writer(&event, &mut bytes).unwrap();
    let (event, report) = TablestoreEvent::decode_lenient(&bytes).unwrap();
    assert!(report.is_empty(), "{report}");
    for payload in [event.to_payload(), event.to_json().into_bytes()] {
        let event = TablestoreEvent::decode_lenient(payload).unwrap().0;
        let read: Vec<&Scalar> = event.records[0].columns.iter().filter_map(|column| column.value.as_ref()).collect();
        assert_eq!(read, cells.iter().map(|(_, scalar)| scalar).collect::<Vec<_>>());
    }
}

#[test]
fn broken_cbor_is_one_violation() {
    for bytes in [b"\xbf".as_slice(), b"\xa1", b"\x9f\x9f\x9f", b"\xa0\xa0", b"\xff", b"", &[0x9f; 10_000]] {
        let report = TablestoreEvent::decode(bytes).unwrap_err();
        assert_eq!(report.violations()[0].rule, Rule::Codec, "{report}");
    }
}

#[test]
fn messages_are_json_or_plain_text() {
    let json = MnsEvent::decode(r#"{"TopicOwner": "1", "MessageMD5": "x", "Message": "hello", "colour": "red"}"#).unwrap();
    assert_eq!(json.message.as_deref(), Some("hello"));
    assert_eq!(json.unknown().unwrap().get("colour").unwrap().text().unwrap(), "red");
    for text in ["hello", "", "{\"order\": 1}", "[1]", "{", "火"] {
        let event = MnsEvent::decode(text).unwrap();
        assert_eq!(event.message.as_deref(), Some(text));
        assert_eq!(event.to_payload(), text.as_bytes());
    }
    assert_eq!(MnsEvent::decode(b"\xff").unwrap_err().violations()[0].rule, Rule::Utf8);
    let wrapped = MnsEvent::decode(r#"{"body": "hello", "attrs": {"Extend": "{\"a\": \"b\"}"}}"#).unwrap();
    assert_eq!((wrapped.message.as_deref(), wrapped.body.as_deref()), (None, Some("hello")));
    assert!(wrapped.texts().eq(["hello"]));
    let attributes = wrapped.attrs.unwrap().open().unwrap();
    assert_eq!(attributes.extend.unwrap().open().unwrap().get("a").unwrap().text().unwrap(), "b");
}

#[test]
fn payloads_without_a_document_are_bytes() {
    let event = RdsEvent::decode(b"\x00\xff\x01").unwrap();
    assert_eq!(event.payload.bytes(), b"\x00\xff\x01");
    assert_eq!(event.to_payload(), b"\x00\xff\x01");
    let iot = IotEvent::decode(r#"{"hello": "world"}"#).unwrap();
    let own: Value = iot.payload.json().unwrap();
    assert_eq!(own["hello"], "world");
    let through_serde: IotEvent = serde_json::from_value(serde_json::to_value(&iot).unwrap()).unwrap();
    assert_eq!(through_serde.payload, iot.payload);
}

#[test]
fn parameters_depend_on_the_event_in_any_order() {
    let event = CdnEvent::decode(r#"{"events": [{"eventParameter": {"fileSize": 7}, "eventName": "LogFileCreated"}]}"#);
    let (event, _) = event.map_or_else(
        |_| {
            CdnEvent::decode_lenient(r#"{"events": [{"eventParameter": {"fileSize": 7}, "eventName": "LogFileCreated"}]}"#)
                .unwrap()
        },
        |event| (event, Default::default()),
    );
    assert!(!matches!(event.events[0].event_parameter, Some(CdnParameter::Other(_)) | None));
    let new = r#"{"events": [{"eventName": "SomethingNew", "eventSource": "cdn", "eventParameter": {"x": [1, 1.0]}}]}"#;
    let (event, _) = CdnEvent::decode_lenient(new).unwrap();
    assert!(matches!(event.events[0].event_parameter, Some(CdnParameter::Other(_))));
    assert_eq!(value(&event), serde_json::from_str::<Value>(new).unwrap());
}

#[test]
fn logs_are_unpacked_from_every_format() {
    assert_eq!(Cls::INFO.samples.len(), 3);
    for sample in Cls::INFO.samples {
        let logs = ClsEvent::decode(sample.payload).unwrap().clslogs.data.open().unwrap();
        assert_eq!(logs.topic_name.as_deref(), Some("testname"), "{}", sample.variant);
        assert_eq!(logs.records.len(), 2);
    }
}

#[test]
fn one_field_comes_in_many_forms() {
    let tags = |json: &str| {
        let payload = format!(r#"{{"Records": [{{"CMQ": {{"topicName": "t", "msgBody": "b", "msgTag": {json}}}}}]}}"#);
        let event = CmqEvent::decode(&payload).unwrap();
        assert_eq!(value(&event), serde_json::from_str::<Value>(&payload).unwrap());
        event.records[0].cmq.msg_tag.clone()
    };
    assert_eq!(tags(r#""tag1,tag2""#), ["tag1", "tag2"]);
    assert_eq!(tags(r#"["tag1", "tag2"]"#), ["tag1", "tag2"]);
    assert!(tags(r#""""#).is_empty() && tags("[]").is_empty() && tags("null").is_empty());

    let offset = |json: &str| {
        let payload = format!(r#"{{"Records": [{{"Ckafka": {{"topic": "t", "offset": {json}, "msgKey": "None"}}}}]}}"#);
        let event = CkafkaEvent::decode(&payload).unwrap();
        assert_eq!(value(&event), serde_json::from_str::<Value>(&payload).unwrap());
        assert_eq!(event.records[0].ckafka.msg_key, None);
        event.records[0].ckafka.offset
    };
    assert_eq!(
        [offset("36"), offset("\"36\""), offset("\"\""), offset("null")].map(|n| n.map(|n| n as i64)),
        [Some(36), Some(36), None, None]
    );

    for flag in ["true", "\"true\"", "\"false\"", "false"] {
        let payload = format!(r#"{{"headers": {{}}, "payload": {{}}, "isBase64Encoded": {flag}}}"#);
        let event = ClbEvent::decode(&payload).unwrap();
        assert_eq!(event.is_base64_encoded, Some(flag.contains("true")));
        assert_eq!(value(&event), serde_json::from_str::<Value>(&payload).unwrap());
    }
}

#[test]
fn a_misspelt_key_is_read_and_written_back() {
    for (key, time) in
        [("subject", json!(1615430559146u64)), ("subjuect", json!("1615430559146")), ("subject", json!("2021-03-11T02:42:39Z"))]
    {
        let payload =
            json!({"specversion": "0", "type": "connector:tdmq", key: "qcs::tdmq", "time": time, "data": {"topic": "t"}});
        let event = EventbridgeEvent::decode(payload.to_string()).unwrap();
        assert_eq!(event.events[0].subject.as_deref(), Some("qcs::tdmq"));
        assert_eq!(value(&event), payload);
    }
}

#[test]
fn media_tasks_are_one_of_five() {
    let sample = triggerkit::tencent::Mps::INFO.samples[0].payload;
    let event = MpsEvent::decode(sample).unwrap();
    let results = &event.workflow_task_event.as_ref().unwrap().media_process_result_set;
    assert!(results.iter().any(|result| result.transcode_task.is_some()));
    let mut payload: Value = serde_json::from_slice(sample).unwrap();
    let result = &mut payload["WorkflowTaskEvent"]["MediaProcessResultSet"][0];
    result["AnimatedGraphicTask"] = json!({"Status": "FAIL"});
    let report = MpsEvent::decode(payload.to_string()).unwrap_err();
    assert_eq!(report.violations().len(), 1, "{report}");
    assert_eq!(report.violations()[0].rule, Rule::Fields);
}

#[test]
fn cloudevents_are_read_in_both_modes() {
    let sample: Value = serde_json::from_slice(Kafka::INFO.samples[0].payload).unwrap();
    let mut headers: Vec<(String, String)> = Vec::new();
    for (key, value) in sample.as_object().unwrap() {
        match key.as_str() {
            "data" => {}
            "datacontenttype" => headers.push(("Content-Type".into(), value.as_str().unwrap().into())),
            "extensions" => headers.extend(
                value.as_object().unwrap().iter().map(|(key, value)| (format!("Ce-{key}"), value.as_str().unwrap().into())),
            ),
            _ => headers.push((format!("ce-{key}"), value.as_str().unwrap().into())),
        }
    }
    let headers: Vec<(&str, &str)> = headers.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let binary = cloudevents::payload(&headers, sample["data"].as_str().unwrap().as_bytes()).unwrap();
    assert_eq!(value(&KafkaEvent::decode(&binary).unwrap()), sample);
    assert_eq!(triggerkit::detect(&binary, &[]).one().unwrap().info.id, "volcengine.kafka");

    let mut flat = sample.clone();
    let extensions = flat.as_object_mut().unwrap().remove("extensions").unwrap();
    flat.as_object_mut().unwrap().extend(extensions.as_object().unwrap().clone());
    let flat = flat.to_string();
    let structured =
        cloudevents::payload(&[("content-type", "application/cloudevents+json; charset=utf-8")], flat.as_bytes()).unwrap();
    assert_eq!(value(&KafkaEvent::decode(&structured).unwrap()), sample);

    let tos: Value = serde_json::from_slice(triggerkit::volcengine::Tos::INFO.samples[0].payload).unwrap();
    let headers = [
        ("ce-specversion", "1.0"),
        ("ce-id", "1"),
        ("ce-source", "/tos"),
        ("ce-type", "faas.tos.event"),
        ("content-type", "application/octet-stream"),
    ];
    let event = TosEvent::decode(cloudevents::payload(&headers, tos["data"].to_string().as_bytes()).unwrap()).unwrap();
    assert_eq!(event.data.events.len(), 1);

    let bytes = cloudevents::payload(&headers, b"\xff\x00").unwrap();
    let folded: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(folded["data_base64"], "/wA=");
    assert_eq!(&*cloudevents::payload(&[], b"as it is").unwrap(), b"as it is");
    assert_eq!(
        cloudevents::payload(&[("content-type", "application/cloudevents+json")], b"[]").unwrap_err().violations()[0].rule,
        Rule::Json
    );
}

#[test]
fn data_is_text_or_an_object() {
    let event = |data: Value| json!({"id": "1", "source": "/s", "specversion": "1.0", "type": "faas.timer.event", "data": data});
    for data in [json!("text"), json!({"a": 1}), json!(null)] {
        let payload = event(data);
        assert_eq!(value(&TimerEvent::decode(payload.to_string()).unwrap()), payload);
    }
    let tls = json!({"id": "1", "source": "/s", "specversion": "1.0", "type": "faas.tls.event", "data": {"__path__": "/var/log", "own": {"deep": [1]}}});
    for payload in [tls.clone(), {
        let mut text = tls.clone();
        text["data"] = json!(tls["data"].to_string());
        text
    }] {
        let event = TlsEvent::decode(payload.to_string()).unwrap();
        assert!(event.data.unknown().unwrap().get("own").is_some());
        assert_eq!(value(&event), payload);
    }
}

#[test]
fn built_events_are_detected_as_themselves() {
    let event = KafkaEvent::builder().id("1").source("/faas/event/kafka/1").data("text").build().unwrap();
    assert_eq!(triggerkit::detect(event.to_json().as_bytes(), &[]).one().unwrap().info.id, "volcengine.kafka");
}

#[test]
fn tuples_and_blobs_come_in_one_field() {
    let event = |data: Value| json!({"eventSource": "acs:datahub", "eventName": "acs:datahub:putRecord", "records": [{"eventId": "0:1", "systemTime": 1, "data": data}]});
    let open = |data: Value| {
        let payload = event(data);
        let event = DatahubEvent::decode(payload.to_string()).unwrap();
        assert_eq!(value(&event), payload);
        event.records[0].data.clone()
    };
    assert_eq!(open(json!("[\"a\",\"b\"]")).open().unwrap(), ["a", "b"]);
    assert_eq!(open(json!(["a", "b"])).open().unwrap(), ["a", "b"]);
    let blob = open(json!("plain text"));
    assert_eq!(blob.text(), "plain text");
    assert!(blob.open().is_err());
}

#[test]
fn a_response_that_the_gateway_rejects_cannot_be_built() {
    let answer = ApigwResponse::builder().status_code(200).body("not base64!").is_base64_encoded(true).build().unwrap_err();
    assert_eq!(answer.violations()[0].path, "body");
    assert!(ApigwResponse::builder().status_code(7).build().is_err());
    assert!(ApigwResponse::text(200, "hello").validate().is_ok());
    let binary = ApigwResponse::binary(200, "image/png", b"\x89PNG");
    assert!(binary.validate().is_ok());
    assert!(binary.is_base64_encoded);
    assert_eq!(ApigwResponse::json(201, &json!({"a": 1})).unwrap().body.as_deref(), Some("{\"a\":1}"));
}

#[test]
fn joined_attributes_are_not_read_as_the_message() {
    for payload in [
        r#"{"TopicOwner":"o","Message":"text","MessageMD5":"x","body":"an attribute"}"#,
        r#"{"TopicOwner":"o","body":"an attribute","Message":"text","MessageMD5":"x"}"#,
    ] {
        let event = MnsEvent::decode(payload).unwrap();
        assert_eq!(event.message.as_deref(), Some("text"));
        assert_eq!(value(&event), serde_json::from_str::<Value>(payload).unwrap());
    }
}

#[test]
fn a_message_is_sent_in_the_form_that_can_hold_it() {
    let bare = MnsEvent::builder().message("hello").build().unwrap();
    assert_eq!(bare.to_payload(), b"hello");
    assert_eq!(MnsEvent::decode(bare.to_payload()).unwrap(), bare);
    let mut grown = MnsEvent::decode("hello").unwrap();
    (grown.topic_owner, grown.message_md5) = (Some("o".into()), Some("x".into()));
    assert_eq!(MnsEvent::decode(grown.to_payload()).unwrap(), grown);
}

#[test]
fn cbor_may_start_with_its_own_tag() {
    let sample = Tablestore::INFO.samples.iter().find(|sample| !sample.payload.starts_with(b"{")).unwrap();
    let tagged = [b"\xd9\xd9\xf7", sample.payload].concat();
    assert_eq!(TablestoreEvent::decode(&tagged).unwrap(), TablestoreEvent::decode(sample.payload).unwrap());
    assert_eq!(triggerkit::detect(&tagged, &[]).one().unwrap().info.id, "aliyun.tablestore");
}

/// Decodes the attribute `subject` of an event in binary mode.
#[track_caller]
fn subject(header: &str) -> String {
    let headers = [("ce-specversion", "1.0"), ("ce-subject", header)];
    let payload: Value = serde_json::from_slice(&cloudevents::payload(&headers, b"").unwrap()).unwrap();
    payload["subject"].as_str().unwrap().to_owned()
}

#[test]
fn attributes_in_headers_are_quoted_or_percent_encoded() {
    for (header, expected) in [
        ("plain text", "plain text"),
        ("%22caf%C3%A9%22%20%F0%9F%98%80%25", "\"café\" 😀%"),
        ("café", "café"),
        (r#""two words""#, "two words"),
        (r#""a \"b\" \\ c%20d""#, r#"a "b" \ c d"#),
        (r#"" spaced ""#, " spaced "),
        (r#""""#, ""),
        // These are no quoted strings.
        (r#"a "b" c"#, r#"a "b" c"#),
        (r#""a" and "b""#, r#""a" and "b""#),
        (r#"""#, r#"""#),
        (r#""open\""#, r#""open\""#),
        // Only one round is decoded.
        ("%2541", "%41"),
    ] {
        assert_eq!(subject(header), expected, "{header}");
    }
    for bytes in ["%FF", "%C0%A0", "a%E2%82"] {
        let headers = [("ce-specversion", "1.0"), ("Ce-Subject", bytes)];
        let report = cloudevents::payload(&headers, b"").unwrap_err();
        let expected = ["$", "utf8", "UTF-8 where it is percent-encoded", "other bytes in the header `ce-subject`"];
        assert_eq!(words(&report), expected);
    }
}

#[test]
fn the_content_type_is_that_of_the_data() {
    let both = [("ce-specversion", "1.0"), ("ce-datacontenttype", "text/plain"), ("content-type", "text/csv")];
    for headers in [&both[..], &both[..2]] {
        let payload = cloudevents::payload(headers, b"").unwrap();
        let expected = if headers.len() == 3 { "text/csv" } else { "text/plain" };
        let expected = format!(r#"{{"specversion":"1.0","datacontenttype":"{expected}"}}"#);
        assert_eq!(std::str::from_utf8(&payload), Ok(expected.as_str()));
    }
}

#[test]
fn extensions_come_nested_flat_or_both() {
    let body =
        br#"{"id":"1","source":"/s","specversion":"1.0","type":"faas.kafka.event","extensions":{"topic":"t"},"partition":"9"}"#;
    let payload = cloudevents::payload(&[("Content-Type", "Application/CloudEvents+JSON; charset=utf-8")], body).unwrap();
    let extensions = KafkaEvent::decode(payload).unwrap().extensions.unwrap();
    assert_eq!((extensions.topic.as_deref(), extensions.partition.as_deref()), (Some("t"), Some("9")));
    let planted = [("ce-specversion", "1.0"), ("ce-data", "evil"), ("ce-extensions", "evil"), ("ce-x", "1")];
    let payload: Value = serde_json::from_slice(&cloudevents::payload(&planted, b"body").unwrap()).unwrap();
    assert_eq!(payload, json!({"specversion": "1.0", "data": "body", "extensions": {"x": "1"}}));
}
