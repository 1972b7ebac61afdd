//! Functions that the official runtime of AWS Lambda runs. The argument names one of them.

use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use triggerkit::Trigger;
use triggerkit::huawei::{ApigResponse, KafkaEvent};

/// An event of one's own.
#[derive(Clone, PartialEq, Trigger)]
struct Order {
    #[trigger(length = "1-3")]
    id: String,
    count: Option<u32>,
}

async fn echo(event: LambdaEvent<KafkaEvent>) -> Result<KafkaEvent, Error> {
    assert_eq!(event.context.request_id, "r-1");
    Ok(event.payload)
}

async fn order(event: LambdaEvent<Order>) -> Result<ApigResponse, Error> {
    Ok(ApigResponse::text(200, format!("{:?} of {}", event.payload.count, event.payload.id)))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    match std::env::args().nth(1).as_deref() {
        Some("kafka") => run(service_fn(echo)).await,
        Some("order") => run(service_fn(order)).await,
        other => Err(format!("expected `kafka` or `order`, found {other:?}").into()),
    }
}
