//! The derive on structs of every visibility, nested in each other, with every option.

#![allow(clippy::unwrap_used, reason = "a program that panics is a test that fails")]

use triggerkit::{Base64, Document, Json, Kept, Map, Str, Timestamp, Trigger, Value};

#[derive(Clone, Default, PartialEq, Eq, Hash, Trigger)]
struct Private {
    id: String,
}

mod inner {
    #[derive(Clone, PartialEq, triggerkit::Trigger)]
    pub(crate) struct Line {
        pub(crate) sku: triggerkit::Str,
        pub(in crate::inner) secret: Option<String>,
    }

    #[derive(Clone, PartialEq, triggerkit::Trigger)]
    pub struct Public {
        pub count: Option<u32>,
    }
}

/// An order.
#[derive(Clone, PartialEq, Trigger)]
#[trigger(id = "shop.order", title = "Order placed")]
struct Order {
    /// Who ordered.
    #[trigger(length = "1-64", pattern = r"^\w+$", source = "table 1")]
    customer: Str,
    #[trigger(rename = "totalCents", range = [0, inf], accept = ["string"])]
    total_cents: i64,
    #[trigger(nullable)]
    voucher: Option<String>,
    #[trigger(default = "web", one_of = ["web", "shop"])]
    channel: String,
    #[trigger(default = true)]
    gift: bool,
    #[trigger(default = -1.5)]
    rebate: f64,
    #[trigger(default = 2)]
    weight: f64,
    #[trigger(default = -3)]
    floor: i8,
    #[trigger(const = "order")]
    kind: Str,
    #[trigger(format = "uuid", sensitive)]
    secret: Option<Str>,
    #[trigger(empty = ["None", ""], aliases = ["remark", "comment"])]
    note: Option<String>,
    #[trigger(length = "1-9")]
    lines: Vec<inner::Line>,
    #[trigger(items(length = "1-9", pattern = "^[a-z]+$"))]
    tags: Option<Vec<String>>,
    labels: Map<Str>,
    more: Option<Map<Vec<u64>>>,
    by_name: Map<inner::Public>,
    #[trigger(required)]
    parts: Vec<Option<Private>>,
    next: Option<Box<Order>>,
    boxed: Box<inner::Line>,
    placed: Timestamp,
    #[trigger(time = "unix-ms")]
    paid: Option<Timestamp>,
    proof: Option<Base64>,
    anything: Option<Json>,
    byte: Option<u8>,
    #[trigger(unknown)]
    unknown: Kept,
}

fn is_value<T: Value>() {}

fn main() {
    is_value::<Order>();
    is_value::<Vec<Private>>();
    let line = inner::Line::builder().sku("tea").build().unwrap();
    assert!(line.validate().is_ok());
    let order = Order::builder()
        .customer("Li")
        .total_cents(990)
        .boxed(Box::new(line.clone()))
        .placed(Timestamp::rfc3339("2026-11-22T08:30:00+08:00"))
        .lines([line])
        .tags(["a"])
        .parts([Some(Private::builder().id("x").build().unwrap()), None])
        .note("well")
        .build()
        .unwrap();
    assert_eq!((order.channel.as_str(), order.gift, order.rebate, order.weight, order.floor), ("web", true, -1.5, 2.0, -3));
    assert_eq!(order.kind, "order");
    assert_eq!(Order::decode(order.to_json()).unwrap(), order);
    let payload = order.to_json().replacen('{', r#"{"new": 1, "#, 1);
    let again = Order::decode(&payload).unwrap();
    assert_eq!(again.unknown().unwrap().get("new").unwrap().as_str(), "1");
    assert_eq!(again.unknown.unknown().len(), 1);
    assert_eq!((Order::INFO.id, Order::INFO.title), ("shop.order", "Order placed"));
    assert!(!format!("{order:?}").contains("unknown"));
}
