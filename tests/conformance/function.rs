//! A simple function that responds with the topic of its event.

use triggerkit::{Handler, Reply, Router, RunError, huawei};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), RunError> {
    let on_kafka = Handler::new::<huawei::Kafka, _, _>(|event, _| async move {
        let topic = event.topic_id.ok_or("a message of no topic")?;
        Ok(Reply::json(format!("{topic:?}")))
    });
    triggerkit::run(Router::new().with(on_kafka)).await
}
