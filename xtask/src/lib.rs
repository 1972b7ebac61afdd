//! The generators that write files from the specs, the checks that these files are up to date, and what is needed to publish.
//!
//! This is a library so that tests and benchmarks can call it; `main.rs` is the command line.

pub mod book;
pub mod check;
pub mod diff;
pub mod docs;
pub mod expand;
pub mod generated;
pub mod generators;
pub mod new;
pub mod packages;
pub mod release;
pub mod schema;
pub mod workspace;
