//! Finds what the fields of a decoded payload do not show: unknown fields and the contents of encoded text.

use super::contract::{Encodes, Object, View};
use super::path::{Path, Segment};
use super::secret_names::SecretNames;
use crate::data::{Json, Kept, Map};
use crate::quote::starts_like_json;
use crate::report::{HIDDEN, Report, Violation};
use crate::secrets::is_among;
use crate::shape::Field;
use crate::text::Str;

/// A part of a payload that its fields do not show.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Detail {
    /// The path to it, in wire names.
    pub path: String,
    /// What it is.
    pub kind: DetailKind,
}

/// What a [`Detail`] is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum DetailKind {
    /// A field that the spec does not define.
    Unknown(Json),
    /// The decoded contents of encoded text, or why they could not be decoded.
    Inside(Result<Vec<u8>, Report>),
    /// What is wrong in the decoded contents of encoded text. The violation has the same path as the detail.
    Violation(Violation),
}

/// Returns every detail of a struct, in the order of its fields. Sensitive fields are skipped, and values that have the name of
/// one are hidden.
pub fn details(object: &dyn Object) -> Vec<Detail> {
    let mut inspector = Inspector { path: Path::default(), details: Vec::new(), names: SecretNames::of_object(object) };
    inspector.inspect_object(object);
    inspector.details
}

/// Returns the fields that the spec does not define. Values that did not fit their field are not among them: their violation
/// describes them, and they may be sensitive.
pub(super) fn unknown_fields(object: &dyn Object) -> impl Iterator<Item = (&Str, &Json)> {
    let unknown = object.kept().map(Kept::unknown).into_iter().flat_map(Map::iter);
    let fields = object.shape().fields;
    let is_known = |key: &str| fields.iter().any(|field| field.key.text == key || field.aliases.contains(&key));
    unknown.filter(move |(key, _)| !is_known(key))
}

struct Inspector {
    path: Path,
    details: Vec<Detail>,
    names: SecretNames,
}

impl Inspector {
    fn inspect_object(&mut self, object: &dyn Object) {
        let is_open = |field: &Field| !field.sensitive && !field.items.sensitive;
        for (index, field) in object.shape().fields.iter().enumerate().filter(|(_, field)| is_open(field)) {
            self.path.push(Segment::Field(field));
            self.inspect(object.field(index).view(), field);
            self.path.pop();
        }
        for (key, value) in unknown_fields(object) {
            self.inside(Segment::Key(key.clone()), |inspector| {
                let value = match inspector.names.has(key) {
                    true => Json::from(HIDDEN),
                    false => Json::raw(inspector.names.redact_json(value.as_str()).into()),
                };
                inspector.note(DetailKind::Unknown(value));
            });
        }
    }

    fn inspect(&mut self, view: View<'_>, field: &'static Field) {
        match view {
            View::Object(object) => self.inspect_object(object),
            View::Encoded(encoded) => self.inspect_encoded(encoded, field),
            View::Variant(union) => {
                let (variant, view) = union.described();
                if !variant.sensitive && !variant.items.sensitive {
                    self.inside(Segment::Field(variant), |inspector| inspector.inspect(view, variant));
                }
            }
            View::List(list) => {
                for index in 0..list.len() {
                    self.inside(Segment::Item(index), |inspector| inspector.inspect(list.item(index), field.items));
                }
            }
            View::Map(map) => {
                let is_secret = |names: &SecretNames, key: &str| is_among(field.sensitive_keys, key) || names.has(key);
                for (key, view) in (0..map.len()).map(|index| map.entry(index)) {
                    if is_secret(&self.names, key) {
                        continue;
                    }
                    self.inside(Segment::Key(Str::from(key)), |inspector| inspector.inspect(view, field.items));
                }
            }
            _ => {}
        }
    }

    fn inspect_encoded(&mut self, encoded: &dyn Encodes, field: &'static Field) {
        let bytes = match encoded.inside() {
            Ok(bytes) => bytes,
            Err(report) => return self.note(DetailKind::Inside(Err(report))),
        };
        let shown = std::str::from_utf8(&bytes).map(|text| self.names.redact_text(text).into_owned().into_bytes());
        self.note(DetailKind::Inside(Ok(shown.unwrap_or_else(|_| bytes.clone()))));
        encoded.visit_contents(&bytes, &mut |view, report| {
            let outside = self.path.to_text("", "");
            for mut violation in report {
                violation.path = join(&outside, &violation.path);
                violation.found = self.redact_found(violation.found);
                self.details.push(Detail { path: violation.path.clone(), kind: DetailKind::Violation(violation) });
            }
            self.inspect(view, field);
        });
    }

    /// Returns what a violation inside of contents shows of its value. The contents do not know the names of the whole payload.
    fn redact_found(&self, found: Str) -> Str {
        let content = found.trim_start_matches("string ").trim_start_matches('"');
        let kind = match found.split(' ').next() {
            _ if !self.names.is_any() => return found,
            Some("list") => "a list",
            Some("object") => "an object",
            _ if starts_like_json(content) || content.starts_with('\\') || self.names.may_be_in(&found) => {
                "text that is not shown"
            }
            _ => return found,
        };
        Str::from(kind)
    }

    fn note(&mut self, kind: DetailKind) {
        self.details.push(Detail { path: self.path.to_text("", ""), kind });
    }

    fn inside(&mut self, segment: Segment, inspect: impl FnOnce(&mut Self)) {
        self.path.push(segment);
        inspect(self);
        self.path.pop();
    }
}

/// Returns the path of a value in contents, given the path of the contents and that of the value inside of them.
fn join(outside: &str, inside: &str) -> String {
    match inside {
        "$" => outside.to_owned(),
        _ if inside.starts_with('[') => format!("{outside}{inside}"),
        _ => format!("{outside}.{inside}"),
    }
}
