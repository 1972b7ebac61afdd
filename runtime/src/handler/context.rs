//! [`Context`]: what the platform says about one invocation.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};

use super::Invocation;
use super::request::Request;
use crate::report::Report;

/// What the platform says about one invocation. Cheap to clone; every fact may be missing.
///
/// ```
/// use triggerkit::Context;
///
/// let cx = Context::new("request-1");
/// assert_eq!(cx.request_id(), "request-1");
/// assert!(cx.deadline().is_none());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Context(Arc<Facts>);

#[derive(Clone, Debug, Default)]
struct Facts {
    request_id: String,
    deadline: Option<SystemTime>,
    function: Option<String>,
    version: Option<String>,
    region: Option<String>,
    memory_mb: Option<u32>,
    credentials: Option<Credentials>,
    headers: Hidden,
    payload: Unshown,
    report: Report,
}

/// Headers may hold credentials, so their values are not shown.
#[derive(Clone, Default)]
struct Hidden(HeaderMap);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// Nor are events.
#[derive(Clone, Default)]
struct Unshown(Bytes);

impl fmt::Debug for Unshown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Context {
    /// The context of one request, and nothing else known about it.
    pub fn new(request_id: impl Into<String>) -> Self {
        Context::default().set(|facts| facts.request_id = request_id.into())
    }

    /// The context of an invocation, with its headers and payload.
    pub(crate) fn of(invocation: Invocation) -> Self {
        let Invocation { payload, headers, context } = invocation;
        context.set(|facts| {
            facts.headers = Hidden(headers);
            facts.payload = Unshown(payload);
        })
    }

    fn set(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    /// With the time at which the platform gives up.
    #[must_use]
    pub fn with_deadline(self, deadline: SystemTime) -> Self {
        self.set(|facts| facts.deadline = Some(deadline))
    }

    /// With the function's name.
    #[must_use]
    pub fn with_function_name(self, name: impl Into<String>) -> Self {
        self.set(|facts| facts.function = Some(name.into()))
    }

    /// With the function's version.
    #[must_use]
    pub fn with_function_version(self, version: impl Into<String>) -> Self {
        self.set(|facts| facts.version = Some(version.into()))
    }

    /// With the region.
    #[must_use]
    pub fn with_region(self, region: impl Into<String>) -> Self {
        self.set(|facts| facts.region = Some(region.into()))
    }

    /// With the function's memory, in MiB.
    #[must_use]
    pub fn with_memory_mb(self, memory: u32) -> Self {
        self.set(|facts| facts.memory_mb = Some(memory))
    }

    /// With what the function may act with.
    #[must_use]
    pub fn with_credentials(self, credentials: Credentials) -> Self {
        self.set(|facts| facts.credentials = Some(credentials))
    }

    /// With what is wrong with the event.
    #[must_use]
    pub(crate) fn with_report(self, report: Report) -> Self {
        self.set(|facts| facts.report = report)
    }

    /// The platform's id of the request; empty when it gave none.
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// When the platform gives up on this invocation.
    pub fn deadline(&self) -> Option<SystemTime> {
        self.0.deadline
    }

    /// Time left until the deadline; zero when it has passed.
    pub fn remaining(&self) -> Option<Duration> {
        self.deadline().map(|deadline| deadline.duration_since(SystemTime::now()).unwrap_or_default())
    }

    /// The function's name.
    pub fn function_name(&self) -> Option<&str> {
        self.0.function.as_deref()
    }

    /// The function's version.
    pub fn function_version(&self) -> Option<&str> {
        self.0.version.as_deref()
    }

    /// The region that the function runs in.
    pub fn region(&self) -> Option<&str> {
        self.0.region.as_deref()
    }

    /// The function's memory, in MiB.
    pub fn memory_mb(&self) -> Option<u32> {
        self.0.memory_mb
    }

    /// What the function may act with, where it has a role or agency.
    pub fn credentials(&self) -> Option<&Credentials> {
        self.0.credentials.as_ref()
    }

    /// A header of the request that brought the event; names compare without case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.headers.0.get(name).map(HeaderValue::to_str)?.ok()
    }

    /// The event's bytes as they came.
    pub fn payload(&self) -> &[u8] {
        &self.0.payload.0
    }

    /// Returns the part of the invocation that detection looks at.
    pub(super) fn request(&self) -> Request<'_> {
        Request { payload: self.payload(), headers: &self.0.headers.0 }
    }

    /// What is wrong with the event; empty unless the handler asked for `validate = "report"`.
    pub fn report(&self) -> &Report {
        &self.0.report
    }
}

/// What a function may act with on its cloud. `Debug` shows only the key's id.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    access_key: String,
    secret_key: String,
    token: Option<String>,
}

impl Credentials {
    /// Credentials of an access key (also called secret id), its secret, and the token of a temporary one.
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<String>, token: Option<String>) -> Self {
        Credentials { access_key: access_key.into(), secret_key: secret_key.into(), token }
    }

    /// Id of the access key.
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// The secret.
    pub fn secret_key(&self) -> &str {
        &self.secret_key
    }

    /// Token of a temporary key.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}
