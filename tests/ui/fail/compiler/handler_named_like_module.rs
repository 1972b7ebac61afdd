// A handler adds a type of its name, which a module has already.

use triggerkit::{Context, Error, huawei, trigger};

mod parcels {}

#[trigger(huawei::Kafka)]
async fn parcels(_: huawei::KafkaEvent, _: Context) -> Result<(), Error> {
    Ok(())
}

mod deep {
    pub mod letters {}
}

use deep::letters;

#[trigger(huawei::Timer, validate = "report")]
fn letters(_: huawei::TimerEvent) {}

fn main() {}
