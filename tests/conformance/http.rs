//! One web application on every platform: it answers there as on a plain HTTP server, and nothing that a client sends is taken for
//! anything but a request.

#[path = "../../examples/web/app.rs"]
mod app;
mod bare;
pub mod client;
pub mod cloud;
mod compare;
mod context;
mod events;
pub mod failures;
mod forced;
mod forging;
mod gateway;
mod hangups;
mod hooks;
mod limits;
mod paths;
mod polling;
mod probe;
mod random_requests;
mod requests;
pub mod streams;
