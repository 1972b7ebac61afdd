//! A handler of a retired trigger is only warned about, and a module can allow it where the events still arrive.

#![allow(clippy::unwrap_used, reason = "a program that panics is a test that fails")]
#![deny(warnings)]

mod old {
    #![allow(deprecated)]

    use triggerkit::tencent::{self, ApigwEvent, ApigwResponse, CmqRecord};
    use triggerkit::{Report, trigger, triggers};

    #[trigger(tencent::Apigw)]
    pub fn function(event: ApigwEvent) -> Result<ApigwResponse, Report> {
        ApigwResponse::builder().status_code(200).body(event.path).build()
    }

    pub struct Shop;

    #[triggers]
    impl Shop {
        #[trigger(tencent::Cmq, each)]
        fn method(&self, _: CmqRecord) {}
    }
}

fn main() {
    triggerkit::Router::new().with(triggerkit::handler!(old::function)).with(old::Shop).check().unwrap();
}
