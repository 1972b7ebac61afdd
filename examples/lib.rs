//! The examples are the files beside this one; `cargo run --example quickstart` runs one. Here, the README is compiled.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
