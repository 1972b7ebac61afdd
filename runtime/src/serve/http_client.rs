//! [`HttpClient`]: an HTTP/1.1 client for a platform's runtime API.

use std::future::{Future, poll_fn};
use std::mem;
use std::net::Shutdown;
use std::pin::{Pin, pin};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{Either, select};
use http::header::HOST;
use http::{HeaderMap, HeaderValue, Request, Response, Uri, request};
use http_body::Body as _;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::runtime_api::Content;
use crate::handler::{Body, BoxError};

/// How long to wait until a connection is open.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);

/// How long the body of a response may take that is read only so that the connection can be used again, and its length.
const REST_LIMIT: (Duration, usize) = (Duration::from_secs(1), 64 << 10);

/// A client that sends one request at a time to one server and reuses its connection.
pub(super) struct HttpClient {
    address: String,
    /// How long to wait for a response that the platform may just have written, after the client has stopped to wait.
    leave_limit: Duration,
    idle: Option<Connection>,
}

/// A response whose body has not been read, with its connection.
pub(super) struct PartialResponse {
    pub(super) response: Response<Incoming>,
    connection: Connection,
}

impl HttpClient {
    pub(super) fn new(address: &str, leave_limit: Duration) -> Self {
        HttpClient { address: address.to_owned(), leave_limit, idle: None }
    }

    /// Sends a POST request, and returns the response without its body.
    ///
    /// # Errors
    /// Returns an error if the request cannot be sent, or if the head of the response has not arrived within the limit.
    pub(super) async fn post(&mut self, path: &Uri, content: Content<Body>, limit: Duration) -> Result<Response<()>, BoxError> {
        let sent = timeout(limit, async {
            let request = self.complete(Request::post(path), content)?;
            let mut connection = self.connect().await?;
            let response = connection.send(request).await?;
            Ok::<_, BoxError>(PartialResponse { response, connection })
        });
        let mut partial = sent.await.map_err(|_| format!("there was no response within {limit:?}"))??;
        let mut response = Response::new(());
        *response.status_mut() = partial.response.status();
        *response.headers_mut() = mem::take(partial.response.headers_mut());
        self.skip_body(partial).await;
        Ok(response)
    }

    /// Sends a GET request and waits until the head of its response arrives, or until `stop` ends.
    ///
    /// When `stop` ends, the client closes its side of the connection, so that the platform sends nothing new. A response that the
    /// platform has already sent is still returned. Returns `None` if there is none.
    pub(super) async fn get_until(
        &mut self,
        path: &'static str,
        headers: HeaderMap,
        stop: impl Future<Output = ()>,
    ) -> Option<Result<PartialResponse, BoxError>> {
        let mut stop = pin!(stop);
        let request = match self.complete(Request::get(path), Content { headers, body: Body::default() }) {
            Ok(request) => request,
            Err(error) => return Some(Err(error)),
        };
        let mut connection = match select(stop.as_mut(), pin!(self.connect())).await {
            Either::Left(_) => return None,
            Either::Right((Err(error), _)) => return Some(Err(error)),
            Either::Right((Ok(connection), _)) => connection,
        };
        let response = {
            let mut waiting = pin!(connection.exchange.send(request));
            match select(waiting.as_mut(), stop).await {
                Either::Left((response, _)) => response,
                Either::Right(_) => {
                    connection.is_open = false;
                    // If the connection has failed, so does the request.
                    drop(connection.socket.shutdown(Shutdown::Write));
                    Ok(timeout(self.leave_limit, waiting).await.ok()?.ok()?)
                }
            }
        };
        Some(response.map(|response| PartialResponse { response, connection }).map_err(Into::into))
    }

    /// Reads the body of a response with a function. The connection is used again if the function reads the whole body.
    pub(super) async fn read_body<T, E, F>(&mut self, partial: PartialResponse, read: impl FnOnce(Incoming) -> F) -> Result<T, E>
    where
        F: Future<Output = Result<T, E>>,
    {
        let PartialResponse { response, mut connection } = partial;
        let body = connection.exchange.drive(read(response.into_body())).await?;
        self.idle = Some(connection).filter(|connection| connection.is_open);
        Ok(body)
    }

    /// Reads the body of a response if it is short, so that the connection can be used again.
    pub(super) async fn skip_body(&mut self, partial: PartialResponse) {
        let (time, length) = REST_LIMIT;
        if partial.response.body().size_hint().lower() <= length as u64 {
            // Without the rest of the body, only the connection is lost.
            drop(timeout(time, self.read_body(partial, |body| Limited::new(body, length).collect())).await);
        }
    }

    fn complete(&self, request: request::Builder, content: Content<Body>) -> Result<Request<Body>, BoxError> {
        let mut request = request.body(content.body)?;
        *request.headers_mut() = content.headers;
        request.headers_mut().insert(HOST, HeaderValue::from_str(&self.address)?);
        Ok(request)
    }

    /// Takes the open connection if it is still usable, or opens a new one.
    ///
    /// The client gives up the connection, so one that fails or is abandoned during a request is not used again.
    async fn connect(&mut self) -> Result<Connection, BoxError> {
        if let Some(mut connection) = self.idle.take()
            && connection.exchange.is_usable()
        {
            return Ok(connection);
        }
        let opened = timeout(CONNECT_LIMIT, Connection::open(&self.address)).await;
        opened.map_err(|_| format!("{} did not accept a connection within {CONNECT_LIMIT:?}", self.address))?
    }
}

/// A connection to the server.
struct Connection {
    exchange: Exchange,
    /// The socket of the exchange, to close one side of it.
    socket: std::net::TcpStream,
    /// Whether requests can be sent.
    is_open: bool,
}

impl Connection {
    async fn open(address: &str) -> Result<Self, BoxError> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let stream = stream.into_std()?;
        let socket = stream.try_clone()?;
        let (requests, driver) = handshake(TokioIo::new(TcpStream::from_std(stream)?)).await?;
        Ok(Connection { exchange: Exchange { requests, driver: Some(driver) }, socket, is_open: true })
    }

    async fn send(&mut self, request: Request<Body>) -> hyper::Result<Response<Incoming>> {
        self.exchange.send(request).await
    }
}

/// Sends requests and receives their responses.
struct Exchange {
    requests: SendRequest<Body>,
    /// Reads from the socket and writes to it; `None` after the connection has ended. It is polled by what waits for a response, not
    /// by a task, so that a response that has already arrived is found before the time is up.
    driver: Option<http1::Connection<TokioIo<TcpStream>, Body>>,
}

impl Exchange {
    async fn send(&mut self, request: Request<Body>) -> hyper::Result<Response<Incoming>> {
        let response = self.requests.send_request(request);
        drive(&mut self.driver, response).await
    }

    /// Returns whether the connection can send a request at once. It cannot if the server has closed it, or has responded to a
    /// request without reading all of it.
    fn is_usable(&mut self) -> bool {
        drive(&mut self.driver, self.requests.ready()).now_or_never().is_some_and(|ready| ready.is_ok())
    }

    async fn drive<T>(&mut self, future: impl Future<Output = T>) -> T {
        drive(&mut self.driver, future).await
    }
}

/// Waits for a future that needs what the driver reads.
async fn drive<T>(driver: &mut Option<impl Future + Unpin>, future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    poll_fn(|cx| {
        // The driver passes its error on to the future.
        if driver.as_mut().is_some_and(|driver| Pin::new(driver).poll(cx).is_ready()) {
            *driver = None;
        }
        future.as_mut().poll(cx)
    })
    .await
}
