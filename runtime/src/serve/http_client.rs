//! [`HttpClient`]: an HTTP/1.1 client for a platform's runtime API.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST};
use http::{HeaderMap, Request, StatusCode};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::handler::BoxError;

/// A request without the headers that the client adds.
pub(super) type Call = (http::request::Builder, Bytes);

pub(super) fn get(path: &str) -> Call {
    (Request::get(path), Bytes::new())
}

pub(super) fn post(path: &str, content_type: &str, body: Bytes) -> Call {
    let request = Request::post(path);
    (if content_type.is_empty() { request } else { request.header(CONTENT_TYPE, content_type) }, body)
}

/// A complete response of the platform.
pub(super) struct Message {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    /// `None` if the body is larger than the limit.
    pub(super) body: Option<Bytes>,
}

/// A response whose body has not been read, with its connection.
pub(super) type PartialMessage = (Connection, http::Response<Incoming>);

type Connection = SendRequest<Full<Bytes>>;

/// A client that sends one call at a time to one server and reuses its connection.
pub(super) struct HttpClient {
    address: String,
    body_limit: usize,
    connection: Option<Connection>,
}

impl HttpClient {
    pub(super) fn new(address: &str, body_limit: usize) -> Self {
        HttpClient { address: address.to_owned(), body_limit, connection: None }
    }

    pub(super) async fn send(&mut self, call: Call) -> Result<Message, BoxError> {
        let partial = self.begin(call).await;
        self.finish(partial).await
    }

    /// Sends a call and waits until its response begins.
    pub(super) async fn begin(&mut self, (request, body): Call) -> Result<PartialMessage, BoxError> {
        let request = request.header(HOST, &self.address).body(Full::new(body))?;
        // The client gives up the connection here, so one that fails or is abandoned during a call is not reused.
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
        Ok(Message { status: parts.status, headers: parts.headers, body })
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
