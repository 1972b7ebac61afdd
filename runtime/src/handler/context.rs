//! [`Context`]: what a handler knows about its invocation besides the event.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::HeaderMap;
use triggerkit_core::detect::Headers;
use triggerkit_core::report::Report;

use crate::web::texts::header_utf8;

/// Information about one invocation, such as the request id, the deadline and the function's name.
///
/// Each platform provides some of it, so every value can be missing. A context is cheap to clone.
///
/// ```
/// use triggerkit::Context;
///
/// let cx = Context::new("request-1");
/// assert_eq!(cx.request_id(), "request-1");
/// assert!(cx.deadline().is_none());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Context(Arc<Fields>);

#[derive(Clone, Debug, Default)]
pub(crate) struct Fields {
    pub(crate) request_id: String,
    pub(crate) deadline: Option<SystemTime>,
    pub(crate) function: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) memory_mb: Option<u32>,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) client: Option<IpAddr>,
    pub(crate) invoked_function: Option<String>,
    pub(crate) trace_id: Option<String>,
    pub(crate) tenant: Option<String>,
    pub(crate) client_context: RedactedText,
    pub(crate) identity: RedactedText,
    headers: RedactedHeaders,
    payload: RedactedPayload,
    report: Report,
}

/// Headers whose values `Debug` does not print, because they may be credentials.
#[derive(Clone, Default)]
struct RedactedHeaders(HeaderMap);

impl fmt::Debug for RedactedHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// A text that `Debug` does not print, because it describes who called the function.
#[derive(Clone, Default)]
pub(crate) struct RedactedText(pub(crate) Option<String>);

impl fmt::Debug for RedactedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map(|text| format!("{} bytes", text.len())).fmt(f)
    }
}

/// A payload that `Debug` does not print, because it may be confidential.
#[derive(Clone, Default)]
struct RedactedPayload(Bytes);

impl fmt::Debug for RedactedPayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Context {
    /// Creates a context that contains only a request id.
    pub fn new(request_id: impl Into<String>) -> Self {
        Context::default().set(|fields| fields.request_id = request_id.into())
    }

    /// Sets the headers and the payload that the event arrived with.
    pub(super) fn with_event(self, headers: HeaderMap, payload: Bytes) -> Self {
        self.set(|fields| {
            fields.headers = RedactedHeaders(headers);
            fields.payload = RedactedPayload(payload);
        })
    }

