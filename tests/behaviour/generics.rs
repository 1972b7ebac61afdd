//! Generic payloads: the user of a trigger chooses the type of its data, which is decoded and validated with the event.

use serde_json::{Value, json};
use triggerkit::aliyun::{self, EbKafkaData, EbKafkaEvent, EbKafkaItem, EbRawEvent};
use triggerkit::{AnyTrigger, Context, Error, Invocation, Json, Kept, Reply, Router, Severity, Str, Trigger, handler, trigger};

use crate::post::{self, SignedEvent};
use crate::reports::{only, places};

#[derive(Clone, PartialEq, Trigger)]
struct Order {
    #[trigger(length = "1-4")]
    id: Str,
    count: u32,
    #[trigger(sensitive)]
    card: Option<Str>,
    #[trigger(unknown)]
    kept: Kept,
}

impl Order {
    fn new(id: &str, count: u32, card: Option<Str>) -> Self {
        Order { id: id.into(), count, card, kept: Kept::new() }
    }
}

/// Returns an event with this value of the second message.
fn kafka(value: Value) -> String {
    let item =
        |value: Value| json!({"type": "alikafka:Topic:Message", "data": {"topic": "orders", "partition": 0, "value": value}});
    json!([item(json!({"id": "A-1", "count": 1})), item(value)]).to_string()
}

fn order(event: &EbKafkaEvent<Order>) -> &Order {
    event.events[1].data.value.as_ref().unwrap()
}

#[test]
fn a_struct_of_ones_own_is_read_in_every_form() {
    let written = r#"{ "count": 2, "id": "A-2" }"#;
    for value in [json!({"id": "A-2", "count": 2}), json!({"id": "A-2", "count": "2"}), json!(written)] {
        let payload = kafka(value);
        let event = EbKafkaEvent::<Order>::decode(&payload).unwrap();
        assert_eq!(order(&event), &Order::new("A-2", 2, None));
        assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), serde_json::from_str::<Value>(&payload).unwrap());
    }
    let one = EbKafkaEvent::<Order>::decode(r#"{"data": {"value": {"id": "A-3", "count": 3}}}"#).unwrap();
    assert_eq!(one.events[0].data.value.as_ref().unwrap().count, 3);
}

#[test]
fn a_struct_of_a_spec_is_read_as_well() {
    let payload = json!([{"data": {"value": {"sender": "Ada", "count": "3", "tags": "a, b", "more": 1}}}]).to_string();
    let event = EbKafkaEvent::<post::ParcelEvent>::decode(&payload).unwrap();
    let parcel = event.events[0].data.value.as_ref().unwrap();
    assert_eq!((parcel.sender.as_str(), &parcel.tags[..]), ("Ada", &["a".into(), "b".into()][..]));
    assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), serde_json::from_str::<Value>(&payload).unwrap());
}

#[test]
fn violations_have_their_path_in_the_event() {
    let report = EbKafkaEvent::<Order>::decode(kafka(json!({"id": "far too long", "count": -1, "card": [1]}))).unwrap_err();
    let every = [("[1].data.value.card", "type"), ("[1].data.value.count", "type"), ("[1].data.value.id", "length")];
    assert_eq!(places(&report), every);
    let severities: Vec<Severity> = report.violations().iter().map(|violation| violation.severity).collect();
    assert_eq!(severities, [Severity::Drift, Severity::Fatal, Severity::Drift]);
    assert_eq!(report.violations()[0].found, "[hidden]");
    // The whole payload is optional, so the event can do without one of another kind.
    let (event, report) = EbKafkaEvent::<Order>::decode_lenient(kafka(json!(["no order"]))).unwrap();
    assert_eq!((only(&report).path.as_str(), only(&report).severity), ("[1].data.value", Severity::Drift));
    assert_eq!(event.events[1].data.value, None);
    assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap()[1]["data"]["value"], json!(["no order"]));
}

#[test]
fn without_a_choice_it_is_json() {
    for value in [json!({"a": [1, 2.5]}), json!("text"), json!(7), json!(null), json!([1])] {
        let event = EbKafkaEvent::<Json>::decode(kafka(value.clone())).unwrap();
        let read = event.events[1].data.value.as_ref().map(|json| json.to::<Value>().unwrap());
        assert_eq!(read.unwrap_or(Value::Null), value);
    }
    let event: EbKafkaEvent = EbKafkaEvent::decode(kafka(json!({"id": 1}))).unwrap();
    assert_eq!(event.events[0].data.value.as_ref().unwrap().at("id").unwrap(), Json::from("A-1"));
    assert!(aliyun::TRIGGERS.iter().any(|trigger| trigger.info.id == "aliyun.eb_kafka"));
}

#[test]
fn the_trigger_is_the_same_for_every_choice() {
    assert_eq!(aliyun::EbKafka::<Order>::INFO, aliyun::EbKafka::<Json>::INFO);
    let chosen = AnyTrigger::of::<aliyun::EbKafka<Order>>();
    assert!(chosen.decode(kafka(json!({"id": 1, "count": "x"})).as_bytes()).is_err());
    assert!(AnyTrigger::of::<aliyun::EbKafka>().decode(kafka(json!({"id": 1, "count": "x"})).as_bytes()).is_ok());
}

