//! Tests of `cargo xtask` as a command, of the documentation, of dependencies and features, and of the imports between modules.

mod check;
mod dependencies;
mod features;
mod folder;
mod followed;
mod language;
mod modules;
mod pages;
mod readers;
mod snippets;
