//! [`WebService`]: the service that answers HTTP requests, whether they arrive as events or are passed through.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{self, Poll};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::uri::PathAndQuery;
use http::{HeaderValue, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt, Limited};
use serde_json::json;
use tower_service::Service;

use super::body::Body;
use super::guard::{catch_panic, panic_error};
use super::{BoxError, Context, Error, Reply};
use crate::web::any::AnyHttp;
use crate::web::request::{ClientAddress, strip_base_path};

/// The largest response that fits into an answer, in bytes. No platform accepts larger ones.
const ANSWER_LIMIT: usize = 32 << 20;

type ResponseFuture = Pin<Box<dyn Future<Output = Result<Response<Body>, BoxError>> + Send>>;

/// The service of a router that answers HTTP requests. It is cheap to clone.
#[derive(Clone)]
pub(crate) struct WebService {
    call: Arc<dyn Fn(Request<Body>) -> ResponseFuture + Send + Sync>,
    base_path: Arc<str>,
}

impl WebService {
    pub(super) fn new<S, B>(service: S) -> Self
    where
        S: Service<Request<Body>, Response = Response<B>, Error: Into<BoxError>, Future: Send> + Clone + Send + Sync + 'static,
        B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        let call = move |request| -> ResponseFuture {
            let mut service = service.clone();
            Box::pin(async move {
                poll_fn(|cx| service.poll_ready(cx)).await.map_err(Into::into)?;
                let response = service.call(request).await.map_err(Into::into)?;
                Ok(response.map(Body::new))
            })
        };
        WebService { call: Arc::new(call), base_path: Arc::default() }
    }

    /// Sets what is removed from the beginning of paths.
    pub(super) fn with_base_path(&self, base_path: &Arc<str>) -> Self {
        WebService { call: Arc::clone(&self.call), base_path: Arc::clone(base_path) }
    }

    /// Answers a request. An error or a panic of the service is logged and answered with status 500.
    pub(crate) fn answer(&self, mut request: Request<Body>, cx: Context) -> WebAnswer {
        remove_base_path(request.uri_mut(), &self.base_path);
        request.extensions_mut().insert(cx.clone());
        WebAnswer { response: (self.call)(request), cx }
    }

    /// Answers a request that arrived as an event, with a response that is streamed or is part of the answer.
    pub(super) async fn answer_event(&self, request: Request<Bytes>, http: &AnyHttp, cx: Context, streams: bool) -> Reply {
        let cx = match request.extensions().get() {
            Some(ClientAddress(address)) => cx.with_client(*address),
            None => cx,
        }
        .with_some_id();
        let answer = self.answer(request.map(Body::from), cx.clone());
        if streams {
            return Reply::streamed(answer.await);
        }
        let response = catch_panic(async {
            let (parts, body) = answer.response.await?.into_parts();
            let body = Limited::new(body, ANSWER_LIMIT).collect().await?;
            Ok(Response::from_parts(parts, body.to_bytes()))
        });
        let response = response.await.unwrap_or_else(|error| failed(&error, cx.request_id()));
        Reply::json(http.to_answer(&response))
    }
}

/// The future that answers a request.
pub(crate) struct WebAnswer {
    response: ResponseFuture,
    cx: Context,
}

impl Future for WebAnswer {
    type Output = Response<Body>;

    fn poll(mut self: Pin<&mut Self>, task: &mut task::Context<'_>) -> Poll<Response<Body>> {
        // The future is not polled again after a panic, so nothing can observe its data in an inconsistent state.
        let error = match catch_unwind(AssertUnwindSafe(|| self.response.as_mut().poll(task))) {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(Ok(response))) => return Poll::Ready(response),
            Ok(Poll::Ready(Err(error))) => Error::from(error),
            Err(panic) => panic_error(&*panic),
        };
        Poll::Ready(failed(&error, self.cx.request_id()))
    }
}

/// Logs an error, and builds the response to the client.
#[cold]
fn failed<B: From<Bytes>>(error: &Error, request_id: &str) -> Response<B> {
    tracing::error!(request_id, kind = error.kind(), "the request failed: {error}");
    error_response(StatusCode::INTERNAL_SERVER_ERROR, request_id)
}

/// Removes a base path from the path of a URI, if the path begins with it.
pub(crate) fn remove_base_path(uri: &mut Uri, base_path: &str) {
    if base_path.is_empty() {
        return;
    }
    let rest = strip_base_path(uri.path(), base_path);
    if rest.len() == uri.path().len() {
        return;
    }
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = PathAndQuery::try_from(format!("{rest}{query}")).ok();
    if let Ok(stripped) = Uri::from_parts(parts) {
        *uri = stripped;
    }
}

/// Builds the response to a request that failed. It does not show why.
pub(crate) fn error_response<B: From<Bytes>>(status: StatusCode, request_id: &str) -> Response<B> {
    let error = status.canonical_reason().unwrap_or("Error");
    let body = Bytes::from(json!({"error": error, "requestId": request_id}).to_string());
    let mut response = Response::new(B::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
