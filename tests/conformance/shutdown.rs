//! Shutdown: what has arrived before the signal is answered exactly once, and nothing else is waited for.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::sync::oneshot;
use triggerkit::{RunError, Server};

use crate::calls::{Calls, call};
use crate::http::client::Request;
use crate::http::cloud::Way;
use crate::http::streams::connect_with;
use crate::platforms::{CALLED, Called};
use crate::web::{Function, invocation, ok};
use crate::wire::Connection;

/// Connects without giving the function a chance to run.
fn connect(address: SocketAddr) -> TcpStream {
    TcpStream::connect(address).unwrap()
}

fn into_connection(stream: TcpStream) -> Connection {
    stream.set_nonblocking(true).unwrap();
    Connection::new(tokio::net::TcpStream::from_std(stream).unwrap())
}

/// With fewer connections than have been made, each waits for another to end.
#[tokio::test]
async fn connections_that_were_not_accepted_yet() {
    for protocol in &CALLED {
        for limit in [1, 2, 100] {
            let mut function = Function::start(protocol.variables, |server| server.connection_limit(limit));
            let streams: Vec<TcpStream> = (0..20)
                .map(|number| {
                    let mut stream = connect(function.address);
                    stream.write_all(&invocation(protocol, "1", &call(number, "")).bytes()).unwrap();
                    stream
                })
                .collect();
            function.signal();
            for (number, stream) in streams.into_iter().enumerate() {
                let mut platform = into_connection(stream);
                let answer = platform.read().await.unwrap();
                assert_eq!((answer.body(), answer.header("connection")), (ok(&number.to_string()).as_str(), Some("close")));
                assert_eq!(platform.read().await, None, "{} {limit}", protocol.name);
            }
            let address = function.address;
            function.ends().await.unwrap();
            assert!(TcpStream::connect(address).is_err());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn invocations_that_do_not_end_are_counted() {
    for protocol in &CALLED {
        let function = Function::start(protocol.variables, |server| server.drain_limit(Duration::from_secs(3)));
        let mut platforms = Vec::new();
        for number in 0..5 {
            let mut platform = function.connect().await;
            let act = if number < 3 { "wait" } else { "" };
            platform.write(&invocation(protocol, "1", &call(number, act)).bytes()).await;
            match act {
                "wait" => function.calls.waiting.notified().await,
                _ => assert_eq!(platform.read().await.unwrap().status(), 200),
            }
            platforms.push(platform);
        }
        // The handler of a client that hangs up counts, too.
        platforms.remove(0);
        let error = function.stops().await.unwrap_err();
        assert!(matches!(error, RunError::Unfinished { invocations: 3, .. }), "{}: {error}", protocol.name);
        assert_eq!(
            error.to_string(),
            "3 invocations were still running 3s after the shutdown signal; raise the limit with `Server::drain_limit`"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn services_that_do_not_end_are_counted() {
    for way in Way::passing() {
        let (cloud, mut client, signals) = connect_with(way, |server| server.drain_limit(Duration::from_secs(3))).await;
        client.write(&way.add(&Request::get("/stuck"), "r-1").bytes()).await;
        signals.started.notified().await;
        // The response to this one never ends.
        let mut other = cloud.connect().await;
        other.write(&way.add(&Request::get("/waits"), "r-2").bytes()).await;
        other.read_head().await.unwrap();
        let error = cloud.stops().await.unwrap_err();
        assert!(matches!(error, RunError::Unfinished { invocations: 2, .. }), "{}: {error}", way.name);
    }
}

/// What became of the invocations of a race.
#[derive(Default)]
struct Count {
    sent: usize,
    answered: usize,
    lost: usize,
    doubled: usize,
}

/// Sends invocations from this thread to a function in others, and stops the function at once. Some are sent on connections that have
/// been used before, and some on new ones.
fn race(protocol: &'static Called, round: usize, count: &mut Count) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let calls = Calls::new();
    let server = Server::new(calls.router()).environment(protocol.variables.iter().copied()).listener(listener);
    let server = server.shutdown(async { stopped.await.unwrap() });
    let mut runtime = if round.is_multiple_of(2) { Builder::new_current_thread() } else { Builder::new_multi_thread() };
    let function = thread::spawn(move || runtime.worker_threads(2).enable_all().build().unwrap().block_on(server.run()));
    let mut platforms: Vec<TcpStream> = (0..round % 4).map(|_| use_once(protocol, connect(address))).collect();
    platforms.extend((0..4).map(|_| connect(address)));
    for (number, platform) in platforms.iter_mut().enumerate() {
        let id = number.to_string();
        platform.write_all(&invocation(protocol, &id, &call(&id, "")).bytes()).unwrap();
    }
    stop.send(()).unwrap();
    let mut answers: BTreeMap<String, usize> = BTreeMap::new();
    for (number, mut platform) in platforms.into_iter().enumerate() {
        let mut text = Vec::new();
        // What was read before an error counts.
        drop(platform.read_to_end(&mut text));
        *answers.entry(number.to_string()).or_default() +=
            String::from_utf8_lossy(&text).matches(&ok(&number.to_string())).count();
    }
    function.join().unwrap().unwrap();
    let ended = calls.ended();
    for (id, times) in answers {
        let runs = ended.iter().filter(|each| **each == id).count();
        count.sent += 1;
        count.answered += usize::from(times > 0);
        count.lost += usize::from(times == 0);
        count.doubled += usize::from(times > 1 || runs > 1);
    }
}

/// Exchanges one invocation, after which the connection is idle.
fn use_once(protocol: &Called, mut stream: TcpStream) -> TcpStream {
    stream.write_all(&invocation(protocol, "warm", &call("warm", "")).bytes()).unwrap();
    let expected = ok("warm");
    let mut text = Vec::new();
    let mut byte = [0];
    while !text.ends_with(expected.as_bytes()) {
        stream.read_exact(&mut byte).unwrap();
        text.extend(byte);
    }
    stream
}

#[test]
fn invocations_are_neither_lost_nor_doubled() {
    for protocol in &CALLED {
        let mut count = Count::default();
        (0..60).for_each(|round| race(protocol, round, &mut count));
        let Count { sent, answered, lost, doubled } = count;
        println!("attack: shutdown of {}: {sent} sent, {answered} answered, {lost} lost, {doubled} doubled", protocol.name);
        assert_eq!((answered, lost, doubled), (sent, 0, 0), "{}", protocol.name);
    }
}
