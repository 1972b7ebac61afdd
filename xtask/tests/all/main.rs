//! Tests of `cargo xtask` as a command, and of the documentation.

mod check;
mod folder;
mod followed;
mod language;
mod pages;
