// The file does not exist, and none has a similar name. The module is kept with its own items.

#[triggerkit::spec("nowhere/bookings.toml")]
mod bookings {
    pub const ROOMS: u32 = 7;
}

fn main() {
    println!("{}", bookings::ROOMS);
}
