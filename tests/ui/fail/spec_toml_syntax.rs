// The file is not valid TOML. Code that uses its types does not fail as well.

use orders::PlacedEvent;
use triggerkit::Document;

#[triggerkit::spec("../specs/broken/toml_syntax.toml")]
mod orders {}

fn main() {
    let event = PlacedEvent::decode("{}").unwrap();
    println!("{} {}", event.id, orders::TRIGGERS.len());
}
