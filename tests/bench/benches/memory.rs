//! Counts what decoding allocates: `cargo bench -p triggerkit-bench --features peers --bench memory`.

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use triggerkit_bench::memory::Count;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    triggerkit_bench::memory::measure(count)?.store()?;
    triggerkit_bench::page::write()
}

fn count() -> Count {
    let stats = ALLOCATOR.stats();
    // Growing an allocation may move as many bytes as a new one, so it counts as one.
    let allocations = stats.allocations + stats.reallocations;
    let bytes = stats.bytes_allocated as isize - stats.bytes_deallocated as isize;
    Count { allocations, bytes }
}
