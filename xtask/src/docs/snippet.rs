//! The Rust that a page shows for a trigger. It is compiled with the pages.

use triggerkit_spec::definitions::{Definition, Definitions};
use triggerkit_spec::model::{Field, Object, Presence, Provider, Trigger, Type};

/// A function that takes the trigger's event.
pub(super) fn handler(provider: &Provider, definitions: &Definitions<'_>, trigger: &Trigger) -> String {
    let event = &trigger.event.name;
    let look = match batch(definitions, trigger) {
        Some(path) => format!("    for each in &event.{path} {{\n        println!(\"{{each:?}}\");\n    }}\n"),
        None => format!("    println!(\"{{:?}}\", {});\n", one_field(&trigger.event)),
    };
    format!(
        "use triggerkit::{}::{event};\nuse triggerkit::{{Document, Report}};\n\nfn on_{}(payload: &[u8]) -> Result<(), Report> {{\n    \
         let event = {event}::decode(payload)?;\n{look}    Ok(())\n}}",
        provider.name, trigger.id
    )
}

/// The Rust path of the batch, where everything on the way to it is always there.
fn batch<'p>(definitions: &Definitions<'p>, trigger: &'p Trigger) -> Option<String> {
    let mut object = &trigger.event;
    let mut path = Vec::new();
    let (last, steps) = trigger.records.as_ref()?.split_last()?;
    for step in steps {
        let field = find(object, step).filter(|field| field.presence == Presence::Required)?;
        let Type::Object(name) = &field.ty else { return None };
        let Some(Definition::Object(ty)) = definitions.find(name) else { return None };
        path.push(rust(field));
        object = &ty.object;
    }
    path.push(rust(find(object, last).filter(|field| field.presence != Presence::Nullable)?));
    Some(path.join("."))
}

fn find<'o>(object: &'o Object, wire: &str) -> Option<&'o Field> {
    object.fields.iter().find(|field| field.wire == wire)
}

/// A field worth looking at: a required one where there is one, and no secret.
fn one_field(object: &Object) -> String {
    let open = || object.fields.iter().filter(|field| !field.rules.sensitive && !field.items.sensitive);
    let field = open().find(|field| field.presence == Presence::Required).or_else(|| open().next());
    field.map_or_else(|| "event".to_owned(), |field| format!("event.{}", rust(field)))
}

/// The field's name in code; a keyword is raw.
fn rust(field: &Field) -> String {
    triggerkit_codegen::ident(&field.name).to_string()
}
