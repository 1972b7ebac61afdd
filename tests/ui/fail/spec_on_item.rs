// The attribute can only be applied to a module. Another item is kept, so that nothing else fails.

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
