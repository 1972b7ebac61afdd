//! [`GatewayEvent`]: a request as the event of a gateway, and the way back from the answer to a response.

use triggerkit::AnyTrigger;
use ureq::http::header::HOST;
use ureq::http::{HeaderValue, Request, Response, StatusCode, Uri};

use crate::triggers::find_sample;

/// The event that a gateway would make of a request.
pub(super) struct GatewayEvent {
    pub(super) trigger: &'static AnyTrigger,
    pub(super) payload: Vec<u8>,
}

impl GatewayEvent {
    /// Converts a request to the event of a trigger. Returns `None` if the gateway passes requests through as they are.
    pub(super) fn of(
        request: &Request<Option<Vec<u8>>>,
        trigger: &'static AnyTrigger,
        url: &str,
    ) -> Result<Option<Self>, String> {
        let Some(http) = trigger.http().filter(|http| http.has_answer()) else { return Ok(None) };
        let id = trigger.info.id;
        let mut request = request.clone().map(Option::unwrap_or_default);
        // Clients always send this header, and applications may read it.
        if let (false, Some(host)) = (request.headers().contains_key(HOST), host(url)) {
            request.headers_mut().insert(HOST, host);
        }
        // The sample has what the event is detected by, such as the id of an API.
        let sample = find_sample(trigger, "")?;
        let payload = http
            .to_payload(&request, None, sample)
            .map_err(|report| format!("the request cannot be sent as an event of `{id}`: {report}"))?;
        Ok(Some(GatewayEvent { trigger, payload }))
    }

    /// Describes why an answer without success is not a response.
    pub(super) fn not_answered(&self, status: StatusCode) -> String {
        let id = self.trigger.info.id;
        let feature = id.split('.').next().unwrap_or_default();
        match status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => format!(
                "the function did not take the event of `{id}`; enable the feature `{feature}` of triggerkit in it, and give it a \
                 service or a handler of this trigger"
            ),
            _ => {
                format!("the function failed to answer the event of `{id}`; a gateway does not pass this answer on to the client")
            }
        }
    }
}

fn host(url: &str) -> Option<HeaderValue> {
    HeaderValue::try_from(url.parse::<Uri>().ok()?.authority()?.as_str()).ok()
}

/// Converts the answer of a function to the response that the gateway would make of it.
pub(super) fn read_answer(trigger: &AnyTrigger, answer: &[u8]) -> Result<Response<Vec<u8>>, String> {
    let http = trigger.http().ok_or("the trigger is not an HTTP trigger")?;
    let response = http.from_answer(answer).map_err(|report| format!("the gateway cannot read the answer: {report}"))?;
    Ok(response.map(Into::into))
}
