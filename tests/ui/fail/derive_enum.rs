// Enums and unions are words of the spec language, not of the derive.

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
