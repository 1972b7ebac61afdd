// A configuration is checked at compile time, with each error at its value.

use triggerkit::aliyun::{self, LogEvent, MnsEvent, OssEvent, TimerEvent};
use triggerkit::{trigger, triggers};

#[trigger(aliyun::Timer, config(cronExpression = "every night", payload = 7))]
fn wrong_values(_: TimerEvent) {}

#[trigger(aliyun::Timer, config(cron = "0 0 4 * * *", cronExpresion = "0 0 4 * * *", enable = "yes"))]
fn wrong_keys(_: TimerEvent) {}

#[trigger(triggerkit::aliyun::Log, config(
    sourceConfig = { logstre = "etl-log" },
    jobConfig = { triggerInterval = 2, maxRetryTime = -1 },
))]
fn nested(_: LogEvent) {}

#[trigger(aliyun::Oss, config(events = ["oss:ObjectCreated:Nothing", 3], filter = "all"))]
fn in_lists(_: OssEvent) {}

struct Shop;

#[triggers]
impl Shop {
    #[trigger(aliyun::Mns, config(filterTag = "more than sixteen letters", notifyStrategy = "NEVER"))]
    fn message(&self, _: MnsEvent) {}
}

#[trigger(aliyun::Timer, config)]
fn nothing(_: TimerEvent) {}

#[trigger(aliyun::Timer, config(cronExpression: "0 0 4 * * *"))]
fn colon(_: TimerEvent) {}

#[trigger(aliyun::Timer, config(cronExpression = later, enable = true))]
fn no_literal(_: TimerEvent) {}

#[trigger(aliyun::Timer, config(enable = true, enable = false))]
fn twice(_: TimerEvent) {}

fn main() {}
