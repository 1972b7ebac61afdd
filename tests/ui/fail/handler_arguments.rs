// Every mistake in the arguments is reported at its place.

use triggerkit::huawei::{self, KafkaEvent};
use triggerkit::{Router, handler, trigger};

#[trigger]
fn nothing(_: KafkaEvent) {}

#[trigger("huawei.work_success")]
fn in_quotes(_: KafkaEvent) {}

#[trigger(validate = "report", huawei::Kafka)]
fn option_first(_: KafkaEvent) {}

#[trigger(huawei::Kafka, valdate = "report", each(concurency = 8), validate = "repot")]
fn misspelt(_: KafkaEvent) {}

#[trigger(huawei::Kafka, each, each, retries = 3)]
fn twice(_: KafkaEvent) {}

#[trigger(huawei::Kafka, each(concurrency = 0), validate)]
fn no_value(_: KafkaEvent) {}

#[trigger(huawei::Kafka validate = "report")]
fn no_comma(_: KafkaEvent) {}

#[trigger(huawei::Kafka, huawei::Timer)]
fn two(_: KafkaEvent) {}

fn main() {
    // One mistake is one error.
    let _ = Router::new().with(handler!(nothing)).with(handler!(misspelt));
}
