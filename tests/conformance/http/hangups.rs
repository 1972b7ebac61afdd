//! Clients that hang up: the application learns it, and nobody else does.

use std::time::Duration;

use tokio::io::AsyncWriteExt;

use super::client::{Request, chunk};
use super::cloud::Way;
use super::streams::{answers, connect, connect_with};

#[tokio::test]
async fn before_the_whole_request_is_sent() {
    for way in Way::passing() {
        for request in [Request::post("/collect", [b'x'; 1000]), Request::post("/collect", "").chunked(1)] {
            let (mut cloud, mut client, signals) = connect(way).await;
            client.write(&way.add(&request, "r-1").head()).await;
            signals.started.notified().await;
            client.write(&chunk(b"a piece")).await;
            drop(client);
            signals.dropped.notified().await;
            answers(&mut cloud).await;
            cloud.stops().await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_body_that_stops_half_way_is_an_error() {
    for way in Way::passing() {
        for request in [Request::post("/collect", [b'x'; 1000]), Request::post("/collect", "").chunked(1)] {
            let (mut cloud, mut client, signals) = connect(way).await;
            let mut other = cloud.connect().await;
            client.write(&way.add(&request, "r-1").head()).await;
            client.write(&chunk(b"a piece")).await;
            client.writer.shutdown().await.unwrap();
            signals.dropped.notified().await;
            let bodies = signals.bodies.lock().unwrap().clone();
            assert!(matches!(bodies.as_slice(), [Err(_)]), "{}: {bodies:?}", way.name);
            // Neither a connection that was open before nor a new one is affected.
            let answer = other.exchange(&way.add(&Request::post("/collect", "whole"), "r-2")).await.unwrap();
            assert_eq!(answer.text(), "5");
            answers(&mut cloud).await;
            cloud.stops().await.unwrap();
        }
    }
}

#[tokio::test]
async fn before_the_response() {
    for way in Way::passing() {
        for request in [Request::get("/stuck"), Request::post("/stuck", "a body")] {
            let (mut cloud, mut client, signals) = connect_with(way, |server| server.half_close_timeout(Duration::ZERO)).await;
            client.write(&way.add(&request, "r-1").bytes()).await;
            signals.started.notified().await;
            drop(client);
            signals.dropped.notified().await;
            answers(&mut cloud).await;
            cloud.stops().await.unwrap();
        }
    }
}

#[tokio::test]
async fn before_the_whole_response_is_received() {
    for way in Way::passing() {
        // A stream that never ends, and one that has nothing to send at the moment.
        for request in [Request::get("/produce/1000000"), Request::get("/waits")] {
            let (mut cloud, mut client, signals) = connect_with(way, |server| server.half_close_timeout(Duration::ZERO)).await;
            client.write(&way.add(&request, "r-1").bytes()).await;
            client.read_head().await.unwrap();
            client.read_chunk().await.unwrap().unwrap();
            drop(client);
            signals.dropped.notified().await;
            answers(&mut cloud).await;
            cloud.stops().await.unwrap();
        }
    }
}

#[tokio::test]
async fn in_the_middle_of_the_head() {
    for way in Way::passing() {
        let (mut cloud, _, _) = connect(way).await;
        let request = way.add(&Request::post("/collect", "a body"), "r-1").bytes();
        for length in [1, 10, request.len() / 2, request.len() - 7] {
            let mut client = cloud.connect().await;
            client.write(&request[..length]).await;
            drop(client);
        }
        answers(&mut cloud).await;
        cloud.stops().await.unwrap();
    }
}
