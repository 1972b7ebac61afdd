// Values that are not handlers.

use triggerkit::huawei::{self, KafkaEvent};
use triggerkit::{Error, Router, trigger};

#[trigger(huawei::Kafka)]
async fn on_kafka(_: KafkaEvent) -> Result<(), Error> {
    Ok(())
}

struct Shop;

fn main() {
    let _ = Router::new().with(on_kafka);
    let _ = Router::new().with(Shop);
}
