// A handler of a trigger that its vendor retired is warned about, at the name of the trigger.

#![deny(deprecated)]

use triggerkit::tencent::{self, ApigwEvent, ApigwResponse};
use triggerkit::{trigger, triggers, Report};

#[trigger(tencent::Apigw)]
fn function(event: ApigwEvent) -> Result<ApigwResponse, Report> {
    ApigwResponse::builder().status_code(200).body(event.path).build()
}

struct Shop;

#[triggers]
impl Shop {
    #[trigger(tencent::Cmq, each)]
    fn method(&self, _: tencent::CmqRecord) {}
}

fn main() {}
