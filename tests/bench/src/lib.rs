//! Compares the speed and cost of triggerkit with its peers. `README.md` explains how to measure, and how to add a part.

pub mod cargo;
#[cfg(feature = "peers")]
pub mod cases;
pub mod compile;
pub mod consumer;
pub mod contenders;
#[cfg(feature = "peers")]
pub mod memory;
pub mod page;
pub mod part;
#[cfg(feature = "peers")]
pub mod payloads;
#[cfg(feature = "peers")]
pub mod peers;
#[cfg(feature = "peers")]
mod rounds;
#[cfg(feature = "peers")]
pub mod run_time;
#[cfg(feature = "serve")]
pub mod serve;
#[cfg(feature = "peers")]
pub mod twins;
#[cfg(feature = "peers")]
pub mod typed;
