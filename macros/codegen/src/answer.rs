//! [`Answer`]: code that answers an event, as examples and new projects show it.

use triggerkit_spec::definitions::{Definition, Definitions};
use triggerkit_spec::model::{Presence, Response, Trigger, Type};

use crate::plan::ident;

/// What a function returns for an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<'p> {
    /// The event itself.
    Event,
    /// A value of another type. Both are to be read in the module of the provider.
    New {
        /// The type.
        ty: &'p str,
        /// An expression that creates a value with what is required.
        value: String,
    },
}

impl<'p> Answer<'p> {
    /// Returns the answer to the events of a trigger, or `None` if the documents do not describe one.
    pub fn of(definitions: &Definitions<'p>, trigger: &'p Trigger) -> Option<Self> {
        if trigger.response == Response::Event {
            return Some(Answer::Event);
        }
        let Some(Definition::Object(def)) = definitions.find(trigger.response.first_type()?) else { return None };
        let ty = def.object.name.as_str();
        if def.http.is_some() {
            return Some(Answer::New { ty, value: format!("{ty}::text(200, \"done\")") });
        }
        let required = def.object.fields.iter().filter(|field| field.presence == Presence::Required);
        let setters: String = required.map(|field| format!(".{}({})", ident(&field.name), literal(&field.ty))).collect();
        Some(Answer::New { ty, value: format!("{ty}::builder(){setters}.build()?") })
    }
}

/// Returns a value of the type.
fn literal(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "true",
        Type::I64 | Type::U64 => "0",
        Type::F64 => "0.0",
        Type::List(_) => "[]",
        _ => "\"ok\"",
    }
}
