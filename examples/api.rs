//! How do I answer HTTP requests on several clouds with one program?
//!
//! Start it with `cargo run --example api`, then send events from another terminal:
//!
//! ```console
//! $ curl http://127.0.0.1:8787 -d "$(triggerkit sample huawei.apig)"
//! $ triggerkit invoke --trigger tencent.function_url
//! $ triggerkit invoke --trigger volcengine.apig
//! $ triggerkit invoke --trigger aliyun.http
//! ```

use triggerkit::{Report, Router, RunError, aliyun, handler, huawei, tencent, trigger, volcengine};

/// The business logic, which is the same for all clouds.
fn greeting(method: impl std::fmt::Display, path: &str) -> String {
    format!("{method} {path}: hello")
}

#[trigger(huawei::Apig)]
async fn on_huawei(event: huawei::ApigEvent) -> Result<huawei::ApigResponse, Report> {
    huawei::ApigResponse::builder().status_code(200).body(greeting(&event.http_method, &event.path)).build()
}

/// The function's own URL. Tencent's API gateway, which it replaces, has the same response.
#[trigger(tencent::FunctionUrl)]
async fn on_tencent(event: tencent::FunctionUrlEvent) -> Result<tencent::ApigwResponse, Report> {
    tencent::ApigwResponse::builder().status_code(200).body(greeting(&event.http_method, &event.path)).build()
}

/// Alibaba Cloud sends the request line inside of the request's context.
#[trigger(aliyun::Http)]
async fn on_aliyun(event: aliyun::HttpEvent) -> Result<aliyun::HttpResponse, Report> {
    let line = event.request_context.and_then(|context| context.http);
    let method = line.and_then(|line| line.method).unwrap_or_default();
    aliyun::HttpResponse::builder().status_code(200).body(greeting(method, &event.raw_path.unwrap_or_default())).build()
}

/// Volcengine does not document a response, so any type that can be serialized will do.
#[trigger(volcengine::Apig)]
async fn on_volcengine(event: volcengine::ApigEvent) -> Result<String, Report> {
    Ok(greeting(event.http_method.as_str(), &event.path))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), RunError> {
    let router = Router::new()
        .with(handler!(on_huawei))
        .with(handler!(on_tencent))
        .with(handler!(on_aliyun))
        .with(handler!(on_volcengine));
    triggerkit::run(router).await
}
