//! A function like any user's: it answers with the event's topic.

use triggerkit::{Handler, Reply, Router, RunError, huawei};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), RunError> {
    let on_kafka = Handler::new::<huawei::Kafka, _, _>(|event, _| async move {
        let topic = event.topic_id.ok_or("a message of no topic")?;
        Ok(Reply::json(format!("{topic:?}")))
    });
    triggerkit::run(Router::new().with(on_kafka)).await
}
