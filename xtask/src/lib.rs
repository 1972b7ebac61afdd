//! Everything that is written from the specs, and the checks that it is up to date. A library, so that tests and benches can
//! call it; `main.rs` is the command line.

pub mod check;
pub mod diff;
pub mod docs;
pub mod expand;
pub mod generated;
pub mod generators;
pub mod modules;
pub mod new;
pub mod schema;
pub mod workspace;
