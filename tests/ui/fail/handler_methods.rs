// Methods that cannot be handlers, and `impl`s without any.

use triggerkit::huawei::{self, KafkaEvent, ObsEvent, TimerEvent};
use triggerkit::{Router, triggers};

struct Shop;

#[triggers]
impl Shop {
    #[trigger(huawei::Kafka)]
    fn first(&self, _: KafkaEvent) {}

    #[trigger(huawei::Kafka, crate = triggerkit)]
    fn second(&self, _: KafkaEvent) {}

    #[trigger(huawei::Obs)]
    fn exclusive(&mut self, _: ObsEvent) {}

    #[trigger(huawei::Timer)]
    fn alone(_: TimerEvent) {}

    #[trigger(huawei::Cts)]
    #[trigger(huawei::Dds)]
    fn two(&self, _: huawei::CtsEvent) {}

    #[trigger]
    fn none(&self, _: huawei::LtsEvent) {}
}

struct Idle;

#[triggers]
impl Idle {
    fn helper(&self) {}
}

struct Misled;

#[triggers(huawei::Kafka, crat = triggerkit)]
impl Misled {
    #[trigger(huawei::Kafka)]
    fn kafka(&self, _: KafkaEvent) {}
}

struct Copied;

#[triggers]
impl Clone for Copied {
    #[trigger(huawei::Kafka)]
    fn clone(&self) -> Self {
        Copied
    }
}

#[triggers]
fn function(_: KafkaEvent) {}

fn main() {
    Idle.helper();
    let _ = Router::new().with(Shop).with(Idle).with(Misled);
}
