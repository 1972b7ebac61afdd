//! Nothing is in here; the examples are the files beside this one. `cargo run --example quickstart` runs one.
