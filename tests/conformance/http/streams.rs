//! Requests that are passed through are streamed both ways, and no side runs ahead of the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Bytes;
use tokio::sync::mpsc;
use tokio::task::yield_now;
use triggerkit::{Router, Server};

use super::client::{Client, Framing, Request, chunk};
use super::cloud::{Cloud, Way};
use super::probe::{PIECE, Signals, whole_app};

/// The most that may be on the way between the application and a client: the buffers of the system, and those of the server.
const ON_THE_WAY: usize = 8 << 20;

/// Waits until a counter no longer changes.
async fn settle(counter: &AtomicUsize) -> usize {
    loop {
        let before = counter.load(Ordering::Relaxed);
        for _ in 0..1000 {
            yield_now().await;
        }
        if counter.load(Ordering::Relaxed) == before {
            return before;
        }
    }
}

/// A function with the application, a connection to it, and what the application reports.
pub async fn connect(way: &'static Way) -> (Cloud, Client, Arc<Signals>) {
    connect_with(way, |server| server).await
}

/// The same, with options of the server.
pub async fn connect_with(way: &'static Way, with: impl FnOnce(Server) -> Server) -> (Cloud, Client, Arc<Signals>) {
    let signals = Arc::new(Signals::default());
    let cloud = Cloud::start_with(way, Router::new().http(whole_app(&signals)), with).await;
    let client = cloud.connect().await;
    (cloud, client, signals)
}

/// Checks that a function still answers.
pub async fn answers(cloud: &mut Cloud) {
    assert_eq!(cloud.send(&Request::get("/hello/world")).await.text(), "hello world", "{}", cloud.way.name);
}

