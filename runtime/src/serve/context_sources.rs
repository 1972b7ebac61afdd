//! [`ContextSources`]: the headers and variables that a platform fills a [`Context`] from, as data.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue};

use super::environment::Environment;
use crate::handler::{Context, Credentials, RedactedText};
use crate::web::request::parse_address;
use crate::web::texts::header_utf8;

/// A header or variable that holds a value. Header names are in lower case and match in any case.
#[derive(Clone, Copy)]
pub(super) enum Source {
    Header(&'static str),
    Variable(&'static str),
}

impl Source {
    fn get<'a>(self, headers: &HeaderList<'a>, environment: &'a Environment) -> Option<&'a str> {
        match self {
            Source::Header(name) => headers.get(name).filter(|value| !value.is_empty()),
            Source::Variable(name) => environment.get(name),
        }
    }
}

/// The headers that a platform may have added to a request. There are few, so comparing each name is cheaper than parsing and
/// hashing the one that is looked for.
pub(super) struct HeaderList<'h>(Vec<(&'h str, &'h HeaderValue)>);

impl<'h> HeaderList<'h> {
    pub(super) fn new(headers: &'h HeaderMap) -> Self {
        let named = headers.iter().map(|(name, value)| (name.as_str(), value));
        HeaderList(named.filter(|(name, _)| may_be_of_platform(name)).collect())
    }

    /// Returns the value of a header if it is UTF-8. The name is in lower case.
    pub(super) fn get(&self, name: &str) -> Option<&'h str> {
        header_utf8(self.get_all(name).next()?)
    }

    /// Returns every value of a header.
    pub(super) fn get_all(&self, name: &str) -> impl Iterator<Item = &'h HeaderValue> {
        debug_assert!(may_be_of_platform(name), "{name}");
        self.0.iter().filter(move |(each, _)| *each == name).map(|(_, value)| *value)
    }
}

/// Returns whether a name begins as those of the headers that platforms add: `x-…`, `ce-…`, `lambda-…`, `request_id`,
/// `memory_limit_in_mb`, `time_limit_in_ms`.
fn may_be_of_platform(name: &str) -> bool {
    matches!(name.as_bytes(), [b'x', b'-', ..] | [b'c', b'e', ..] | [b'l' | b'r' | b'm' | b't', ..])
}

/// What the number in a header or variable limits, and its unit.
#[derive(Clone, Copy)]
pub(super) enum TimeLimit {
    /// Counted from 1970.
    DeadlineMillis,
    TimeoutMillis,
    TimeoutSeconds,
}

/// The sources of each value of a [`Context`]. The first source that has a value is used.
pub(super) struct ContextSources {
    pub(super) request_id: &'static [Source],
    pub(super) function_name: &'static [Source],
    pub(super) function_version: &'static [Source],
    pub(super) region: &'static [Source],
    pub(super) memory_mb: &'static [Source],
    pub(super) access_key: &'static [Source],
    pub(super) secret_key: &'static [Source],
    pub(super) token: &'static [Source],
    pub(super) client: &'static [Source],
    pub(super) invoked_function: &'static [Source],
    pub(super) trace_id: &'static [Source],
    pub(super) tenant: &'static [Source],
    pub(super) client_context: &'static [Source],
    pub(super) identity: &'static [Source],
    pub(super) time_limit: &'static [(Source, TimeLimit)],
}

impl ContextSources {
    /// No sources for any value.
    pub(super) const NONE: Self = ContextSources {
        request_id: &[],
        function_name: &[],
        function_version: &[],
        region: &[],
        memory_mb: &[],
        access_key: &[],
        secret_key: &[],
        token: &[],
        client: &[],
        invoked_function: &[],
        trace_id: &[],
        tenant: &[],
        client_context: &[],
        identity: &[],
        time_limit: &[],
    };

    /// Returns the platform's id of the request, or an empty string if it sent none.
    pub(super) fn request_id<'a>(&self, headers: &HeaderList<'a>, environment: &'a Environment) -> &'a str {
        self.request_id.iter().find_map(|source| source.get(headers, environment)).unwrap_or_default()
    }

    /// Returns the bytes of the header with the request id, which may not be text, or nothing if the platform sent none.
    pub(super) fn request_id_bytes<'h>(&self, headers: &HeaderList<'h>) -> &'h [u8] {
        let mut values = self.request_id.iter().filter_map(|source| match source {
            Source::Header(name) => headers.get_all(name).next().map(HeaderValue::as_bytes),
            Source::Variable(_) => None,
        });
        values.find(|value| !value.is_empty()).unwrap_or_default()
    }

    /// Builds the context of an invocation that has just arrived.
    pub(super) fn build_context(&self, headers: &HeaderList<'_>, environment: &Environment) -> Context {
        let find = |sources: &[Source]| sources.iter().find_map(|source| source.get(headers, environment)).map(str::to_owned);
        let credentials = find(self.access_key).zip(find(self.secret_key));
        let time_limit = self.find_time_limit(headers, environment);
        Context::default().set(|fields| {
            fields.request_id = find(self.request_id).unwrap_or_default();
            fields.function = find(self.function_name);
            fields.version = find(self.function_version);
            fields.region = find(self.region);
            fields.memory_mb = find(self.memory_mb).and_then(|memory| memory.trim().parse().ok());
            fields.credentials = credentials.map(|(access, secret)| Credentials::new(access, secret, find(self.token)));
            fields.client = find(self.client).and_then(|client| parse_address(&client));
            fields.invoked_function = find(self.invoked_function);
            fields.trace_id = find(self.trace_id);
            fields.tenant = find(self.tenant);
            fields.client_context = RedactedText(find(self.client_context));
            fields.identity = RedactedText(find(self.identity));
            fields.deadline = time_limit.and_then(|(limit, time)| match limit {
                TimeLimit::DeadlineMillis => SystemTime::UNIX_EPOCH.checked_add(time),
                TimeLimit::TimeoutMillis | TimeLimit::TimeoutSeconds => SystemTime::now().checked_add(time),
            });
        })
    }

    /// Returns the function's timeout if an environment variable contains it.
    pub(super) fn timeout(&self, environment: &Environment) -> Option<Duration> {
        let (limit, time) = self.find_time_limit(&HeaderList(Vec::new()), environment)?;
        (!matches!(limit, TimeLimit::DeadlineMillis)).then_some(time)
    }

    fn find_time_limit(&self, headers: &HeaderList<'_>, environment: &Environment) -> Option<(TimeLimit, Duration)> {
        self.time_limit.iter().find_map(|(source, limit)| {
            let number = source.get(headers, environment)?.trim().parse().ok()?;
            let is_seconds = matches!(limit, TimeLimit::TimeoutSeconds);
            Some((*limit, if is_seconds { Duration::from_secs(number) } else { Duration::from_millis(number) }))
        })
    }
}
