// The file is not even TOML. What can be read of it keeps the code that uses it from failing as well.

use orders::PlacedEvent;
use triggerkit::Document;

#[triggerkit::spec("../specs/broken/toml_syntax.toml")]
mod orders {}

fn main() {
    let event = PlacedEvent::decode("{}").unwrap();
    println!("{} {}", event.id, orders::TRIGGERS.len());
}
