// The attribute stands on a module. The item stays, so that nothing else fails.

#[triggerkit::spec("../specs/orders.toml")]
pub struct Orders {
    pub count: u32,
}

#[triggerkit::spec("../specs/orders.toml")]
fn orders() -> Orders {
    Orders { count: 1 }
}

fn main() {
    assert_eq!(orders().count, 1);
}
