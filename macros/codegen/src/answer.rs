//! [`Answer`]: code that answers an event, as examples and new projects show it.

use triggerkit_core::{Length, Unit};
use triggerkit_spec::definitions::{Definition, Definitions, name_of};
use triggerkit_spec::model::{Check, Field, Object, Presence, Response, RuleKind, Trigger, Type, ValueRules};

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
    /// Returns the answer to the events of a trigger, or `None` if the documents do not describe one. The names of types inside of
    /// it begin with `module`.
    pub fn of(module: &str, definitions: &Definitions<'p>, trigger: &'p Trigger) -> Option<Self> {
        if trigger.response == Response::Event {
            return Some(Answer::Event);
        }
        let Some(Definition::Object(def)) = definitions.find(trigger.response.first_type()?) else { return None };
        let ty = def.object.name.as_str();
        if def.http.is_some() {
            return Some(Answer::New { ty, value: format!("{ty}::text(200, \"done\")") });
        }
        Some(Answer::New { ty, value: Writer { module, definitions }.object(&def.object) })
    }
}

/// Writes expressions for values.
struct Writer<'a, 'p> {
    module: &'a str,
    definitions: &'a Definitions<'p>,
}

impl Writer<'_, '_> {
    /// Returns an expression that builds an object with the fields that its rules want.
    fn object(&self, object: &Object) -> String {
        let needed = needed(object);
        let fields = object.fields.iter().filter(|field| needed.contains(&&*field.wire));
        let setters: String = fields.map(|field| format!(".{}({})", ident(&field.name), self.field(field))).collect();
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

/// Returns the names of the fields that are required, the first ones where a rule wants one of several, and what they require.
fn needed(object: &Object) -> Vec<&str> {
    let required = object.fields.iter().filter(|field| field.presence == Presence::Required);
    let mut needed: Vec<&str> = required.map(|field| &*field.wire).collect();
    let rules = || object.rules.iter().map(|rule| &rule.rule.kind);
    needed.extend(rules().filter_map(|rule| match rule {
        RuleKind::AtLeastOne(fields) | RuleKind::ExactlyOne(fields) => fields.first().map(|field| &**field),
        _ => None,
    }));
    for rule in rules() {
        if let RuleKind::Requires { when, equals: None, fields } = rule
            && needed.contains(&&**when)
        {
            needed.extend(fields.iter().map(|field| &**field));
        }
    }
    needed
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
