//! Tests the behaviour of triggerkit from outside. General properties are tested for every trigger, driven by the specs.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bad_input;
mod builders;
mod built;
mod clouds;
mod configurations;
mod derive;
mod detection;
mod every_trigger;
mod faults;
mod fidelity;
mod field_order;
mod handlers;
mod huawei;
mod macros;
mod rebuild;
mod reports;
mod scanner;
mod values;
mod wire_forms;
mod worker;
