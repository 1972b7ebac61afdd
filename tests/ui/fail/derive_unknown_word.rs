// Words that the spec language does not have.

use triggerkit::{Timestamp, Trigger};

#[derive(Trigger)]
struct Order {
    #[trigger(format = "email")]
    customer: String,
    #[trigger(format = "rfc-3339")]
    placed: String,
    #[trigger(time = "unix-sec")]
    paid: Timestamp,
    #[trigger(accept = ["strng"])]
    count: u64,
}

fn main() {}
