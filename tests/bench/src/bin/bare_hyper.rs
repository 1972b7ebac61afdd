//! The same as `gateway.rs`, written by hand with hyper.

use std::convert::Infallible;
use std::error::Error;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use triggerkit_bench::serve::by_hand::answer;

/// The size limit of an event, which is the same as in triggerkit.
const BODY_LIMIT: usize = 32 << 20;

async fn on_event(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let answered = async {
        let body = Limited::new(request.into_body(), BODY_LIMIT).collect().await?.to_bytes();
        Ok::<_, Box<dyn Error + Send + Sync>>(serde_json::to_vec(&answer(serde_json::from_slice(&body)?))?)
    };
    let mut response = Response::new(Full::default());
    match answered.await {
        Ok(body) => {
            *response.body_mut() = Full::new(body.into());
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Err(_) => *response.status_mut() = StatusCode::BAD_REQUEST,
    }
    Ok(response)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    eprintln!("listening on http://{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(on_event)));
    }
}
