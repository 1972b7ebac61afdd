// Paths that are not triggers, which the compiler reports itself.

use triggerkit::huawei::{self, KafkaEvent};
use triggerkit::{Error, trigger, triggers};

#[trigger(huawei::Kafkaa)]
async fn misspelt(_: KafkaEvent) -> Result<(), Error> {
    Ok(())
}

#[trigger(huawei::KafkaEvent)]
async fn an_event(_: KafkaEvent) -> Result<(), Error> {
    Ok(())
}

struct Shop;

#[triggers]
impl Shop {
    #[trigger(tencent::Cos)]
    fn no_such_module(&self, _: KafkaEvent) {}
}

fn main() {}
