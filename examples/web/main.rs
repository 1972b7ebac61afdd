//! How do I run one web application on every cloud, next to the handlers of events?
//!
//! Start it with `cargo run --example web`, then try it from another terminal:
//!
//! ```console
//! $ curl http://127.0.0.1:8787/hello/world
//! $ curl -N http://127.0.0.1:8787/events
//! $ triggerkit invoke --http GET /hello/world
//! $ triggerkit invoke --http GET /hello/world --as huawei.apig
//! $ triggerkit invoke --trigger aliyun.oss
//! ```

mod app;

use triggerkit::{Router, RunError, aliyun, handler, huawei, tencent, trigger, volcengine};

/// What the events of all four object stores lead to.
fn stored(bucket: &str, key: &str) {
    println!("{key} was stored in {bucket}");
}

#[trigger(huawei::Obs)]
async fn on_obs(event: huawei::ObsEvent) {
    event.records.iter().for_each(|record| stored(&record.s3.bucket.name, &record.s3.object.key));
}

#[trigger(volcengine::Tos)]
async fn on_tos(event: volcengine::TosEvent) {
    event.data.events.iter().for_each(|record| stored(&record.tos.bucket.name, &record.tos.object.key));
}

#[trigger(tencent::Cos)]
async fn on_cos(event: tencent::CosEvent) {
    event.records.iter().for_each(|record| stored(&record.cos.cos_bucket.name, &record.cos.cos_object.key));
}

#[trigger(aliyun::Oss)]
async fn on_oss(event: aliyun::OssEvent) {
    event.events.iter().for_each(|record| stored(&record.oss.bucket.name, &record.oss.object.key));
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), RunError> {
    let router = Router::new()
        .http(app::app())
        .with(handler!(on_obs))
        .with(handler!(on_tos))
        .with(handler!(on_cos))
        .with(handler!(on_oss));
    triggerkit::run(router).await
}
