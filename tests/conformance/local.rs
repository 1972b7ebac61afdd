//! The server on a developer's machine.

use serde_json::Value;
use triggerkit::{Trigger, huawei, triggers};

use crate::calls::call;
use crate::platforms::CALLED;
use crate::web::{Function, ask, invocation};
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
    // The triggers of the function's own spec have samples, too.
    assert_eq!(get("/samples/calls.plain").await.body(), r#"{"call": "1"}"#);
    let samples: Value = serde_json::from_slice(&get("/samples").await.body).unwrap();
    let paths: Vec<&str> = samples
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|each| each["samples"].as_array().unwrap())
        .map(|path| path.as_str().unwrap())
        .collect();
    assert_eq!(paths[..2], ["/samples/calls.plain", "/samples/calls.cloud"]);
    assert!(paths.contains(&"/samples/huawei.apig?variant=base64"), "{paths:?}");
    for path in paths {
        assert_eq!(get(path).await.status(), 200, "{path}");
    }
    for (path, problem) in [
        ("/samples/huawei.apig?variant=gzip", "`huawei.apig` does not have a sample `gzip`; GET /samples lists all of them\n"),
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
    // The value of this header is not ASCII.
    let seen = Message::new("POST / HTTP/1.1", &[&headers[..], &[("ce-seen", "café")]].concat(), call(3, ""));
    for (request, body) in [(structured, r#"{"call":"1"}"#), (binary, r#"{"call":"2"}"#), (seen, r#"{"call":"3 café"}"#)] {
        assert_eq!(ask(&mut client, &request).await.body(), body);
    }
    function.stops().await.unwrap();
}

/// Sends a request with these headers in place of the usual `Host`.
async fn get_triggers(function: &Function, headers: &[(&str, &str)]) -> Message {
    ask(&mut function.connect().await, &Message::new("GET /triggers HTTP/1.1", headers, "")).await
}

#[tokio::test]
async fn this_machine_is_known_by_its_names() {
    let function = Function::start(&[], |server| server);
    for host in ["localhost", "localhost:8787", "LocalHost:1", "127.0.0.1", "127.0.0.1:8787", "[::1]", "[::1]:8787"] {
        assert_eq!(get_triggers(&function, &[("Host", host)]).await.status(), 200, "{host}");
        let origin = format!("http://{host}");
        for site in ["same-origin", "same-site", "none"] {
            let headers = [("Host", host), ("Origin", &origin), ("Sec-Fetch-Site", site)];
            assert_eq!(get_triggers(&function, &headers).await.status(), 200, "{host} {site}");
        }
    }
    function.stops().await.unwrap();
}

#[tokio::test]
async fn pages_of_other_sites_are_refused() {
    let function = Function::start(&[], |server| server);
    let refused: [(&[(&str, &str)], &str); 11] = [
        (&[("Host", "evil.example")], "the host `evil.example`"),
        (&[("Host", "evil.example:8787")], "the host `evil.example:8787`"),
        (&[("Host", "localhost.evil.example")], "the host `localhost.evil.example`"),
        (&[("Host", "127.0.0.1.evil.example:8787")], "the host `127.0.0.1.evil.example:8787`"),
        (&[("Host", "192.0.2.1")], "the host `192.0.2.1`"),
        (&[("Host", "")], "the host ``"),
        (&[("Origin", "https://evil.example")], "the origin `https://evil.example`"),
        (&[("Origin", "http://localhost.evil.example:8787")], "the origin `http://localhost.evil.example:8787`"),
        (&[("Origin", "null")], "the origin `null`"),
        (&[("Sec-Fetch-Site", "cross-site")], "a page of another site"),
        (&[("Origin", "http://localhost"), ("Sec-Fetch-Site", "cross-site")], "a page of another site"),
    ];
    for (headers, what) in refused {
        for first in ["GET /triggers HTTP/1.1", "POST / HTTP/1.1", "OPTIONS / HTTP/1.1", "GET /elsewhere HTTP/1.1"] {
            let answer = ask(&mut function.connect().await, &Message::new(first, headers, call(1, ""))).await;
            let expected = format!(
                "{what} may not use this local server\nhelp: send requests to http://localhost from this machine, or allow another \
                 host with `Server::allow_host`\n"
            );
            assert_eq!((answer.status(), answer.body()), (403, expected.as_str()), "{first}");
        }
    }
    let absolute = Message::new("GET http://evil.example/triggers HTTP/1.1", &[], "");
    assert_eq!(ask(&mut function.connect().await, &absolute).await.status(), 403);
    assert!(function.calls.ended().is_empty());
    function.stops().await.unwrap();
}

#[tokio::test]
async fn other_hosts_can_be_allowed() {
    let function = Function::start(&[], |server| server.allow_host("shop.example"));
    for headers in [&[("Host", "shop.example:8787")][..], &[("Origin", "https://shop.example")], &[("Host", "localhost")]] {
        assert_eq!(get_triggers(&function, headers).await.status(), 200, "{headers:?}");
    }
    assert_eq!(get_triggers(&function, &[("Host", "other.example")]).await.status(), 403);
    function.stops().await.unwrap();
}

/// On a platform, clients reach the function by the names of its gateways.
#[tokio::test]
async fn platforms_may_use_any_host() {
    for protocol in CALLED.iter().filter(|protocol| protocol.name != "local") {
        let function = Function::of(protocol);
        let mut request = invocation(protocol, "1", &call(1, ""));
        for (name, value) in [("Host", "shop.example"), ("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")] {
            request.headers.push((name.into(), value.into()));
        }
        assert_eq!(ask(&mut function.connect().await, &request).await.status(), 200, "{}", protocol.name);
        function.stops().await.unwrap();
    }
}

#[tokio::test]
async fn the_server_explains_itself_to_people() {
    let function = Function::start(&[], |server| server);
    let get = async |accept: &str| {
        let request = Message::new("GET / HTTP/1.1", &[("Host", "localhost:1"), ("Accept", accept)], "");
        let answer = ask(&mut function.connect().await, &request).await;
        assert_eq!(answer.status(), 200);
        answer.body().to_owned()
    };
    let text = get("*/*").await;
    for part in [
        "  calls.plain (Call): ",
        "\n\nIt has no HTTP service. Send an event to POST /, for example\n\n  ",
        "  curl -s http://localhost:1/samples/calls.plain | curl http://localhost:1/ --data-binary @-\n",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    let html = get("text/html,application/xhtml+xml,*/*;q=0.8").await;
    for part in ["<!DOCTYPE html>", "<a href=\"/samples/calls.plain\">", "<pre>curl -s http://localhost:1/samples/calls.plain | "]
    {
        assert!(html.contains(part), "{part} in\n{html}");
    }
    let other = ask(&mut function.connect().await, &Message::new("PUT / HTTP/1.1", &[], "")).await;
    assert_eq!((other.status(), other.body()), (405, "/ accepts only POST, found PUT\n"));
    function.stops().await.unwrap();
}

#[tokio::test]
async fn every_event_has_an_id() {
    let function = Function::start(&[], |server| server);
    let mut ids = Vec::new();
    for headers in [&[][..], &[], &[("X-Request-Id", "mine")]] {
        let answer = ask(&mut function.connect().await, &Message::new("POST / HTTP/1.1", headers, call(1, "context"))).await;
        let answer: Value = serde_json::from_slice(&answer.body).unwrap();
        ids.push(answer["context"]["request_id"].as_str().unwrap().to_owned());
    }
    assert!(ids[0].len() == 16 && ids[1].len() == 16 && ids[0] != ids[1] && ids[2] == "mine", "{ids:?}");
    function.stops().await.unwrap();
}
