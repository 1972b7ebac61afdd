// Only some triggers have a payload whose type can be chosen, and the event has to have the same one.

use triggerkit::aliyun::{self, EbKafkaEvent, OssEvent};
use triggerkit::{trigger, Str, Trigger};

#[derive(Trigger)]
struct Order {
    id: Str,
}

struct Plain;

#[trigger(aliyun::Oss<Order>)]
fn not_generic(_: OssEvent) {}

#[trigger(aliyun::EbKafka<Plain>)]
fn not_a_value(_: EbKafkaEvent<Plain>) {}

#[trigger(aliyun::EbKafka<Order>)]
fn not_the_same(_: EbKafkaEvent) {}

fn main() {}
