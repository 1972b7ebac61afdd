//! Handlers of HTTP triggers on platforms that pass requests through.

use triggerkit::{Error, Router, handler, trigger, volcengine};

use crate::web::{Function, ask};
use crate::wire::Message;

#[trigger(volcengine::Apig)]
async fn on_apig(event: volcengine::ApigEvent) -> Result<String, Error> {
    Ok(format!("{} {}", event.http_method.as_str(), event.path))
}

/// veFaaS passes the requests of its gateway through; it never sends the event that its document describes.
#[tokio::test]
async fn a_gateway_handler_on_vefaas_gets_no_request() {
    let router = Router::new().with(handler!(on_apig));
    let function = Function::of_router(router, &[("_FAAS_RUNTIME_PORT", "8000")], |server| server);
    let request = Message::new("GET /hello HTTP/1.1", &[("Host", "shop.example"), ("X-Faas-Request-Id", "r-1")], "");
    let answer = ask(&mut function.connect().await, &request).await;
    assert_eq!((answer.status(), answer.header("X-Faas-Response-Error-Code")), (400, Some("invalid_event_type")));
    function.stops().await.unwrap();
}
