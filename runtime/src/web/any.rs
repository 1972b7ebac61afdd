//! [`AnyHttp`]: the conversions of an HTTP trigger whose type is known only at run time.

use std::fmt;
use std::net::IpAddr;

use bytes::Bytes;
use http::{Request, Response};
use triggerkit_core::document::Document;
use triggerkit_core::engine::Object;
use triggerkit_core::limits::Limits;
use triggerkit_core::payload;
use triggerkit_core::report::Report;

use super::info::HttpInfo;
use super::request::to_request;
use super::{answer, event};

/// The conversions of a trigger whose events are HTTP requests.
#[derive(Clone, Copy)]
pub struct AnyHttp {
    info: &'static HttpInfo,
    read: Read,
}

/// How an event is decoded.
#[derive(Clone, Copy)]
enum Read {
    /// Without its type. The request does not have the event among its extensions.
    Any(fn() -> Box<dyn Object>),
    Typed(fn(&[u8], &Limits, &HttpInfo, &mut Look<'_>) -> ReadResult),
}

/// Sees an event and its violations before it is converted.
type Look<'l> = dyn FnMut(&dyn Object, &Report) + 'l;

/// The request of an event, and the violations of the event.
type ReadResult = Result<(Request<Bytes>, Report), Report>;

impl AnyHttp {
    pub(crate) const fn new(info: &'static HttpInfo, empty: fn() -> Box<dyn Object>) -> Self {
        AnyHttp { info, read: Read::Any(empty) }
    }

    pub(crate) const fn of<T: Document + Clone>(info: &'static HttpInfo) -> Self {
        AnyHttp { info, read: Read::Typed(read::<T>) }
    }

    /// Decodes the payload of an event as far as possible and converts it to the request that it describes. If the type of the
    /// event is known, as with the triggers of a module, the request has the event among its extensions. Returns the violations, too.
    ///
    /// # Errors
    /// Returns a report if the payload is not an event, or if the event cannot be converted.
    pub fn to_request(&self, payload: &[u8]) -> Result<(Request<Bytes>, Report), Report> {
        self.read(payload, &Limits::DEFAULT, &mut |_, _| {})
    }

    /// Converts the payload of an event to its request, as [`to_request`](Self::to_request) does, and shows the event.
    pub(crate) fn read(&self, payload: &[u8], limits: &Limits, look: &mut Look<'_>) -> ReadResult {
        match self.read {
            Read::Typed(read) => read(payload, limits, self.info, look),
            Read::Any(empty) => {
                let mut event = empty();
                let report = payload::decode(&mut *event, payload, limits)?;
                look(&*event, &report);
                Ok((to_request(&*event, self.info)?, report))
            }
        }
    }

    /// Converts a request to the payload that the gateway would send. Values that a request does not have are those of `base`,
    /// such as a sample, or are missing.
    ///
    /// # Errors
    /// Returns a violation if the body is not text and events of this trigger cannot hold other bodies.
    pub fn to_payload<B: AsRef<[u8]>>(
        &self,
        request: &Request<B>,
        client: Option<IpAddr>,
        base: &[u8],
    ) -> Result<Vec<u8>, Report> {
        event::write_event(self.info, request, client, &payload::text(base))
    }

    /// Returns whether the trigger has a documented answer. Without one, the gateway passes requests through as they are, and the
    /// response of the function is what the client receives.
    pub fn has_answer(&self) -> bool {
        self.info.answer.is_some()
    }

    /// Converts a response to the answer that the gateway takes.
    pub fn to_answer(&self, response: &Response<Bytes>) -> Bytes {
        answer::write_answer(self.info, response)
    }

    /// Converts an answer to the response that the gateway would make of it.
    ///
    /// # Errors
    /// Returns a violation for a status, a header or a body that cannot be part of a response.
    pub fn from_answer(&self, answer: &[u8]) -> Result<Response<Bytes>, Report> {
        answer::read_answer(self.info, answer)
    }
}

fn read<T: Document + Clone>(payload: &[u8], limits: &Limits, info: &HttpInfo, look: &mut Look<'_>) -> ReadResult {
    let (event, report) = T::decode_lenient_with(payload, limits)?;
    look(&event, &report);
    let mut request = to_request(&event, info)?;
    request.extensions_mut().insert(event);
    Ok((request, report))
}

impl fmt::Debug for AnyHttp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AnyHttp").field(&self.info).finish()
    }
}
