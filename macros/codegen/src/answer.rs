//! [`answer`]: code that answers an event, as examples and new projects show it.

use triggerkit_spec::definitions::{Definition, Definitions};
use triggerkit_spec::model::{Presence, Trigger, Type};

use crate::plan::ident;

/// Returns the type of a trigger's response, and an expression that creates one with what is required. Both are to be read in the module
/// of the provider.
pub fn answer<'p>(definitions: &Definitions<'p>, trigger: &'p Trigger) -> Option<(&'p str, String)> {
    let Some(Definition::Object(ty)) = definitions.find(trigger.response.as_ref()?) else { return None };
    let name = ty.object.name.as_str();
    if ty.http.is_some() {
        return Some((name, format!("{name}::text(200, \"done\")")));
    }
    let required = ty.object.fields.iter().filter(|field| field.presence == Presence::Required);
    let setters: String = required.map(|field| format!(".{}({})", ident(&field.name), literal(&field.ty))).collect();
    Some((name, format!("{name}::builder(){setters}.build()?")))
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
