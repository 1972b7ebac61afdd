//! Timing on a machine that others use too: everything that is compared takes its turn in each of many rounds, and of
//! each the 10th percentile counts.

use std::time::{Duration, Instant};

/// Rounds of each case.
const ROUNDS: usize = 41;

/// How long each turn lasts, about.
const TURN: Duration = Duration::from_millis(4);

/// Something to time.
pub type Task<'t> = Box<dyn Fn() + 't>;

/// Nanoseconds of one run of each task.
pub fn time(tasks: &[Task<'_>]) -> Vec<f64> {
    let runs: Vec<u32> = tasks.iter().map(runs).collect();
    let mut samples = vec![Vec::with_capacity(ROUNDS); tasks.len()];
    for round in 0..ROUNDS {
        for turn in 0..tasks.len() {
            // Nobody always follows the same neighbour, whose data the caches hold.
            let index = (turn * stride(round, tasks.len()) + round) % tasks.len();
            samples[index].push(turn_of(&tasks[index], runs[index]).as_nanos() as f64 / f64::from(runs[index]));
        }
    }
    samples.into_iter().map(tenth_percentile).collect()
}

/// How many runs fill a turn.
fn runs(task: &Task<'_>) -> u32 {
    let mut runs = 1;
    while turn_of(task, runs) < TURN && runs < 1 << 24 {
        runs *= 2;
    }
    (runs / 2).max(1)
}

fn turn_of(task: &Task<'_>, runs: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..runs {
        task();
    }
    start.elapsed()
}

/// A step that visits each of `count` places once.
fn stride(round: usize, count: usize) -> usize {
    if round % 2 == 1 { count - 1 } else { 1 }
}

fn tenth_percentile(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 10).copied().unwrap_or(f64::NAN)
}
