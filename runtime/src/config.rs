//! [`Config`]: a trigger's configuration, as the vendor's tools read and write it.

use crate::object::Document;

/// A trigger's configuration. Generated types such as `aliyun::TimerConfig` implement it.
pub trait Config: Document {
    /// The stable id: `aliyun.timer`.
    const ID: &'static str;
    /// The key under which the vendor's file nests it.
    const WRAPPER: Option<&'static str>;

    /// Reads the vendor's YAML, with or without the wrapping key.
    ///
    /// # Errors
    /// No YAML, or everything that is wrong with the configuration.
    #[cfg(feature = "yaml")]
    fn from_yaml(text: &str) -> Result<Self, crate::Report> {
        Self::decode(yaml::unwrapped(text, Self::WRAPPER)?.as_str())
    }

    /// The vendor's YAML, with the wrapping key.
    ///
    /// # Errors
    /// Everything that is wrong with the configuration.
    #[cfg(feature = "yaml")]
    fn to_yaml(&self) -> Result<String, crate::Report> {
        self.validate()?;
        yaml::wrapped(&self.to_json(), Self::WRAPPER)
    }
}

#[cfg(feature = "yaml")]
mod yaml {
    use std::collections::BTreeMap;

    use triggerkit_core::json::Scanner;

    use crate::report::{Report, Rule, Violation, quote};
    use crate::value::Json;

    fn wrong(error: &dyn std::fmt::Display) -> Report {
        Violation::new(Rule::Codec, "YAML", quote(&error.to_string())).into()
    }

    /// The JSON of a YAML text, inside its wrapping key.
    pub(super) fn unwrapped(text: &str, wrapper: Option<&str>) -> Result<Json, Report> {
        let value: Json = serde_saphyr::from_str(text).map_err(|error| wrong(&error))?;
        let Some(wrapper) = wrapper else { return Ok(value) };
        let mut json = Scanner::new(value.as_str());
        let inside = json.enter_object().and_then(|()| {
            while let Some(key) = json.next_key()? {
                let inside = json.skip()?;
                if key == wrapper {
                    return Ok(Some(inside));
                }
            }
            Ok(None)
        });
        match inside {
            Ok(Some(inside)) => Json::parse(inside),
            _ => Ok(value),
        }
    }

    /// The YAML of JSON text, inside a wrapping key.
    pub(super) fn wrapped(json: &str, wrapper: Option<&str>) -> Result<String, Report> {
        let value = Json::parse(json)?;
        let written = match wrapper {
            Some(wrapper) => serde_saphyr::to_string(&BTreeMap::from([(wrapper, value)])),
            None => serde_saphyr::to_string(&value),
        };
        written.map_err(|error| wrong(&error))
    }
}
