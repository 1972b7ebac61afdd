//! Reads `detect` into the condition that the runtime evaluates.

use std::borrow::Cow;

use toml::de::DeValue;
use triggerkit_core::detect::{Condition, MAX_ALTERNATIVES, Part, Test, TextTest, Texts};
use triggerkit_core::json::Kind;
use triggerkit_core::key_path::{BRACES, KeyStep, path_steps, read_marks};

use super::table::{Table, Value};
use super::{Spanned, Text};
use crate::diagnostic::{Context, Problem};
use crate::model::VALUE_KINDS;
use crate::suggest::Suggestion;

/// The keys that decide the kind of a condition.
const KINDS: [&str; 6] = ["header", "path", "absent", "any", "all", "not"];

/// The keys that test the value at a path.
const TESTS: [&str; 5] = ["equals", "prefix", "suffix", "contains", "kind"];

/// Reads the condition of `detect`.
pub(super) fn read(table: &mut Table<'_, '_>) -> Option<Spanned<Condition>> {
    let value = table.value("detect")?;
    let condition = match value.get_ref() {
        DeValue::Array(_) => Condition::All(Cow::Owned(list(table, "detect", value)?)),
        _ => condition(table, "detect", "a table, or a list of tables", value)?,
    };
    if condition.alternatives() > MAX_ALTERNATIVES {
        return table.cx.fail(&value.span(), Problem::TooManyAlternatives { most: &MAX_ALTERNATIVES });
    }
    Some(Spanned::new(condition, value.span()))
}

/// Reads the conditions of a list. Returns `None` if one is wrong.
fn list<'t>(table: &mut Table<'t, '_>, key: &str, value: &'t Value<'t>) -> Option<Vec<Condition>> {
    match value.get_ref() {
        DeValue::Array(items) if items.is_empty() => table.empty_list(key, value),
        DeValue::Array(items) => {
            let conditions: Vec<_> = items.iter().map(|item| condition(table, key, "a list of conditions", item)).collect();
            conditions.into_iter().collect()
        }
        _ => table.wrong_kind(key, "a list of conditions", value),
    }
}

