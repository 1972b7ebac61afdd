//! `#[trigger(…)]` of the derive and `#[trigger(…)]` on functions and methods, in one file.

#![allow(clippy::unwrap_used, reason = "a program that panics is a test that fails")]

use triggerkit::{Document, Error, Router, Str, Trigger, handler, trigger, triggers};

#[derive(Clone, PartialEq, Trigger)]
#[trigger(id = "shop.order")]
struct Order {
    #[trigger(length = "1-3")]
    customer: Str,
}

#[trigger(Order)]
fn function(order: Order) -> Result<Str, Error> {
    Ok(order.customer)
}

struct Shop;

#[triggers]
impl Shop {
    #[trigger(Order)]
    fn method(&self, order: Order) -> Result<Str, Error> {
        function(order)
    }
}

mod elsewhere {
    pub(crate) mod handlers {
        use triggerkit::trigger;

        #[trigger(super::super::Order, validate = "report")]
        pub(crate) async fn in_a_module(_: crate::Order) {}
    }
}

fn main() {
    use elsewhere::handlers::in_a_module;

    assert!(Order::decode(r#"{"customer": "long"}"#).is_err());
    assert_eq!(Order::decode(r#"{"customer": "Li"}"#).map(function).unwrap().unwrap(), "Li");
    let routers = [
        Router::new().with(handler!(function)),
        Router::new().with(Shop),
        Router::new().with(handler!(in_a_module)),
        Router::new().with(handler!(crate::elsewhere::handlers::in_a_module)),
    ];
    for router in routers {
        assert!(router.check().is_ok());
    }
    let _ = in_a_module;
}
