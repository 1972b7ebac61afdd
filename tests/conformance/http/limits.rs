//! Requests that are too large, after which nothing is left.

use std::sync::Arc;

use tokio::io::AsyncWriteExt;
use triggerkit::Router;

use super::client::Request;
use super::cloud::{Cloud, Way};
use super::failures::assert_error;
use super::probe::{Signals, whole_app};
use super::streams::{answers, connect};

#[tokio::test]
async fn a_head_without_an_end_is_not_read_for_ever() {
    for way in Way::passing() {
        let (mut cloud, mut client, _) = connect(way).await;
        client.write(b"GET /hello/world HTTP/1.1\r\nX-Long: ").await;
        // The server closes the connection, or sending would not end.
        while client.writer.write_all(&[b'v'; 64 << 10]).await.is_ok() {}
        answers(&mut cloud).await;
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_rejected() {
    for way in Way::passing() {
        let signals = Arc::new(Signals::default());
        let router = Router::new().http(whole_app(&signals));
        let mut cloud = Cloud::start_with(way, router, |server| server.body_limit(1000)).await;

        // With a length, the application is not even called.
        let rejected = cloud.send(&Request::post("/collect", [b'x'; 1001])).await;
        assert_error(&rejected, 413, "Payload Too Large", way, "r-1");
        assert_eq!(*signals.bodies.lock().unwrap(), []);
        let huge = Request::new("", "POST", "/collect").header("Content-Length", (1_u64 << 40).to_string());
        let mut client = cloud.connect().await;
        client.write(&way.add(&huge, "r-1").head()).await;
        assert_eq!(client.read().await.unwrap().status, 413, "{}", way.name);

        // A client that does not read before it has sent everything can send it, and gets its answer.
        let mut client = cloud.connect().await;
        let request = way.add(&Request::post("/collect", vec![b'x'; 16 << 20]), "r-1").bytes();
        client.writer.write_all(&request).await.unwrap();
        assert_eq!(client.read().await.unwrap().status, 413, "{}", way.name);

        // In chunks, the application reads until the limit.
        let rejected = cloud.send(&Request::post("/bytes", [b'x'; 1001]).chunked(100)).await;
        assert_eq!(rejected.status, 413, "{}", way.name);
        let rejected = cloud.send(&Request::post("/collect", [b'x'; 1001]).chunked(100)).await;
        assert_eq!((rejected.status, signals.bodies.lock().unwrap().len()), (400, 1));
        assert!(signals.bodies.lock().unwrap()[0].is_err());

        for accepted in [Request::post("/collect", [b'x'; 1000]), Request::post("/collect", [b'x'; 1000]).chunked(100)] {
            assert_eq!(cloud.send(&accepted).await.text(), "1000", "{}", way.name);
        }
        cloud.stops().await.unwrap();
    }
}
