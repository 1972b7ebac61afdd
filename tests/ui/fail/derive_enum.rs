// Enums and unions can be described in a spec, but not derived.

use triggerkit::Trigger;

#[derive(Trigger)]
enum Event {
    Placed,
}

#[derive(Clone, Copy, Trigger)]
union Either {
    small: u8,
    large: u64,
}

fn main() {}
