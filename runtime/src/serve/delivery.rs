//! Sends the outcome of a polled event to the platform.

use std::mem;
use std::time::Duration;

use bytes::Bytes;
use http::{Response, Uri};
use tokio::time::{Instant, sleep};

use super::http_client::HttpClient;
use super::reply_target::ReplyTarget;
use super::retry::{ACCEPT_LIMIT, SHORTEST_PAUSE, log_failure, take_pause};
use super::runtime_api::{Content, RuntimeApi};
use crate::handler::{Body, Context, Error, Reply};

/// How long to retry sending a reply if the invocation does not have a deadline.
const RETRY_LIMIT: Duration = Duration::from_secs(60);

/// How long the first attempt to send a reply may take, even if the deadline has passed.
const LATE_LIMIT: Duration = Duration::from_secs(1);

/// Sends the outcome of an invocation. A reply that the platform rejects, for example because it is too large, is reported as a failure.
pub(super) async fn deliver(
    client: &mut HttpClient,
    api: &RuntimeApi,
    context: &Context,
    target: &ReplyTarget,
    outcome: Result<Reply, Error>,
) {
    let mut delivery = Delivery { client, api, context, target };
    let sent = match outcome {
        Ok(reply) => delivery.send_reply(reply).await,
        Err(error) => delivery.send_error(&error).await,
    };
    let Err(error) = sent else { return };
    if let Err(error) = delivery.send_error(&error).await {
        tracing::error!(request_id = context.request_id(), "cannot report the failure: {error}");
    }
}

struct Delivery<'d> {
    client: &'d mut HttpClient,
    api: &'d RuntimeApi,
    context: &'d Context,
    target: &'d ReplyTarget,
}

impl Delivery<'_> {
    async fn send_reply(&mut self, reply: Reply) -> Result<(), Error> {
        match (self.api.write_stream, reply.take_response()) {
            (Some(write), Some(response)) => self.send_stream(write(response, self.context.clone())).await,
            _ => self.send(&self.target.response, Content::new(reply.content_type, reply.body)).await,
        }
    }

    async fn send_error(&mut self, error: &Error) -> Result<(), Error> {
        self.send(&self.target.error, (self.api.write_error)(error)).await
    }

    /// Sends an outcome again until the platform accepts it or the deadline has passed. Returns an error if the platform rejects it.
    async fn send(&mut self, path: &Uri, Content { headers, body }: Content<Bytes>) -> Result<(), Error> {
        let deadline = self.target.deadline.unwrap_or_else(|| Instant::now() + RETRY_LIMIT);
        let (mut pause, mut least) = (SHORTEST_PAUSE, LATE_LIMIT);
        loop {
            let left = deadline.saturating_duration_since(Instant::now()).max(mem::take(&mut least));
            let content = self.target.address(Content { headers: headers.clone(), body: Body::from(body.clone()) });
            match self.client.post(path, content, left.min(ACCEPT_LIMIT)).await {
                Ok(response) if response.status().is_success() => return Ok(()),
                Ok(response) if response.status().is_client_error() => {
                    return Err(refused("reply", &response));
                }
                failed => log_failure("reply", failed),
            }
            let pause = take_pause(&mut pause);
            if deadline.saturating_duration_since(Instant::now()) <= pause {
                tracing::error!(
                    request_id = self.context.request_id(),
                    "the platform did not accept the reply before the deadline"
                );
                return Ok(());
            }
            sleep(pause).await;
        }
    }

    /// Sends a reply while its body arrives, until the deadline at the latest. It cannot be sent again, so a failure is an error.
    async fn send_stream(&mut self, content: Content<Body>) -> Result<(), Error> {
        let left = self.target.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()).max(LATE_LIMIT));
        let content = self.target.address(content);
        match self.client.post(&self.target.response, content, left.unwrap_or(Duration::MAX)).await {
            Ok(response) if response.status().is_success() => Ok(()),
            Ok(response) => Err(refused("response", &response)),
            Err(error) => Err(Error::new("BrokenAnswer", error)),
        }
    }
}

/// Returns the error for an outcome that the platform rejected.
fn refused(outcome: &str, response: &Response<()>) -> Error {
    Error::new("AnswerRefused", format!("the platform rejected the {outcome} with status {}", response.status()))
}
