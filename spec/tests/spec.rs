//! What the checker says about specs: right ones, wrong ones, broken ones, and those that are built in.

mod accepted;
mod builtin_specs;
mod detection;
mod failure;
mod golden;
mod oracle;
mod rejected;
mod robust;
mod standalone;
