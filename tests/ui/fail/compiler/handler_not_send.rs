// What is held while waiting goes to other threads, and so does a value with handlers.

use std::rc::Rc;

use triggerkit::huawei::{self, KafkaEvent};
use triggerkit::{trigger, triggers};

#[trigger(huawei::Kafka)]
async fn holds(_: KafkaEvent) {
    let counter = Rc::new(1);
    std::future::ready(()).await;
    drop(counter);
}

struct Shop(Rc<u8>);

#[triggers]
impl Shop {
    #[trigger(huawei::Kafka)]
    fn count(&self, _: KafkaEvent) -> Result<u8, triggerkit::Error> {
        Ok(*self.0)
    }
}

fn main() {}
