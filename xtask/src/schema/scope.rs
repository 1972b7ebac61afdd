//! What the schema of a value depends on besides its field: the named types, and whether the payload is read tolerantly.

use triggerkit_core::Accept;
use triggerkit_spec::definitions::{Definition, Definitions};
use triggerkit_spec::model::{By, Object, Presence, ValueRules};

/// The payload that a schema belongs to.
pub struct Scope<'p> {
    /// The named types.
    pub definitions: &'p Definitions<'p>,
    /// Whether values are also read in the forms that clouds mix up.
    pub tolerant: bool,
}

impl<'p> Scope<'p> {
    /// Returns the scope of a payload.
    pub fn of(definitions: &'p Definitions<'p>, payload: &Object) -> Self {
        Scope { definitions, tolerant: payload.tolerant }
    }

    /// Returns whether values with these rules are read in a form.
    pub fn accepts(&self, rules: &ValueRules, form: Accept) -> bool {
        rules.accepts(form, self.tolerant)
    }

    /// Returns what the type of a union depends on.
    pub fn by(&self, union: &str) -> Option<By> {
        let Some(Definition::Union(def)) = self.definitions.find(union) else { return None };
        Some(def.by)
    }

    /// Returns whether every value of a union is an object.
    pub fn is_object(&self, union: &str) -> bool {
        matches!(self.by(union), Some(By::Key | By::Field | By::Detect))
    }

    /// Returns whether an object type has fields that are not just optional, so that `{}` does not fit it.
    pub fn has_demands(&self, name: &str) -> bool {
        let Some(Definition::Object(def)) = self.definitions.find(name) else { return false };
        def.object.fields.iter().any(|field| field.presence != Presence::Optional)
    }
}
