//! The part "run time": the duration of decoding, and the cost of validation, detection and faults.

use std::error::Error;
use std::hint::black_box;

use crate::cargo;
use crate::cases::{self, Case, Decode, Decoded};
use crate::contenders::{CONTENDERS, PEERS};
use crate::part::{Part, Table};
use crate::payloads;
use crate::rounds::{self, Task};

/// The number of faults in the payload with faults.
pub const FAULTS: usize = 10;

/// Measures all cases.
///
/// # Errors
/// Returns an error if the versions of the peers cannot be read.
pub fn measure() -> Result<Part, Box<dyn Error>> {
    let mut decode = Table::new("decode", CONTENDERS);
    let mut validation = Table::new("validation", ["as the spec says", "none", "one on every field"]);
    let mut others = Table::new("around", ["decode", "detect", "decode with ten faults"]);
    let mut sizes = Table::new("payloads", ["bytes"]);
    for case in cases::all() {
        cases::prove(&case)?;
        sizes.row(case.name, [case.payload.len() as f64]);
        let faulty = payloads::faulty(&case.payload, FAULTS, case.violations);
        let times = times(&case, faulty.as_deref());
        let contender = |name| case.contenders.iter().position(|contender| contender.name == name);
        decode.row(case.name, CONTENDERS.map(|name| contender(name).map_or(f64::NAN, |index| times[index])));
        let [spec, free, constrained, lenient, detect, faulty] = times[case.contenders.len()..] else { continue };
        validation.row(case.name, [spec, free, constrained]);
        others.row(case.name, [lenient, detect, faulty]);
    }
    Ok(Part::new("run_time", vec![sizes, decode, validation, others]).with_versions(cargo::workspace_versions(&PEERS)?))
}

/// Measures the contenders, the three variants, lenient decoding, detection, and a payload with faults. A missing case is NaN.
fn times(case: &Case, faulty: Option<&[u8]>) -> Vec<f64> {
    let payload: &[u8] = &case.payload;
    let mut tasks: Vec<Task<'_>> = case.contenders.iter().map(|contender| task(&contender.decode, payload)).collect();
    tasks.extend(case.twins.iter().map(|twin| task(twin, payload)));
    tasks.push(task(&case.lenient, payload));
    tasks.push(Box::new(|| drop(black_box(triggerkit::detect(black_box(payload), case.headers)))));
    tasks.extend(faulty.map(|faulty| task(&case.lenient, faulty)));
    let mut times = rounds::time(&tasks);
    if faulty.is_none() {
        times.push(f64::NAN);
    }
    times
}

fn task<'t>(decode: &'t Decode, payload: &'t [u8]) -> Task<'t> {
    Box::new(move || {
        let decoded: Decoded = decode(black_box(payload), &|| ());
        assert!(black_box(decoded).is_ok());
    })
}
