//! Configurations of triggers.

use triggerkit_spec::definitions::Definitions;
use triggerkit_spec::model::{self, Provider};

use super::object::Struct;

/// The configuration of a trigger.
#[derive(Debug, PartialEq)]
pub(crate) struct Config<'m> {
    pub(crate) object: Struct<'m>,
    /// The trigger's id: `huawei.timer`.
    pub(crate) id: String,
    /// The key under which the vendor's file nests it.
    pub(crate) wrapper: Option<&'m str>,
}

impl<'m> Config<'m> {
    pub(crate) fn new(provider: &Provider, config: &'m model::Config, definitions: &Definitions<'m>) -> Self {
        Config {
            object: Struct::of_object(&config.object, definitions),
            id: format!("{}.{}", provider.name, config.id),
            wrapper: config.wrapper.as_deref(),
        }
    }
}
