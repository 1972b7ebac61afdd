//! [`HttpClient`]: an HTTP/1.1 client for a platform's runtime API.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST};
use http::{Request, request};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::handler::BoxError;

/// A complete response of the platform. The body is `None` if it is larger than the limit.
pub(super) type Message = http::Response<Option<Bytes>>;

/// A response whose body has not been read, with its connection.
pub(super) type PartialMessage = (Connection, http::Response<Incoming>);

type Connection = SendRequest<Full<Bytes>>;

/// A client that sends one request at a time to one server and reuses its connection.
pub(super) struct HttpClient {
    address: String,
    body_limit: usize,
    connection: Option<Connection>,
}

impl HttpClient {
    pub(super) fn new(address: &str, body_limit: usize) -> Self {
        HttpClient { address: address.to_owned(), body_limit, connection: None }
    }

    /// Sends a POST request, without a content type if that is empty.
    pub(super) async fn post(&mut self, path: &str, content_type: &str, body: Bytes) -> Result<Message, BoxError> {
        let request = Request::post(path);
        let request = if content_type.is_empty() { request } else { request.header(CONTENT_TYPE, content_type) };
        let partial = self.begin(request, body).await;
        self.finish(partial).await
    }

    /// Sends a request and waits until its response begins.
    pub(super) async fn begin(&mut self, request: request::Builder, body: Bytes) -> Result<PartialMessage, BoxError> {
        let request = request.header(HOST, &self.address).body(Full::new(body))?;
        // The client gives up the connection here, so one that fails or is abandoned during a request is not reused.
        let mut connection = self.connect().await?;
        let response = connection.send_request(request).await?;
        Ok((connection, response))
    }

    /// Reads the rest of a response.
    pub(super) async fn finish(&mut self, partial: Result<PartialMessage, BoxError>) -> Result<Message, BoxError> {
        let (connection, response) = partial?;
        let (parts, body) = response.into_parts();
        let body = match Limited::new(body, self.body_limit).collect().await {
            Ok(body) => Some(body.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => None,
            Err(error) => return Err(error),
        };
        if body.is_some() {
            self.connection = Some(connection);
        }
        Ok(Message::from_parts(parts, body))
    }

    /// Takes the open connection if it is still usable, or opens a new one.
    async fn connect(&mut self) -> Result<Connection, BoxError> {
        if let Some(mut connection) = self.connection.take()
            && connection.ready().await.is_ok()
        {
            return Ok(connection);
        }
        let stream = TcpStream::connect(&self.address).await?;
        stream.set_nodelay(true)?;
        let (connection, driver) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(driver);
        Ok(connection)
    }
}
