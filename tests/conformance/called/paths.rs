//! The paths and methods of each platform that sends events, and targets that only look like them.

use super::Answer::{NoEvent, Reply, Text};
use super::Exchange;
use super::Step::{Get, Send};

/// A request with these headers and without a body, and what comes back.
macro_rules! request {
    ($request:literal, $headers:literal, $answer:expr) => {
        Exchange {
            name: $request,
            steps: &[Send(concat!($request, " HTTP/1.1\r\nHost: localhost\r\n", $headers, "\r\n").as_bytes()), Get($answer)],
        }
    };
}

/// A call with another method or target.
macro_rules! call {
    ($request:literal, $answer:expr) => {
        Exchange {
            name: $request,
            steps: &[
                Send(concat!($request, " HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: 13\r\n\r\n").as_bytes()),
                Send(b"{\"call\": \"1\"}"),
                Get($answer),
            ],
        }
    };
}

const DONE: super::Answer = Text("200 OK", "", "");

const fn missing(text: &'static str) -> super::Answer {
    Text("404 Not Found", "", text)
}

const fn only_post(text: &'static str) -> super::Answer {
    Text("405 Method Not Allowed", "allow: POST", text)
}

const fn only_get(text: &'static str) -> super::Answer {
    Text("405 Method Not Allowed", "allow: GET", text)
}

/// The exchanges by the name of the platform. Targets are compared as they are, because platforms send no others.
pub static PATHS: &[(&str, &[Exchange])] =
    &[("huawei-http", HUAWEI), ("tencent-http", TENCENT), ("aliyun", ALIYUN), ("volcengine", VOLCENGINE), ("local", LOCAL)];

static HUAWEI: &[Exchange] = &[
    request!("POST /init", "", DONE),
    request!("GET /init", "", only_post("/init accepts only POST, found GET\n")),
    request!("GET /invoke", "", only_post("/invoke accepts only POST, found GET\n")),
    request!("HEAD /invoke", "", only_post("")),
    request!("PUT /invoke", "{headers}", only_post("/invoke accepts only POST, found PUT\n")),
    request!("post /invoke", "{headers}", only_post("/invoke accepts only POST, found post\n")),
    call!("POST /invoke?a=1", Reply("1")),
    // RFC 9112, 3.2 recommends to reject a fragment, but the crate `http` removes it without a trace.
    call!("POST /invoke#a", Reply("1")),
    request!("POST /", "{headers}", missing("POST / does not exist; send events to POST /invoke\n")),
    request!("POST http://localhost", "{headers}", missing("POST / does not exist; send events to POST /invoke\n")),
    request!("POST /invoke/", "{headers}", missing("POST /invoke/ does not exist; send events to POST /invoke\n")),
    request!("POST //invoke", "{headers}", missing("POST //invoke does not exist; send events to POST /invoke\n")),
    request!("POST /./invoke", "{headers}", missing("POST /./invoke does not exist; send events to POST /invoke\n")),
    request!("POST /Invoke", "{headers}", missing("POST /Invoke does not exist; send events to POST /invoke\n")),
    request!("POST /%69nvoke", "{headers}", missing("POST /%69nvoke does not exist; send events to POST /invoke\n")),
    request!("POST /invoke%00", "{headers}", missing("POST /invoke%00 does not exist; send events to POST /invoke\n")),
    request!("POST /invoke%", "{headers}", missing("POST /invoke% does not exist; send events to POST /invoke\n")),
    request!("POST /event-invoke", "{headers}", missing("POST /event-invoke does not exist; send events to POST /invoke\n")),
    request!("OPTIONS *", "", missing("OPTIONS * does not exist; send events to POST /invoke\n")),
    request!("CONNECT localhost:80", "", missing("CONNECT  does not exist; send events to POST /invoke\n")),
];

static TENCENT: &[Exchange] = &[
    request!("GET /event-invoke", "", only_post("/event-invoke accepts only POST, found GET\n")),
    request!("HEAD /event-invoke", "", only_post("")),
    request!("PUT /event-invoke", "{headers}", only_post("/event-invoke accepts only POST, found PUT\n")),
    call!("POST /event-invoke?a=1", Reply("1")),
    request!("POST /", "{headers}", missing("POST / does not exist; send events to POST /event-invoke\n")),
    request!(
        "POST /event-invoke/",
        "{headers}",
        missing("POST /event-invoke/ does not exist; send events to POST /event-invoke\n")
    ),
    request!(
        "POST /event%2Dinvoke",
        "{headers}",
        missing("POST /event%2Dinvoke does not exist; send events to POST /event-invoke\n")
    ),
    request!("POST /invoke", "{headers}", missing("POST /invoke does not exist; send events to POST /event-invoke\n")),
    request!("POST /init", "{headers}", missing("POST /init does not exist; send events to POST /event-invoke\n")),
    request!("OPTIONS *", "", missing("OPTIONS * does not exist; send events to POST /event-invoke\n")),
];

