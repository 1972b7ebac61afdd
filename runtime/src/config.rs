//! [`Config`]: a trigger's configuration in the form that the vendor's tools read; [`AnyConfig`]: a configuration of any type.

mod section;
#[cfg(feature = "yaml")]
mod vendor_file;

use std::fmt;
use std::sync::Arc;

use triggerkit_core::document::Document;
use triggerkit_core::engine::DetailKind;
use triggerkit_core::report::{Report, Rule, Violation};

pub use section::Section;

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
    /// The entry of the vendor's file that contains the configuration, if it has one.
    const SECTION: Option<Section> = None;

    /// Decodes the vendor's YAML or JSON: its section, of which the first entry of this kind counts, the configuration under
    /// its wrapping key, or the configuration alone.
    ///
    /// # Errors
    /// Returns a report if the text is not YAML or the configuration has violations.
    #[cfg(feature = "yaml")]
    fn from_yaml(text: &str) -> Result<Self, crate::Report> {
        let mut configs = vendor_file::read(text, Self::WRAPPER, Self::SECTION.as_ref())?;
        Self::decode(configs.swap_remove(0).as_str())
    }

    /// Encodes the configuration as the vendor's YAML, with the wrapping key.
    ///
    /// # Errors
    /// Returns a report if the configuration has violations.
    #[cfg(feature = "yaml")]
    fn to_yaml(&self) -> Result<String, crate::Report> {
        self.validate()?;
        vendor_file::write_fragment(&self.to_json(), Self::WRAPPER)
    }
}

/// A type of configurations as a value. Generated modules list theirs in `CONFIGS`.
#[derive(Clone, Copy)]
pub struct ConfigType {
    /// The id of the trigger, such as `aliyun.timer`.
    pub id: &'static str,
    read: fn(&str) -> AnyConfig,
    #[cfg(feature = "yaml")]
    from_yaml: fn(&str) -> Result<Vec<AnyConfig>, Report>,
}

impl ConfigType {
    /// Creates the value from a type.
    pub const fn of<C: Config>() -> Self {
        ConfigType {
            id: C::ID,
            read: AnyConfig::read::<C>,
            #[cfg(feature = "yaml")]
            from_yaml: AnyConfig::from_yaml::<C>,
        }
    }

    /// Decodes a configuration from JSON text, like [`AnyConfig::read`].
    pub fn read(&self, json: &str) -> AnyConfig {
        (self.read)(json)
    }

    /// Decodes every configuration of this type in the vendor's YAML or JSON, like [`AnyConfig::from_yaml`].
    ///
    /// # Errors
    /// Returns a report if the text is not YAML.
    #[cfg(feature = "yaml")]
    pub fn from_yaml(&self, text: &str) -> Result<Vec<AnyConfig>, Report> {
        (self.from_yaml)(text)
    }
}

impl fmt::Debug for ConfigType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ConfigType").field(&self.id).finish()
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
    #[cfg(all(feature = "yaml", feature = "handlers"))]
    section: Option<Section>,
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

    /// Decodes every configuration of a type in the vendor's YAML or JSON: the entries of its section, the configuration under
    /// its wrapping key, or the configuration alone. Each is checked like [`read`](Self::read).
    ///
    /// # Errors
    /// Returns a report if the text is not YAML.
    #[cfg(feature = "yaml")]
    pub fn from_yaml<C: Config>(text: &str) -> Result<Vec<Self>, Report> {
        let configs = vendor_file::read(text, C::WRAPPER, C::SECTION.as_ref())?;
        Ok(configs.iter().map(|json| AnyConfig::read::<C>(json.as_str())).collect())
    }

    fn new<C: Config>(config: C, report: Report) -> Self {
        AnyConfig {
            id: C::ID,
            wrapper: C::WRAPPER,
            #[cfg(all(feature = "yaml", feature = "handlers"))]
            section: C::SECTION,
            config: Arc::new(AnyDocument::new(config)),
            report,
        }
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
        vendor_file::write_fragment(&self.to_json(), self.wrapper)
    }
}

/// Writes configurations, each with the name of its trigger, as the vendors' YAML. Entries of one list are written together.
///
/// # Errors
/// Returns the violations of the first configuration that is not valid.
#[cfg(all(feature = "yaml", feature = "handlers"))]
pub(crate) fn write_sections<'c>(configs: impl Iterator<Item = (&'c str, &'c AnyConfig)>) -> Result<String, Report> {
    let mut sections = vendor_file::Sections::default();
    for (name, config) in configs {
        config.validate()?;
        sections.add(name, config.id, &config.to_json(), config.wrapper, config.section.as_ref());
    }
    sections.write()
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
