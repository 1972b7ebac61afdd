// Built-in specs are found by name.

#[triggerkit::spec(builtin = "huawai")]
mod near {}

#[triggerkit::spec(builtin = "mainframe")]
mod far {}

fn main() {}
