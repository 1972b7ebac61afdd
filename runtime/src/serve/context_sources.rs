//! [`ContextSources`]: the headers and variables that a platform fills a [`Context`] from, as data.

use std::time::{Duration, SystemTime};

use http::HeaderMap;

use super::environment::Environment;
use crate::handler::{Context, Credentials};

/// A header or variable that holds a value. Header names are in lower case and match in any case.
#[derive(Clone, Copy)]
pub(super) enum Source {
    Header(&'static str),
    Variable(&'static str),
}

/// What the number in a header or variable limits, and its unit.
#[derive(Clone, Copy)]
pub(super) enum TimeLimit {
    /// The deadline in milliseconds since 1970.
    DeadlineMillis,
    /// The timeout in milliseconds.
    TimeoutMillis,
    /// The timeout in seconds.
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
    pub(super) time_limit: &'static [(Source, TimeLimit)],
}

/// The values that sources can refer to during one invocation.
struct Values<'a> {
    headers: &'a HeaderMap,
    environment: &'a Environment,
}

impl<'a> Values<'a> {
    fn get(&self, source: Source) -> Option<&'a str> {
        match source {
            Source::Header(name) => self.headers.get(name)?.to_str().ok().filter(|value| !value.is_empty()),
            Source::Variable(name) => self.environment.get(name),
        }
    }

    fn find(&self, sources: &[Source]) -> Option<&'a str> {
        sources.iter().find_map(|source| self.get(*source))
    }

    fn find_time_limit(&self, sources: &[(Source, TimeLimit)]) -> Option<(u64, TimeLimit)> {
        sources.iter().find_map(|(source, limit)| Some((self.get(*source)?.trim().parse().ok()?, *limit)))
    }
}

impl ContextSources {
    /// Returns the platform's id of the request, or an empty string if it sent none.
    pub(super) fn request_id<'a>(&self, headers: &'a HeaderMap, environment: &'a Environment) -> &'a str {
        Values { headers, environment }.find(self.request_id).unwrap_or_default()
    }

    /// Builds the context of an invocation that has just arrived.
    pub(super) fn build_context(&self, headers: &HeaderMap, environment: &Environment) -> Context {
        let values = Values { headers, environment };
        let mut context = Context::new(values.find(self.request_id).unwrap_or_default());
        if let Some(name) = values.find(self.function_name) {
            context = context.with_function_name(name);
        }
        if let Some(version) = values.find(self.function_version) {
            context = context.with_function_version(version);
        }
        if let Some(region) = values.find(self.region) {
            context = context.with_region(region);
        }
        if let Some(memory) = values.find(self.memory_mb).and_then(|memory| memory.trim().parse().ok()) {
            context = context.with_memory_mb(memory);
        }
        if let (Some(access_key), Some(secret_key)) = (values.find(self.access_key), values.find(self.secret_key)) {
            let token = values.find(self.token).map(str::to_owned);
            context = context.with_credentials(Credentials::new(access_key, secret_key, token));
        }
        match values.find_time_limit(self.time_limit).and_then(|(number, limit)| to_deadline(number, limit)) {
            Some(deadline) => context.with_deadline(deadline),
            None => context,
        }
    }

    /// Returns the function's timeout if an environment variable contains it.
    pub(super) fn timeout(&self, environment: &Environment) -> Option<Duration> {
        let headers = &HeaderMap::new();
        let (number, limit) = Values { headers, environment }.find_time_limit(self.time_limit)?;
        match limit {
            TimeLimit::DeadlineMillis => None,
            TimeLimit::TimeoutMillis => Some(Duration::from_millis(number)),
            TimeLimit::TimeoutSeconds => Some(Duration::from_secs(number)),
        }
    }
}

fn to_deadline(number: u64, limit: TimeLimit) -> Option<SystemTime> {
    match limit {
        TimeLimit::DeadlineMillis => SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(number)),
        TimeLimit::TimeoutMillis => SystemTime::now().checked_add(Duration::from_millis(number)),
        TimeLimit::TimeoutSeconds => SystemTime::now().checked_add(Duration::from_secs(number)),
    }
}
