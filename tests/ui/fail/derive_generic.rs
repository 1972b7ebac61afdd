// An event owns its data and has one layout.

use triggerkit::Trigger;

#[derive(Trigger)]
struct Borrowed<'a> {
    id: &'a str,
}

#[derive(Trigger)]
struct Generic<T> {
    value: T,
}

fn main() {}
