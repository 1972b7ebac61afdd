//! A function with one handler, which does the same as the handwritten programs.

use triggerkit::{Report, Router, RunError, handler, huawei, trigger};

#[trigger(huawei::Apig)]
async fn on_event(event: huawei::ApigEvent) -> Result<huawei::ApigResponse, Report> {
    let body = format!("{} {}: hello", event.http_method, event.path);
    huawei::ApigResponse::builder().status_code(200).body(body).build()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), RunError> {
    triggerkit::run(Router::new().with(handler!(on_event))).await
}
