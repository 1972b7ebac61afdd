//! [`answer`]: code that answers an event, as examples and new projects show it.

use triggerkit_core::{Length, Unit};
use triggerkit_spec::definitions::{Definition, Definitions, name_of};
use triggerkit_spec::model::{Check, Field, Object, Presence, Trigger, Type, ValueRules};

use crate::plan::ident;

/// Returns the type of a trigger's response, and an expression that creates one with what is required. Both are to be read in the module
/// of the provider. The names of other types in the expression begin with `module`.
pub fn answer<'p>(module: &str, definitions: &Definitions<'p>, trigger: &'p Trigger) -> Option<(&'p str, String)> {
    let Some(Definition::Object(ty)) = definitions.find(trigger.response.as_ref()?) else { return None };
    let name = ty.object.name.as_str();
    if ty.http.is_some() {
        return Some((name, format!("{name}::text(200, \"done\")")));
    }
    Some((name, Writer { module, definitions }.object(&ty.object)))
}

/// Writes expressions for values.
struct Writer<'a, 'p> {
    module: &'a str,
    definitions: &'a Definitions<'p>,
}

impl Writer<'_, '_> {
    /// Returns an expression that builds an object with its required fields.
    fn object(&self, object: &Object) -> String {
        let required = object.fields.iter().filter(|field| field.presence == Presence::Required);
        let setters: String = required.map(|field| format!(".{}({})", ident(&field.name), self.field(field))).collect();
        format!("{}::builder(){setters}.build()?", object.name)
    }

    fn field(&self, field: &Field) -> String {
        match &field.ty {
            Type::List(item) => {
                let item_of = || self.value(item, &field.items);
                match field.rules.checks.iter().find_map(least_items) {
                    Some(count) => format!("[{}]", vec![item_of(); count].join(", ")),
                    // The type of text is not known from an empty list.
                    None if matches!(**item, Type::String | Type::Enum(_)) => "[\"\"; 0]".to_owned(),
                    None => "[]".to_owned(),
                }
            }
            ty => self.value(ty, &field.rules),
        }
    }

    fn value(&self, ty: &Type, rules: &ValueRules) -> String {
        match (ty, name_of(ty).and_then(|name| self.definitions.find(name))) {
            (Type::Map(_), _) => "triggerkit::Map::new()".to_owned(),
            (Type::Bool, _) => "true".to_owned(),
            (Type::I64 | Type::U64, _) => format!("{}", least(rules)),
            (Type::F64, _) => format!("{:?}", least(rules)),
            (_, Some(Definition::Object(def))) => format!("{}::{}", self.module, self.object(&def.object)),
            (_, Some(Definition::Enum(def))) => format!("{:?}", def.variants[0].wire),
            (_, Some(Definition::Union(def))) => self.field(&def.variants[0].field),
            _ => format!("{:?}", rules.checks.iter().find_map(first_text).unwrap_or("ok")),
        }
    }
}

/// Returns how many items a list has at least, unless it may be empty.
fn least_items(check: &Check) -> Option<usize> {
    match check {
        Check::Length(Length { min, unit: Unit::Items, .. }) if *min > 0 => Some(*min),
        _ => None,
    }
}

/// Returns the least number that is not negative and in the range.
fn least(rules: &ValueRules) -> f64 {
    let range = rules.checks.iter().find_map(|check| if let Check::Range(range) = check { Some(range.min) } else { None });
    range.unwrap_or_default().max(0.0)
}

/// Returns the first of the only texts.
fn first_text(check: &Check) -> Option<&str> {
    match check {
        Check::OneOf(texts) => texts.first().map(|text| &**text),
        _ => None,
    }
}
