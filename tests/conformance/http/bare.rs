//! The plain HTTP server whose responses are the expected ones.

use std::net::SocketAddr;

use super::client::{Answer, Request, send};

/// Serves an application without triggerkit. The server ends with the test.
pub async fn serve(app: axum::Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(axum::serve(listener, app).into_future());
    address
}

/// Sends a request to the server, and removes what differs between any two runs.
pub async fn expect(address: SocketAddr, request: &Request) -> Answer {
    without_date(send(address, request).await)
}

/// Removes the time of the response, which the server adds.
pub fn without_date(mut answer: Answer) -> Answer {
    answer.headers.retain(|(name, _)| name != "date");
    answer
}
