//! How do I take the messages of a batch one at a time, so that a bad one fails on its own?
//!
//! `cargo run --example orders`, and from elsewhere:
//!
//! ```console
//! $ triggerkit invoke --trigger tencent.ckafka
//! $ triggerkit invoke --trigger huawei.kafka
//! $ curl http://127.0.0.1:8787 -d '{"trigger_type": "KAFKA", "messages": ["two teas", "", "one cake"]}'
//! ```

use triggerkit::{Error, Router, RunError, Str, handler, huawei, tencent, trigger};

/// Takes one order, wherever it comes from.
fn take(order: &str) -> Result<(), Error> {
    if order.trim().is_empty() {
        return Err("an order of nothing".into());
    }
    println!("order: {order}");
    Ok(())
}

#[trigger(tencent::Ckafka, each)]
async fn on_tencent(record: tencent::CkafkaRecord) -> Result<(), Error> {
    take(record.ckafka.msg_body.as_deref().unwrap_or_default())
}

#[trigger(huawei::Kafka, each)]
async fn on_huawei(message: Str) -> Result<(), Error> {
    take(&message)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), RunError> {
    triggerkit::run(Router::new().with(handler!(on_tencent)).with(handler!(on_huawei))).await
}
