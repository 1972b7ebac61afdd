//! Measures times on a shared machine: all compared tasks run in each of many rounds, and the 10th percentile of each task
//! counts.

use std::time::{Duration, Instant};

/// The number of rounds of each case.
const ROUNDS: usize = 41;

/// The approximate duration of each turn.
const TURN: Duration = Duration::from_millis(4);

/// A task to measure.
pub type Task<'t> = Box<dyn Fn() + 't>;

/// Returns the nanoseconds for one run of each task.
pub fn time(tasks: &[Task<'_>]) -> Vec<f64> {
    let runs: Vec<u32> = tasks.iter().map(runs).collect();
    let mut samples = vec![Vec::with_capacity(ROUNDS); tasks.len()];
    for round in 0..ROUNDS {
        for turn in 0..tasks.len() {
            // The order changes, so that a task does not always find the same data in the caches.
            let index = (turn * stride(round, tasks.len()) + round) % tasks.len();
            samples[index].push(turn_of(&tasks[index], runs[index]).as_nanos() as f64 / f64::from(runs[index]));
        }
    }
    samples.into_iter().map(tenth_percentile).collect()
}

/// Returns the number of runs that fill a turn.
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

/// Returns a step width that visits each of `count` places once.
fn stride(round: usize, count: usize) -> usize {
    if round % 2 == 1 { count - 1 } else { 1 }
}

fn tenth_percentile(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 10).copied().unwrap_or(f64::NAN)
}
