//! An ordinary web application, which knows nothing of the cloud that it runs on.

use std::convert::Infallible;
use std::iter;

use axum::body::{Body, Bytes};
use axum::extract::{Form, Path, Query};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures_util::stream::{self, Stream};
use serde::{Deserialize, Serialize};
use triggerkit::Context;

/// The size of the pieces that `count` sends, in bytes.
const PIECE: usize = 16 << 10;

pub fn app() -> Router {
    Router::new()
        .route("/", get(|| async { Redirect::to("/hello/world") }))
        .route("/hello/{name}", get(hello))
        .route("/orders", post(create_order))
        .route("/contact", post(contact))
        .route("/query", get(query))
        .route("/bytes", post(bytes))
        .route("/logo.png", get(logo))
        .route("/count/{n}", get(count))
        .route("/events", get(events))
        .route("/visits", get(visits))
        .route("/whoami", get(whoami))
}

async fn hello(Path(name): Path<String>) -> String {
    format!("hello {name}")
}

#[derive(Deserialize, Serialize)]
struct Order {
    article: String,
    count: u32,
}

/// A JSON API: answers with the order and its price.
async fn create_order(Json(order): Json<Order>) -> Json<serde_json::Value> {
    Json(serde_json::json!({"price": u64::from(order.count) * 250, "order": order}))
}

#[derive(Deserialize)]
struct Message {
    name: String,
    text: String,
}

async fn contact(Form(message): Form<Message>) -> String {
    format!("{} wrote {} characters", message.name, message.text.chars().count())
}

/// Answers with the names and values of the query in their order.
async fn query(Query(pairs): Query<Vec<(String, String)>>) -> Json<Vec<(String, String)>> {
    Json(pairs)
}

/// Answers with the body as it came.
async fn bytes(headers: HeaderMap, body: Bytes) -> impl IntoResponse {
    let content_type = headers.get(CONTENT_TYPE).cloned();
    ([(CONTENT_TYPE, content_type.unwrap_or(HeaderValue::from_static("application/octet-stream")))], body)
}

/// A download that is not text: an image of one pixel.
async fn logo() -> impl IntoResponse {
    const PIXEL: &[u8] =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\x0f\0\0\
                           \x01\x01\0\x05\x18\xd8N\0\0\0\0IEND\xaeB`\x82";
    ([(CONTENT_TYPE, "image/png"), (CONTENT_DISPOSITION, "attachment; filename=\"logo.png\"")], PIXEL)
}

/// Streams `n` bytes of `x`. Where the platform passes requests through, the client receives the first before the last is made.
async fn count(Path(n): Path<usize>) -> impl IntoResponse {
    let pieces = iter::repeat_n(PIECE, n / PIECE).chain((n % PIECE > 0).then_some(n % PIECE));
    let stream = stream::iter(pieces.map(|length| Ok::<_, Infallible>(Bytes::from(vec![b'x'; length]))));
    ([(CONTENT_TYPE, "text/plain")], Body::from_stream(stream))
}

/// Server-sent events.
async fn events() -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    Sse::new(stream::iter((1..=3).map(|number| Ok(Event::default().id(number.to_string()).data(format!("tick {number}"))))))
}

/// Counts the visits of a browser in a cookie.
async fn visits(headers: HeaderMap) -> impl IntoResponse {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split("; "));
    let before: u32 = pairs.find_map(|pair| pair.strip_prefix("visits=")?.parse().ok()).unwrap_or(0);
    let visits = before.saturating_add(1);
    ([(SET_COOKIE, format!("visits={visits}; Path=/; HttpOnly"))], format!("visit {visits}"))
}

/// Shows what the platform says of the request. Outside of triggerkit, the context is empty.
async fn whoami(cx: Context) -> String {
    let client = cx.client().map_or("an unknown address".to_owned(), |client| client.to_string());
    format!("{} from {client}", cx.function_name().unwrap_or("a function without a name"))
}
