//! The part of a platform that functions register at as extensions of themselves.

use tokio::net::TcpListener;

use crate::platforms::Polled;
use crate::wire::{Connection, Message};

/// Registers the extension of a function that has just been started, if the platform has extensions. Returns the connection on which the
/// extension waits. It has to stay open.
pub async fn accept_extension(protocol: &Polled, listener: &TcpListener) -> Option<Connection> {
    let [register, next] = protocol.extension?;
    let mut connection = Connection::new(listener.accept().await.unwrap().0);
    let request = connection.read().await.unwrap();
    assert_eq!((request.first.as_str(), request.body()), (register, r#"{"events":[]}"#));
    assert_eq!(request.header("lambda-extension-name"), Some("triggerkit"));
    let registered = Message::new("HTTP/1.1 200 OK", &[("Lambda-Extension-Identifier", "extension-1")], "{}");
    connection.write(&registered.bytes()).await;
    let request = connection.read().await.unwrap();
    assert_eq!((request.first.as_str(), request.header("lambda-extension-identifier")), (next, Some("extension-1")));
    Some(connection)
}
