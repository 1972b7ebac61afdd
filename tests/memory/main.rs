//! How much memory hostile input takes, measured with an allocator that counts.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod batches;
mod decoding;
#[path = "../behaviour/every_trigger.rs"]
mod every_trigger;
mod hostile;
mod unions;

use peak_alloc::PeakAlloc;
use tokio::sync::Mutex;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Locked while a test measures, because all of them share the allocator.
static ALONE: Mutex<()> = Mutex::const_new(());

/// The most that hostile input of one MiB may take, in bytes.
const MOST: usize = 32 << 20;
