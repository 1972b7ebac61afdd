//! [`Config`]: a trigger's configuration in the form that the vendor's tools read; [`AnyConfig`]: a configuration of any type.

use std::fmt;
use std::sync::Arc;

use triggerkit_core::document::Document;
use triggerkit_core::engine::DetailKind;
use triggerkit_core::report::{Report, Rule, Violation};

use crate::dynamic::AnyDocument;
use crate::trigger::Trigger;

/// A trigger's configuration.
///
/// Generated types such as `aliyun::TimerConfig` implement this trait.
pub trait Config: Document {
    /// The id of the trigger, such as `aliyun.timer`.
    const ID: &'static str;
    /// The key that wraps the configuration in the vendor's YAML, if there is one.
    const WRAPPER: Option<&'static str>;

    /// Decodes the vendor's YAML, with or without the wrapping key.
    ///
    /// # Errors
    /// Returns a report if the text is not YAML or the configuration has violations.
    #[cfg(feature = "yaml")]
    fn from_yaml(text: &str) -> Result<Self, crate::Report> {
        Self::decode(yaml::parse(text, Self::WRAPPER)?.as_str())
    }

    /// Encodes the configuration as the vendor's YAML, with the wrapping key.
    ///
    /// # Errors
    /// Returns a report if the configuration has violations.
    #[cfg(feature = "yaml")]
    fn to_yaml(&self) -> Result<String, crate::Report> {
        self.validate()?;
        yaml::write(&self.to_json(), Self::WRAPPER)
    }
}

/// A trigger that has a documented configuration.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no configuration",
    label = "no configuration in its spec",
    note = "remove `config(…)`: the vendor documents no configuration for this trigger"
)]
pub trait Configured: Trigger {
    /// The type of the configuration.
    type Config: Config;
}

/// A configuration whose type is known only at run time, by its id.
#[derive(Clone)]
pub struct AnyConfig {
    id: &'static str,
    #[cfg_attr(not(feature = "yaml"), expect(dead_code, reason = "only the vendor's YAML has it"))]
    wrapper: Option<&'static str>,
    config: Arc<AnyDocument>,
    report: Report,
}

impl AnyConfig {
    /// Creates a value from a configuration of a known type.
    pub fn of<C: Config>(config: C) -> Self {
        let report = config.validate().err().unwrap_or_default();
        AnyConfig::new::<C>(config, report)
    }

    /// Decodes a configuration from JSON text.
    ///
    /// Decoding never fails: [`validate`](Self::validate) reports all violations, and unknown fields as well.
    pub fn read<C: Config>(json: &str) -> Self {
        let (config, report) = C::decode_lenient(json).unwrap_or_else(|report| (C::empty(), report));
        let mut any = AnyConfig::new::<C>(config, report);
        for detail in any.config.details() {
            if let DetailKind::Unknown(_) = detail.kind {
                let mut violation = Violation::new(Rule::Type, "a field of the configuration", "an unknown field");
                violation.path = detail.path;
                any.report.push(violation);
            }
        }
        any
    }

    fn new<C: Config>(config: C, report: Report) -> Self {
        AnyConfig { id: C::ID, wrapper: C::WRAPPER, config: Arc::new(AnyDocument::new(config)), report }
    }

    /// Returns the id of the trigger, such as `aliyun.timer`.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// Checks the configuration.
    ///
    /// # Errors
    /// Returns a report of all violations.
    pub fn validate(&self) -> Result<(), Report> {
        self.report.clone().into_result(())
    }

    /// Encodes the configuration as JSON.
    pub fn to_json(&self) -> String {
        self.config.to_json()
    }

    /// Encodes the configuration as the vendor's YAML, with the wrapping key.
    ///
    /// # Errors
    /// Returns a report if the configuration has violations.
    #[cfg(feature = "yaml")]
    pub fn to_yaml(&self) -> Result<String, Report> {
        self.validate()?;
        yaml::write(&self.to_json(), self.wrapper)
    }
}

impl fmt::Debug for AnyConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnyConfig").field("id", &self.id).field("config", &self.config).finish_non_exhaustive()
    }
}

/// Returns whether a configuration belongs to the trigger with this id. Used by the macros.
#[doc(hidden)]
pub const fn is_config<C: Config>(id: &str) -> bool {
    let (own, id) = (C::ID.as_bytes(), id.as_bytes());
    let mut at = 0;
    while at < own.len() && at < id.len() && own[at] == id[at] {
        at += 1;
    }
    at == own.len() && at == id.len()
}

#[cfg(feature = "yaml")]
mod yaml {
    use std::collections::BTreeMap;

    use triggerkit_core::data::Json;
    use triggerkit_core::quote::quote;
    use triggerkit_core::report::{Report, Rule, Violation};

    fn invalid_yaml(error: &dyn std::fmt::Display) -> Report {
        Violation::new(Rule::Codec, "YAML", quote(&error.to_string())).into()
    }

    /// Parses YAML and returns the value of the wrapping key, or the whole value if the key is absent.
    pub(super) fn parse(text: &str, wrapper: Option<&str>) -> Result<Json, Report> {
        if let Some(wrapper) = wrapper
            && let Ok(mut members) = serde_saphyr::from_str::<BTreeMap<String, Json>>(text)
            && let Some(inside) = members.remove(wrapper)
        {
            return Ok(inside);
        }
        serde_saphyr::from_str(text).map_err(|error| invalid_yaml(&error))
    }

    /// Writes JSON as YAML under the wrapping key.
    pub(super) fn write(json: &str, wrapper: Option<&str>) -> Result<String, Report> {
        let value = Json::parse(json)?;
        let written = match wrapper {
            Some(wrapper) => serde_saphyr::to_string(&BTreeMap::from([(wrapper, value)])),
            None => serde_saphyr::to_string(&value),
        };
        written.map_err(|error| invalid_yaml(&error))
    }
}
