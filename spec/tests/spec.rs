//! What the checker says about specs: right ones, wrong ones, broken ones, and those that are built in.

mod builtin_specs;
mod golden;
mod rejected;
