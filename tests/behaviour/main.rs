//! Tests the behaviour of triggerkit from outside. General properties are tested for every trigger, driven by the specs.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod answers;
mod any_json;
mod as_it_came;
mod bad_input;
mod builders;
mod built;
mod bus;
mod cbor;
mod clouds;
mod configurations;
mod derive;
mod detection;
mod deviations;
mod every_trigger;
mod faults;
mod fidelity;
mod field_order;
mod generics;
mod handlers;
mod http;
mod huawei;
mod leaks;
mod locate;
mod macros;
mod mutants;
mod packed;
mod places;
mod post;
mod rebuild;
mod reports;
mod root_lists;
mod severity;
mod shapes;
mod status;
mod times;
mod unions;
mod values;
mod wire_forms;
mod worker;
