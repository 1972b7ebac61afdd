//! The web application of `web.rs` on axum alone, and with a handwritten handler of Huawei's gateway event before it.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, HeaderValue, Request, Uri};
use axum::routing::post;
use axum::{Json, Router};
use tokio::net::TcpListener;
use tower::ServiceExt;
use triggerkit_bench::serve::app::app;
use triggerkit_bench::serve::by_hand::{Event, WebResponse};

/// The largest response, in bytes.
const LIMIT: usize = 32 << 20;

/// Converts the event to a request and the response to an answer. It does not handle binary bodies or repeated names.
async fn on_event(app: Router, event: Event) -> Json<WebResponse> {
    let query: Vec<String> = event
        .query_string_parameters
        .iter()
        .map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or_default()))
        .collect();
    let uri: Uri = format!("{}?{}", event.path, query.join("&")).parse().unwrap_or_default();
    let mut request = Request::new(Body::from(event.body.unwrap_or_default()));
    *request.method_mut() = event.http_method.parse().unwrap_or_default();
    *request.uri_mut() = uri;
    for (name, value) in &event.headers {
        let value = HeaderValue::from_str(value.as_str().unwrap_or_default());
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), value) {
            request.headers_mut().append(name, value);
        }
    }
    let (parts, body) = app.oneshot(request).await.unwrap_or_default().into_parts();
    let body = to_bytes(body, LIMIT).await.unwrap_or_default();
    let text = |value: &HeaderValue| value.to_str().unwrap_or_default().to_owned();
    Json(WebResponse {
        status_code: parts.status.as_u16(),
        headers: parts.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect(),
        is_base64_encoded: false,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    eprintln!("listening on http://{}", listener.local_addr()?);
    let app = app();
    let behind = app.clone();
    let events = post(move |Json(event)| on_event(behind.clone(), event));
    axum::serve(listener, app.route("/invoke", events)).await
}
