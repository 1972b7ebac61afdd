//! Simple values of each type, and texts of each format.

use serde_json::{Map, Value, json};
use triggerkit_core::key_path::{Mark, read_marks, split_path};
use triggerkit_spec::definitions::name_of;
use triggerkit_spec::model::{Object, Presence, Provider, Type};

/// Makes values of a provider's types.
#[derive(Clone, Copy)]
pub struct Usual<'p> {
    pub provider: &'p Provider,
}

impl Usual<'_> {
    /// Returns a simple value of the type.
    pub fn value(self, ty: &Type) -> Value {
        match ty {
            Type::Bool => json!(false),
            Type::I64 | Type::U64 | Type::F64 => json!(1),
            Type::Time(kind) if kind.nanoseconds().is_some() => json!(1),
            Type::Time(_) | Type::TimeLike(_) => json!("2018-06-26T08:54:07Z"),
            Type::List(item) => json!([self.value(item)]),
            Type::Map(item) => json!({"a": self.value(item)}),
            Type::Object(name) => self.object(name).into(),
            Type::Union(_) => json!({}),
            _ => json!("x"),
        }
    }

    /// Returns an object with the required fields of a type. Lists in it are empty, because types may contain themselves.
    fn object(self, name: &str) -> Map<String, Value> {
        let fields = &self.provider.type_def(name).unwrap().object.fields;
        let required = fields.iter().filter(|field| field.presence == Presence::Required);
        let value = |ty: &Type| if matches!(ty, Type::List(_)) { json!([]) } else { self.value(ty) };
        required.map(|field| (field.wire.clone(), value(&field.ty))).collect()
    }

    /// Returns a member of an object that gives it a value at a path.
    pub fn member(self, object: &Object, path: &str) -> (String, Value) {
        if let Some(field) = object.field(path) {
            return (path.to_owned(), self.value(&field.ty));
        }
        let (step, rest) = split_path(path);
        let field = object.field(step.key).unwrap();
        let value = match (name_of(&field.ty), rest) {
            (Some(name), Some(rest)) => {
                let mut members = self.object(name);
                members.extend([self.member(&self.provider.type_def(name).unwrap().object, rest)]);
                Value::from(members)
            }
            _ => self.value(&field.ty),
        };
        let marks = if rest.is_some() { read_marks(step.marks).unwrap() } else { Vec::new() };
        let value = marks.iter().rev().fold(value, |value, mark| match mark {
            Mark::Items => json!([value]),
            Mark::Values => json!({"a": value}),
        });
        (field.wire.clone(), value)
    }
}

/// Texts that are of some format, or nearly so.
pub const FORMATS: &[&str] = &[
    "",
    "x",
    "a-b3",
    "ab3",
    "aGVsbG8=",
    "aGVsbG9=",
    "aGVsbG8",
    "aGk=",
    "aA==",
    "aB==",
    "0 1/10 * * * *",
    "0 0 0 * *",
    "* * * *",
    "61 * * * *",
    "CRON_TZ=Asia/Shanghai 0 30 8 * * *",
    "0 0 12 ? * MON-FRI,L 2030",
    "@every 5m",
    "@every 1h30.5m",
    "@every 0m",
    "@every 5y",
    "https://example.com/a?b",
    "https:",
    "://x",
    "a b:c",
    "urn:smn:topic",
    "urn::x",
    "URN:a:b c",
    "123e4567-e89b-12d3-a456-426614174000",
    "123e4567e89b12d3a456426614174000",
    "127.0.0.1",
    "127.0.0.01",
    "256.0.0.1",
    "1.2.3",
    "-12",
    "+12",
    "1.5",
    "0012",
    "2018-06-26T08:54:07Z",
    "2018-06-26 08:54:07.5+0800",
    "2018-13-26T08:54:07Z",
    "2018-06-26",
    "火",
];
