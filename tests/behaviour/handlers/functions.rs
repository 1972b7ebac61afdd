//! The parameters and results of functions with `#[trigger(…)]`, and of methods of an `impl` with `#[triggers]`.

use std::sync::atomic::{AtomicUsize, Ordering};

use triggerkit::huawei::{self, ApigEvent, ApigResponse, KafkaEvent, ObsEvent, TimerEvent};
use triggerkit::{
    AnyTrigger, Context, Credentials, Document, Error, Invocation, Router, Str, Trigger, handler, trigger, triggers,
};

use super::{answer, call, sample};

/// Returns a payload with messages.
fn messages(messages: &[&str]) -> Vec<u8> {
    let mut event = KafkaEvent::decode(sample(&AnyTrigger::of::<huawei::Kafka>())).unwrap();
    event.messages = messages.iter().map(|&message| message.into()).collect();
    event.to_payload()
}

fn kafka() -> Vec<u8> {
    messages(&["one", "two"])
}

/// Returns a payload with a fatal violation: a record that is not an object.
fn broken() -> String {
    String::from_utf8(kafka()).unwrap().replacen('{', r#"{"records":[7],"#, 1)
}

#[trigger(huawei::Kafka)]
async fn counted(event: KafkaEvent) -> Result<usize, Error> {
    Ok(event.messages.len())
}

#[trigger(huawei::Timer)]
fn synchronous(event: TimerEvent, cx: Context) -> Result<String, Error> {
    Ok(format!("{} {}", event.trigger_name.unwrap_or_default(), cx.request_id()))
}

#[tokio::test]
async fn the_function_is_unchanged() {
    let event = KafkaEvent::decode(kafka()).unwrap();
    assert_eq!(counted(event).await.unwrap(), 2);
    let event = TimerEvent::decode(sample(&AnyTrigger::of::<huawei::Timer>())).unwrap();
    assert!(synchronous(event, Context::new("1")).unwrap().ends_with(" 1"));
}

#[tokio::test]
async fn functions_may_be_async_or_not() {
    let router = Router::new().with(handler!(counted)).with(handler!(self::synchronous));
    assert_eq!(answer(&router, kafka()).await.unwrap(), "2");
    let invocation = Invocation::new(sample(&AnyTrigger::of::<huawei::Timer>())).with_context(Context::new("r-7"));
    let reply = call(&router, invocation).await.unwrap();
    assert!(reply.body().ends_with(b" r-7\""), "{reply:?}");
    let names: Vec<(&str, &str)> = router.handlers().iter().map(|each| (each.name(), each.trigger().info.id)).collect();
    assert_eq!(names, [("counted", "huawei.kafka"), ("synchronous", "huawei.timer")]);
}

#[tokio::test]
async fn the_context_has_the_values_of_the_platform() {
    #[trigger(huawei::Kafka)]
    async fn values_of_the_platform(_: KafkaEvent, cx: Context) -> Result<Vec<String>, Error> {
        let credentials = cx.credentials().unwrap();
        assert_eq!(credentials.secret_key(), "hush");
        assert!(!format!("{cx:?}").contains("hush") && !format!("{cx:?}").contains("whisper"), "{cx:?}");
        assert_eq!(cx.payload(), kafka());
        assert!(format!("{cx:?}").contains(&format!("payload: {} bytes", kafka().len())), "{cx:?}");
        assert!(cx.report().is_empty());
        Ok(vec![cx.request_id().into(), cx.header("X-Token").unwrap().into(), cx.function_name().unwrap().into()])
    }
    let cx = Context::new("r-1").with_function_name("f").with_credentials(Credentials::new("id", "hush", None));
    let invocation = Invocation::new(kafka()).with_header("x-token", "whisper").with_context(cx);
    assert!(!format!("{invocation:?}").contains("whisper"));
    let reply = call(&Router::new().with(handler!(values_of_the_platform)), invocation).await.unwrap();
    assert_eq!(reply.body(), br#"["r-1","whisper","f"]"#);
}

#[tokio::test]
async fn documented_responses_are_checked_and_written() {
    #[trigger(huawei::Apig)]
    async fn api(event: ApigEvent) -> Result<ApigResponse, Error> {
        let mut response = ApigResponse::builder().status_code(200).body("hi").build()?;
        if event.path == "/broken" {
            response.status_code = 1;
        }
        Ok(response)
    }
    let router = Router::new().with(handler!(api));
    let text = answer(&router, sample(&AnyTrigger::of::<huawei::Apig>())).await.unwrap();
    assert_eq!(text, r#"{"statusCode":200,"body":"hi"}"#);
    let mut event = ApigEvent::decode(sample(&AnyTrigger::of::<huawei::Apig>())).unwrap();
    event.path = "/broken".into();
    let error = answer(&router, event.to_payload()).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), ("InvalidResponse", 500));
    assert_eq!(error.report().unwrap().violations()[0].path, "statusCode");
}

#[derive(Debug, thiserror::Error)]
#[error("out of stock")]
struct OutOfStock {
    source: std::num::ParseIntError,
}

#[tokio::test]
async fn every_error_type_can_be_returned() {
    #[trigger(huawei::Kafka)]
    async fn fails(event: KafkaEvent) -> Result<(), Error> {
        match event.messages[0].as_str() {
            "text" => Err("a text")?,
            "owned" => return Err(String::from("owned").into()),
            "anyhow" => Err(anyhow::anyhow!("inner").context("outer"))?,
            "typed" => "x".parse::<u8>().map(drop).map_err(|source| OutOfStock { source })?,
            "kind" => return Err(Error::new("OutOfStock", "no tea")),
            _ => {}
        }
        Ok(())
    }
    #[trigger(huawei::Timer)]
    async fn anyhow_alone(_: TimerEvent) -> anyhow::Result<()> {
        anyhow::bail!("it is {}", "late")
    }
    #[trigger(huawei::Cts)]
    fn texts(_: huawei::CtsEvent) -> Result<(), &'static str> {
        Err("no")
    }
    let router = Router::new().with(handler!(fails)).with(handler!(anyhow_alone)).with(handler!(texts));
    for (message, kind, text) in [
        ("text", "HandlerError", "a text"),
        ("owned", "HandlerError", "owned"),
        ("anyhow", "HandlerError", "outer: inner"),
        ("typed", "HandlerError", "out of stock: invalid digit found in string"),
        ("kind", "OutOfStock", "no tea"),
    ] {
        let error = answer(&router, messages(&[message])).await.unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str(), error.status()), (kind, text, 500));
        assert_eq!(serde_json::to_value(&error).unwrap(), serde_json::json!({"errorMessage": text, "errorType": kind}),);
    }
    assert_eq!(answer(&router, sample(&AnyTrigger::of::<huawei::Timer>())).await.unwrap_err().to_string(), "it is late");
    assert_eq!(answer(&router, sample(&AnyTrigger::of::<huawei::Cts>())).await.unwrap_err().to_string(), "no");
    assert_eq!(answer(&router, kafka()).await.unwrap(), "null");
}

