// `trigger` is an attribute of the derive. An attribute macro of that name may be in scope as well.

use triggerkit::{Document, Str, Trigger};
use triggerkit_tests_attribute::trigger;

#[derive(Clone, PartialEq, Trigger)]
#[trigger(id = "shop.order")]
struct Order {
    #[trigger(length = "1-3")]
    customer: Str,
}

#[trigger]
fn function() -> &'static str {
    "left as it was"
}

struct Handlers;

#[trigger(Order)]
impl Handlers {
    #[trigger(Order)]
    fn method(&self) {}
}

fn main() {
    assert!(Order::decode(r#"{"customer": "long"}"#).is_err());
    assert_eq!(function(), "left as it was");
    Handlers.method();
}
