//! `handler!` finds a function by any path that `use` finds it by.

#![deny(warnings)]

use inner::deep::*;
use triggerkit::huawei::{self, TimerEvent};
use triggerkit::{Router, handler, trigger};

#[trigger(huawei::Timer)]
fn at_root(_: TimerEvent) {}

// The name of a crate needs `crate::`.
#[trigger(huawei::Timer)]
fn std(_: TimerEvent) {}

mod inner {
    pub mod deep {
        use triggerkit::huawei::{self, TimerEvent};

        #[triggerkit::trigger(huawei::Timer)]
        pub fn deepest(_: TimerEvent) {}
    }

    pub fn add(router: triggerkit::Router) -> triggerkit::Router {
        router
            .with(triggerkit::handler!(self::deep::deepest))
            .with(triggerkit::handler!(super::at_root))
            .with(triggerkit::handler!(crate::at_root))
    }
}

fn main() {
    #[trigger(huawei::Timer)]
    fn local(_: TimerEvent) {}

    let router = Router::new().with(handler!(at_root)).with(handler!(deepest)).with(handler!(crate::std));
    {
        let _ = inner::add(router.with(handler!(local)));
    }
}
