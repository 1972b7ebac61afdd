// If the path does not name the provider, the configuration is checked through the type. Not every trigger has one.

use triggerkit::aliyun::{Timer, TimerEvent};
use triggerkit::huawei::{self, RocketmqEvent};
use triggerkit::trigger;

use triggerkit::aliyun as ali;

#[trigger(Timer, config(cronExpression = "every night", enabled = true))]
fn imported(_: TimerEvent) {}

#[trigger(ali::Timer, config(payload = "x"))]
fn renamed(_: TimerEvent) {}

mod own {
    use triggerkit::Trigger;

    #[derive(Clone, PartialEq, Trigger)]
    #[trigger(id = "own.timer")]
    pub struct Timer {
        at: u64,
    }
}

#[trigger(huawei::Rocketmq, config(topic = "orders"))]
fn no_configuration(_: RocketmqEvent) {}

#[trigger(own::Timer, config(cronExpression = "every night"))]
fn another(_: own::Timer) {}

fn main() {}
