//! The same as `gateway.rs`, written by hand with axum.

use axum::routing::post;
use axum::{Json, Router};
use tokio::net::TcpListener;
use triggerkit_bench::serve::by_hand::{Event, Response, answer};

async fn on_event(Json(event): Json<Event>) -> Json<Response> {
    Json(answer(event))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    eprintln!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, Router::new().route("/", post(on_event))).await
}
