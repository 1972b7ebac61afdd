//! Tests of the checker: valid and invalid specs, malformed files, and the built-in specs.

mod accepted;
mod builtin_specs;
mod detection;
mod dump;
mod failure;
mod golden;
mod large;
mod oracle;
mod rejected;
mod robust;
mod standalone;
mod written;
