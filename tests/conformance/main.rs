//! Tests the real server against fakes of all platforms on loopback: the bytes on the wire, and that no invocation is lost or
//! answered twice.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod batches;
mod called;
mod calls;
mod exchanges;
mod extension;
mod handover;
mod http;
mod http_handlers;
mod lambda;
mod limits;
mod local;
mod log;
mod platforms;
mod poll;
mod process;
mod shutdown;
mod timeouts;
mod web;
mod wire;
