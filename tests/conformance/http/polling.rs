//! A platform that a function polls for the events of a gateway.

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use triggerkit::{Router, RunError, Server};

use crate::extension::accept_extension;
use crate::platforms::{Polled, with_id};
use crate::wire::{Connection, Message};

/// A fake platform and the function that it started.
pub struct Polling {
    protocol: &'static Polled,
    listener: TcpListener,
    connection: Option<Connection>,
    _extension: Option<Connection>,
    stop: oneshot::Sender<()>,
    server: JoinHandle<Result<(), RunError>>,
}

impl Polling {
    /// Starts the function, and waits until it reports that it is ready, if the platform requires it.
    pub async fn start(protocol: &'static Polled, router: Router, with: impl FnOnce(Server) -> Server) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        let place = |value: &str| value.replace("{host}", "127.0.0.1").replace("{port}", &port);
        let variables = protocol.variables.iter().map(|(name, value)| (*name, place(value)));
        let (stop, stopped) = oneshot::channel();
        let server = Server::new(router).environment(variables).shutdown(async { stopped.await.unwrap() });
        let server = tokio::spawn(with(server).run());
        let _extension = accept_extension(protocol, &listener).await;
        let mut polling = Polling { protocol, listener, connection: None, _extension, stop, server };
        if let Some(ready) = protocol.ready {
            assert_eq!(polling.read().await.first, ready);
            polling.respond(&[], b"").await;
        }
        polling
    }

    /// Reads the next request of the function, on its current connection or a new one.
    async fn read(&mut self) -> Message {
        loop {
            if let Some(connection) = &mut self.connection
                && let Some(message) = connection.read().await
            {
                return message;
            }
            self.connection = Some(Connection::new(self.listener.accept().await.unwrap().0));
        }
    }

    async fn respond(&mut self, headers: &[(&str, &str)], body: &[u8]) {
        let message = Message::new("HTTP/1.1 200 OK", headers, body);
        self.connection.as_mut().unwrap().write(&message.bytes()).await;
    }

    /// Sends an event, and returns its result: the body, or an error.
    pub async fn invoke(&mut self, id: &str, event: &[u8]) -> Result<Vec<u8>, String> {
        assert_eq!(self.read().await.first, self.protocol.next);
        let headers = with_id(self.protocol.headers, id);
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.respond(&headers, event).await;
        let result = self.read().await;
        self.respond(&[], b"").await;
        if result.first == self.protocol.response.replace("{id}", id) {
            return Ok(result.body);
        }
        assert_eq!(result.first, self.protocol.error.replace("{id}", id));
        Err(result.body().into())
    }

    pub async fn stops(self) -> Result<(), RunError> {
        _ = self.stop.send(());
        self.server.await.unwrap()
    }
}
