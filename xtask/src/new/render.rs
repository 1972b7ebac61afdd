//! The text of the spec. Every line that rests on a guess says so at its end.

use std::fmt::Write as _;

use heck::ToTitleCase;
use triggerkit_core::detect::{Condition, Test};
use triggerkit_core::json::write_string;

use super::draft::{Field, Named};

/// What ends a line that a person should look at.
pub const GUESSED: &str = " # guessed";

/// The trigger at the top.
#[derive(Debug, Default)]
pub struct Head<'a> {
    /// Its id.
    pub id: &'a str,
    /// Where its facts come from.
    pub source: String,
    /// `body`, when it is not JSON alone.
    pub body: &'a [&'a str],
    /// Field that takes what is not JSON.
    pub raw: Option<String>,
    /// How it is recognised.
    pub detect: Option<Condition>,
    /// Triggers that the samples could be taken for.
    pub ambiguous: Vec<String>,
    /// The list that holds the batch.
    pub records: Option<String>,
}

/// `[provider]` of a new file.
pub fn provider(name: &str, source: &str) -> String {
    let title = name.to_title_case();
    format!("#:schema ./spec.schema.json\n\n[provider]\ntitle  = {}{GUESSED}\nsource = {}{GUESSED}\n", text(&title), text(source))
}

/// A trigger with its types; `fields` is `None` when its payload is bytes.
pub fn trigger(head: &Head<'_>, fields: Option<&[Field]>, named: &[Named]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_trigger(&mut out, head, fields, named);
    out
}

fn write_trigger(out: &mut String, head: &Head<'_>, fields: Option<&[Field]>, named: &[Named]) -> std::fmt::Result {
    writeln!(out, "[triggers.{}]", head.id)?;
    writeln!(out, "title = {}{GUESSED}", text(&head.id.to_title_case()))?;
    writeln!(out, "doc = \"As in the sample.\"{GUESSED}")?;
    writeln!(out, "source = {}", text(&head.source))?;
    match head.body {
        [] => {}
        [only] => writeln!(out, "body = {}", text(only))?,
        several => writeln!(out, "body = {}", texts(several))?,
    }
    if let Some(raw) = &head.raw {
        writeln!(out, "raw = {}{GUESSED}", text(raw))?;
    }
    match &head.detect {
        Some(Condition::All(conditions)) => writeln!(out, "detect = [{}]{GUESSED}", several(conditions))?,
        Some(single) => writeln!(out, "detect = {}{GUESSED}", condition(single))?,
        None => {}
    }
    if !head.ambiguous.is_empty() {
        let why = head.ambiguous.iter().map(|id| format!("{} = \"The samples have nothing that tells them apart.\"", text(id)));
        writeln!(out, "ambiguous_with = {{ {} }}{GUESSED}", why.collect::<Vec<_>>().join(", "))?;
    }
    if let Some(records) = &head.records {
        writeln!(out, "records = {}{GUESSED}", text(records))?;
    }
    if let Some(fields) = fields {
        writeln!(out, "\n[triggers.{}.fields]", head.id)?;
        fields.iter().try_for_each(|field| write_field(out, field))?;
    }
    named.iter().rev().try_for_each(|each| write_named(out, each, &head.source))
}

fn write_named(out: &mut String, named: &Named, source: &str) -> std::fmt::Result {
    match named {
        Named::Struct(name, fields) => {
            writeln!(out, "\n[types.{name}]\ndoc = \"As in the sample.\"{GUESSED}\nsource = {}", text(source))?;
            writeln!(out, "\n[types.{name}.fields]")?;
            fields.iter().try_for_each(|field| write_field(out, field))
        }
        Named::Enum(name, values) => {
            writeln!(out, "\n[enums.{name}]\ndoc = \"As in the sample.\"{GUESSED}\nvalues = {}{GUESSED}", texts(values))
        }
    }
}

fn write_field(out: &mut String, field: &Field) -> std::fmt::Result {
    let value = &field.value;
    let mut parts = vec![format!("type = {}", text(&value.ty))];
    if field.key.is_some() {
        parts.push(format!("rename = {}", text(&field.wire)));
    }
    if !value.accept.is_empty() {
        parts.push(format!("accept = {}", texts(&value.accept)));
    }
    if !value.items.is_empty() {
        parts.push(format!("items = {{ accept = {} }}", texts(&value.items)));
    }
    if !value.codec.is_empty() {
        parts.push(format!("codec = {}", texts(&value.codec)));
    }
    if field.sensitive {
        parts.push("sensitive = true".to_owned());
    }
    parts.push(format!("doc = {}", text(&field.doc)));
    writeln!(out, "{} = {{ {} }}{GUESSED}", key(field.key.as_deref().unwrap_or(&field.wire)), parts.join(", "))
}

fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Path(path, Test::Equals(values)) => {
            let values: Vec<&str> = values.iter().map(|value| &**value).collect();
            let values = if let [only] = values[..] { text(only) } else { texts(&values) };
            format!("{{ path = {}, equals = {values} }}", text(path))
        }
        Condition::Path(path, _) => format!("{{ path = {} }}", text(path)),
        Condition::Absent(path) => format!("{{ absent = {} }}", text(path)),
        Condition::All(conditions) => format!("{{ all = [{}] }}", several(conditions)),
        Condition::Any(conditions) => format!("{{ any = [{}] }}", several(conditions)),
        Condition::Header(name, values) => format!("{{ header = {}, equals = {} }}", text(name), texts(values)),
    }
}

fn several(conditions: &[Condition]) -> String {
    conditions.iter().map(condition).collect::<Vec<_>>().join(", ")
}

/// A TOML string: that of JSON, save for one control character.
fn text(value: &str) -> String {
    let mut out = String::new();
    write_string(&mut out, value);
    out.replace('\u{7f}', "\\u007f")
}

fn texts(values: &[impl AsRef<str>]) -> String {
    format!("[{}]", values.iter().map(|each| text(each.as_ref())).collect::<Vec<_>>().join(", "))
}

fn key(key: &str) -> String {
    let bare = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if bare { key.to_owned() } else { text(key) }
}
