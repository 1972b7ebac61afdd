//! How do I use a spec of my own? The spec is `spec/orders.toml`. If you change it, the next build uses the new version.
//!
//! `cargo run -p own_spec`

use triggerkit::{Document, Report, Trigger};

use crate::orders::{Channel, Item, Placed, PlacedEvent};

/// The events of the order service.
#[triggerkit::spec("spec/orders.toml")]
pub mod orders {}

/// A struct with `#[derive(Trigger)]` gets the same decoder, validator and builder.
#[derive(Clone, PartialEq, Trigger)]
#[trigger(id = "shop.refund", title = "Refund")]
struct Refund {
    /// The order that is refunded.
    #[trigger(length = "1-32")]
    order: String,
    /// The amount in cents.
    #[trigger(range = [1, inf])]
    cents: i64,
    reason: Option<String>,
}

fn main() -> Result<(), Report> {
    let item = Item::builder().sku("tea").count(2).build()?;
    let order = PlacedEvent::builder()
        .id("A-1001")
        .placed(triggerkit::Timestamp::rfc3339("2026-11-22T08:30:00+08:00"))
        .channel("web")
        .items([item])
        .build()?;
    assert_eq!(order.channel, Some(Channel::Web));
    println!("{}: {}", Placed::INFO.id, order.to_json());

    let invalid = r#"{"id": "1001", "placed": "today", "items": [{"sku": "tea", "count": 0}, {"count": "many"}]}"#;
    println!("\n{}", PlacedEvent::decode(invalid).expect_err("the payload has violations"));

    println!("\n{:?}", Refund::decode(r#"{"order": "A-1001", "cents": 990}"#)?);
    println!("{}", Refund::decode(r#"{"cents": 0}"#).expect_err("the payload has violations"));
    Ok(())
}
