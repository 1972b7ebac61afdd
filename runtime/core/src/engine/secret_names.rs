//! [`SecretNames`]: the names under which a value may hold secrets.

use std::borrow::Cow;

use super::contract::{Encodes, Object, Union, Value, View};
use crate::json::{Scanner, write_string};
use crate::report::HIDDEN;
use crate::secrets::{is_among, may_show, redact_json, redact_query, redact_text};
use crate::shape::{Field, Shape};

/// The names of every sensitive field and key in the type of a value, in all types inside of it included.
#[derive(Default)]
pub(super) struct SecretNames {
    names: Vec<&'static str>,
    shapes: Vec<&'static Shape>,
    variants: Vec<&'static Field>,
    /// Whether there is anything sensitive, with or without a name.
    any: bool,
}

impl SecretNames {
    /// Collects the names of a value's type.
    #[cold]
    pub(super) fn of(value: &dyn Value) -> SecretNames {
        let mut names = SecretNames::default();
        names.add_value(value);
        names
    }

    /// Collects the names of an object's type.
    #[cold]
    pub(super) fn of_object(object: &dyn Object) -> SecretNames {
        let mut names = SecretNames::default();
        names.add_object(object);
        names
    }

    /// Returns whether anything in the type is sensitive.
    pub(super) fn is_any(&self) -> bool {
        self.any
    }

    /// Returns whether a name is that of a secret. Upper and lower case do not matter.
    pub(super) fn has(&self, name: &str) -> bool {
        is_among(&self.names, name)
    }

    /// Returns whether a quotation may show the value of a secret name.
    pub(super) fn may_be_in(&self, quotation: &str) -> bool {
        may_show(&self.names, quotation)
    }

    /// Returns JSON without the values of secret names.
    pub(super) fn redact_json<'j>(&self, json: &'j str) -> Cow<'j, str> {
        if self.names.is_empty() { Cow::Borrowed(json) } else { redact_json(&self.names, json) }
    }

    /// Returns text, which may be JSON, without the values of secret names.
    pub(super) fn redact_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.names.is_empty() { Cow::Borrowed(text) } else { redact_text(&self.names, text) }
    }

    /// Returns the JSON of a field without secrets.
    pub(super) fn redact_value<'j>(&self, field: &Field, json: &'j str) -> Cow<'j, str> {
        let redacted = self.redact_json(json);
        if !field.sensitive_keys.is_empty()
            && let Ok(query) = Scanner::new(&redacted).string()
            && let Cow::Owned(query) = redact_query(field.sensitive_keys, &query)
        {
            let mut json = String::new();
            write_string(&mut json, &query);
            return Cow::Owned(json);
        }
        redacted
    }

    /// Returns the JSON of encoded text without secrets. Text that shows none is hidden if it contains one.
    pub(super) fn redact_encoded<'e>(&self, field: &Field, encoded: &'e dyn Encodes) -> Cow<'e, str> {
        let raw = encoded.raw();
        let redacted = self.redact_value(field, raw);
        if matches!(redacted, Cow::Borrowed(_))
            && !self.names.is_empty()
            && let Ok(inside) = encoded.inside()
            && let Cow::Owned(_) = self.redact_text(&String::from_utf8_lossy(&inside))
        {
            return Cow::Borrowed(HIDDEN);
        }
        redacted
    }

    fn add_value(&mut self, value: &dyn Value) {
        match value.view() {
            View::Object(object) => self.add_object(object),
            View::Variant(union) if self.has_seen(union) => return,
            View::Variant(union) => self.add_variant(union),
            _ => {}
        }
        value.visit_types(&mut |inner| self.add_value(inner));
    }

    fn add_object(&mut self, object: &dyn Object) {
        let shape = object.shape();
        // Types may contain themselves.
        if self.shapes.iter().any(|seen| std::ptr::eq(*seen, shape)) {
            return;
        }
        self.shapes.push(shape);
        for (index, field) in shape.fields.iter().enumerate() {
            self.add_field(field);
            self.add_value(object.field(index));
        }
    }

    /// Returns whether the variant that a union has was added before. Unions may contain themselves.
    fn has_seen(&self, union: &dyn Union) -> bool {
        let (field, _) = union.described();
        self.variants.iter().any(|seen| std::ptr::eq(*seen, field))
    }

    fn add_variant(&mut self, union: &dyn Union) {
        let (field, _) = union.described();
        self.variants.push(field);
        self.add_field(field);
        self.add_value(union.chosen().1);
    }

    fn add_field(&mut self, field: &'static Field) {
        let items = field.items;
        if field.sensitive || items.sensitive {
            self.any = true;
            // A variant that is chosen by its kind has no name.
            self.names.extend(Some(field.key.text).filter(|name| !name.is_empty()));
            self.names.extend(field.aliases);
        }
        for keys in [field.sensitive_keys, items.sensitive_keys] {
            self.any |= !keys.is_empty();
            self.names.extend(keys);
        }
    }
}
