//! What platforms say about an invocation and where they say it: names of headers and variables, as data.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use http::HeaderMap;

use crate::handler::{Context, Credentials};

/// The variables that a server goes by. An empty one counts as absent.
#[derive(Clone, Default)]
pub(super) struct Environment(BTreeMap<String, String>);

impl Environment {
    pub(super) fn of<K: Into<String>, V: Into<String>>(variables: impl IntoIterator<Item = (K, V)>) -> Self {
        Environment(variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }

    /// The process's; what is not Unicode is left out.
    pub(super) fn of_process() -> Self {
        let text = |text: std::ffi::OsString| text.into_string().ok();
        Environment(std::env::vars_os().filter_map(|(name, value)| Some((text(name)?, text(value)?))).collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

/// Where a fact stands. Names of headers are in lower case and compare without.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Header(&'static str),
    Variable(&'static str),
}

/// How a time is told.
#[derive(Clone, Copy)]
pub(super) enum Time {
    /// The deadline, as milliseconds since 1970.
    EpochMillis,
    /// The timeout in milliseconds.
    Millis,
    /// The timeout in seconds.
    Seconds,
}

/// Where a platform says what; of several places the first that says anything counts.
pub(super) struct Facts {
    pub(super) request_id: &'static [Place],
    pub(super) function: &'static [Place],
    pub(super) version: &'static [Place],
    pub(super) region: &'static [Place],
    pub(super) memory_mb: &'static [Place],
    pub(super) access_key: &'static [Place],
    pub(super) secret_key: &'static [Place],
    pub(super) token: &'static [Place],
    pub(super) times: &'static [(Place, Time)],
}

/// What one request says.
struct Said<'a> {
    headers: &'a HeaderMap,
    environment: &'a Environment,
}

impl<'a> Said<'a> {
    fn at(&self, place: Place) -> Option<&'a str> {
        match place {
            Place::Header(name) => self.headers.get(name)?.to_str().ok().filter(|value| !value.is_empty()),
            Place::Variable(name) => self.environment.get(name),
        }
    }

    fn first(&self, places: &[Place]) -> Option<&'a str> {
        places.iter().find_map(|place| self.at(*place))
    }

    fn time(&self, times: &[(Place, Time)]) -> Option<(u64, Time)> {
        times.iter().find_map(|(place, time)| Some((self.at(*place)?.trim().parse().ok()?, *time)))
    }
}

impl Facts {
    /// The platform's id of the request; empty when it gives none.
    pub(super) fn request_id<'a>(&self, headers: &'a HeaderMap, environment: &'a Environment) -> &'a str {
        Said { headers, environment }.first(self.request_id).unwrap_or_default()
    }

    /// The context of an invocation that has just come.
    pub(super) fn context(&self, headers: &HeaderMap, environment: &Environment) -> Context {
        let said = Said { headers, environment };
        let mut context = Context::new(said.first(self.request_id).unwrap_or_default());
        if let Some(name) = said.first(self.function) {
            context = context.with_function_name(name);
        }
        if let Some(version) = said.first(self.version) {
            context = context.with_function_version(version);
        }
        if let Some(region) = said.first(self.region) {
            context = context.with_region(region);
        }
        if let Some(memory) = said.first(self.memory_mb).and_then(|memory| memory.trim().parse().ok()) {
            context = context.with_memory_mb(memory);
        }
        if let (Some(access_key), Some(secret_key)) = (said.first(self.access_key), said.first(self.secret_key)) {
            let token = said.first(self.token).map(str::to_owned);
            context = context.with_credentials(Credentials::new(access_key, secret_key, token));
        }
        match said.time(self.times).and_then(|(number, time)| deadline(number, time)) {
            Some(deadline) => context.with_deadline(deadline),
            None => context,
        }
    }

    /// The function's timeout, as far as the environment tells.
    pub(super) fn timeout(&self, environment: &Environment) -> Option<Duration> {
        let headers = &HeaderMap::new();
        let said = Said { headers, environment };
        match said.time(self.times)? {
            (_, Time::EpochMillis) => None,
            (number, Time::Millis) => Some(Duration::from_millis(number)),
            (number, Time::Seconds) => Some(Duration::from_secs(number)),
        }
    }
}

fn deadline(number: u64, time: Time) -> Option<SystemTime> {
    match time {
        Time::EpochMillis => SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(number)),
        Time::Millis => SystemTime::now().checked_add(Duration::from_millis(number)),
        Time::Seconds => SystemTime::now().checked_add(Duration::from_secs(number)),
    }
}
