// No file is where the path leads, and none has a similar name.

#[triggerkit::spec("nowhere/bookings.toml")]
mod bookings {}

fn main() {}
