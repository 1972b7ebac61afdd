//! Functions as handlers, and the router: from an invocation to its reply.

mod batch;
mod configured;
mod functions;
mod layers;
pub(crate) mod leaks;
mod maps;
mod partial;
mod routing;
mod severity;
mod traced;
mod web;

use triggerkit::{AnyTrigger, Error, Invocation, Reply, Router};

use tower::ServiceExt;

/// Calls a router when it is ready, as a platform does.
async fn call(router: &Router, invocation: Invocation) -> Result<Reply, Error> {
    router.clone().oneshot(invocation).await
}

/// Returns the text of a reply.
async fn answer(router: &Router, payload: impl Into<Vec<u8>>) -> Result<String, Error> {
    let reply = call(router, Invocation::new(payload.into())).await?;
    assert_eq!(reply.content_type(), "application/json");
    Ok(String::from_utf8(reply.body().to_vec()).unwrap())
}

/// Returns the main documented payload of a compiled trigger.
fn sample(trigger: &AnyTrigger) -> &'static [u8] {
    trigger.info.samples[0].payload
}
