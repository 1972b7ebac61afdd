//! The handler that a page shows for a trigger. A test compiles it.

use triggerkit_codegen::Answer;
use triggerkit_spec::definitions::{Definition, Definitions};
use triggerkit_spec::model::{Field, Object, Path, PathStep, Presence, Provider, Response, Trigger, Type};

/// Returns a handler of the trigger.
pub(super) fn handler(provider: &Provider, definitions: &Definitions<'_>, trigger: &Trigger) -> String {
    let (module, event, marker) = (&provider.name, &trigger.event.name, &trigger.marker);
    let (batch, look) = match records(provider, definitions, trigger) {
        Some((batch, records)) => (batch, format!("    for each in {records} {{\n        println!(\"{{each:?}}\");\n    }}\n")),
        None => ("", format!("    println!(\"{{:?}}\", {});\n", one_field(&trigger.event))),
    };
    let (imported, answer, value) = match Answer::of(module, definitions, trigger) {
        Some(Answer::Event) => (event.clone(), event.as_str(), "event".to_owned()),
        Some(Answer::New { ty, value }) => (format!("{event}, {ty}"), ty, value),
        None => (event.clone(), "()", "()".to_owned()),
    };
    format!(
        "use triggerkit::{module}::{{self, {imported}}};\nuse triggerkit::{{{batch}Error, trigger}};\n\n#[trigger({module}::{marker})]\n\
         async fn on_{}(event: {event}) -> Result<{answer}, Error> {{\n{look}    Ok({value})\n}}",
        trigger.id
    )
}

/// Returns the trait that code for the records of a batch imports, if any, and the code.
fn records(provider: &Provider, definitions: &Definitions<'_>, trigger: &Trigger) -> Option<(&'static str, String)> {
    if trigger.records.is_empty() {
        return None;
    }
    if let Some(path) = list(definitions, trigger) {
        return Some(("", format!("&event.{path}")));
    }
    let marker = format!("{}::{}", provider.name, trigger.marker);
    let marker = if definitions.is_generic(&trigger.event) { format!("<{marker}>") } else { marker };
    let event = if trigger.response == Response::Event { "event.clone()" } else { "event" };
    Some(("Batch, ", format!("{marker}::records({event})")))
}

/// Returns the Rust path of the records, if they are in one list and every field on the way to it is required.
fn list<'p>(definitions: &Definitions<'p>, trigger: &'p Trigger) -> Option<String> {
    let mut object = &trigger.event;
    let mut path = Vec::new();
    let [Path(steps)] = &trigger.records[..] else { return None };
    let (last, steps) = steps.split_last().filter(|(last, _)| last.marks.is_empty())?;
    for PathStep { wire, .. } in steps {
        let field = object.field(wire).filter(|field| field.presence == Presence::Required)?;
        let Type::Object(name) = &field.ty else { return None };
        let Some(Definition::Object(ty)) = definitions.find(name) else { return None };
        path.push(rust(field));
        object = &ty.object;
    }
    path.push(rust(object.field(&last.wire).filter(|field| field.presence != Presence::Nullable)?));
    Some(path.join("."))
}

/// Returns a field to print: a required one if possible, and never a sensitive one.
fn one_field(object: &Object) -> String {
    let open = || object.fields.iter().filter(|field| !field.rules.sensitive && !field.items.sensitive);
    let field = open().find(|field| field.presence == Presence::Required).or_else(|| open().next());
    field.map_or_else(|| "event".to_owned(), |field| format!("event.{}", rust(field)))
}

/// Returns the field's name in Rust code.
fn rust(field: &Field) -> String {
    triggerkit_codegen::ident(&field.name).to_string()
}