fn condition<'t>(parent: &mut Table<'t, '_>, key: &str, expected: &str, value: &'t Value<'t>) -> Option<Condition> {
    let entries = parent.entries(key, expected, value)?;
    let given: Vec<&str> = KINDS.into_iter().filter(|kind| entries.contains_key(*kind)).collect();
    let mut table = Table::new(parent.cx, entries, "a condition".to_owned(), value.span());
    let condition = match given[..] {
        [only] => one(&mut table, only),
        [first, second, ..] => {
            return table.cx.fail(&value.span(), Problem::ConditionWithTwoKinds { first: &first, second: &second });
        }
        [] if entries.keys().all(|key| TESTS.contains(&&**key.get_ref()) || &**key.get_ref() == "ignore_case") => {
            return table.cx.fail(&value.span(), Problem::ConditionWithoutKind {});
        }
        [] => {
            for key in KINDS.into_iter().chain(TESTS).chain(["ignore_case"]) {
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
        "not" => {
            let value = table.value("not")?;
            condition(table, "not", "a condition", value).map(|inner| Condition::Not(Cow::Owned(vec![inner])))
        }
        _ => nested(table, "all").map(|list| Condition::All(Cow::Owned(list))),
    }
}

fn nested(table: &mut Table<'_, '_>, key: &'static str) -> Option<Vec<Condition>> {
    let value = table.value(key)?;
    list(table, key, value)
}

fn header(table: &mut Table<'_, '_>) -> Option<Condition> {
    let name = table.text("header");
    let values = texts(table.required("equals"), "equals");
    let name = name?;
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(token) {
        return table.cx.fail(&name.span, Problem::BadHeaderName { name: &*name });
    }
    Some(Condition::Header(Cow::Owned(name.value), values?))
}

fn path_text(table: &mut Table<'_, '_>, key: &'static str) -> Option<Cow<'static, str>> {
    let path = table.text(key)?;
    let is_step = |(index, KeyStep { key, is_quoted, marks }): (usize, KeyStep<'_>)| {
        let is_key = is_quoted || !key.starts_with('"') && !key.contains(['[', ']']) && !key.contains(BRACES);
        // Only the payload itself can be a list without a key.
        let is_payload = index == 0 && !is_quoted && marks.starts_with("[]");
        is_key && (is_payload || !key.is_empty()) && read_marks(marks).is_some()
    };
    if path_steps(&path).enumerate().all(is_step) {
        return Some(Cow::Owned(path.value));
    }
    table.cx.fail(&path.span, Problem::BadPath { path: &*path })
}

/// Reads the test of the value at a path: at most one of [`TESTS`].
fn test(table: &mut Table<'_, '_>) -> Option<Test> {
    let given = TESTS.map(|key| table.value(key));
    let mut spans = given.iter().flatten().map(|value| value.span());
    if let (Some(_), Some(second)) = (spans.next(), spans.next()) {
        return table.cx.fail(&second, Problem::TwoTests {});
    }
    let ignore_case = table.boolean("ignore_case");
    let (part, key) = match given {
        [Some(_), ..] => (Part::Whole, "equals"),
        [_, Some(_), ..] => (Part::Start, "prefix"),
        [_, _, Some(_), ..] => (Part::End, "suffix"),
        [_, _, _, Some(_), _] => (Part::Anywhere, "contains"),
        [.., last] => {
            if let Some(ignore_case) = ignore_case {
                return table.cx.fail(&ignore_case.span, Problem::IgnoreCaseWithoutText {});
            }
            return if last.is_some() { kind(table).map(Test::Kind) } else { Some(Test::Present) };
        }
    };
    let texts = if part == Part::Whole { texts(table, key) } else { parts(table, key) }?;
    Some(Test::Text(TextTest { part, texts, ignore_case: ignore_case.is_some_and(|ignore| ignore.value) }))
}

/// Reads one text or a list of them, none of which may be empty.
fn parts(table: &mut Table<'_, '_>, key: &'static str) -> Option<Texts> {
    let texts = match table.value(key)?.get_ref() {
        DeValue::Array(_) => table.texts(key)?.value,
        _ => vec![table.text(key)?],
    };
    if let Some(empty) = texts.iter().find(|text| text.is_empty()) {
        return table.cx.fail(&empty.span, Problem::EmptyPart { key: &key });
    }
    Some(texts.into_iter().map(|text| Cow::Owned(text.value)).collect())
}

fn kind(table: &mut Table<'_, '_>) -> Option<Kind> {
    let word = table.text("kind")?;
    find_kind(table.cx, &word, &VALUE_KINDS)
}

/// Returns the kind of value with this word, if it is one of those that are expected.
pub(crate) fn find_kind(cx: &mut Context, word: &Text, expected: &[Kind]) -> Option<Kind> {
    Kind::from_word(word).filter(|kind| expected.contains(kind)).or_else(|| {
        let suggestion = Suggestion::new(word, "kinds", expected.iter().map(|kind| kind.word()));
        cx.fail(&word.span, Problem::UnknownKind { word: &**word, suggestion: &suggestion })
    })
}

/// Reads one text, number or boolean, or a list of them.
fn texts(table: &mut Table<'_, '_>, key: &'static str) -> Option<Texts> {
    let value = table.value(key)?;
    let texts = match value.get_ref() {
        DeValue::Array(list) if list.is_empty() => return table.empty_list(key, value),
        DeValue::Array(list) => list.iter().map(|item| scalar(item.get_ref())).collect(),
        single => scalar(single).map(|text| vec![text]),
    };
    let texts = texts.or_else(|| table.wrong_kind(key, "a string, a number or a boolean, or a list of them", value));
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
