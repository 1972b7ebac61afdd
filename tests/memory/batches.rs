//! How much memory a batch of events takes.

use std::net::TcpListener;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use triggerkit::{Handler, Reply, Router, Server};

use crate::{ALLOCATOR, ALONE, MOST};

#[triggerkit::spec("conformance/calls.toml")]
pub mod spec {}

/// The length of every batch.
const BATCH: usize = 1 << 20;

/// How many headers the request has besides `Host` and those of the platform.
const HEADERS: usize = 90;

fn part(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.extend(u32::try_from(text.len()).unwrap().to_be_bytes());
    bytes.extend(text);
}

/// Returns a batch of CloudEvents of equal length, filled up to its length by the data of the last one.
fn batch_of_events(count: usize) -> Vec<u8> {
    let mut bytes = u32::try_from(count).unwrap().to_be_bytes().to_vec();
    for number in 0..count {
        part(&mut bytes, b"ce-specversion:1.0\nce-type:calls.call\nce-id:1");
        let call = format!(r#"{{"call":"{number}"}}"#);
        let room = if number + 1 == count { (BATCH - bytes.len() - 4).saturating_sub(call.len()) } else { 0 };
        part(&mut bytes, (call + &" ".repeat(room)).as_bytes());
    }
    bytes
}

/// Returns a batch of events that consist only of their two lengths.
fn batch_of_lengths() -> Vec<u8> {
    let count = (BATCH - 4) / 8;
    let mut bytes = u32::try_from(count).unwrap().to_be_bytes().to_vec();
    bytes.resize(4 + count * 8, 0);
    bytes
}

fn request(batch: &[u8]) -> Vec<u8> {
    let mut head = String::from("POST / HTTP/1.1\r\nHost: f\r\nX-Faas-Event-Type: multi-cloudevent\r\n");
    for number in 0..HEADERS {
        head += &format!("X-Header-Of-The-Request-{number}: value {number}\r\n");
    }
    head += &format!("Content-Length: {}\r\n\r\n", batch.len());
    [head.as_bytes(), batch].concat()
}

/// Sends a batch. Returns the first line of the response, and how much memory was added at most until then.
async fn send(address: &str, batch: &[u8]) -> (String, usize) {
    let request = request(batch);
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut start = vec![0; 64];
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    stream.write_all(&request).await.unwrap();
    stream.read_exact(&mut start).await.unwrap();
    let added = ALLOCATOR.peak_usage() - before;
    (String::from_utf8(start).unwrap().lines().next().unwrap().to_owned(), added)
}

#[tokio::test]
async fn a_batch_does_not_take_a_copy_of_the_headers_for_each_event() {
    let _alone = ALONE.lock().await;
    let router = Router::new().with(Handler::new::<spec::Cloud, _, _>(|_, _| async { Ok(Reply::json("null")) }));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = Server::new(router).environment([("_FAAS_RUNTIME_PORT", "8000")]).listener(listener);
    let server = tokio::spawn(server.shutdown(async { drop(stopped.await) }).run());

    for (name, batch, status) in [
        ("10,000 events", batch_of_events(10_000), "HTTP/1.1 200 OK"),
        ("131,071 events of 8 bytes", batch_of_lengths(), "HTTP/1.1 400 Bad Request"),
    ] {
        let (first, added) = send(&address, &batch).await;
        println!("attack: a veFaaS batch of {name} in {} bytes add at most {added} bytes", batch.len());
        assert_eq!(first, status, "{name}");
        assert!(added <= MOST, "{name} added {added} bytes");
    }
    drop(stop);
    server.await.unwrap().unwrap();
}
