// The future of a handler and the value of its methods must be `Send`.

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
