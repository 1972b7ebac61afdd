//! A second application, which shows what it receives, answers with everything that HTTP allows, and reports what happens to its
//! streams.

use std::convert::Infallible;
use std::fmt::Write;
use std::future::ready;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, LOCATION, SET_COOKIE, VARY};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use axum::routing::{MethodRouter, any, get, post};
use futures_util::stream::{self, Stream, StreamExt};
use tokio::sync::{Notify, Semaphore, mpsc};

/// The size of the pieces of long streams, in bytes.
pub const PIECE: usize = 64 << 10;

/// Text that JSON has to escape, and text that looks as if it had been escaped before.
pub const AWKWARD: &str =
    "\0\u{1}\u{8}\t\n\u{b}\u{c}\r\u{1f}\u{7f}\u{80}\u{2028}\u{feff}\u{fffd}\u{1f375} \"\\\" \\u0041 \\/ %41 &amp; ' 茶\r\n";

/// What the application reports to a test, and what it waits for.
#[derive(Default)]
pub struct Signals {
    /// Bytes that streams of responses produced, and those of requests that were read.
    pub produced: AtomicUsize,
    /// Bytes that the test has received, and the most that were on the way at one time.
    pub received: AtomicUsize,
    pub most_on_the_way: AtomicUsize,
    /// Notified when a route has started.
    pub started: Notify,
    /// Notified when a future or a stream is dropped.
    pub dropped: Notify,
    /// Permits for `/gate` to read on.
    pub gate: Permits,
    /// The pieces that `/pieces` sends.
    pub pieces: Mutex<Option<mpsc::UnboundedReceiver<Bytes>>>,
    /// How reading each body ended: its length, or the error.
    pub bodies: Mutex<Vec<Result<usize, String>>>,
}

pub struct Permits(pub Semaphore);

impl Default for Permits {
    fn default() -> Self {
        Permits(Semaphore::new(0))
    }
}

/// Reports when it is dropped.
struct Guard(Arc<Signals>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.dropped.notify_one();
    }
}

/// The application of the example together with the routes of this one.
pub fn whole_app(signals: &Arc<Signals>) -> Router {
    super::app::app().merge(probe(Arc::clone(signals)))
}

/// Answers every request with its method and its target.
pub fn any_target() -> Router {
    Router::new().fallback(async |request: Request| format!("the application: {} {}", request.method(), request.uri()))
}

fn probe(signals: Arc<Signals>) -> Router {
    let all: Vec<u8> = (0..=255).collect();
    Router::new()
        .route("/echo", any(echo))
        .route("/echo/", any(echo))
        .route("/echo/{*rest}", any(echo))
        .route("/fail", any(|| async { (StatusCode::INTERNAL_SERVER_ERROR, "out of stock") }))
        .route("/panic", any(panics))
        .route("/moved", any(moved))
        .route("/cookies", get(cookies))
        .route("/repeated", get(repeated))
        .route("/status/{status}", any(status))
        .route("/not-modified", get(|| async { (StatusCode::NOT_MODIFIED, [(ETAG, "\"7\""), (CACHE_CONTROL, "no-cache")]) }))
        .route("/binary", typed("application/octet-stream", all.clone()))
        .route("/gzip", get(|| async { ([(CONTENT_ENCODING, "gzip"), (CONTENT_TYPE, "text/plain")], gzip(b"packed")) }))
        .route("/encoded-text", get(|| async { ([(CONTENT_ENCODING, "x-plain"), (CONTENT_TYPE, "text/plain")], "plain") }))
        .route("/untyped", get(|| async { Body::from("plain") }))
        .route("/untyped-bytes", get(|| async { Body::from(vec![0xff, 0, 0x80]) }))
        .route("/latin", typed("text/plain; charset=iso-8859-1", b"caf\xe9".to_vec()))
        .route("/invalid-json", typed("application/json", b"{\"a\": \"\xff\"}".to_vec()))
        .route("/awkward", typed("text/plain; charset=utf-8", AWKWARD.into()))
        .route("/text-as-bytes", typed("application/octet-stream", b"plain".to_vec()))
        .route("/large", typed("application/octet-stream", all.repeat(8_000)))
        .route("/large-text", typed("text/plain", "茶 \"tea\"\n".repeat(60_000).into()))
        .route("/pieces", get(pieces))
        .route("/answers", post(answers))
        .route("/produce/{megabytes}", get(produce))
        .route("/waits", get(waits))
        .route("/stuck", any(stuck))
        .route("/collect", post(collect))
        .route("/gate", post(gate))
        .with_state(signals)
}

/// Answers with everything that the application can see of a request, one `key: value` on a line.
async fn echo(
    rest: Result<Path<String>, PathRejection>,
    query: Result<Query<Vec<(String, String)>>, QueryRejection>,
    request: Request,
) -> impl IntoResponse {
    let (parts, body) = request.into_parts();
    let mut text = format!("method: {}\nversion: {:?}\npath: {}\n", parts.method, parts.version, parts.uri.path());
    let mut line = |key: &str, value: String| writeln!(text, "{key}: {}", value.escape_debug()).unwrap();
    line("decoded path", rest.map_or_else(|error| error.to_string(), |Path(rest)| rest));
    line("query", parts.uri.query().map_or("none".into(), |query| format!("?{query}")));
    match query {
        Ok(Query(pairs)) => pairs.into_iter().for_each(|(name, value)| line("pair", format!("{name}={value}"))),
        Err(error) => line("pair", error.to_string()),
    }
    let mut names: Vec<&HeaderName> = parts.headers.keys().collect();
    names.sort_by_key(|name| name.as_str());
    for name in names {
        for value in parts.headers.get_all(name) {
            line(&format!("header {name}"), value.as_bytes().escape_ascii().to_string());
        }
    }
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    line("body", format!("{} bytes, {:016x}", body.len(), hasher.finish()));
    ([("x-method", parts.method.to_string())], text)
}

