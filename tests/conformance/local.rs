//! The server on a developer's machine.

use serde_json::Value;
use triggerkit::{Trigger, huawei, triggers};

use crate::calls::call;
use crate::web::{Function, ask};
use crate::wire::Message;

#[tokio::test]
async fn triggers_and_samples_are_listed() {
    let function = Function::start(&[], |server| server);
    let mut client = function.connect().await;
    let mut get = async |path: &str| ask(&mut client, &Message::new(&format!("GET {path} HTTP/1.1"), &[], "")).await;

    let listed: Value = serde_json::from_slice(&get("/triggers").await.body).unwrap();
    assert_eq!(listed["handled"][0], serde_json::json!({"id": "calls.plain", "title": "Call"}));
    let known: Vec<&str> = listed["known"].as_array().unwrap().iter().map(|each| each["id"].as_str().unwrap()).collect();
    assert_eq!(known, triggers().map(|trigger| trigger.info.id).collect::<Vec<_>>());

    for sample in huawei::Apig::INFO.samples {
        let path = format!("/samples/huawei.apig?variant={}", sample.variant);
        assert_eq!(get(&path).await.body, sample.payload);
    }
    for (path, problem) in [
        ("/samples/huawei.apig?variant=gzip", "`huawei.apig` does not have a sample `gzip`\n"),
        ("/samples/huawei.fax", "unknown trigger `huawei.fax`; GET /triggers lists the known triggers\n"),
    ] {
        let answer = get(path).await;
        assert_eq!((answer.status(), answer.body()), (404, problem));
    }
    function.stops().await.unwrap();
}

#[tokio::test]
async fn cloudevents_are_accepted_in_both_modes() {
    let function = Function::start(&[], |server| server);
    let mut client = function.connect().await;
    let event = format!(r#"{{"specversion":"1.0","id":"1","source":"/calls","type":"calls.call","data":{}}}"#, call(1, ""));
    let structured = Message::new("POST / HTTP/1.1", &[("Content-Type", "application/cloudevents+json")], event);
    let headers = [("ce-specversion", "1.0"), ("ce-id", "2"), ("ce-source", "/calls"), ("ce-type", "calls.call")];
    let binary = Message::new("POST / HTTP/1.1", &headers, call(2, ""));
    for (request, body) in [(structured, r#"{"call":"1"}"#), (binary, r#"{"call":"2"}"#)] {
        assert_eq!(ask(&mut client, &request).await.body(), body);
    }
    function.stops().await.unwrap();
}
