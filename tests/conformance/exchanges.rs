//! Exchanges of the polled platforms as tables: what the platform sends, well-formed or not, and the bytes that the function sends then.

use std::time::Duration;

use tokio::time::Instant;

use self::Step::{Close, Send, Stall};
use self::Then::{Fails, Pauses, Replies};
use crate::calls::call;
use crate::log::Log;
use crate::platforms::{POLLED, Polled, with_deadline};
use crate::poll::Platform;

/// One thing that the platform does.
enum Step {
    /// Sends bytes, in which `{id}` is the name of the header that holds the id, and `{deadline}` is the header with the deadline.
    Send(&'static [u8]),
    /// Sends nothing more until the function gives up.
    Stall,
    Close,
}

/// What the function does after a response to its poll.
#[derive(Clone, Copy)]
enum Then {
    /// It runs the event and sends a reply for this id, as it is written in a path.
    Replies(&'static str),
    /// It sends an error for this id, with this kind and message.
    Fails(&'static str, &'static str, &'static str),
    /// It has logged something that contains this, or nothing if that is empty, and polls again after the shortest pause.
    Pauses(&'static str),
}

/// A response to a poll.
struct Exchange {
    name: &'static str,
    response: &'static [Step],
    /// What a function does whose replies contain the id.
    then: Then,
    /// The same if replies do not contain the id.
    without_id: Then,
}

const fn exchange(name: &'static str, response: &'static [Step], then: Then) -> Exchange {
    Exchange { name, response, then, without_id: then }
}

/// An event whose id matters only if replies contain it.
const fn of_id(name: &'static str, response: &'static [Step], then: Then) -> Exchange {
    Exchange { name, response, then, without_id: Replies("") }
}

const BODY: &[u8] = b"Content-Length: 13\r\n\r\n{\"call\": \"1\"}";

const BROKEN: &str = "BrokenRequest";
const INCOMPLETE: &str = "error reading a body from connection: end of file before message length reached";

static EXCHANGES: &[Exchange] = &[
    // Events
    exchange("an event with its length", &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\n"), Send(BODY)], Replies("7")),
    exchange("no reason", &[Send(b"HTTP/1.1 200 \r\n{id}: 7\r\n"), Send(BODY)], Replies("7")),
    exchange(
        "an event in chunks",
        &[
            Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Send(b"6\r\n{\"call\r\n"),
            Send(b"7;ext=1\r\n\": \"1\"}\r\n0\r\nTrailer: x\r\n\r\n"),
        ],
        Replies("7"),
    ),
    exchange(
        "an event that ends with the connection",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\nConnection: close\r\n\r\n{\"call\": \"1\"}"), Close],
        Replies("7"),
    ),
    exchange(
        "a slow platform",
        &[Send(b"HTT"), Send(b"P/1.1 200 OK\r\n{id}:"), Send(b" 7\r"), Send(b"\n"), Send(BODY)],
        Replies("7"),
    ),
    exchange(
        "HTTP/1.0",
        &[Send(b"HTTP/1.0 200 OK\r\n{id}: 7\r\nContent-Length: 13\r\n\r\n{\"call\": \"1\"}"), Close],
        Replies("7"),
    ),
    exchange(
        "100 before the response",
        &[Send(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n{id}: 7\r\n"), Send(BODY)],
        Replies("7"),
    ),
    exchange(
        "103 before the response",
        &[Send(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\n"), Send(BODY)],
        Replies("7"),
    ),
    // Events that do not arrive
    exchange(
        "a body that is cut",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\nContent-Length: 14\r\n\r\n{\"call\": \"1\"}"), Close],
        Fails("7", BROKEN, INCOMPLETE),
    ),
    exchange(
        "no body",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\nContent-Length: 14\r\n\r\n"), Close],
        Fails("7", BROKEN, INCOMPLETE),
    ),
    exchange(
        "a chunked body that is cut",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n{\"call\": \"1\"}\r\n"), Close],
        Fails("7", BROKEN, "error reading a body from connection: unexpected EOF during chunk size line"),
    ),
    exchange(
        "a chunk without a length",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\nTransfer-Encoding: chunked\r\n\r\nten\r\n{\"call\": \"1\"}\r\n")],
        Fails("7", BROKEN, "error reading a body from connection: Invalid chunk size line: missing size digit"),
    ),
    exchange(
        "a body that is too large",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\nContent-Length: 1099511627776\r\n\r\n{\"call\": \"1\"}")],
        Fails("7", "PayloadTooLarge", "the event is larger than 33554432 bytes; raise the limit with `Server::body_limit`"),
    ),
    exchange(
        "a body that does not arrive",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\nContent-Length: 14\r\n\r\n{\"call\": \"1\"}"), Stall],
        Fails("7", "SlowEvent", "the event did not arrive within 60s; raise the limit with `Server::body_timeout`"),
    ),
    // Responses whose head cannot be read
    exchange("nothing", &[Close], Pauses("`next` failed")),
    exchange("another protocol", &[Send(b"SSH-2.0-OpenSSH_9.9\r\n")], Pauses("`next` failed")),
    exchange("no status", &[Send(b"HTTP/1.1 OK\r\n\r\n")], Pauses("`next` failed")),
    exchange("an unknown version", &[Send(b"HTTP/9.9 200 OK\r\n{id}: 7\r\n"), Send(BODY)], Pauses("`next` failed")),
    exchange("a head that is cut", &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\nContent-"), Close], Pauses("`next` failed")),
    exchange(
        "a length that is no number",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\nContent-Length: ten\r\n\r\n{}")],
        Pauses("`next` failed"),
    ),
    exchange(
        "a length that no number can hold",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\nContent-Length: 99999999999999999999\r\n\r\n{}")],
        Pauses("`next` failed"),
    ),
    exchange(
        "two lengths",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}")],
        Pauses("`next` failed"),
    ),
    exchange("a line break in the id", &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\n8\r\n"), Send(BODY)], Pauses("`next` failed")),
    // Other statuses
    exchange("204", &[Send(b"HTTP/1.1 204 No Content\r\n\r\n")], Pauses("")),
    exchange("202", &[Send(b"HTTP/1.1 202 Accepted\r\n{id}: 7\r\n"), Send(BODY)], Pauses("")),
    exchange(
        "302",
        &[Send(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")],
        Pauses("`next` failed with status 302 Found"),
    ),
    exchange(
        "404",
        &[Send(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")],
        Pauses("`next` failed with status 404 Not Found"),
    ),
    exchange(
        "an error with an id",
        &[Send(b"HTTP/1.1 500 Internal Server Error\r\n{id}: 7\r\n"), Send(BODY)],
        Pauses("`next` failed with status 500 Internal Server Error"),
    ),
    exchange(
        "an error whose body is cut",
        &[Send(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 9\r\n\r\nno"), Close],
        Pauses("`next` failed with status 503 Service Unavailable"),
    ),
    // Ids
    of_id("a slash in the id", &[Send(b"HTTP/1.1 200 OK\r\n{id}: ../7/\r\n"), Send(BODY)], Replies("..%2F7%2F")),
    of_id("a percent sign in the id", &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7%2f%\r\n"), Send(BODY)], Replies("7%252f%25")),
    of_id("an encoded line break in the id", &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7%0A\r\n"), Send(BODY)], Replies("7%250A")),
    of_id("a query in the id", &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7 ?a=1#b\r\n"), Send(BODY)], Replies("7%20%3Fa%3D1%23b")),
    of_id("UTF-8 in the id", &[Send(b"HTTP/1.1 200 OK\r\n{id}: \xe8\x8c\xb6\r\n"), Send(BODY)], Replies("%E8%8C%B6")),
    of_id(
        "bytes in the id",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\xff\r\n"), Send(BODY)],
        Fails("7%FF", "InvalidRequestId", "the request id is not UTF-8"),
    ),
    of_id(
        "a tab in the id",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\t8\r\n"), Send(BODY)],
        Fails("7%098", "InvalidRequestId", "the request id contains control characters"),
    ),
    of_id(
        "an id that is too long",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: "), Send(&[b'7'; LONG.len()]), Send(b"\r\n"), Send(BODY)],
        Fails(LONG, "InvalidRequestId", "the request id is longer than 256 bytes"),
    ),
    of_id(
        "an id that is as long as possible",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: "), Send(&[b'7'; 256]), Send(b"\r\n"), Send(BODY)],
        Replies(LONG.split_at(256).0),
    ),
    of_id("no id", &[Send(b"HTTP/1.1 200 OK\r\n"), Send(BODY)], Pauses("its request id is missing, found \"\"")),
    of_id("an empty id", &[Send(b"HTTP/1.1 200 OK\r\n{id}:\r\n"), Send(BODY)], Pauses("its request id is missing")),
    of_id(
        "a dot as id",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: .\r\n"), Send(BODY)],
        Pauses("is not a segment of a path, found \".\""),
    ),
    of_id(
        "two dots as id",
        &[Send(b"HTTP/1.1 200 OK\r\n{id}: ..\r\n"), Send(BODY)],
        Pauses("is not a segment of a path, found \"..\""),
    ),
    Exchange {
        name: "neither an id nor an event",
        response: &[Send(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")],
        then: Pauses(""),
        without_id: Fails(
            "",
            "InvalidEvent",
            "$: expected an event that a handler takes (`calls.plain`, `calls.cloud`), found an empty payload [detect]",
        ),
    },
];

/// An id of 257 bytes.
const LONG: &str = "77777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777\
                    77777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777\
                    7";

impl Platform {
    async fn act(&mut self, steps: &[Step]) {
        let (name, _) = self.protocol.headers[0];
        let deadline = self.protocol.deadline.map(|(name, value)| with_deadline(&format!("{name}: {value}\r\n")));
        let deadline = deadline.unwrap_or_default();
        for step in steps {
            match step {
                Send(bytes) => {
                    let connection = self.connection.as_mut().unwrap();
                    let bytes = replace(bytes, b"{id}", name.as_bytes());
                    connection.write(&replace(&bytes, b"{deadline}", deadline.as_bytes())).await;
                    // The function reads this piece before the next one is sent.
                    for _ in 0..20 {
                        tokio::task::yield_now().await;
                    }
                }
                Stall => self.stalled.extend(self.connection.take()),
                Close => self.connection = None,
            }
        }
    }

    /// Returns the bytes of a reply to an event, for an id as it is written in a path.
    fn reply(&self, id: &str, body: &str) -> String {
        self.expected(self.protocol.response, id, "content-type: application/json\r\n", body)
    }

    /// Returns the bytes of an error.
    fn error(&self, id: &str, kind: &str, message: &str) -> String {
        let (headers, body) = (self.protocol.write_error)(kind, message);
        self.expected(self.protocol.error, id, &headers, &body)
    }

    fn expected(&self, call: &str, id: &str, headers: &str, body: &str) -> String {
        let first = call.replace("{id}", id);
        let host = self.address();
        format!("{first}\r\n{headers}host: {host}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
    }

    async fn assert_sends(&mut self, expected: &str, name: &str) {
        let sent = self.read_bytes().await;
        assert_eq!(String::from_utf8(sent).unwrap(), expected, "{} {name}", self.protocol.name);
    }
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    match bytes.windows(from.len()).position(|part| part == from) {
        Some(at) => [&bytes[..at], to, &bytes[at + from.len()..]].concat(),
        None => bytes.into(),
    }
}

#[tokio::test(start_paused = true)]
async fn responses_to_a_poll() {
    for (protocol, Exchange { name, response, then, without_id }) in
        POLLED.iter().flat_map(|protocol| EXCHANGES.iter().map(move |exchange| (protocol, exchange)))
    {
        let log = Log::start();
        let mut platform = Platform::start(protocol).await;
        assert_eq!(platform.read_request().await.first, protocol.next);
        platform.act(response).await;
        let answered = Instant::now();
        let then = if protocol.ids { *then } else { *without_id };
        match then {
            Replies(id) => platform.assert_sends(&platform.reply(id, r#"{"call":"1"}"#), name).await,
            Fails(id, kind, message) => {
                platform.assert_sends(&platform.error(id, kind, message), name).await;
            }
            Pauses(_) => {}
        }
        if let Pauses(logged) = then {
            let poll = format!("{}\r\nhost: {}\r\n\r\n", protocol.next, platform.address());
            platform.assert_sends(&poll, name).await;
            assert_eq!(answered.elapsed().as_millis(), 50, "{} {name}", protocol.name);
            let lines = log.take();
            match logged {
                "" => assert!(lines.is_empty(), "{} {name}: {lines:?}", protocol.name),
                _ => assert!(lines.len() == 1 && lines[0].contains(logged), "{} {name}: {lines:?}", protocol.name),
            }
            platform.respond("204 No Content", &[], "").await;
        } else {
            platform.respond("200 OK", &[], "").await;
        }
        platform.invoke("after").await;
        let ended = platform.calls.ended();
        assert_eq!(ended.len(), if matches!(then, Replies(_)) { 2 } else { 1 }, "{} {name}: {ended:?}", protocol.name);
        platform.shut_down().await.unwrap();
    }
}

/// What the platform answers to an outcome, and what the function does then.
struct Acceptance {
    name: &'static str,
    answer: &'static [Step],
    /// Whether the function sends the reply again, or an error instead.
    then: Option<Again>,
}

enum Again {
    SameReply,
    Error,
}

const fn accepted(name: &'static str, answer: &'static [Step]) -> Acceptance {
    Acceptance { name, answer, then: None }
}

const fn repeated(name: &'static str, answer: &'static [Step]) -> Acceptance {
    Acceptance { name, answer, then: Some(Again::SameReply) }
}

static ACCEPTANCES: &[Acceptance] = &[
    accepted("200", &[Send(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]),
    accepted("202 with a body", &[Send(b"HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok")]),
    accepted("204", &[Send(b"HTTP/1.1 204 No Content\r\n\r\n")]),
    accepted("100 and 200", &[Send(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]),
    accepted("200 in pieces", &[Send(b"HTTP/1.1 2"), Send(b"00 OK\r\nContent-Length: 0\r\n\r"), Send(b"\n")]),
    // The status is enough: the rest is neither needed nor waited for.
    accepted("a body that is cut", &[Send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok"), Close]),
    accepted("a body that does not arrive", &[Send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok"), Stall]),
    accepted("a huge body", &[Send(b"HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\nok")]),
    accepted("a connection that closes", &[Send(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok"), Close]),
    repeated("nothing", &[Close]),
    repeated("no response", &[Stall]),
    repeated("a head that is cut", &[Send(b"HTTP/1.1 200 OK\r\n"), Close]),
    repeated("a status that is not one", &[Send(b"HTTP/1.1 OK\r\n\r\n")]),
    repeated("302", &[Send(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")]),
    repeated("503", &[Send(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")]),
    Acceptance {
        name: "413",
        answer: &[Send(b"HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\n\r\n")],
        then: Some(Again::Error),
    },
];

#[tokio::test(start_paused = true)]
async fn responses_to_a_reply() {
    for (protocol, Acceptance { name, answer, then }) in
        POLLED.iter().flat_map(|protocol| ACCEPTANCES.iter().map(move |acceptance| (protocol, acceptance)))
    {
        let mut platform = Platform::start(protocol).await;
        platform.send_event("1", &call("1", "")).await;
        let reply = platform.reply("1", r#"{"call":"1"}"#);
        platform.assert_sends(&reply, name).await;
        platform.act(answer).await;
        if let Some(again) = then {
            let rejected = "the platform rejected the reply with status 413 Payload Too Large";
            let expected = match again {
                Again::SameReply => reply,
                Again::Error => platform.error("1", "AnswerRefused", rejected),
            };
            platform.assert_sends(&expected, name).await;
            platform.respond("200 OK", &[], "").await;
        }
        platform.invoke("2").await;
        assert_eq!(platform.calls.ended(), ["1", "2"], "{} {name}", protocol.name);
        platform.shut_down().await.unwrap();
    }
}

/// Returns the pauses between polls that are all answered with the same response.
async fn pauses(protocol: &'static Polled, response: &[Step]) -> Vec<u128> {
    let mut platform = Platform::start(protocol).await;
    let mut pauses = Vec::new();
    for _ in 0..10 {
        let last = Instant::now();
        assert_eq!(platform.read_request().await.first, protocol.next);
        pauses.push(last.elapsed().as_millis());
        platform.act(response).await;
    }
    platform.shut_down().await.unwrap();
    pauses
}

#[tokio::test(start_paused = true)]
async fn rejected_polls_slow_down() {
    for protocol in &POLLED {
        let responses: [&'static [u8]; 4] = [
            b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.1 OK\r\n\r\n",
        ];
        for response in responses {
            let log = Log::start();
            assert_eq!(pauses(protocol, &[Send(response)]).await, [0, 50, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
            assert!(log.take().iter().filter(|line| line.starts_with("WARN runtime API call `next` failed")).count() >= 9);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_reply_is_sent_until_the_deadline() {
    for protocol in &POLLED {
        for answer in [&[Stall][..], &[Close], &[Send(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")]] {
            let log = Log::start();
            let mut platform = Platform::start(protocol).await;
            let started = Instant::now();
            platform.send_event("1", &call("1", "")).await;
            loop {
                let request = platform.read_request().await;
                if request.first == protocol.next {
                    break;
                }
                assert_eq!(request.first, protocol.response.replace("{id}", "1"));
                platform.act(answer).await;
            }
            // The deadline of the fakes is after a minute.
            let elapsed = started.elapsed();
            assert!(elapsed > Duration::from_secs(50) && elapsed <= Duration::from_secs(60), "{} {elapsed:?}", protocol.name);
            let given_up = "ERROR the platform did not accept the reply before the deadline";
            assert_eq!(log.take().last().map(String::as_str), Some(given_up));
            assert_eq!(platform.calls.ended(), ["1"]);
            platform.shut_down().await.unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_body_of_an_event_has_a_time_limit() {
    for protocol in &POLLED {
        for (limit, seconds) in [(5, 5), (3600, 60)] {
            let with = |server: triggerkit::Server| server.body_timeout(Duration::from_secs(limit));
            let mut platform = Platform::start_with(protocol, with).await;
            assert_eq!(platform.read_request().await.first, protocol.next);
            let started = Instant::now();
            platform.act(&[Send(b"HTTP/1.1 200 OK\r\n{id}: 7\r\n{deadline}Content-Length: 9\r\n\r\n{"), Stall]).await;
            assert_eq!(platform.accept_result().await.first, protocol.error.replace("{id}", "7"));
            assert!(started.elapsed().abs_diff(Duration::from_secs(seconds)) < Duration::from_secs(1), "{:?}", started.elapsed());
            platform.shut_down().await.unwrap();
        }
    }
}