async fn panics() -> Response<Body> {
    panic!("the password is tea")
}

async fn moved() -> impl IntoResponse {
    let place = HeaderValue::from_static("https://shop.example/a%20b/%E8%8C%B6?x=1&y=%2F#part");
    (StatusCode::MOVED_PERMANENTLY, [(LOCATION, place)])
}

async fn cookies() -> impl IntoResponse {
    let cookies = ["a=1; Path=/", "b=2; Expires=Wed, 09 Jun 2027 10:18:14 GMT", "c=\"3,4\"; HttpOnly"];
    (AppendHeaders(cookies.map(|cookie| (SET_COOKIE, cookie))), "three cookies")
}

async fn repeated() -> impl IntoResponse {
    let bytes = |bytes: &[u8]| HeaderValue::from_bytes(bytes).unwrap();
    AppendHeaders([
        (VARY, bytes(b"accept")),
        (VARY, bytes(b"origin, cookie")),
        (HeaderName::from_static("x-latin"), bytes(b"caf\xe9")),
        (HeaderName::from_static("x-tea"), bytes("茶".as_bytes())),
        (HeaderName::from_static("x-empty"), bytes(b"")),
        (HeaderName::from_static("x-quoted"), bytes(b"\"a\", \\b\\\t{c}")),
    ])
}

async fn status(Path(status): Path<u16>) -> impl IntoResponse {
    StatusCode::from_u16(status).unwrap()
}

/// Returns a route that answers with a body of the type.
fn typed(content_type: &'static str, body: Vec<u8>) -> MethodRouter<Arc<Signals>> {
    let body = Bytes::from(body);
    get(move || ready(([(CONTENT_TYPE, content_type)], body)))
}

pub fn gzip(text: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// Streams the pieces that the test sends.
async fn pieces(State(signals): State<Arc<Signals>>) -> Body {
    let pieces = signals.pieces.lock().unwrap().take().unwrap();
    Body::from_stream(stream::unfold(pieces, async |mut pieces| Some((Ok::<_, Infallible>(pieces.recv().await?), pieces))))
}

/// Answers each piece of a request as soon as it is there.
async fn answers(request: Request) -> Body {
    Body::from_stream(request.into_body().into_data_stream().map(|piece| piece.map(|piece| format!("[{}]", piece.len()))))
}

/// Streams megabytes, and counts them.
async fn produce(Path(megabytes): Path<usize>, State(signals): State<Arc<Signals>>) -> Body {
    let guard = Guard(Arc::clone(&signals));
    counted(iter::repeat_n(vec![b'x'; PIECE], megabytes * (1 << 20) / PIECE), guard)
}

fn counted(pieces: impl Iterator<Item = Vec<u8>> + Send + 'static, guard: Guard) -> Body {
    Body::from_stream(stream::iter(pieces).map(move |piece| {
        let produced = guard.0.produced.fetch_add(piece.len(), Ordering::Relaxed) + piece.len();
        let on_the_way = produced.saturating_sub(guard.0.received.load(Ordering::Relaxed));
        guard.0.most_on_the_way.fetch_max(on_the_way, Ordering::Relaxed);
        Ok::<_, Infallible>(Bytes::from(piece))
    }))
}

/// Streams one piece, and never the next.
async fn waits(State(signals): State<Arc<Signals>>) -> Body {
    let guard = Guard(signals);
    let first = stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"first"))]);
    Body::from_stream(first.chain(hold(guard)))
}

fn hold(guard: Guard) -> impl Stream<Item = Result<Bytes, Infallible>> {
    stream::pending().map(move |piece| {
        let _held = &guard;
        piece
    })
}

/// Never answers.
async fn stuck(State(signals): State<Arc<Signals>>) -> StatusCode {
    let _guard = Guard(Arc::clone(&signals));
    signals.started.notify_one();
    std::future::pending().await
}

/// Reads the whole body, and reports how that ended.
async fn collect(State(signals): State<Arc<Signals>>, body: Body) -> Result<String, StatusCode> {
    let _guard = Guard(Arc::clone(&signals));
    signals.started.notify_one();
    let ended = to_bytes(body, usize::MAX).await.map(|body| body.len()).map_err(|error| error.to_string());
    signals.bodies.lock().unwrap().push(ended.clone());
    ended.map(|length| length.to_string()).map_err(|_| StatusCode::BAD_REQUEST)
}

/// Reads the body when the test lets it.
async fn gate(State(signals): State<Arc<Signals>>, body: Body) -> String {
    signals.started.notify_one();
    signals.gate.0.acquire().await.unwrap().forget();
    let mut pieces = body.into_data_stream();
    let mut length = 0;
    while let Some(piece) = pieces.next().await {
        length += piece.unwrap().len();
    }
    length.to_string()
}
