//! Runs the target `batch` of `tests/attack/targets.rs`.

#![no_main]
#![allow(dead_code, reason = "each fuzz target runs one of the targets")]

#[path = "../../tests/attack/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::batch(data));
