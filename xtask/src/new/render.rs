//! Writes the draft as TOML. Every line with a guess ends with a comment.

use std::fmt::Write as _;

use heck::ToTitleCase;
use triggerkit_core::detect::{Condition, Test};
use triggerkit_core::json::write_string;

use super::draft::{Field, Named};

/// The comment at the end of a line with a guess.
pub const GUESSED: &str = " # guessed";

/// The keys of the trigger itself.
#[derive(Debug, Default)]
pub struct Head<'a> {
    /// The id of the trigger.
    pub id: &'a str,
    /// `source`
    pub source: String,
    /// `body`, or nothing if all samples are JSON.
    pub body: &'a [&'a str],
    /// `raw`: the field for payloads that are not JSON.
    pub raw: Option<String>,
    /// `detect`
    pub detect: Option<Condition>,
    /// `ambiguous_with`: triggers whose samples match as well.
    pub ambiguous: Vec<String>,
    /// `records`
    pub records: Option<String>,
}

/// Returns the `[provider]` of a new file.
pub fn provider(name: &str, source: &str) -> String {
    let title = name.to_title_case();
    format!("#:schema ./spec.schema.json\n\n[provider]\ntitle  = {}{GUESSED}\nsource = {}{GUESSED}\n", text(&title), text(source))
}

/// Returns a trigger with its types. `fields` is `None` if the payload is raw bytes.
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
        let why = head.ambiguous.iter().map(|id| format!("{} = \"No sample distinguishes them.\"", text(id)));
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
        Condition::Path(path, Test::Text(test)) => {
            let values: Vec<&str> = test.texts.iter().map(|value| &**value).collect();
            let values = if let [only] = values[..] { text(only) } else { texts(&values) };
            format!("{{ path = {}, equals = {values} }}", text(path))
        }
        Condition::Path(path, _) => format!("{{ path = {} }}", text(path)),
        Condition::Absent(path) => format!("{{ absent = {} }}", text(path)),
        Condition::All(conditions) => format!("{{ all = [{}] }}", several(conditions)),
        Condition::Any(conditions) => format!("{{ any = [{}] }}", several(conditions)),
        Condition::Not(conditions) => format!("{{ not = {{ any = [{}] }} }}", several(conditions)),
        Condition::Header(name, values) => format!("{{ header = {}, equals = {} }}", text(name), texts(values)),
    }
}

fn several(conditions: &[Condition]) -> String {
    conditions.iter().map(condition).collect::<Vec<_>>().join(", ")
}

/// Returns a TOML string, which is a JSON string except for one control character.
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