#[test]
fn events_with_a_chosen_type_are_built_compared_and_serialized() {
    let order = Order::new("A-1", 1, Some("4242".into()));
    let data = EbKafkaData::builder().topic("orders").value(order).build().unwrap();
    let item = EbKafkaItem::builder().data(data).build().unwrap();
    let event = EbKafkaEvent::builder().events([item]).build().unwrap();
    assert_eq!(event.to_json(), r#"[{"data":{"topic":"orders","value":{"id":"A-1","count":1,"card":"4242"}}}]"#);
    assert_eq!(EbKafkaEvent::<Order>::decode(event.to_json()).unwrap(), event.clone());
    assert!(!format!("{event:?}").contains("4242"), "{event:?}");
    let long = EbKafkaData::<Order>::builder().value(Order::new("far too long", 1, None)).build();
    assert_eq!(places(&long.unwrap_err()), [("value.id", "length")]);
}

#[test]
fn items_of_a_list_are_of_the_chosen_type() {
    let payload = json!([{"id": "A-1", "count": 1}, {"id": "A-2", "count": 2}]).to_string();
    let event = EbRawEvent::<Order>::decode(&payload).unwrap();
    assert_eq!((event.events.len(), event.events[1].count), (2, 2));
    let report = EbRawEvent::<Order>::decode(r#"[{"id": "A-1", "count": 1}, {"id": "A-2"}]"#).unwrap_err();
    assert_eq!(places(&report), [("[1].count", "required")]);
}

/// A tolerant spec reads a single text in place of a list, and items that are null are left out.
#[test]
fn encoded_items_are_opened() {
    let payload = r#"{"receipt":"{}","texts":["{\"id\":\"A-1\",\"count\":1}",null,{"id":"A-2","count":2}],"seals":[[1,-1],null],"marks":"aGk="}"#;
    let event = SignedEvent::<Order>::decode(payload).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(event.texts.iter().map(|text| text.open().unwrap().count).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((event.seals[0].bytes().unwrap(), event.marks[0].decode().unwrap()), (vec![1, 255], b"hi".to_vec()));
    assert_eq!(event.to_json(), payload);
    for (wrong, place) in [(r#""texts":[7]"#, "texts[0]"), (r#""seals":[1,2]"#, "seals[0]"), (r#""seals":"aGk=""#, "seals[0]")] {
        let payload = format!(r#"{{"receipt":"{{}}",{wrong}}}"#);
        let (event, report) = SignedEvent::<Order>::decode_lenient(&payload).unwrap();
        assert_eq!(places(&report)[0], (place, "type"), "{report}");
        assert_eq!(event.to_json(), payload);
    }
}

/// JSON text of a codec is decoded when it is opened.
#[test]
fn encoded_payloads_are_opened() {
    let event =
        SignedEvent::<Order>::decode(r#"{"receipt": "{\"id\": \"A-1\", \"count\": 1}", "copies": [{"id": "A-2", "count": 2}]}"#);
    let event = event.unwrap();
    assert_eq!((event.receipt.open().unwrap().count, event.copies[0].count), (1, 2));
    let wrong = SignedEvent::<Order>::decode(r#"{"receipt": "{\"id\": \"A-1\"}"}"#).unwrap();
    assert_eq!(places(&wrong.receipt.open().unwrap_err()), [("count", "required")]);
}

#[trigger(aliyun::EbKafka<Order>)]
async fn counted(event: EbKafkaEvent<Order>, cx: Context) -> Result<(u32, usize), Error> {
    let orders = event.events.iter().filter_map(|item| item.data.value.as_ref());
    Ok((orders.map(|order| order.count).sum(), cx.report().violations().len()))
}

#[trigger(aliyun::EbKafka<Order>, each)]
async fn one_by_one(item: EbKafkaItem<Order>) -> Result<(), Error> {
    let order = item.data.value.ok_or("a message without an order")?;
    if order.count == 0 { Err(format!("nothing of {}", order.id).into()) } else { Ok(()) }
}

async fn answer(router: &Router, payload: String) -> Result<Reply, Error> {
    tower::ServiceExt::oneshot(router.clone(), Invocation::new(payload)).await
}

#[tokio::test]
async fn a_handler_gets_events_of_its_type() {
    let router = Router::new().with(handler!(counted));
    assert_eq!(answer(&router, kafka(json!({"id": "A-2", "count": 2}))).await.unwrap().body(), b"[3,0]");
    assert_eq!(answer(&router, kafka(json!({"id": "far too long", "count": 2}))).await.unwrap().body(), b"[3,1]");
    let error = answer(&router, kafka(json!({"id": "A-2"}))).await.unwrap_err();
    assert_eq!((error.kind(), places(error.report().unwrap())), ("InvalidEvent", vec![("[1].data.value.count", "required")]));
}

#[tokio::test]
async fn each_message_is_of_the_chosen_type() {
    let router = Router::new().with(handler!(one_by_one));
    assert_eq!(answer(&router, kafka(json!({"id": "A-2", "count": 2}))).await.unwrap().body(), b"null");
    for (value, reason) in [
        (json!({"id": "A-2", "count": 0}), "[1] nothing of A-2"),
        (json!({"id": "A-2"}), "[1] [1].data.value.count: expected a value, found nothing [required]"),
        (json!(7), "[1] a message without an order"),
    ] {
        let error = answer(&router, kafka(value)).await.unwrap_err();
        assert_eq!((error.failed(), error.to_string()), (&[1][..], format!("1 of 2 records failed\n{reason}")));
    }
}
