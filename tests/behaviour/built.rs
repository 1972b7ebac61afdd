//! Every event outside Huawei's is built from what it requires and nothing else, and is recognised as itself where its fields say so.

use triggerkit::{AnyEvent, Base64, Document, Encoded, Timestamp, Trigger, aliyun, detect, tencent, volcengine};

/// What a built event is recognised as.
fn detected(event: &impl Document) -> Option<&'static str> {
    let payload = event.to_payload();
    let found = detect(&payload, &[]).one().ok()?.info.id;
    assert!(AnyEvent::decode(&payload, &[]).is_ok(), "{found}");
    Some(found)
}

/// Checks that an event is recognised as its trigger.
fn is<T: Trigger>(event: &T::Event) {
    assert_eq!(detected(event), Some(T::INFO.id), "{}", event.to_json());
}

#[test]
fn tencent() {
    use tencent::*;
    let context = ApigwRequestContext::builder().service_id("service-1").build().unwrap();
    is::<Apigw>(&ApigwEvent::builder().http_method("GET").path("/").request_context(context).build().unwrap());
    is::<Timer>(&TimerEvent::builder().build().unwrap());
    let message = CkafkaMessage::builder().topic("t").msg_body("b").build().unwrap();
    is::<Ckafka>(&CkafkaEvent::builder().records([CkafkaRecord::builder().ckafka(message).build().unwrap()]).build().unwrap());
    let message = CmqMessage::builder().topic_name("t").msg_body("b").build().unwrap();
    is::<Cmq>(&CmqEvent::builder().records([CmqRecord::builder().cmq(message).build().unwrap()]).build().unwrap());
    is::<Mps>(&MpsEvent::builder().event_type("EditMediaTask").build().unwrap());
    let logs = ClsLogs::builder().topic_id("t").records([]  as [ClsRecord; 0]).build().unwrap();
    let data = ClsPayload::builder().data(Encoded::encode(&logs)).build().unwrap();
    let event = ClsEvent::builder().clslogs(data).build().unwrap();
    assert_eq!(event.clslogs.data.open().unwrap(), logs);
    is::<Cls>(&event);
}

#[test]
fn volcengine() {
    use volcengine::*;
    is::<Timer>(&TimerEvent::builder().id("1").source("/s").build().unwrap());
    is::<Kafka>(&KafkaEvent::builder().id("1").source("/s").data("text").build().unwrap());
    is::<Bmq>(&BmqEvent::builder().id("1").source("/s").build().unwrap());
    is::<Rocketmq>(&RocketmqEvent::builder().id("1").source("/s").build().unwrap());
    let tos = TosData::builder().events([] as [TosRecord; 0]).build().unwrap();
    is::<Tos>(&TosEvent::builder().id("1").source("/s").data(tos).build().unwrap());
    is::<Tls>(&TlsEvent::builder().id("1").source("/s").data(TlsLog::builder().build().unwrap()).build().unwrap());
    let query: triggerkit::Map<triggerkit::Json> = [("a", "b")].into();
    is::<Apig>(&ApigEvent::builder().http_method("GET").path("/").query_string_parameters(query).build().unwrap());
}

#[test]
fn aliyun() {
    use aliyun::*;
    let query: triggerkit::Map<triggerkit::Json> = [("a", "b")].into();
    is::<Apigw>(&ApigwEvent::builder().http_method("GET").path("/fc").query_parameters(query).build().unwrap());
    let raw = RdsEvent::builder().payload("bytes").build().unwrap();
    assert_eq!((detected(&raw), raw.to_payload()), (None, b"bytes".to_vec()));
    let own = IotEvent::builder().payload(r#"{"hello": "world"}"#).build().unwrap();
    assert_eq!(detected(&own), None);
    let stream = MnsEvent::builder().message("bare").build().unwrap();
    assert_eq!(stream.to_json(), r#"{"Message":"bare"}"#);
    let key = TablestoreKeyColumn::builder().column_name("pk").value(1_506_416_585_881_590_900_i64).build().unwrap();
    let record = TablestoreRecord::builder().kind("PutRow").primary_key([key]).build().unwrap();
    let event = TablestoreEvent::builder().version("Sync-v1").records([record]).build().unwrap();
    is::<Tablestore>(&event);
    assert_eq!(TablestoreEvent::decode(event.to_payload()).unwrap(), event);
    is::<Timer>(&TimerEvent::builder().trigger_time(Timestamp::rfc3339("2018-04-10T01:31:00Z")).trigger_name("t1").payload("x").build().unwrap());
    assert_eq!(Base64::encode("x").as_str(), "eA==");
}