/// The header names the call, and the path counts only without it.
static ALIYUN: &[Exchange] = &[
    request!("POST /initialize", "", DONE),
    request!("POST /", "x-fc-control-path: /initialize\r\n", DONE),
    request!("GET /initialize", "", only_post("/initialize accepts only POST, found GET\n")),
    request!("GET /pre-stop", "", DONE),
    request!("GET /", "X-Fc-Control-Path: /pre-stop\r\n", DONE),
    request!("POST /pre-stop", "", only_get("/pre-stop accepts only GET, found POST\n")),
    request!("HEAD /pre-stop", "", only_get("")),
    request!("GET /invoke", "", only_post("/invoke accepts only POST, found GET\n")),
    request!("PUT /invoke", "{headers}", only_post("/invoke accepts only POST, found PUT\n")),
    call!("POST /elsewhere", Reply("1")),
    request!("POST /%69nvoke", "", missing("POST /%69nvoke does not exist; send events to POST /invoke\n")),
    request!("POST /", "", missing("POST / does not exist; send events to POST /invoke\n")),
    request!("GET /event-invoke", "", missing("GET /event-invoke does not exist; send events to POST /invoke\n")),
    // The requests of clients, for which this function has no handler.
    request!(
        "POST /upload",
        "x-fc-control-path: /http-invoke\r\n",
        missing("POST /upload does not exist; send events to POST /invoke\n")
    ),
    request!(
        "POST /upload",
        "x-fc-control-path: /invoke\r\nx-fc-control-path: /initialize\r\n",
        missing("POST /upload does not exist; send events to POST /invoke\n")
    ),
    request!(
        "POST /upload",
        "x-fc-control-path: /invoke\u{ff}\r\n",
        missing("POST /upload does not exist; send events to POST /invoke\n")
    ),
];

/// An event may have any path.
static VOLCENGINE: &[Exchange] = &[
    request!("POST /v1/initialize", "X-Faas-Internal-Request: true\r\n", DONE),
    request!(
        "GET /v1/initialize",
        "X-Faas-Internal-Request: true\r\n",
        only_post("/v1/initialize accepts only POST, found GET\n")
    ),
    request!(
        "GET /v1/version",
        "X-Faas-Internal-Request: true\r\n",
        Text("200 OK", "", concat!("triggerkit/", env!("CARGO_PKG_VERSION")))
    ),
    request!("POST /v1/version", "X-Faas-Internal-Request: true\r\n", only_get("/v1/version accepts only GET, found POST\n")),
    request!(
        "POST /v1/elsewhere",
        "X-Faas-Internal-Request: true\r\n",
        missing("POST /v1/elsewhere does not exist; internal calls are /v1/initialize, /v1/version and /v1/ping\n")
    ),
    request!("GET /v1/ping", "", DONE),
    request!("POST /v1/ping", "", only_get("/v1/ping accepts only GET, found POST\n")),
    request!("POST /v1/initialize", "", NoEvent),
    request!("POST /v1/initialize", "X-Faas-Internal-Request: false\r\n", NoEvent),
    request!("GET /", "", NoEvent),
    request!("HEAD /", "", NoEvent),
    request!("POST /", "X-Faas-Event-Type: http\r\n", NoEvent),
    request!("OPTIONS *", "", NoEvent),
    request!("CONNECT localhost:80", "", NoEvent),
    call!("POST /elsewhere/%00?a=1", Reply("1")),
    call!("PUT /", Reply("1")),
];

static LOCAL: &[Exchange] = &[
    request!(
        "GET /",
        "",
        Text(
            "200 OK",
            "",
            "This is a triggerkit function on your own machine. It handles the events of\n\n  \
             calls.plain (Call): conformance::calls::Calls::router::{{closure}}\n  \
             calls.cloud (Call in a CloudEvent): conformance::calls::Calls::router::{{closure}}\n\n\
             It has no HTTP service. Send an event to POST /, for example\n\n  \
             curl -s http://localhost/samples/calls.plain | curl http://localhost/ --data-binary @-\n\n\
             GET /triggers lists the known triggers, and GET /samples their documented payloads.\n"
        )
    ),
    request!("PUT /", "{headers}", only_post("/ accepts only POST, found PUT\n")),
    call!("POST /?a=1", Reply("1")),
    call!("POST http://localhost", Reply("1")),
    request!("POST /triggers", "{headers}", only_get("/triggers accepts only GET, found POST\n")),
    request!(
        "POST /invoke",
        "{headers}",
        missing(
            "POST /invoke does not exist; send events to POST /; GET /triggers lists the known triggers, GET /samples their \
             documented payloads\n"
        )
    ),
    request!("GET /samples/", "", missing("unknown trigger ``; GET /triggers lists the known triggers\n")),
];
