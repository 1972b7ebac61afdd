// Each type that does not fit the trigger is an error at that type.

use triggerkit::huawei::{self, ApigEvent, ApigResponse, KafkaEvent, ObsEvent, TimerEvent};
use triggerkit::{Context, Error, Str, trigger, triggers};

#[trigger(huawei::Kafka)]
async fn wrong_event(event: ObsEvent) -> Result<(), Error> {
    Ok(drop(event))
}

#[trigger(huawei::Kafka)]
async fn borrowed(event: &KafkaEvent) -> Result<(), Error> {
    Ok(drop(event))
}

#[trigger(huawei::Timer)]
async fn wrong_context(_: TimerEvent, cx: String) -> Result<(), Error> {
    Ok(drop(cx))
}

#[trigger(huawei::Apig)]
async fn wrong_response(_: ApigEvent) -> Result<String, Error> {
    Ok(String::new())
}

#[trigger(huawei::Apig)]
async fn no_response(_: ApigEvent) {}

#[trigger(huawei::Apig)]
async fn no_result(_: ApigEvent) -> ApigResponse {
    ApigResponse::text(200, "")
}

struct Unwritable;

#[trigger(huawei::Timer)]
async fn cannot_be_serialised(_: TimerEvent) -> Result<Unwritable, Error> {
    Ok(Unwritable)
}

struct NoError;

#[trigger(huawei::Timer)]
async fn no_error(_: TimerEvent) -> Result<(), NoError> {
    Err(NoError)
}

#[trigger(huawei::Timer, each)]
async fn no_list(_: TimerEvent) -> Result<(), Error> {
    Ok(())
}

#[trigger(huawei::Kafka, each)]
async fn whole_event(_: KafkaEvent, _: Context) -> Result<(), Error> {
    Ok(())
}

#[trigger(huawei::Kafka, each)]
async fn answer_of_a_record(_: Str) -> Result<u8, Error> {
    Ok(1)
}

struct Shop;

#[triggers]
impl Shop {
    #[trigger(huawei::Kafka)]
    async fn wrong_event(&self, _: ObsEvent) -> Result<(), Error> {
        Ok(())
    }

    #[trigger(huawei::Apig)]
    fn wrong_response(&self, _: ApigEvent) -> Result<String, Error> {
        Ok(String::new())
    }
}

fn main() {}
