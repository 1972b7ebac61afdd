// One mistake in a spec is one error, even if much code uses the types of the spec.

use orders::{Channel, Dispatched, Item, Placed, PlacedEvent, TRIGGERS};
use triggerkit::{Document, Report, Trigger};

#[triggerkit::spec("../specs/broken/unknown_type.toml")]
mod orders {
    pub fn is_large(event: &PlacedEvent) -> bool {
        event.items.iter().map(|item| item.count).sum::<u64>() > 10
    }
}

#[derive(Clone, PartialEq, Trigger)]
struct Batch {
    events: Vec<PlacedEvent>,
    last: Option<PlacedEvent>,
}

impl From<PlacedEvent> for Batch {
    fn from(event: PlacedEvent) -> Self {
        Batch { events: vec![event.clone()], last: Some(event) }
    }
}

fn where_from(channel: &Channel) -> &str {
    match channel {
        Channel::Web => "web",
        Channel::Other(text) => text,
        other => other.as_str(),
    }
}

fn read(payload: &str) -> Result<String, Report> {
    let mut event = PlacedEvent::decode(payload)?;
    event.id = "A-2".into();
    event.validate()?;
    let (again, report) = PlacedEvent::decode_lenient(event.to_json())?;
    println!("{report} {:?} {}", again.unknown(), Placed::INFO.id);
    let PlacedEvent { items, .. } = again;
    println!("{}", orders::is_large(&event));
    Ok(items.into_iter().map(|Item { sku, .. }| sku.to_string()).collect())
}

fn build() -> Result<PlacedEvent, Report> {
    let item = Item::builder().sku("tea").count(2).build()?;
    PlacedEvent::builder().id("A-1").channel("web").items([item]).build()
}

fn built(builder: orders::builders::DispatchedEventBuilder) -> bool {
    builder.build().is_ok()
}

fn id<T: Trigger>() -> &'static str {
    T::INFO.id
}

fn main() {
    println!("{} {}", id::<Placed>(), id::<Dispatched>());
    println!("{}", built(orders::DispatchedEvent::builder()));
    println!("{:?} {}", read("{}"), build().map_or(0, |event| event.items.len()));
    println!("{}", TRIGGERS.iter().map(|trigger| trigger.info.id).collect::<String>());
    println!("{}", where_from(&Channel::from("phone")));
    println!("{}", Batch::from(build().unwrap()).to_json());
}
