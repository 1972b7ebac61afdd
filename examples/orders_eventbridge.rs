//! How do I receive messages of my own type? Here, orders from a Kafka topic that EventBridge delivers.
//!
//! Start it with `cargo run --example orders_eventbridge`, then send events from another terminal:
//!
//! ```console
//! $ curl http://127.0.0.1:8787 -d '[{"type": "alikafka:Topic:Message", "data": {"partition": 0, "value": {"id": "A-17", "count": 2}}}]'
//! $ curl http://127.0.0.1:8787 -d '{"type": "alikafka:Topic:Message", "data": {"partition": 0, "value": "{\"id\": \"A-18\", \"count\": \"3\"}"}}'
//! $ curl http://127.0.0.1:8787 -d '[{"type": "alikafka:Topic:Message", "data": {"partition": 0, "value": {"id": "A-19"}}}]'
//! ```
//!
//! The second event comes without the list, and its order is JSON text. The third one is rejected, because its order has no count.

use triggerkit::aliyun::{self, EbKafkaEvent};
use triggerkit::{Context, Error, Router, RunError, Str, Trigger, handler, trigger};

/// The value of a message.
#[derive(Clone, PartialEq, Trigger)]
struct Order {
    #[trigger(length = "1-36")]
    id: Str,
    #[trigger(range = [1, 99])]
    count: u32,
}

/// Books the orders and returns a receipt for each of them.
#[trigger(aliyun::EbKafka<Order>)]
async fn on_orders(event: EbKafkaEvent<Order>, cx: Context) -> Result<Vec<String>, Error> {
    // An order that breaks a constraint arrives with its violation. Handlers with `validate = "strict"` reject it.
    if !cx.report().is_empty() {
        println!("{}", cx.report());
    }
    let orders = event.events.iter().filter_map(|message| message.data.value.as_ref());
    Ok(orders.map(|Order { id, count }| format!("booked {id}: {count} pieces")).collect())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), RunError> {
    triggerkit::run(Router::new().with(handler!(on_orders))).await
}

#[cfg(test)]
mod tests {
    use triggerkit::Report;

    use super::*;

    fn event(payload: &str) -> Result<EbKafkaEvent<Order>, Report> {
        EbKafkaEvent::decode(payload)
    }

    #[tokio::test]
    async fn orders_are_booked() -> Result<(), Error> {
        let one = event(r#"{"data": {"value": "{\"id\": \"A-17\", \"count\": \"2\"}"}}"#)?;
        assert_eq!(on_orders(one, Context::new("1")).await?, ["booked A-17: 2 pieces"]);
        let several = event(r#"[{"data": {"value": {"id": "A-18", "count": 3}}}, {"data": {}}]"#)?;
        assert_eq!(on_orders(several, Context::new("2")).await?, ["booked A-18: 3 pieces"]);
        Ok(())
    }

    #[test]
    fn orders_are_validated() {
        let report = event(r#"[{"data": {"value": {"id": "", "count": 3}}}, {"data": {"value": {"id": "A-19"}}}]"#).err();
        let report = report.unwrap_or_default();
        let paths: Vec<&str> = report.violations().iter().map(|violation| violation.path.as_str()).collect();
        assert_eq!(paths, ["[0].data.value.id", "[1].data.value.count"]);
    }
}
