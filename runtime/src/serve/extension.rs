//! [`Extension`]: the function registers as an extension of itself, so that the platform signals the shutdown.

use std::future::pending;
use std::time::Duration;

use bytes::Bytes;
use http::header::HeaderName;
use http::{HeaderMap, HeaderValue, StatusCode, Uri};
use tokio::time::sleep;

use super::http_client::HttpClient;
use super::retry::{Failure, SHORTEST_PAUSE, log_failure, take_pause};
use super::runtime_api::{Content, ExtensionApi};
use crate::handler::Body;

/// The name of the extension. The platform shows it in the log.
const NAME: HeaderValue = HeaderValue::from_static("triggerkit");

/// How long the registration may take. It delays the first event.
const REGISTER_LIMIT: Duration = Duration::from_secs(2);

/// An extension that has asked for no events.
pub(super) struct Extension {
    api: &'static ExtensionApi,
    client: HttpClient,
    /// The header with the id of the extension.
    id: HeaderMap,
}

impl Extension {
    /// Registers the extension, which is possible only before the function asks for its first event. A failure is logged:
    /// without an extension the function works, but gets no signal when it is shut down.
    pub(super) async fn register(api: &'static ExtensionApi, address: &str) -> Option<Self> {
        let mut client = HttpClient::new(address, Duration::ZERO);
        let mut content = Content::new("application/json", Body::from(Bytes::from_static(br#"{"events":[]}"#)));
        content.headers.insert(HeaderName::from_static(api.name), NAME);
        let answered = client.post(&Uri::from_static(api.register), content, REGISTER_LIMIT).await;
        match answered {
            Ok(response) if response.status() == StatusCode::OK => {
                let id = response.headers().get(api.id).map(|id| (HeaderName::from_static(api.id), id.clone()));
                Some(Extension { api, client, id: HeaderMap::from_iter(id) })
            }
            failed => {
                let failure = Failure::from(failed);
                tracing::warn!("runtime API call `register` {failure}; the function ends without a signal when it is shut down");
                None
            }
        }
    }

    /// Waits for an event, which tells the platform that the extension is ready. There is none, so this does not end.
    pub(super) async fn wait(mut self) {
        let mut pause = SHORTEST_PAUSE;
        loop {
            match self.client.get_until(self.api.next, self.id.clone(), pending()).await {
                Some(Ok(partial)) => {
                    log_failure("extension", Failure::Status(partial.response.status()));
                    self.client.skip_body(partial).await;
                }
                Some(Err(error)) => log_failure("extension", Failure::Broken(error)),
                None => {}
            }
            sleep(take_pause(&mut pause)).await;
        }
    }
}
