//! Tests of `cargo xtask` as a command, of the documentation, and of the imports between modules.

mod check;
mod folder;
mod followed;
mod language;
mod modules;
mod pages;
