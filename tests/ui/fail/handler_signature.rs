// Functions that cannot be handlers.

use triggerkit::huawei::{self, KafkaEvent};
use triggerkit::{Context, trigger};

#[trigger(huawei::Kafka)]
fn no_event() {}

#[trigger(huawei::Kafka)]
fn too_many(_: KafkaEvent, _: Context, _: u32) {}

#[trigger(huawei::Kafka)]
fn generic<'a, T>(_: &'a T) {}

#[trigger(huawei::Kafka)]
unsafe fn dangerous(_: KafkaEvent) {}

#[trigger(huawei::Kafka)]
struct Handler;

struct Shop;

impl Shop {
    #[trigger(huawei::Kafka)]
    fn method(&self, _: KafkaEvent) {}
}

#[trigger(huawei::Kafka)]
impl Shop {}

#[trigger(huawei::Kafka)]
fn main(_: KafkaEvent) {}