#[tokio::test]
async fn a_panic_is_an_error_of_its_invocation() {
    #[trigger(huawei::Kafka)]
    async fn panics(event: KafkaEvent) {
        assert!(event.messages.len() != 1, "one {} too few", "message");
    }
    let router = Router::new().with(handler!(panics));
    let error = answer(&router, messages(&["one"])).await.unwrap_err();
    assert_eq!((error.kind(), error.to_string().as_str()), ("Panic", "the handler panicked: one message too few"));
    assert_eq!(answer(&router, kafka()).await.unwrap(), "null");
}

#[tokio::test]
async fn an_event_with_violations_is_rejected_before_the_function_runs() {
    #[trigger(huawei::Kafka)]
    async fn never(_: KafkaEvent) {
        panic!("it ran");
    }
    let error = answer(&Router::new().with(handler!(never)), broken()).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), ("InvalidEvent", 400));
    assert_eq!(error.report().unwrap().violations()[0].path, "records[0]");
}

#[tokio::test]
async fn a_reporting_function_runs_with_violations() {
    #[trigger(huawei::Kafka, validate = "report")]
    async fn tolerant(event: KafkaEvent, cx: Context) -> Result<(usize, Vec<String>), Error> {
        let paths = cx.report().violations().iter().map(|violation| violation.path.clone());
        Ok((event.messages.len(), paths.collect()))
    }
    let router = Router::new().with(handler!(tolerant));
    assert_eq!(answer(&router, kafka()).await.unwrap(), "[2,[]]");
    assert_eq!(answer(&router, broken()).await.unwrap(), r#"[2,["records[0]"]]"#);
}

#[derive(Default)]
struct Shop {
    calls: AtomicUsize,
}

#[triggers]
impl Shop {
    fn count(&self) -> usize {
        self.calls.fetch_add(1, Ordering::Relaxed) + 1
    }

    #[trigger(huawei::Kafka)]
    async fn ordered(&self, _: KafkaEvent) -> Result<usize, Error> {
        Ok(self.count())
    }

    #[trigger(huawei::Obs, validate = "report")]
    fn uploaded(&self, event: ObsEvent, _: Context) -> Result<String, Error> {
        Ok(format!("{} {}", self.count(), event.records.len()))
    }
}

#[tokio::test]
async fn methods_share_their_value() {
    let router = Router::new().with(Shop::default());
    assert_eq!(answer(&router, kafka()).await.unwrap(), "1");
    assert_eq!(answer(&router, sample(&AnyTrigger::of::<huawei::Obs>())).await.unwrap(), "\"2 1\"");
    assert_eq!(answer(&router.clone(), kafka()).await.unwrap(), "3");
    assert_eq!(router.handlers()[1].name(), "Shop::uploaded");
}

struct Greeter<T> {
    word: T,
}

#[triggers]
impl<T: AsRef<str> + Send + Sync + 'static> Greeter<T> {
    #[trigger(Order)]
    async fn greet(&self, order: Order) -> Result<String, Error> {
        Ok(format!("{}, {}", self.word.as_ref(), order.customer))
    }
}

#[derive(Clone, PartialEq, Trigger)]
#[trigger(id = "shop.order")]
struct Order {
    #[trigger(length = "1-8")]
    customer: Str,
}

#[tokio::test]
async fn derived_events_and_generic_types_can_be_used() {
    let router = Router::new().with(Greeter { word: "hello" });
    assert_eq!(answer(&router, r#"{"customer": "Li"}"#).await.unwrap(), "\"hello, Li\"");
    let error = answer(&router, r#"{"customer": "far too long"}"#).await.unwrap_err();
    assert!(error.to_string().starts_with("customer: expected"), "{error}");
}