    pub(crate) fn set(mut self, change: impl FnOnce(&mut Fields)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    /// Gives a request an id of its own if the platform sent none.
    pub(crate) fn with_some_id(self) -> Self {
        if !self.request_id().is_empty() {
            return self;
        }
        self.set(|fields| fields.request_id = format!("{:016x}", RandomState::new().hash_one(Instant::now())))
    }

    /// Sets the time at which the platform cancels the invocation.
    #[must_use]
    pub fn with_deadline(self, deadline: SystemTime) -> Self {
        self.set(|fields| fields.deadline = Some(deadline))
    }

    /// Sets the function's name.
    #[must_use]
    pub fn with_function_name(self, name: impl Into<String>) -> Self {
        self.set(|fields| fields.function = Some(name.into()))
    }

    /// Sets the function's version.
    #[must_use]
    pub fn with_function_version(self, version: impl Into<String>) -> Self {
        self.set(|fields| fields.version = Some(version.into()))
    }

    /// Sets the region in which the function runs.
    #[must_use]
    pub fn with_region(self, region: impl Into<String>) -> Self {
        self.set(|fields| fields.region = Some(region.into()))
    }

    /// Sets the function's memory in MiB.
    #[must_use]
    pub fn with_memory_mb(self, memory: u32) -> Self {
        self.set(|fields| fields.memory_mb = Some(memory))
    }

    /// Sets the credentials of the function's role.
    #[must_use]
    pub fn with_credentials(self, credentials: Credentials) -> Self {
        self.set(|fields| fields.credentials = Some(credentials))
    }

    /// Sets the address of the client that sent a request.
    #[must_use]
    pub fn with_client(self, client: IpAddr) -> Self {
        self.set(|fields| fields.client = Some(client))
    }

    /// Sets the name under which the function was invoked, such as an ARN.
    #[must_use]
    pub fn with_invoked_function(self, name: impl Into<String>) -> Self {
        self.set(|fields| fields.invoked_function = Some(name.into()))
    }

    /// Sets the id of the trace that the invocation belongs to.
    #[must_use]
    pub fn with_trace_id(self, id: impl Into<String>) -> Self {
        self.set(|fields| fields.trace_id = Some(id.into()))
    }

    /// Sets the id of the tenant for whom the function was invoked.
    #[must_use]
    pub fn with_tenant(self, id: impl Into<String>) -> Self {
        self.set(|fields| fields.tenant = Some(id.into()))
    }

    /// Sets what the caller said about itself, as JSON text.
    #[must_use]
    pub fn with_client_context(self, json: impl Into<String>) -> Self {
        self.set(|fields| fields.client_context = RedactedText(Some(json.into())))
    }

    /// Sets the identity of the caller, as JSON text.
    #[must_use]
    pub fn with_identity(self, json: impl Into<String>) -> Self {
        self.set(|fields| fields.identity = RedactedText(Some(json.into())))
    }

    /// Sets the violations of the event.
    pub(super) fn with_report(self, report: Report) -> Self {
        self.set(|fields| fields.report = report)
    }

    /// Returns the platform's id of the request, or an empty string if the platform sent none.
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// Returns the time at which the platform cancels the invocation.
    pub fn deadline(&self) -> Option<SystemTime> {
        self.0.deadline
    }

    /// Returns the time until the deadline, or zero if it has passed.
    pub fn remaining(&self) -> Option<Duration> {
        self.deadline().map(|deadline| deadline.duration_since(SystemTime::now()).unwrap_or_default())
    }

    /// Returns the function's name.
    pub fn function_name(&self) -> Option<&str> {
        self.0.function.as_deref()
    }

    /// Returns the function's version.
    pub fn function_version(&self) -> Option<&str> {
        self.0.version.as_deref()
    }

    /// Returns the region in which the function runs.
    pub fn region(&self) -> Option<&str> {
        self.0.region.as_deref()
    }

    /// Returns the function's memory in MiB.
    pub fn memory_mb(&self) -> Option<u32> {
        self.0.memory_mb
    }

    /// Returns the function's credentials, which platforms provide if the function has a role or agency.
    pub fn credentials(&self) -> Option<&Credentials> {
        self.0.credentials.as_ref()
    }

    /// Returns the address of the client that sent a request, if the gateway or the platform provides it.
    pub fn client(&self) -> Option<IpAddr> {
        self.0.client
    }

    /// Returns the name under which the function was invoked. On AWS Lambda, it is the ARN of the function, or of its version or alias.
    pub fn invoked_function(&self) -> Option<&str> {
        self.0.invoked_function.as_deref()
    }

    /// Returns the id of the trace that the invocation belongs to. On AWS Lambda, it is the header of X-Ray, such as
    /// `Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1`.
    ///
    /// It is also a field of the `tracing` span of the invocation. It is not in the environment variable `_X_AMZN_TRACE_ID`, because a
    /// program with several threads cannot change its environment safely.
    pub fn trace_id(&self) -> Option<&str> {
        self.0.trace_id.as_deref()
    }

    /// Returns the id of the tenant for whom the function was invoked, if each tenant has instances of the function for itself.
    pub fn tenant(&self) -> Option<&str> {
        self.0.tenant.as_deref()
    }

    /// Returns what the caller said about itself, as JSON text. On AWS Lambda, it is the `ClientContext` of the call.
    pub fn client_context(&self) -> Option<&str> {
        self.0.client_context.0.as_deref()
    }

    /// Returns the identity of the caller, as JSON text. On AWS Lambda, it is that of Amazon Cognito.
    pub fn identity(&self) -> Option<&str> {
        self.0.identity.0.as_deref()
    }

    /// Returns a header of the request that contained the event if its value is UTF-8. The case of the name does not matter.
    pub fn header(&self, name: &str) -> Option<&str> {
        header_utf8(self.headers().get(name)?)
    }

    /// Returns the payload of the event, exactly as it arrived.
    pub fn payload(&self) -> &[u8] {
        &self.0.payload.0
    }

    /// Returns the headers of the request that contained the event.
    pub(super) fn headers(&self) -> &HeaderMap {
        &self.0.headers.0
    }

    /// Returns the violations of the event. The report is empty if the handler rejects every violation, as handlers
    /// of your own triggers do. See [`Handler::new`](crate::Handler::new).
    pub fn report(&self) -> &Report {
        &self.0.report
    }
}

impl Headers for Context {
    fn header(&self, name: &str) -> Option<&str> {
        Context::header(self, name)
    }
}

/// Credentials with which a function can call other services of its cloud.
///
/// `Debug` prints only the id of the access key.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    access_key: String,
    secret_key: String,
    token: Option<String>,
}

impl Credentials {
    /// Creates credentials from the id of an access key, its secret, and the token if the key is temporary.
    ///
    /// Some vendors call the id of the access key "secret id".
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<String>, token: Option<String>) -> Self {
        Credentials { access_key: access_key.into(), secret_key: secret_key.into(), token }
    }

    /// Returns the id of the access key.
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// Returns the secret of the access key.
    pub fn secret_key(&self) -> &str {
        &self.secret_key
    }

    /// Returns the token of a temporary access key.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}
