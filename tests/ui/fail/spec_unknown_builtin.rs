// Specs that come with triggerkit go by name.

#[triggerkit::spec(builtin = "huawai")]
mod near {}

#[triggerkit::spec(builtin = "mainframe")]
mod far {}

fn main() {}
