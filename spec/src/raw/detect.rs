//! Reads `detect` into the condition that the runtime evaluates.

use std::borrow::Cow;

use toml::de::DeValue;
use triggerkit_core::detect::{Condition, MAX_ALTERNATIVES, Test, Texts};
use triggerkit_core::json::Kind;

use super::Spanned;
use super::table::{Table, Value};
use crate::diagnostic::Problem;
use crate::suggest::Suggestion;

/// The keys that decide the kind of a condition.
const KINDS: [&str; 5] = ["header", "path", "absent", "any", "all"];

/// Every kind of value, by its word in the spec language.
const VALUES: [Kind; 6] = [Kind::Object, Kind::List, Kind::String, Kind::Number, Kind::Bool, Kind::Null];

/// Reads the condition of `detect`.
pub(super) fn read(table: &mut Table<'_, '_>) -> Option<Spanned<Condition>> {
    let value = table.value("detect")?;
    let condition = condition_or_list(table, value)?;
    if condition.alternatives() > MAX_ALTERNATIVES {
        table.cx.error(&value.span(), Problem::TooManyAlternatives { most: &MAX_ALTERNATIVES });
        return None;
    }
    Some(Spanned::new(condition, value.span()))
}

fn condition_or_list(table: &mut Table<'_, '_>, value: &Value<'_>) -> Option<Condition> {
    match value.get_ref() {
        DeValue::Array(_) => list(table, "detect", value).map(|list| Condition::All(Cow::Owned(list))),
        _ => condition(table, value),
    }
}

/// Reads the conditions of a list. Returns `None` if one is wrong.
fn list(table: &mut Table<'_, '_>, key: &str, value: &Value<'_>) -> Option<Vec<Condition>> {
    let DeValue::Array(items) = value.get_ref() else {
        table.wrong_kind(key, "a list of conditions", value);
        return None;
    };
    if items.is_empty() {
        table.empty_list(key, value);
        return None;
    }
    let conditions: Vec<_> = items.iter().map(|item| condition(table, item)).collect();
    conditions.into_iter().collect()
}

fn condition(parent: &mut Table<'_, '_>, value: &Value<'_>) -> Option<Condition> {
    let DeValue::Table(entries) = value.get_ref() else {
        parent.wrong_kind("detect", "a table, or a list of tables", value);
        return None;
    };
    let given: Vec<&str> = KINDS.into_iter().filter(|kind| entries.contains_key(*kind)).collect();
    let mut table = Table::new(parent.cx, entries, "a condition".to_owned(), value.span());
    let condition = match given[..] {
        [only] => one(&mut table, only),
        [first, second, ..] => {
            let problem = Problem::ConditionWithTwoKinds { first: &first, second: &second };
            table.cx.error(&value.span(), problem);
            return None;
        }
        [] if entries.keys().all(|key| ["equals", "prefix", "kind"].contains(&&**key.get_ref())) => {
            table.cx.error(&value.span(), Problem::ConditionWithoutKind {});
            return None;
        }
        [] => {
            for key in ["header", "path", "absent", "any", "all", "equals", "prefix", "kind"] {
                table.value(key);
            }
            None
        }
    };
    if table.finish() { condition } else { None }
}

fn one(table: &mut Table<'_, '_>, kind: &str) -> Option<Condition> {
    match kind {
        "header" => header(table),
        "path" => {
            let path = path_text(table, "path")?;
            Some(Condition::Path(path, test(table)?))
        }
        "absent" => path_text(table, "absent").map(Condition::Absent),
        "any" => nested(table, "any").map(|list| Condition::Any(Cow::Owned(list))),
        _ => nested(table, "all").map(|list| Condition::All(Cow::Owned(list))),
    }
}

fn nested(table: &mut Table<'_, '_>, key: &'static str) -> Option<Vec<Condition>> {
    let value = table.value(key)?;
    list(table, key, value)
}

fn header(table: &mut Table<'_, '_>) -> Option<Condition> {
    let name = table.text("header");
    let values = equals(table);
    let values = table.require("equals", values);
    let name = name?;
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(token) {
        table.cx.error(&name.span, Problem::BadHeaderName { name: &*name });
        return None;
    }
    Some(Condition::Header(Cow::Owned(name.value), values?))
}

fn path_text(table: &mut Table<'_, '_>, key: &'static str) -> Option<Cow<'static, str>> {
    let path = table.text(key)?;
    let step = |step: &str| !step.is_empty() && !step.trim_end_matches("[]").contains(['[', ']']);
    if path.split('.').all(step) {
        return Some(Cow::Owned(path.value));
    }
    table.cx.error(&path.span, Problem::BadPath { path: &*path });
    None
}

/// Reads the test of the value at a path: at most one of `equals`, `prefix` and `kind`.
fn test(table: &mut Table<'_, '_>) -> Option<Test> {
    let given = [table.value("equals"), table.value("prefix"), table.value("kind")];
    let mut given = given.into_iter().flatten();
    if let (Some(_), Some(second)) = (given.next(), given.next()) {
        table.cx.error(&second.span(), Problem::TwoTests {});
        return None;
    }
    if table.value("equals").is_some() {
        return equals(table).map(Test::Equals);
    }
    if table.value("prefix").is_some() {
        return table.nonempty_text("prefix").map(|prefix| Test::Prefix(Cow::Owned(prefix.value)));
    }
    if table.value("kind").is_some() {
        return kind(table).map(Test::Kind);
    }
    Some(Test::Present)
}

fn kind(table: &mut Table<'_, '_>) -> Option<Kind> {
    let word = table.text("kind")?;
    let kind = VALUES.into_iter().find(|kind| kind.word() == *word);
    if kind.is_none() {
        let suggestion = Suggestion::new(&word, "kinds", VALUES.iter().map(|kind| kind.word()));
        table.cx.error(&word.span, Problem::UnknownKind { word: &*word, suggestion: &suggestion });
    }
    kind
}

/// Reads one text, number or boolean, or a list of them.
fn equals(table: &mut Table<'_, '_>) -> Option<Texts> {
    let value = table.value("equals")?;
    let texts = match value.get_ref() {
        DeValue::Array(list) if list.is_empty() => {
            table.empty_list("equals", value);
            return None;
        }
        DeValue::Array(list) => list.iter().map(|item| scalar(item.get_ref())).collect(),
        single => scalar(single).map(|text| vec![text]),
    };
    if texts.is_none() {
        table.wrong_kind("equals", "a string, a number or a boolean, or a list of them", value);
    }
    texts.map(Cow::Owned)
}

/// Returns the JSON text of a value.
fn scalar(value: &DeValue<'_>) -> Option<Cow<'static, str>> {
    Some(Cow::Owned(match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Integer(integer) => i128::from_str_radix(integer.as_str(), integer.radix()).ok()?.to_string(),
        DeValue::Float(float) if float.as_str().parse::<f64>().is_ok_and(f64::is_finite) => float.as_str().to_owned(),
        _ => return None,
    }))
}
