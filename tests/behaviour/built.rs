//! Builds every event of the other providers from its required fields alone, and checks that it is detected if its fields allow it.

#![allow(deprecated, reason = "events of retired triggers can still be built")]

use triggerkit::{AnyEvent, Base64, Document, Encoded, Timestamp, Trigger, aliyun, detect, tencent, volcengine};

/// Returns the trigger that a built event is detected as.
fn detected(event: &impl Document) -> Option<&'static str> {
    let payload = event.to_payload();
    let found = detect(&payload, &[]).one().ok()?.info.id;
    assert!(AnyEvent::decode(&payload, &[]).is_ok(), "{found}");
    Some(found)
}

/// Asserts that an event is detected as its trigger.
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
    let entity = CosEntity::builder()
        .cos_object(CosObject::builder().key("/1253970026/testpic/testfile").build().unwrap())
        .cos_bucket(CosBucket::builder().name("testpic").build().unwrap());
    let detail = CosEventDetail::builder().event_name("cos:ObjectCreated:*").build().unwrap();
    let record = CosRecord::builder().cos(entity.build().unwrap()).event(detail).build().unwrap();
    is::<Cos>(&CosEvent::builder().records([record]).build().unwrap());
    let headers: triggerkit::Map<triggerkit::Json> = [("X-Stgw-Time", "1591692977.774")].into();
    is::<Clb>(&ClbEvent::builder().headers(headers).build().unwrap());
    let data = TdmqData::builder().topic("t").build().unwrap();
    let record = EventbridgeRecord::builder().specversion("0").r#type("connector:tdmq").data(data).build().unwrap();
    is::<Eventbridge>(&EventbridgeEvent::builder().events([record]).build().unwrap());
    let task = MpsEditMediaTaskEvent::builder().build().unwrap();
    is::<Mps>(&MpsEvent::builder().event_type("EditMediaTask").edit_media_task_event(task).build().unwrap());
    let logs = ClsLogs::builder().topic_id("t").records([] as [ClsRecord; 0]).build().unwrap();
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
    let entity = OssEntity::builder()
        .bucket(OssBucket::builder().name("bucketname").build().unwrap())
        .object(OssObject::builder().key("image/a.jpg").size(122_539).build().unwrap());
    let record = OssRecord::builder().event_name("ObjectCreated:PutObject").oss(entity.build().unwrap()).build().unwrap();
    is::<Oss>(&OssEvent::builder().events([record]).build().unwrap());
    let source = LogSource::builder().project_name("p").logstore_name("l").shard_id(0).begin_cursor("b").end_cursor("e");
    is::<Log>(&LogEvent::builder().source(source.build().unwrap()).build().unwrap());
    let file = CdnLogFile::builder().domain("example.com").build().unwrap();
    let record = CdnRecord::builder().event_name("LogFileCreated").event_parameter(file).build().unwrap();
    is::<Cdn>(&CdnEvent::builder().events([record]).build().unwrap());
    let record = DatahubRecord::builder().data(Encoded::encode(&vec!["a".into(), "b".into()])).build().unwrap();
    is::<Datahub>(&DatahubEvent::builder().records([record]).build().unwrap());
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
    is::<Timer>(
        &TimerEvent::builder()
            .trigger_time(Timestamp::rfc3339("2018-04-10T01:31:00Z"))
            .trigger_name("t1")
            .payload("x")
            .build()
            .unwrap(),
    );
    assert_eq!(Base64::encode("x").as_str(), "eA==");
}

#[test]
fn configurations() {
    use aliyun::*;
    use triggerkit::Config;

    /// Asserts that a built configuration can be read back from its own YAML.
    fn comes_back<C: Config + PartialEq>(config: &C) {
        assert!(C::from_yaml(&config.to_yaml().unwrap()).unwrap() == *config, "{config:?}");
    }

    comes_back(&HttpConfig::builder().auth_type("anonymous").methods(["GET", "POST"]).build().unwrap());
    comes_back(&OssConfig::builder().events(["oss:ObjectCreated:*"]).build().unwrap());
    let source = LogSourceConfig::builder().logstore("etl-log").build().unwrap();
    let job = LogJobConfig::builder().trigger_interval(60).max_retry_time(3).build().unwrap();
    comes_back(&LogConfig::builder().source_config(source).job_config(job).build().unwrap());
    comes_back(&TimerConfig::builder().cron_expression("0 0 4 * * *").payload("x").enable(true).build().unwrap());
    let filter = CdnFilter::builder().domain(["www.taobao.com"]).build().unwrap();
    comes_back(&CdnConfig::builder().event_name("LogFileCreated").event_version("1.0.0").filter(filter).build().unwrap());
    comes_back(&MnsConfig::builder().filter_tag("tag").build().unwrap());
    comes_back(&RdsConfig::builder().subscription_objects(["db1.table1"]).retry(0).concurrency(5).build().unwrap());
    assert!(LogJobConfig::builder().trigger_interval(2).build().is_err());
}