#[tokio::test]
async fn pieces_of_a_response_arrive_before_the_last_is_made() {
    for way in Way::passing() {
        let (cloud, mut client, signals) = connect(way).await;
        let (sender, receiver) = mpsc::unbounded_channel();
        *signals.pieces.lock().unwrap() = Some(receiver);
        client.write(&way.add(&Request::get("/pieces"), "r-1").bytes()).await;
        let head = client.read_head().await.unwrap();
        assert_eq!((head.status, head.framing), (200, Framing::Chunked), "{}", way.name);
        for number in 0..10 {
            let piece = format!("piece {number}");
            sender.send(Bytes::from(piece.clone())).unwrap();
            assert_eq!(client.read_chunk().await, Ok(Some(piece.into_bytes())));
        }
        drop(sender);
        assert_eq!(client.read_chunk().await, Ok(None));
        // The connection is free for the next request.
        let next = client.exchange(&way.add(&Request::get("/hello/world"), "r-2")).await.unwrap();
        assert_eq!(next.text(), "hello world");
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn a_request_is_read_while_the_client_sends_it() {
    for way in Way::passing() {
        let (cloud, mut client, _) = connect(way).await;
        client.write(&way.add(&Request::post("/answers", "").chunked(1), "r-1").head()).await;
        assert_eq!(client.read_head().await.unwrap().framing, Framing::Chunked);
        for length in [1, 7, 1000, 1] {
            client.write(&chunk(&vec![b'x'; length])).await;
            assert_eq!(client.read_chunk().await, Ok(Some(format!("[{length}]").into_bytes())), "{}", way.name);
        }
        client.write(b"0\r\n\r\n").await;
        assert_eq!(client.read_chunk().await, Ok(None));

        // With a length, a body comes in pieces, too.
        client.write(&way.add(&Request::post("/answers", [b'x'; 30]), "r-2").head()).await;
        assert_eq!(client.read_head().await.unwrap().framing, Framing::Chunked);
        for _ in 0..3 {
            client.write(&[b'x'; 10]).await;
            assert_eq!(client.read_chunk().await, Ok(Some(b"[10]".to_vec())));
        }
        assert_eq!(client.read_chunk().await, Ok(None));
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn a_client_may_wait_until_its_body_is_wanted() {
    for way in Way::passing() {
        let (cloud, mut client, signals) = connect(way).await;
        let request = way.add(&Request::post("/gate", "a body").header("Expect", "100-continue"), "r-1");
        client.write(&request.head()).await;
        signals.started.notified().await;
        signals.gate.0.add_permits(1);
        assert_eq!(client.read_head().await.unwrap().status, 100, "{}", way.name);
        client.write(&request.body).await;
        assert_eq!(client.read().await.unwrap().text(), "6");
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn a_response_is_not_made_faster_than_the_client_reads() {
    const MEGABYTES: usize = 100;
    for way in Way::passing() {
        let (cloud, _, signals) = connect(way).await;
        let mut client = Client::connect_with_small_buffers(cloud.address()).await;
        client.write(&way.add(&Request::get(&format!("/produce/{MEGABYTES}")), "r-1").bytes()).await;
        assert_eq!(client.read_head().await.unwrap().status, 200);
        let produced = settle(&signals.produced).await;
        assert!((PIECE..ON_THE_WAY).contains(&produced), "{}: {produced}", way.name);
        while let Some(piece) = client.read_chunk().await.unwrap() {
            signals.received.fetch_add(piece.len(), Ordering::Relaxed);
        }
        assert_eq!(signals.received.load(Ordering::Relaxed), MEGABYTES << 20);
        let most = signals.most_on_the_way.load(Ordering::Relaxed);
        assert!(most < ON_THE_WAY, "{}: {most}", way.name);
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn a_request_is_not_taken_faster_than_the_application_reads() {
    const LENGTH: usize = 24 << 20;
    for way in Way::passing() {
        let (cloud, _, signals) = connect(way).await;
        let mut client = Client::connect_with_small_buffers(cloud.address()).await;
        let request = way.add(&Request::post("/gate", vec![b'x'; LENGTH]), "r-1");
        client.write(&request.head()).await;
        signals.started.notified().await;
        let mut sent = 0;
        let mut tries = 0;
        while tries < 10 {
            match client.writer.try_write(&request.body[sent..]) {
                Ok(length) => (sent, tries) = (sent + length, 0),
                Err(_) => tries += 1,
            }
            settle(&signals.produced).await;
        }
        assert!(sent < ON_THE_WAY, "{}: {sent}", way.name);
        signals.gate.0.add_permits(1);
        client.write(&request.body[sent..]).await;
        assert_eq!(client.read().await.unwrap().text(), LENGTH.to_string());
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn a_response_that_is_being_sent_is_sent_to_its_end_at_shutdown() {
    for way in Way::passing() {
        let (cloud, mut client, signals) = connect(way).await;
        let (sender, receiver) = mpsc::unbounded_channel();
        *signals.pieces.lock().unwrap() = Some(receiver);
        client.write(&way.add(&Request::get("/pieces"), "r-1").bytes()).await;
        assert_eq!(client.read_head().await.unwrap().status, 200);
        let mut idle = cloud.connect().await;
        let stopped = tokio::spawn(cloud.stops());
        // Connections without a request end at once.
        assert!(idle.is_closed().await);
        sender.send(Bytes::from_static(b"the last piece")).unwrap();
        assert_eq!(client.read_chunk().await, Ok(Some(b"the last piece".to_vec())), "{}", way.name);
        drop(sender);
        assert_eq!(client.read_chunk().await, Ok(None));
        assert!(client.is_closed().await);
        stopped.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn requests_may_follow_each_other_without_a_pause() {
    for way in Way::passing() {
        let (cloud, mut client, _) = connect(way).await;
        let requests = [
            Request::get("/hello/one"),
            Request::post("/bytes", "a body"),
            Request::get("/count/100000"),
            Request::post("/hello/not-read", "a body that nobody reads"),
            Request::post("/bytes", "in chunks").chunked(2),
            Request::get("/panic"),
            Request::get("/hello/last"),
        ];
        client.write(&requests.iter().flat_map(|request| way.add(request, "r-1").bytes()).collect::<Vec<_>>()).await;
        for (status, length) in [(200, 9), (200, 6), (200, 100_000), (405, 0), (200, 9)] {
            let answer = client.read().await.unwrap();
            assert_eq!((answer.status, answer.body.len()), (status, length), "{}", way.name);
        }
        assert_eq!(client.read().await.unwrap().status, 500);
        assert_eq!(client.read().await.unwrap().text(), "hello last");
        cloud.stops().await.unwrap();
    }
}

/// Clients of HTTP/1.0 know neither chunks nor connections that stay open.
#[tokio::test]
async fn old_clients_are_answered() {
    for way in Way::passing() {
        let (cloud, _, _) = connect(way).await;
        for (target, length) in [("/hello/world", 11), ("/count/100000", 100_000)] {
            let mut client = cloud.connect().await;
            let head = way.add(&Request::get(target), "r-1").head();
            client.write(&String::from_utf8(head).unwrap().replace("HTTP/1.1", "HTTP/1.0").into_bytes()).await;
            let answer = client.read().await.unwrap();
            assert_ne!(answer.framing, Framing::Chunked);
            assert_eq!((answer.status, answer.body.len()), (200, length), "{}", way.name);
            assert!(client.is_closed().await);
        }
        cloud.stops().await.unwrap();
    }
}
