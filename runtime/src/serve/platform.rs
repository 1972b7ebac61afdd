//! [`Platform`]: where a function may run, and how the environment tells.

use std::fmt;

use super::facts::{Environment, Facts};
use super::poll::Api;
use super::web::Site;
use super::{RunError, aliyun, huawei, local, tencent, volcengine};

/// Overrides what the other variables tell.
const PLATFORM: &str = "TRIGGERKIT_PLATFORM";

/// Where a function may run.
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
    /// Volcengine veFaaS.
    Volcengine,
    /// None: this machine.
    Local,
}

/// The name, as `TRIGGERKIT_PLATFORM` takes it: `huawei`, `huawei-http`, …
impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(find(*self).name)
    }
}

/// Who speaks first.
#[derive(Clone, Copy)]
pub(super) enum Protocol {
    /// The function asks the platform for events.
    Poll(&'static Api),
    /// The platform sends events to the function.
    Http(&'static Site),
}

impl Protocol {
    pub(super) fn facts(self) -> &'static Facts {
        match self {
            Protocol::Poll(api) => &api.facts,
            Protocol::Http(site) => &site.facts,
        }
    }
}

/// A platform, the variables of which any one gives it away, and its protocol.
pub(super) struct Entry {
    platform: Platform,
    pub(super) name: &'static str,
    variables: &'static [&'static str],
    pub(super) protocol: Protocol,
}

/// In the order in which the environment is asked; the last one needs no variable.
static ENTRIES: [Entry; 7] = [
    Entry {
        platform: Platform::Huawei,
        name: "huawei",
        variables: &["RUNTIME_API_ADDR"],
        protocol: Protocol::Poll(&huawei::API),
    },
    Entry {
        platform: Platform::Tencent,
        name: "tencent",
        variables: &["SCF_RUNTIME_API"],
        protocol: Protocol::Poll(&tencent::API),
    },
    Entry {
        platform: Platform::Aliyun,
        name: "aliyun",
        variables: &["FC_SERVER_PORT", "FC_CUSTOM_LISTEN_PORT", "FC_FUNCTION_NAME", "FC_FUNC_CODE_PATH"],
        protocol: Protocol::Http(&aliyun::SITE),
    },
    Entry {
        platform: Platform::Volcengine,
        name: "volcengine",
        variables: &["_FAAS_RUNTIME_PORT"],
        protocol: Protocol::Http(&volcengine::SITE),
    },
    Entry {
        platform: Platform::HuaweiHttp,
        name: "huawei-http",
        variables: &["RUNTIME_FUNC_NAME", "RUNTIME_PROJECT_ID"],
        protocol: Protocol::Http(&huawei::SITE),
    },
    Entry {
        platform: Platform::TencentHttp,
        name: "tencent-http",
        variables: &["SCF_FUNCTIONNAME", "TENCENTCLOUD_RUNENV"],
        protocol: Protocol::Http(&tencent::SITE),
    },
    Entry { platform: Platform::Local, name: "local", variables: &[], protocol: Protocol::Http(&local::SITE) },
];

/// The platform that was asked for, or else the one that the environment tells of.
pub(super) fn entry(asked: Option<Platform>, environment: &Environment) -> Result<&'static Entry, RunError> {
    if let Some(platform) = asked {
        return Ok(find(platform));
    }
    if let Some(name) = environment.get(PLATFORM) {
        return ENTRIES.iter().find(|entry| entry.name == name).ok_or_else(|| {
            let names: Vec<&str> = ENTRIES.iter().map(|entry| entry.name).collect();
            RunError::Environment { variable: PLATFORM, problem: format!("is `{name}`; it may be {}", names.join(", ")) }
        });
    }
    let told = ENTRIES.iter().find(|entry| entry.variables.iter().any(|name| environment.get(name).is_some()));
    Ok(told.unwrap_or_else(|| find(Platform::Local)))
}

fn find(platform: Platform) -> &'static Entry {
    let [first, others @ ..] = &ENTRIES;
    others.iter().find(|entry| entry.platform == platform).unwrap_or(first)
}
