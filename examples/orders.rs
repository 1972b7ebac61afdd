//! How do I handle the messages of a batch one by one, so that an invalid one does not affect the others?
//!
//! Start it with `cargo run --example orders`, then send events from another terminal:
//!
//! ```console
//! $ triggerkit invoke --trigger tencent.ckafka
//! $ triggerkit invoke --trigger huawei.kafka
//! $ curl http://127.0.0.1:8787 -d '{"trigger_type": "KAFKA", "messages": ["two teas", "", "one cake"]}'
//! ```

use triggerkit::{Error, Router, RunError, Str, handler, huawei, tencent, trigger};

/// Processes one order, from whichever cloud it comes.
fn process(order: &str) -> Result<(), Error> {
    if order.trim().is_empty() {
        return Err("the order is empty".into());
    }
    println!("order: {order}");
    Ok(())
}

#[trigger(tencent::Ckafka, each)]
async fn on_tencent(record: tencent::CkafkaRecord) -> Result<(), Error> {
    process(record.ckafka.msg_body.as_deref().unwrap_or_default())
}

#[trigger(huawei::Kafka, each)]
async fn on_huawei(message: Str) -> Result<(), Error> {
    process(&message)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), RunError> {
    triggerkit::run(Router::new().with(handler!(on_tencent)).with(handler!(on_huawei))).await
}
