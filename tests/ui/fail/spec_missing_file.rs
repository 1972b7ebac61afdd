// No file is where the path leads, and none has a similar name. The module stays, with what the user has put in it.

#[triggerkit::spec("nowhere/bookings.toml")]
mod bookings {
    pub const ROOMS: u32 = 7;
}

fn main() {
    println!("{}", bookings::ROOMS);
}
