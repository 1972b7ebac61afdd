//! [`Exchange`]: a client's request until its response has been sent, and [`LogMark`]: the marks around it in the log.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{self, Poll, ready};

use bytes::Bytes;
use http::Method;
use http_body::{Body as _, Frame, SizeHint};

use super::http_platform::HttpPlatform;
use super::load::Running;
use super::traffic::Traffic;
use crate::handler::{Body, BoxError, Context};

/// A client's request until its response has been sent. Logs if the client hangs up before, or if the response fails.
pub(super) struct Exchange {
    cx: Context,
    /// Whether the response has no body that could be cut off.
    is_head: bool,
    is_complete: bool,
    /// The log belongs to the request until the whole response has been sent.
    _mark: Option<LogMark>,
    /// Counts the request as an invocation for as long.
    running: Option<Running>,
}

impl Exchange {
    pub(super) fn new(cx: Context, method: &Method, mark: Option<LogMark>) -> Self {
        Exchange { cx, is_head: method == Method::HEAD, is_complete: false, _mark: mark, running: None }
    }

    /// Counts the request as an invocation until the end.
    pub(super) fn with(mut self, running: Running) -> Self {
        self.running = Some(running);
        self
    }

    /// Ends with the body of the response.
    pub(super) fn wrap(self, response: http::Response<Body>) -> Response {
        response.map(|body| ResponseBody { body, exchange: Some(self), traffic: None })
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if !self.is_complete {
            tracing::info!(request_id = self.cx.request_id(), "the client hung up before it had the whole response");
        }
    }
}

/// A response of the server.
pub(super) type Response = http::Response<ResponseBody>;

/// The body of a response, with the exchange that it ends.
pub(super) struct ResponseBody {
    body: Body,
    exchange: Option<Exchange>,
    /// The connection that sends it.
    traffic: Option<Arc<Traffic>>,
}

impl ResponseBody {
    /// Reports to the connection when the response is complete.
    pub(super) fn report_to(&mut self, traffic: &Arc<Traffic>) {
        self.traffic = Some(Arc::clone(traffic));
    }
}

impl From<Body> for ResponseBody {
    fn from(body: Body) -> Self {
        ResponseBody { body, exchange: None, traffic: None }
    }
}

impl http_body::Body for ResponseBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        // A panic must not end the other exchanges of the connection without a trace.
        let polled = catch_unwind(AssertUnwindSafe(|| Pin::new(&mut self.body).poll_frame(cx)));
        let frame = ready!(polled.unwrap_or_else(|_| Poll::Ready(Some(Err("the body of the response panicked".into())))));
        if let Some(exchange) = &mut self.exchange {
            if let Some(Err(error)) = &frame {
                tracing::error!(request_id = exchange.cx.request_id(), "the response was cut off: {error}");
            }
            exchange.is_complete |= !matches!(frame, Some(Ok(_)));
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for ResponseBody {
    fn drop(&mut self) {
        if let Some(exchange) = &mut self.exchange {
            // The server reads no further if it knows that a body has ended.
            let has_ended = self.body.is_end_stream() || self.body.size_hint().exact() == Some(0);
            exchange.is_complete |= exchange.is_head || has_ended;
        }
        if let Some(traffic) = &self.traffic {
            traffic.end_request();
        }
    }
}

/// Marks the lines of the log that belong to a request: prints `Start` when it is created and `End` when it is dropped.
pub(super) struct LogMark {
    print: fn(&str, &str, &str),
    step: &'static str,
    request_id: String,
}

impl LogMark {
    /// Starts a step, if the platform reads such marks.
    pub(super) fn start(platform: &HttpPlatform, step: &'static str, request_id: &str) -> Option<Self> {
        let print = platform.mark_log?;
        print("Start", step, request_id);
        Some(LogMark { print, step, request_id: request_id.to_owned() })
    }
}

impl Drop for LogMark {
    fn drop(&mut self) {
        (self.print)("End", self.step, &self.request_id);
    }
}
