//! Builders: built events are equal to decoded ones.

use serde_json::{Value, json};
use triggerkit::huawei::{
    ApigEvent, ApigRequestContext, CtsEvent, CtsTrace, CtsUser, DdsChange, DdsEvent, DdsNamespace, DdsRecord, DisEvent,
    DisMessage, DisRecord, DmsEvent, DmsMessage, Heartbeat, HeartbeatEvent, KafkaEvent, Lts, LtsData, LtsEvent, LtsLog,
    LtsPayload, ObsConfig, ObsEventType, RocketmqEvent, RocketmqRecord, SmnEvent, SmnMessage, SmnRecord, TimerEvent,
    WorkFailureEvent, WorkSuccessEvent,
};
use triggerkit::{Base64, Detection, Document, Encoded, Json, Map, Str, Timestamp, Trigger, detect};

use crate::reports::{places, words};
use crate::values::specs::{ChoicesEvent, FormsEvent, NeedsEvent, Part, SecretsEvent, Square};

/// Returns the main documented payload of a trigger, as JSON.
fn documented<T: Trigger>() -> Value {
    serde_json::from_slice(T::INFO.samples[0].payload).unwrap()
}

/// Asserts that a built event is written like the documented payload, and decodes to the same event.
#[track_caller]
fn same<T: Trigger>(built: &T::Event)
where
    T::Event: PartialEq + std::fmt::Debug,
{
    assert_eq!(serde_json::from_str::<Value>(&built.to_json()).unwrap(), documented::<T>());
    assert_eq!(&T::Event::decode(built.to_json()).unwrap(), built);
    let Detection::One(trigger) = detect(built.to_json().as_bytes(), &[]) else { panic!("{} is not detected", T::INFO.id) };
    assert_eq!(trigger.info.id, T::INFO.id);
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn kafka_can_be_rebuilt() {
    let wanted = documented::<triggerkit::huawei::Kafka>();
    let built = KafkaEvent::builder()
        .event_version("v1.0")
        .event_time(Timestamp::unix_seconds(1_576_737_962))
        .region("xx-xxxx-x")
        .messages((1..=5).map(|number| format!("kafka message{number}")))
        .instance_id(text(&wanted["instance_id"]))
        .topic_id(String::from("topic-test"))
        .build();
    same::<triggerkit::huawei::Kafka>(&built.unwrap());
}

#[test]
fn timer_can_be_rebuilt() {
    let built = TimerEvent::builder()
        .version("v1.0")
        .time(Timestamp::rfc3339("2006-01-02T15:04:05-07:00"))
        .trigger_name("触发器名称")
        .user_event("用户配置事件")
        .build();
    same::<triggerkit::huawei::Timer>(&built.unwrap());
}

#[test]
fn smn_can_be_rebuilt() {
    let wanted = documented::<triggerkit::huawei::Smn>();
    let (record, message) = (&wanted["record"][0], &wanted["record"][0]["smn"]);
    let message = SmnMessage::builder()
        .topic_urn(text(&message["topic_urn"]))
        .message_id(text(&message["message_id"]))
        .kind("notification")
        .subject(text(&message["subject"]))
        .message(text(&message["message"]))
        .message_attributes(Json::null())
        .timestamp(Timestamp::rfc3339("2017-11-15T04:02:24Z"))
        .build()
        .unwrap();
    let record = SmnRecord::builder()
        .event_version("1.0")
        .event_source("smn")
        .event_subscription_urn(text(&record["event_subscription_urn"]))
        .smn(message)
        .build()
        .unwrap();
    let built = SmnEvent::builder()
        .record([record])
        .functionname("test")
        .request_id(text(&wanted["requestId"]))
        .timestamp(Timestamp::text("Wed Nov 15 2017 12:00:00 GMT+0800 (CST)"))
        .build()
        .unwrap();
    assert_eq!(serde_json::from_str::<Value>(&built.to_json()).unwrap(), wanted);
    // For a builder, `null` among attributes is a JSON value. For a decoder it is absent.
    assert_eq!(SmnEvent::decode(built.to_json()).unwrap().record[0].smn.message_attributes, None);
}

#[test]
fn dms_can_be_rebuilt() {
    let wanted = documented::<triggerkit::huawei::Dms>();
    let attributes: Map<Str> = [("dmstrigger", "dmstrigger"), ("dmstrigger2", "dmstrigger")].into();
    let message = DmsMessage::builder().body("This is dms trigger body").attributes(attributes).build().unwrap();
    let built = DmsEvent::builder()
        .tag("latest")
        .queue_id(text(&wanted["QueueID"]))
        .consumer_group_id(text(&wanted["ConsumerGroupID"]))
        .messages(vec![message])
        .functionname("test")
        .request_id(text(&wanted["requestId"]))
        .timestamp(Timestamp::text(text(&wanted["timestamp"])))
        .build();
    same::<triggerkit::huawei::Dms>(&built.unwrap());
}

#[test]
fn apig_can_be_rebuilt() {
    let wanted = documented::<triggerkit::huawei::Apig>();
    let context = ApigRequestContext::builder()
        .api_id(text(&wanted["requestContext"]["apiId"]))
        .stage("test")
        .request_id(text(&wanted["requestContext"]["requestId"]));
    let built = ApigEvent::builder()
        .http_method("GET")
        .path("/test/hello")
        .path_parameters([("proxy", "hello")])
        .query_string_parameters([("name", "me")])
        .headers(["x-stage", "Host", "User-Agent"].map(|name| (name, text(&wanted["headers"][name]))))
        .body("")
        .is_base64_encoded(false)
        .request_context(context.build().unwrap())
        .build();
    same::<triggerkit::huawei::Apig>(&built.unwrap());
}

#[test]
fn dis_can_be_rebuilt_except_for_its_delay() {
    let mut wanted = documented::<triggerkit::huawei::Dis>();
    let record = |number: u64| {
        let data = Base64::encode("<Buffer></Buffer>");
        DisRecord::builder().partition_key("shardId_0000000000").data(data).sequence_number(number.to_string()).build().unwrap()
    };
    let message = DisMessage::builder()
        .next_partition_cursor(text(&wanted["Message"]["next_partition_cursor"]))
        .records((0..4).map(record));
    let built = DisEvent::builder()
        .shard_id("shardId-0000000000")
        .tag("latest")
        .stream_name("dis-swtest")
        .message(message.build().unwrap());
    let built = built.build().unwrap();
    // Only a payload can have the sample's `""`, which counts as absent.
    wanted["Message"].as_object_mut().unwrap().remove("millis_behind_latest");
    assert_eq!(serde_json::from_str::<Value>(&built.to_json()).unwrap(), wanted);
    assert_eq!(built, DisEvent::decode(triggerkit::huawei::Dis::INFO.samples[0].payload).unwrap());
}

#[test]
fn lts_can_be_rebuilt() {
    let log = LtsLog::builder().message("line\n").time(Timestamp::unix_millis(1_530_009_653_059)).line_no(615).build().unwrap();
    let data = LtsData::builder().logs([log]).owner("me").build().unwrap();
    let payload = LtsPayload::builder().data(Encoded::encode(&data)).build().unwrap();
    let built = LtsEvent::builder().lts(payload).build().unwrap();
    let Detection::One(trigger) = detect(built.to_json().as_bytes(), &[]) else { panic!("not detected") };
    assert_eq!(trigger.info.id, Lts::INFO.id);
    assert_eq!(LtsEvent::decode(built.to_json()).unwrap().lts.data.open().unwrap(), data);
}

#[test]
fn cts_and_dds_can_be_built() {
    let user = CtsUser::builder().name("userName").build().unwrap();
    let trace = CtsTrace::builder().user(user).code(204).request(Json::from_serialize(&json!({})).unwrap()).trace_type("ApiCall");
    let built = CtsEvent::builder().cts(trace.build().unwrap()).build().unwrap();
    assert_eq!(CtsEvent::decode(built.to_json()).unwrap(), built);

    let namespace = DdsNamespace::builder().db("functiongraph").coll("person").build().unwrap();
    let token = Map::from([("_data", Json::from("825D"))]);
    let change = DdsChange::builder().size_bytes(100).token(Encoded::encode(&token)).ns(Encoded::encode(&namespace));
    let change = change.build().unwrap();
    let record = DdsRecord::builder().event_source("dds").dds(change).build().unwrap();
    let built = DdsEvent::builder().records([record]).build().unwrap();
    assert_eq!(DdsEvent::decode(built.to_json()).unwrap(), built);
}

#[test]
fn every_violation_is_reported_with_its_path() {
    let report = WorkSuccessEvent::builder().result("").task_token("t").trigger_urn("u").build().unwrap_err();
    assert_eq!(places(&report), [("result", "length")]);

    let part = |name: &str| SecretsEvent::builder().key(name).build();
    assert_eq!(places(&part("short").unwrap_err()), [("key", "length")]);

    let broken_part = SecretsEvent::decode_lenient(r#"{"inside": {"login": "too long"}}"#).unwrap().0.inside.unwrap();
    let report = SecretsEvent::builder().tokens(["one", "four", "seven"]).inside(broken_part).key("k").build().unwrap_err();
    assert_eq!(
        places(&report),
        [("key", "length"), ("tokens[0]", "length"), ("tokens[2]", "length"), ("inside.login", "length")]
    );
}

#[test]
fn builders_and_decoders_report_the_same() {
    let report = ChoicesEvent::builder().mode("medium").points([1]).lines([2]).strict(true).build().unwrap_err();
    let decoded = ChoicesEvent::decode(r#"{"mode": "medium", "points": [1], "lines": [2], "strict": true}"#).unwrap_err();
    assert_eq!(report, decoded);
    assert_eq!(places(&report), [("mode", "one_of"), ("points", "fields")]);
}

#[test]
fn constants_are_set() {
    let timer = TimerEvent::builder().build().unwrap();
    assert_eq!(timer.to_json(), r#"{"trigger_type":"TIMER"}"#);
    let record = RocketmqRecord::builder().messages(["m"]).build().unwrap();
    let rocketmq = RocketmqEvent::builder().records([record]).build().unwrap();
    assert_eq!(rocketmq.trigger_type.as_deref(), Some("ROCKETMQ"));
    // Of several texts, the usual one is the default.
    let kafka = KafkaEvent::builder().messages(["m"]).build().unwrap();
    assert_eq!(kafka.trigger_type, "KAFKA");
    let built = [timer.to_json(), rocketmq.to_json(), kafka.to_json()];
    for (json, id) in built.into_iter().zip(["huawei.timer", "huawei.rocketmq", "huawei.kafka"]) {
        let Detection::One(trigger) = detect(json.as_bytes(), &[]) else { panic!("{id} is not detected") };
        assert_eq!(trigger.info.id, id);
    }
    let report = TimerEvent::builder().trigger_type("CRON").build().unwrap_err();
    assert_eq!(words(&report), ["trigger_type", "one_of", "exactly `TIMER`", "\"CRON\""]);
}

#[test]
fn defaults_are_set() {
    let event = FormsEvent::builder().build().unwrap();
    assert_eq!((event.size, event.state.as_str()), (3, "new"));
    assert_eq!(FormsEvent::decode(event.to_json()).unwrap(), event);
    let event = FormsEvent::builder().size(4).state("old").build().unwrap();
    assert_eq!((event.size, event.state.as_str()), (4, "old"));
}

#[test]
fn setters_accept_types_that_convert_into_the_field() {
    let (owned, shared) = (String::from("u"), Str::from("u"));
    for event in [
        HeartbeatEvent::builder().trigger_urn("u").task_token("t").build(),
        HeartbeatEvent::builder().trigger_urn(&owned).task_token(String::from("t")).build(),
        HeartbeatEvent::builder().task_token(Str::from("t")).trigger_urn(&shared).build(),
    ] {
        assert_eq!(event.unwrap().to_json(), r#"{"trigger_urn":"u","task_token":"t"}"#);
    }
    let selected: Vec<ObsEventType> = vec![ObsEventType::Put];
    let configs = [
        ObsConfig::builder().bucket("b").events(["Put"]),
        ObsConfig::builder().bucket("b").events(vec![Str::from("Put")]),
        ObsConfig::builder().bucket("b").events(selected),
        ObsConfig::builder().bucket("b").events(Some(ObsEventType::Put)),
    ];
    for config in configs {
        assert_eq!(config.build().unwrap().to_json(), r#"{"bucket":"b","events":["Put"]}"#);
    }
    let square = Square::builder().side(2).build().unwrap();
    let event = ChoicesEvent::builder().kind("square").shape(square).build().unwrap();
    assert_eq!(event.to_json(), r#"{"kind":"square","shape":{"side":2}}"#);
}

#[test]
fn the_last_of_two_calls_counts() {
    let event = HeartbeatEvent::builder().trigger_urn("a").task_token("t").trigger_urn("b").build().unwrap();
    assert_eq!(event.trigger_urn, "b");
    let part = |id| Part::builder().id(id).build().unwrap();
    let event = FormsEvent::builder().parts([part(1), part(2)]).parts([part(3)]).build().unwrap();
    assert_eq!(event.parts, [part(3)]);
}

#[test]
fn nullable_fields_need_not_be_set() {
    let event = NeedsEvent::builder().count(9).ready(true).name("n").parts(["p"]).table([("a", 1i64)]).build().unwrap();
    assert_eq!(event.to_json(), r#"{"count":9,"ready":true,"name":"n","parts":["p"],"table":{"a":1}}"#);
    let event = NeedsEvent::builder().count(9).ready(true).parts(Vec::<Str>::new()).table(Map::<i64>::new()).build().unwrap();
    assert_eq!(event.to_json(), r#"{"count":9,"ready":true,"name":null,"parts":[],"table":{}}"#);
}

#[test]
fn sensitive_values_are_hidden() {
    let event = SecretsEvent::builder().key("hunter22").user("li").build().unwrap();
    assert!(!format!("{event:?}").contains("hunter22"));
    let report = SecretsEvent::builder().key("hunter2").build().unwrap_err();
    assert_eq!(words(&report), ["key", "length", "exactly 8 characters", "[hidden]"]);
}

#[test]
fn events_can_be_changed_and_checked_again() {
    let mut event = WorkFailureEvent::builder().trigger_urn("u").task_token("t").error("e").build().unwrap();
    event.validate().unwrap();
    event.error = "火".repeat(32_769).into();
    assert_eq!(words(&event.validate().unwrap_err()), ["error", "length", "1 to 32768 characters", "32769 characters"]);
}

#[test]
fn messages_are_detected_by_their_header() {
    let event = HeartbeatEvent::builder().trigger_urn("u").task_token("t").build().unwrap();
    let Detection::One(trigger) = detect(event.to_json().as_bytes(), &[("x-fgs-event-type", "heartbeat")]) else { panic!() };
    assert_eq!(trigger.info.id, Heartbeat::INFO.id);
    assert!(matches!(detect(event.to_json().as_bytes(), &[]), Detection::None));
}
