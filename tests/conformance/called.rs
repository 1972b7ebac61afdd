//! Exchanges of the platforms that call the function, as tables: what a client sends, well-formed or not, and what comes back.

mod malformed;
mod paths;
mod stopped;
mod well_formed;

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};
use triggerkit::Router;

use self::Answer::{
    BadTarget, Broken, Continue, NoEvent, NotOneHost, Old, OldNotOneHost, Refused, Reply, Text, TooLarge, TooLargeInChunks,
    UnknownCoding,
};
use self::Step::{Closed, Dropped, End, Get, Go, Last, Send, Signal};
use crate::calls::Calls;
use crate::http::cloud::Way;
use crate::platforms::{CALLED, with_id};
use crate::web::Function;

/// One thing that happens on a connection.
pub enum Step {
    /// The client sends bytes. `{call}` in them is the method and the target of a call, `{method}` and `{path}` are its parts, and
    /// `{headers}` are the headers that the platform adds.
    Send(&'static [u8]),
    /// The client sends no more.
    End,
    /// The client receives this.
    Get(Answer),
    /// The client receives this, and reads in it that the connection closes. Then it closes.
    Last(Answer),
    /// The connection closes.
    Closed,
    /// The connection closes, after a status 400 or without one.
    Dropped,
    /// The function receives the signal to stop, before it can run again.
    Signal,
    /// One call that waits may continue.
    Go,
}

/// What the client receives at once.
pub enum Answer {
    /// The reply to the call with this number. Nothing else runs the function.
    Reply(&'static str),
    /// The same, to a client that knows only HTTP/1.0.
    Old(&'static str),
    /// `100 Continue`.
    Continue,
    /// A status without a body.
    Refused(&'static str),
    /// The response to a target that is malformed.
    BadTarget,
    /// The response to a request without one valid `Host`.
    NotOneHost,
    /// The same, to a client that knows only HTTP/1.0.
    OldNotOneHost,
    /// The response to a transfer coding other than `chunked`.
    UnknownCoding,
    /// The response to a body that cannot be read, for this reason.
    Broken(&'static str),
    /// The response to a body that is known to be too large.
    TooLarge,
    /// The response to a body that turns out to be too large.
    TooLargeInChunks,
    /// A status, a header unless that is empty, and a text.
    Text(&'static str, &'static str, &'static str),
    /// The response to a request that a platform expects to be a CloudEvent.
    NoEvent,
}

/// What a client and the function exchange on one connection. A connection that does not close answers another call at the end.
pub struct Exchange {
    pub name: &'static str,
    pub steps: &'static [Step],
}

pub const fn exchange(name: &'static str, steps: &'static [Step]) -> Exchange {
    Exchange { name, steps }
}

/// The beginning of a call.
pub const CALL: Step = Send(b"{call} HTTP/1.1\r\nHost: localhost\r\n{headers}");
/// The rest of call 1.
pub const BODY: Step = Send(b"Content-Length: 13\r\n\r\n{\"call\": \"1\"}");

/// The largest body that is accepted, in bytes.
const LIMIT: usize = 1000;

/// Longer than any test.
const DAY: Duration = Duration::from_secs(24 * 3600);

/// The usual length of the pieces in which a slow client sends. Single bytes, which take longer, are sent on one platform of each kind.
const SLOW: usize = 17;

const NOT_ONE_HOST: &str = "a request of HTTP/1.1 must have one `Host` header with the name of a host\n";
const TOO_LARGE: &str = "the event is larger than 1000 bytes; raise the limit with `Server::body_limit`";

/// What a platform sends to the function.
struct Mode {
    /// The name of the platform, or of the way on which it passes on requests.
    name: &'static str,
    variables: &'static [(&'static str, &'static str)],
    call: &'static str,
    headers: String,
    /// The length of the pieces in which a slow client sends.
    piece: usize,
    /// Whether the function receives events, and not the requests of clients.
    sends_events: bool,
}

impl Mode {
    /// Returns all modes.
    fn all() -> Vec<Mode> {
        let to_text =
            |headers: Vec<(String, String)>| headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let events = CALLED.iter().map(|protocol| Mode {
            name: protocol.name,
            variables: protocol.variables,
            call: protocol.invoke.strip_suffix(" HTTP/1.1").unwrap(),
            headers: to_text(with_id(protocol.headers, "r-1")),
            piece: SLOW,
            sends_events: true,
        });
        let requests = Way::passing().map(|way| Mode {
            name: way.name,
            variables: way.variables,
            call: "POST /call",
            headers: to_text(with_id(way.added, "r-1")),
            piece: SLOW,
            sends_events: false,
        });
        let mut modes: Vec<Mode> = events.chain(requests).collect();
        for sends_events in [true, false] {
            modes.iter_mut().find(|mode| mode.sends_events == sends_events).unwrap().piece = 1;
        }
        modes
    }

    /// Starts a function with handlers of events or with an application.
    fn start(&self) -> (Function, Arc<Calls>) {
        let calls = Calls::new();
        let router: Router = if self.sends_events { calls.router() } else { calls.application() };
        (Function::of_router(router, self.variables, |server| server.body_limit(LIMIT).drain_limit(DAY)), calls)
    }

    /// Fills in what differs between the modes.
    fn fill(&self, bytes: &[u8]) -> Vec<u8> {
        let (method, path) = self.call.split_once(' ').unwrap();
        let places = [("{call}", self.call), ("{method}", method), ("{path}", path), ("{headers}", &self.headers)];
        places.iter().fold(bytes.to_vec(), |bytes, (place, value)| replace(&bytes, place.as_bytes(), value.as_bytes()))
    }

    /// Returns the headers that this platform adds to the response to an event.
    fn added(&self, failure: Option<(&str, &str)>) -> Vec<String> {
        match (self.name, failure) {
            ("aliyun", None) => vec!["x-fc-status: 200".into()],
            ("aliyun", Some(_)) => vec!["x-fc-status: 404".into()],
            ("volcengine", None) => vec![DURATION.into()],
            ("volcengine", Some((code, message))) => vec![
                DURATION.into(),
                format!("x-faas-response-error-code: {code}"),
                format!("x-faas-response-error-message: {message}"),
            ],
            _ => Vec::new(),
        }
    }

    fn describe(&self, exchange: &Exchange, piece: usize, problem: &str) -> String {
        let pieces = if piece == usize::MAX { "at once" } else { "in pieces" };
        format!("{} {}: {} {pieces}\n{problem}\n\n", self.name, self.call, exchange.name)
    }

    /// Returns an answer as [`Client::read`] shows it.
    fn expected(&self, answer: &Answer, is_last: bool) -> String {
        let failed = |status: &str, kind: &str, message: &str, code: &str| {
            let mut headers = self.added(Some((code, message)));
            headers.push("content-type: application/json".into());
            (format!("HTTP/1.1 {status}"), headers, format!(r#"{{"errorMessage":"{message}","errorType":"{kind}"}}"#))
        };
        let text = |status: &str, text: &str| {
            (format!("HTTP/1.1 {status}"), vec!["content-type: text/plain; charset=utf-8".into()], text.to_owned())
        };
        let bare = |status: &str, text: &str| (format!("HTTP/1.1 {status}"), Vec::new(), text.to_owned());
        let (first, mut headers, body) = match answer {
            Reply(id) | Old(id) => {
                let version = if matches!(answer, Old(_)) { "HTTP/1.0" } else { "HTTP/1.1" };
                let mut headers = self.added(None);
                headers.extend(self.sends_events.then(|| "content-type: application/json".into()));
                (format!("{version} 200 OK"), headers, format!(r#"{{"call":"{id}"}}"#))
            }
            Continue => bare("100 Continue", ""),
            Refused(status) => bare(status, ""),
            BadTarget => text("400 Bad Request", "the target of the request is not valid for its method\n"),
            NotOneHost => text("400 Bad Request", NOT_ONE_HOST),
            OldNotOneHost => {
                let (first, headers, body) = text("400 Bad Request", NOT_ONE_HOST);
                (first.replace("1.1", "1.0"), headers, body)
            }
            UnknownCoding => text("501 Not Implemented", "the only supported transfer coding is `chunked`\n"),
            Broken(reason) if self.sends_events => {
                let message = format!("error reading a body from connection: {reason}");
                failed("400 Bad Request", "BrokenRequest", &message, "invalid_cloud_event")
            }
            Broken(_) => bare("400 Bad Request", "error reading a body from connection"),
            TooLarge | TooLargeInChunks if self.sends_events => {
                failed("413 Payload Too Large", "PayloadTooLarge", TOO_LARGE, "invalid_cloud_event")
            }
            TooLarge => {
                let headers = vec!["content-type: application/json".into()];
                ("HTTP/1.1 413 Payload Too Large".into(), headers, r#"{"error":"Payload Too Large","requestId":"r-1"}"#.into())
            }
            TooLargeInChunks => bare("400 Bad Request", "length limit exceeded"),
            Text(status, header, body) => {
                let (first, mut headers, body) = text(status, body);
                headers.extend((!header.is_empty()).then(|| header.to_string()));
                (first, headers, body)
            }
            NoEvent => {
                failed("400 Bad Request", "InvalidEventType", "the request does not contain a CloudEvent", "invalid_event_type")
            }
        };
        // The server cannot know that an application has failed to read.
        let is_known = self.sends_events || !matches!(answer, Broken(_) | TooLargeInChunks);
        headers.extend((is_last && is_known).then(|| "connection: close".into()));
        headers.sort();
        format!("{first}\n{}\n\n{body}", headers.join("\n"))
    }
}

const DURATION: &str = "x-faas-execution-duration: milliseconds";

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    match bytes.windows(from.len()).position(|part| part == from) {
        Some(at) => [&bytes[..at], to, &replace(&bytes[at + from.len()..], from, to)].concat(),
        None => bytes.into(),
    }
}

/// A client that sends and reads bytes.
struct Client {
    stream: TcpStream,
    received: Vec<u8>,
}

impl Client {
    /// Sends bytes, in pieces of this length, until the connection is closed. The function reads each piece before the next one is sent.
    async fn send(&mut self, bytes: &[u8], piece: usize) {
        for piece in bytes.chunks(piece) {
            self.stream.write_all(piece).await.unwrap();
            if piece.len() < bytes.len() {
                // The clock is paused: this ends when the function has nothing left to do.
                sleep(Duration::from_millis(1)).await;
                while let Ok(read) = self.stream.try_read_buf(&mut self.received) {
                    if read == 0 {
                        return;
                    }
                }
            }
        }
    }

    /// Reads more. Returns whether there was more.
    async fn read_more(&mut self) -> bool {
        self.stream.read_buf(&mut self.received).await.is_ok_and(|read| read > 0)
    }

    /// Reads a response: its status, the headers that do not differ between runs, sorted, and its body, whose length is right.
    async fn read(&mut self, has_body: bool) -> Option<String> {
        let end = loop {
            match self.received.windows(4).position(|part| part == b"\r\n\r\n") {
                Some(end) => break end,
                None if !self.read_more().await => return None,
                None => {}
            }
        };
        let head = String::from_utf8(self.received.drain(..end + 4).collect()).unwrap();
        let mut lines: Vec<&str> = head.lines().filter(|line| !line.is_empty()).collect();
        let first = lines.remove(0);
        let length = lines.iter().find_map(|line| line.strip_prefix("content-length: "));
        // Only `100 Continue` has no length. Any other response without one is not as expected.
        if length.is_none() && first != "HTTP/1.1 100 Continue" {
            return Some(format!("without a length: {head}"));
        }
        let length = length.filter(|_| has_body).map_or(0, |length| length.parse::<usize>().unwrap());
        while self.received.len() < length && self.read_more().await {}
        let body: Vec<u8> = self.received.drain(..length.min(self.received.len())).collect();
        lines.retain(|line| !line.starts_with("content-length: ") && !line.starts_with("date: "));
        let mut lines: Vec<&str> =
            lines.into_iter().map(|line| if line.starts_with("x-faas-execution-duration: ") { DURATION } else { line }).collect();
        lines.sort_unstable();
        Some(format!("{first}\n{}\n\n{}", lines.join("\n"), String::from_utf8(body).unwrap()))
    }

    /// Waits until the connection is closed, and returns what arrived before.
    async fn read_rest(&mut self) -> String {
        while self.read_more().await {}
        String::from_utf8_lossy(&self.received).into_owned()
    }
}

/// Removes the id of a request that did not come from a platform.
fn without_id(shown: String) -> String {
    match shown.split_once(r#""requestId":""#) {
        Some((before, _)) => format!(r#"{before}"requestId":"r-1"}}"#),
        None => shown,
    }
}

/// Runs an exchange, in which the client sends pieces of this length.
///
/// # Errors
/// Returns what came back instead of what was expected.
async fn run(mode: &Mode, exchange: &Exchange, function: &mut Function, calls: &Calls, piece: usize) -> Result<(), String> {
    // The function cannot run before the client waits for something.
    let stream = std::net::TcpStream::connect(function.address).unwrap();
    stream.set_nonblocking(true).unwrap();
    stream.set_nodelay(true).unwrap();
    let stream = TcpStream::from_std(stream).unwrap();
    let mut client = Client { stream, received: Vec::new() };
    let started = Instant::now();
    let (mut request, mut has_body, mut ran) = (Vec::new(), true, Vec::new());
    let closes = exchange.steps.iter().any(|step| matches!(step, Last(_) | Closed | Dropped));
    let after = [CALL, Send(b"Content-Length: 13\r\n\r\n{\"call\": \"9\"}"), Get(Reply("9"))];
    for step in exchange.steps.iter().chain(if closes { &[][..] } else { &after }) {
        if !matches!(step, Send(_)) && !request.is_empty() {
            has_body = !request.starts_with(b"HEAD ");
            // A long request is sent in some longer pieces.
            client.send(&request, if request.len() < 2000 { piece } else { piece.max(10_000) }).await;
            request.clear();
        }
        match step {
            Send(bytes) => request.extend(mode.fill(bytes)),
            Get(answer) | Last(answer) => {
                let received = client.read(has_body).await.map_or("nothing".into(), without_id);
                let mut expected = mode.expected(answer, matches!(step, Last(_)));
                expected.truncate(if has_body { expected.len() } else { expected.find("\n\n").unwrap() + 2 });
                expect(&received, &expected)?;
                if let Reply(id) | Old(id) = answer {
                    ran.push(id.to_string());
                }
            }
            // The function may have closed the connection.
            End => drop(client.stream.shutdown().await),
            Dropped => {
                if let Some(received) = client.read(true).await {
                    expect(&received, &mode.expected(&Refused("400 Bad Request"), true))?;
                }
            }
            Closed => {}
            Signal => function.signal(),
            Go => calls.go.add_permits(1),
        }
        if matches!(step, Last(_) | Closed | Dropped) {
            expect(&client.read_rest().await, "")?;
        }
    }
    expect(&calls.take_ended().join(" "), &ran.join(" "))?;
    // Nothing has waited for a time limit, of which the shortest is 10 seconds.
    expect(if started.elapsed().as_secs() < 10 { "in time" } else { "late" }, "in time")
}

fn expect(found: &str, expected: &str) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("expected {expected:?}\n   found {found:?}")) }
}

#[tokio::test(start_paused = true)]
async fn what_comes_back() {
    let modes = Mode::all();
    let (mut count, mut problems) = (0, String::new());
    for mode in &modes {
        let (mut function, calls) = mode.start();
        let own = paths::PATHS.iter().filter(|(name, _)| mode.sends_events && *name == mode.name);
        for exchange in well_formed::EXCHANGES.iter().chain(malformed::EXCHANGES).chain(own.flat_map(|(_, exchanges)| *exchanges))
        {
            for piece in [usize::MAX, mode.piece] {
                count += 1;
                if let Err(problem) = run(mode, exchange, &mut function, &calls, piece).await {
                    problems += &mode.describe(exchange, piece, &problem);
                    calls.take_ended();
                }
            }
        }
        function.stops().await.unwrap();
        let own = if mode.sends_events { stopped::EVENTS } else { stopped::REQUESTS };
        for exchange in stopped::EXCHANGES.iter().chain(own) {
            for piece in [usize::MAX, mode.piece] {
                count += 1;
                let (mut function, calls) = mode.start();
                match run(mode, exchange, &mut function, &calls, piece).await {
                    Ok(()) => function.ends().await.unwrap(),
                    Err(problem) => problems += &mode.describe(exchange, piece, &problem),
                }
            }
        }
    }
    assert!(problems.is_empty(), "{problems}");
    println!("attack: protocol: {count} exchanges on {} platforms", CALLED.len());
}
