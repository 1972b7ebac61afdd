//! The expansions of `tests/expansion` are Rust that compiles and works.

use http::Response;
use tower::ServiceExt;
use triggerkit::{Batch, Document, HttpTrigger, Invocation, Router, Trigger, handler};

macro_rules! expansions {
    ($($name:ident)*) => {
        $(
            // Not all of an expansion is used, and the inputs import macros that are no longer in it.
            // clippy passes over the code of macros.
            #[allow(clippy::all, dead_code, unused_imports)]
            mod $name {
                include!(concat!("../", stringify!($name), ".rs"));
            }
        )*

        const COMPILED: &[&str] = &[$(stringify!($name)),*];
    };
}

expansions!(answers calls choices envelopes failures functions maps methods order plain times unions);

#[test]
fn every_expansion_is_compiled() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("expansion");
    let names = std::fs::read_dir(folder).expect("the folder can be read").filter_map(|entry| {
        let file = entry.expect("a file").file_name().into_string().expect("its name is text");
        Some(file.strip_suffix(".in.rs").or_else(|| file.strip_suffix(".toml"))?.to_owned())
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    assert_eq!(names, COMPILED);
}

#[test]
fn a_spec_becomes_an_event() {
    let payload = r#"{"event":"opened","who":"Li","at":"2026-11-22T08:30:00Z","count":1}"#;
    let event = plain::OpenedEvent::decode(payload).unwrap();
    assert_eq!((event.who.as_str(), event.count), ("Li", Some(1)));
    assert_eq!(event.to_json(), payload);
    assert_eq!(plain::AnyEvent::decode(payload, &[]).unwrap().trigger().id, "plain.opened");
    let report = plain::OpenedEvent::builder().who("li").at(event.at.clone()).build().unwrap_err();
    assert_eq!(report.violations()[0].path, "who");
}

#[test]
fn a_tag_selects_the_type() {
    let event = choices::ChangedEvent::decode(r#"{"kind":"taken","item":{"by":"nobody"},"notes":["old"]}"#).unwrap();
    assert_eq!((event.kind, event.level), (choices::Kind::Taken, choices::Level::Low));
    assert!(matches!(event.item, Some(choices::Item::Taken(choices::Taken { by: None, .. }))));
}

#[test]
fn a_value_selects_its_own_type() {
    let payload = r#"{"image":{"a":{"S":"x"},"b":{"L":[{"N":"1"},{"Q":0}]}},"owner":"me","steps":[{"type":"wait"},{"to":"b"}]}"#;
    let event = unions::StoredEvent::decode(payload).unwrap();
    assert_eq!(event.to_json(), payload);
    assert_eq!(event.owner, Some(unions::Owner::from("me")));
    assert!(matches!(event.image.get("b"), Some(unions::Attribute::L(list)) if matches!(list[1], unions::Attribute::Other(_))));
    assert!(matches!(&event.steps[0], unions::Step::Wait(wait) if wait.seconds == 1));
}

#[test]
fn an_event_becomes_a_request() {
    let event = calls::AskedEvent::decode(
        r#"{"line":{"method":"PUT","path":"/a b"},"parameters":{"q":"1+1"},"headers":{"Host":"lamp","X":["1","2"]}}"#,
    );
    let request = calls::Asked::to_request(&event.unwrap()).unwrap();
    assert_eq!((request.method().as_str(), request.uri().to_string()), ("PUT", "/a%20b?q=1%2B1".to_owned()));
    assert_eq!(request.headers().get_all("x").iter().collect::<Vec<_>>(), ["1", "2"]);
    let answer = calls::Asked::to_answer(&Response::new("on".into())).unwrap();
    assert_eq!((answer.status_code, answer.body.as_deref()), (200, Some("on")));
}

#[test]
fn a_payload_may_be_a_list_of_a_type_of_the_users() {
    let payload = r#"[{"post":"Air","content":{"name":"tea"}},{"post":"sea","content":{}}]"#;
    let (event, report) = envelopes::DeliveredEvent::<choices::Added>::decode_lenient(payload).unwrap();
    assert_eq!(event.letters[0].content.name, "tea");
    assert_eq!(report.to_string(), "[1].content.name: expected a value, found nothing [required]");
    let event = envelopes::DeliveredEvent::<triggerkit::Json>::decode(payload).unwrap();
    assert_eq!(event.to_json(), payload);
    assert_eq!(envelopes::Delivered::<triggerkit::Json>::records(event).len(), 2);
}

#[test]
fn records_and_values_are_found_at_either_place() {
    let payload = r#"{"sorted_at":"2017-11-15T12:00:00Z","letters":["a"],"bags":[{"street":"Elm","letters":["b","c"]}]}"#;
    let event = envelopes::SortedEvent::decode(payload).unwrap();
    assert_eq!(event.streets().collect::<Vec<_>>(), ["Elm"]);
    #[allow(deprecated)]
    let records = envelopes::Sorted::records(event);
    assert_eq!(records, ["a", "b", "c"]);
    let report = envelopes::SortedEvent::decode(r#"{"sorted_at":0,"bags":[{"street":"Elm"}]}"#).unwrap_err();
    assert_eq!(report.to_string(), "letters: expected at least one of `letters`, `bags[].letters`, found none [fields]");
}

#[test]
fn records_and_values_are_found_in_maps() {
    let payload = r#"{"records":{"b":[{"topic":"t","offset":1},{"topic":"u","offset":2,"key":"k"}],"a":[]},"older":[{"topic":"v","offset":3,"key":"l"}]}"#;
    let event = maps::PartitionsEvent::decode(payload).unwrap();
    assert_eq!(event.to_json(), payload);
    assert_eq!(event.topics().collect::<Vec<_>>(), ["t", "u"]);
    assert_eq!(event.keys().collect::<Vec<_>>(), ["k", "l"]);
    let offsets: Vec<i64> = maps::Partitions::records(event).iter().map(|record| record.offset).collect();
    assert_eq!(offsets, [1, 2, 3]);

    let payload = r#"{"home":{"floors":[{"rooms":{"attic":{"north":{"reading":24},"south":{"reading":25}},"hall":{}}},{"rooms":null}],"tags":{"a":"old"}},"labels":{"x":["1","2"]}}"#;
    let event = maps::DevicesEvent::decode(payload).unwrap();
    assert_eq!(event.readings().copied().collect::<Vec<_>>(), [24, 25]);
    assert_eq!(event.marks().collect::<Vec<_>>(), ["old"]);
    assert_eq!(event.words().collect::<Vec<_>>(), ["1", "2"]);
    let readings: Vec<i64> = maps::Devices::records(event).iter().map(|device| device.reading).collect();
    assert_eq!(readings, [24, 25]);
    assert!(maps::Devices::records(maps::DevicesEvent::decode(r#"{"labels":null}"#).unwrap()).is_empty());
}

#[test]
fn an_operation_goes_both_ways() {
    let on = calls::SwitchLamp::On(calls::OnEvent::builder().colour("red").build().unwrap());
    let request = on.clone().into_request("hall").unwrap();
    assert_eq!(request.uri(), "/v1/hall/lamp");
    assert_eq!(calls::SwitchLamp::from_request(&request).unwrap(), on);
    let answer = on.read_response(&Response::new(r#"{"statusCode":200}"#)).unwrap();
    assert!(matches!(answer, calls::SwitchLampResponse::On(answer) if answer.status_code == 200));
}

#[test]
fn a_struct_becomes_an_event() {
    let payload = r#"{"customer":"Li","totalCents":3,"lines":[{"article":"tea"}],"say \"hi\"":true,"gift":1}"#;
    let order = order::Order::decode(payload).unwrap();
    assert_eq!((order.parcels, order.r#type), (1, Some(true)));
    assert_eq!(order.to_json(), payload);
    assert_eq!(order::Order::INFO.title, "Order placed");
    let line = order::Line::builder().build().unwrap();
    let built = order::Order::builder().total_cents(3).customer("Li").lines([line]).build().unwrap();
    assert_eq!(built.lines[0].article, "tea");
}

struct Counter(std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl methods::Store for Counter {
    fn add(&self) {
        self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    }
}

#[tokio::test]
async fn handlers_are_called() {
    let count = std::sync::Arc::default();
    let router = Router::new().with(handler!(functions::on_time)).with(methods::Shop(Counter(std::sync::Arc::clone(&count))));
    for trigger in [triggerkit::aliyun::Timer::INFO, triggerkit::tencent::Ckafka::INFO, methods::Placed::INFO] {
        let payload = trigger.samples.first().map_or(&b"{}"[..], |sample| sample.payload);
        router.clone().oneshot(Invocation::new(payload)).await.unwrap();
    }
    assert!(count.load(std::sync::atomic::Ordering::Relaxed) > 1);
}
