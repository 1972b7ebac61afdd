// The attribute of a function is forgotten.

use triggerkit::huawei::KafkaEvent;
use triggerkit::{Error, Router, handler};

async fn on_kafka(_: KafkaEvent) -> Result<(), Error> {
    Ok(())
}

fn main() {
    let _ = Router::new().with(handler!(on_kafka));
}
