//! The generators that write files from the specs, and the checks that these files are up to date.
//!
//! This is a library so that tests and benchmarks can call it; `main.rs` is the command line.

pub mod check;
pub mod diff;
pub mod docs;
pub mod expand;
pub mod generated;
pub mod generators;
pub mod new;
pub mod schema;
pub mod workspace;
