//! [`Platform`]: the platforms that a function can run on, and how the environment identifies them.

use std::fmt;

use self::Platform::{Aliyun, Aws, Huawei, HuaweiHttp, Local, Tencent, TencentHttp, Volcengine};
use self::Protocol::{Http, Poll};
use super::context_sources::ContextSources;
use super::environment::Environment;
use super::http_platform::HttpPlatform;
use super::run_error::RunError;
use super::runtime_api::RuntimeApi;
use super::{aliyun, aws, huawei, local, tencent, volcengine};

/// The variable that selects a platform by name, before any other variable is considered.
const PLATFORM: &str = "TRIGGERKIT_PLATFORM";

/// A platform that a function can run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Platform {
    /// Huawei FunctionGraph, custom runtime.
    Huawei,
    /// Huawei FunctionGraph, container image or HTTP function.
    HuaweiHttp,
    /// Tencent SCF, custom runtime.
    Tencent,
    /// Tencent SCF, container image or web function.
    TencentHttp,
    /// Aliyun Function Compute, custom runtime or custom container.
    Aliyun,
    /// AWS Lambda, OS-only runtime or container image.
    Aws,
    /// Volcengine veFaaS.
    Volcengine,
    /// Your own machine.
    Local,
}

/// Writes the name that `TRIGGERKIT_PLATFORM` accepts: `huawei`, `huawei-http`, …
impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(entry_of(*self).name)
    }
}

/// How events get from the platform to the function.
#[derive(Clone, Copy)]
pub(super) enum Protocol {
    /// The function polls the platform's runtime API.
    Poll(&'static RuntimeApi),
    /// The platform sends HTTP requests to the function.
    Http(&'static HttpPlatform),
}

impl Protocol {
    /// Returns whether one function can receive both events and requests of clients.
    pub(super) fn marks_events(self) -> bool {
        matches!(self, Http(platform) if platform.marks_events)
    }

    pub(super) fn sources(self) -> &'static ContextSources {
        match self {
            Poll(api) => &api.sources,
            Http(platform) => &platform.sources,
        }
    }
}

/// One row of the table of platforms.
pub(super) struct Entry {
    platform: Platform,
    pub(super) name: &'static str,
    /// Variables that only this platform sets. One of them is enough to identify it.
    variables: &'static [&'static str],
    pub(super) protocol: Protocol,
}

impl Entry {
    /// Returns the name of the provider, as in the ids of its triggers. A developer's machine has none.
    pub(super) fn provider(&self) -> Option<&'static str> {
        (!self.is_local()).then(|| self.name.split_once('-').map_or(self.name, |(provider, _)| provider))
    }

    /// Returns whether this is a developer's machine.
    pub(super) fn is_local(&self) -> bool {
        self.platform == Local
    }

    const fn new(platform: Platform, name: &'static str, variables: &'static [&'static str], protocol: Protocol) -> Self {
        Entry { platform, name, variables, protocol }
    }
}

/// All platforms, in the order in which the environment is checked for their variables.
static ENTRIES: [Entry; 8] = [
    Entry::new(Huawei, "huawei", &["RUNTIME_API_ADDR"], Poll(&huawei::API)),
    Entry::new(Tencent, "tencent", &["SCF_RUNTIME_API"], Poll(&tencent::API)),
    Entry::new(Aws, "aws", &["AWS_LAMBDA_RUNTIME_API"], Poll(&aws::API)),
    Entry::new(
        Aliyun,
        "aliyun",
        &["FC_SERVER_PORT", "FC_CUSTOM_LISTEN_PORT", "FC_FUNCTION_NAME", "FC_FUNC_CODE_PATH"],
        Http(&aliyun::HTTP),
    ),
    Entry::new(Volcengine, "volcengine", &["_FAAS_RUNTIME_PORT"], Http(&volcengine::HTTP)),
    Entry::new(HuaweiHttp, "huawei-http", &["RUNTIME_FUNC_NAME", "RUNTIME_PROJECT_ID"], Http(&huawei::HTTP)),
    Entry::new(TencentHttp, "tencent-http", &["SCF_FUNCTIONNAME", "TENCENTCLOUD_RUNENV"], Http(&tencent::HTTP)),
    Entry::new(Local, "local", &[], Http(&local::HTTP)),
];

/// Returns the requested platform, or else the one that the environment identifies.
pub(super) fn find_entry(requested: Option<Platform>, environment: &Environment) -> Result<&'static Entry, RunError> {
    if let Some(platform) = requested {
        return Ok(entry_of(platform));
    }
    if let Some(name) = environment.get(PLATFORM) {
        return ENTRIES.iter().find(|entry| entry.name == name).ok_or_else(|| {
            let names: Vec<String> = ENTRIES.iter().map(|entry| format!("`{}`", entry.name)).collect();
            let problem = format!("must be one of {}, found `{name}`", names.join(", "));
            RunError::Environment { variable: PLATFORM, problem }
        });
    }
    let identified = ENTRIES.iter().find(|entry| entry.variables.iter().any(|name| environment.get(name).is_some()));
    Ok(identified.unwrap_or_else(|| entry_of(Local)))
}

fn entry_of(platform: Platform) -> &'static Entry {
    let [first, others @ ..] = &ENTRIES;
    others.iter().find(|entry| entry.platform == platform).unwrap_or(first)
}
