// If triggerkit has another name, the macro needs `crate = path`.

extern crate core as triggerkit;
extern crate triggerkit as renamed;

#[renamed::spec("../../specs/orders.toml")]
mod orders {}

fn main() {}
