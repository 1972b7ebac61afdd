//! `cargo xtask` from outside, and what the pages promise.

mod check;
mod folder;
mod followed;
mod language;
mod pages;
