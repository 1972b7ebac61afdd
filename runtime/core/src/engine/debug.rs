//! The implementation of `Debug` for every generated struct.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;

use super::contract::{Object, Union, Value, View};
use super::inspect::unknown_fields;
use super::secret_names::SecretNames;
use crate::report::HIDDEN;
use crate::secrets::{is_among, redact_query};
use crate::shape::Field;

/// Formats a struct as `#[derive(Debug)]` does, but hides sensitive fields, and what has the name of one elsewhere.
pub fn debug(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    Secrets { root: object, names: OnceCell::new() }.debug(object, f)
}

/// Formats a union as the value of its variant, in the same way.
pub fn debug_union(union: &dyn Union, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let secrets = Secrets { root: union, names: OnceCell::new() };
    fmt::Debug::fmt(&Shown { view: union.view(), field: &Field::PLAIN, secrets: &secrets }, f)
}

/// What is hidden in the value that is being formatted.
struct Secrets<'o> {
    root: &'o dyn Value,
    names: OnceCell<SecretNames>,
}

impl Secrets<'_> {
    /// Returns the names of secrets in the type of the value. Most values are formatted without them.
    fn names(&self) -> &SecretNames {
        self.names.get_or_init(|| SecretNames::of(self.root))
    }

    /// Returns a text without secrets, if it is JSON or the like. Short texts are none.
    fn redact_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.len() < 4 { Cow::Borrowed(text) } else { self.names().redact_text(text) }
    }

    fn debug(&self, object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct(object.shape().name);
        for (index, field) in object.shape().fields.iter().enumerate() {
            out.field(field.key.text, &Shown { view: object.field(index).view(), field, secrets: self });
        }
        if unknown_fields(object).next().is_some() {
            out.field("unknown", &Unknown { object, secrets: self });
        }
        out.finish()
    }
}

struct Unknown<'o> {
    object: &'o dyn Object,
    secrets: &'o Secrets<'o>,
}

impl fmt::Debug for Unknown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.secrets.names();
        let mut out = f.debug_map();
        for (key, value) in unknown_fields(self.object) {
            if names.has(key) {
                out.entry(key, &format_args!("{HIDDEN}"));
            } else {
                out.entry(key, &format_args!("{}", names.redact_json(value.as_str())));
            }
        }
        out.finish()
    }
}

struct Shown<'v> {
    view: View<'v>,
    field: &'v Field,
    secrets: &'v Secrets<'v>,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shown { view, field, secrets } = *self;
        let items = |view| Shown { view, field: field.items, secrets };
        match view {
            View::Absent => f.write_str("None"),
            _ if field.sensitive => f.write_str(HIDDEN),
            View::Bool(value) => value.fmt(f),
            View::I64(value) => value.fmt(f),
            View::U64(value) => value.fmt(f),
            View::F64(value) => value.fmt(f),
            View::Text(text) if !field.sensitive_keys.is_empty() => {
                let text = secrets.redact_text(text);
                fmt::Debug::fmt(&redact_query(field.sensitive_keys, &text), f)
            }
            View::Text(text) => fmt::Debug::fmt(&secrets.redact_text(text), f),
            View::Json(raw) => f.write_str(&secrets.names().redact_value(field, raw)),
            View::Encoded(encoded) => f.write_str(&secrets.names().redact_encoded(field, encoded)),
            View::Time(time) if time.is_number() => time.fmt(f),
            View::Time(time) => fmt::Debug::fmt(&secrets.redact_text(time.as_str()), f),
            View::Bytes(base64) => write!(f, "base64 {base64:?}"),
            View::Raw(bytes) => write!(f, "{} bytes", bytes.len()),
            View::Object(object) => secrets.debug(object, f),
            View::Variant(union) => {
                let (field, view) = union.described();
                let value = Shown { view, field, secrets };
                match field.key.text {
                    "" => value.fmt(f),
                    key => f.debug_tuple(key).field(&value).finish(),
                }
            }
            View::List(list) => f.debug_list().entries((0..list.len()).map(|index| items(list.item(index)))).finish(),
            View::Map(map) => {
                let mut out = f.debug_map();
                for (key, view) in (0..map.len()).map(|index| map.entry(index)) {
                    if is_among(field.sensitive_keys, key) || secrets.names().has(key) {
                        out.entry(&key, &format_args!("{HIDDEN}"));
                    } else {
                        out.entry(&key, &items(view));
                    }
                }
                out.finish()
            }
        }
    }
}
