//! [`ContextSources`]: the headers and variables that a platform fills a [`Context`] from, as data.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue};

use super::environment::Environment;
use crate::handler::{Context, Credentials};
use crate::web::request::parse_address;

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

/// The headers of a request. It has few of them, so comparing each name is cheaper than parsing and hashing the one that is looked
/// for.
struct HeaderList<'h>(Vec<(&'h str, &'h HeaderValue)>);

impl<'h> HeaderList<'h> {
    fn new(headers: &'h HeaderMap) -> Self {
        let mut list = Vec::with_capacity(headers.len());
        list.extend(headers.iter().map(|(name, value)| (name.as_str(), value)));
        HeaderList(list)
    }

    /// Returns the value of a header if it is text.
    fn get(&self, name: &str) -> Option<&'h str> {
        self.0.iter().find(|(each, _)| *each == name)?.1.to_str().ok()
    }
}

/// Returns the value of a header if it is text. The name is in lower case.
pub(super) fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.iter().find(|(each, _)| each.as_str() == name)?.1.to_str().ok()
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
        time_limit: &[],
    };

    /// Returns the platform's id of the request, or an empty string if it sent none.
    pub(super) fn request_id<'a>(&self, headers: &'a HeaderMap, environment: &'a Environment) -> &'a str {
        let headers = HeaderList::new(headers);
        self.request_id.iter().find_map(|source| source.get(&headers, environment)).unwrap_or_default()
    }

    /// Builds the context of an invocation that has just arrived.
    pub(super) fn build_context(&self, headers: &HeaderMap, environment: &Environment) -> Context {
        let headers = HeaderList::new(headers);
        let find = |sources: &[Source]| sources.iter().find_map(|source| source.get(&headers, environment)).map(str::to_owned);
        let credentials = find(self.access_key).zip(find(self.secret_key));
        let time_limit = self.find_time_limit(&headers, environment);
        Context::default().set(|fields| {
            fields.request_id = find(self.request_id).unwrap_or_default();
            fields.function = find(self.function_name);
            fields.version = find(self.function_version);
            fields.region = find(self.region);
            fields.memory_mb = find(self.memory_mb).and_then(|memory| memory.trim().parse().ok());
            fields.credentials = credentials.map(|(access, secret)| Credentials::new(access, secret, find(self.token)));
            fields.client = find(self.client).and_then(|client| parse_address(&client));
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
