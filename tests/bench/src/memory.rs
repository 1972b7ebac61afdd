//! The part "memory": the allocations of one decode, and the size of its result. The benchmark has an allocator that counts.

use std::cell::Cell;
use std::error::Error;

use crate::cargo;
use crate::cases::{self, Decode};
use crate::contenders::{CONTENDERS, PEERS};
use crate::part::{Part, Table};

/// The allocations so far.
#[derive(Clone, Copy, Default)]
pub struct Count {
    /// The number of new or grown allocations.
    pub allocations: usize,
    /// The bytes in use.
    pub bytes: isize,
}

/// Measures all cases with a function that returns the current count.
///
/// # Errors
/// Returns an error if the versions of the peers cannot be read.
pub fn measure(count: fn() -> Count) -> Result<Part, Box<dyn Error>> {
    let mut allocations = Table::new("allocations", CONTENDERS);
    let mut held = Table::new("held", CONTENDERS);
    for case in cases::all() {
        cases::prove(&case)?;
        let contender = |name| case.contenders.iter().find(|contender| contender.name == name);
        let counts = CONTENDERS.map(|name| contender(name).map(|contender| of(&contender.decode, &case.payload, count)));
        allocations.row(case.name, counts.map(|count| count.map_or(f64::NAN, |count| count.allocations as f64)));
        held.row(case.name, counts.map(|count| count.map_or(f64::NAN, |count| count.bytes as f64)));
    }
    Ok(Part::new("memory", vec![allocations, held]).with_versions(cargo::workspace_versions(&PEERS)?))
}

/// Returns the count of one decode, taken while its result is alive.
fn of(decode: &Decode, payload: &[u8], count: fn() -> Count) -> Count {
    let alive = Cell::new(Count::default());
    let mut before = Count::default();
    // The first run initialises everything that is created only once.
    for _ in 0..2 {
        before = count();
        let decoded = decode(payload, &|| alive.set(count()));
        assert!(decoded.is_ok());
    }
    let Count { allocations, bytes } = alive.get();
    Count { allocations: allocations - before.allocations, bytes: bytes - before.bytes }
}
