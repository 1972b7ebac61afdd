//! Reads cross-field rules.

use toml::de::DeValue;

use super::table::{Table, Value};
use super::{Rule, RuleKind, Spanned, Text};
use crate::diagnostic::Problem;

/// The keys that decide the kind of a rule.
const KINDS: [&str; 5] = ["at_least_one", "at_most_one", "exactly_one", "when", "list"];

/// Reads the rules under `rules`.
pub(super) fn read_all(table: &mut Table<'_, '_>) -> Vec<Rule> {
    let Some(value) = table.value("rules") else { return Vec::new() };
    let DeValue::Array(list) = value.get_ref() else {
        table.wrong_kind("rules", "a list of tables", value);
        return Vec::new();
    };
    list.iter().filter_map(|rule| read(table, rule)).collect()
}

fn read(parent: &mut Table<'_, '_>, value: &Value<'_>) -> Option<Rule> {
    let DeValue::Table(entries) = value.get_ref() else {
        parent.wrong_kind("rules", "only tables", value);
        return None;
    };
    let given: Vec<&str> = KINDS.into_iter().filter(|kind| entries.contains_key(*kind)).collect();
    let mut table = Table::new(parent.cx, entries, "a rule".to_owned(), value.span());
    let kind = match given[..] {
        [only] => one(&mut table, only),
        [] => {
            // If a key is misspelt, the message about the unknown key is the better one.
            if entries.keys().all(|key| ["equals", "requires", "value", "excludes", "unique", "doc"].contains(&&**key.get_ref()))
            {
                table.cx.error(&value.span(), Problem::RuleWithoutKind {});
                return None;
            }
            for key in KINDS {
                table.value(key);
            }
            None
        }
        [first, second, ..] => {
            table.cx.error(&value.span(), Problem::RuleWithTwoKinds { first: &first, second: &second });
            return None;
        }
    };
    let doc = table.nonempty_text("doc");
    table.finish();
    Some(Rule { kind: kind?, doc, span: value.span() })
}

fn one(table: &mut Table<'_, '_>, kind: &str) -> Option<RuleKind> {
    match kind {
        "at_least_one" => fields(table, "at_least_one").map(RuleKind::AtLeastOne),
        "at_most_one" => fields(table, "at_most_one").map(RuleKind::AtMostOne),
        "exactly_one" => fields(table, "exactly_one").map(RuleKind::ExactlyOne),
        "when" => {
            let when = table.text("when");
            let equals = table.text("equals");
            let requires = table.texts("requires");
            let requires = table.require("requires", requires);
            Some(RuleKind::Requires { when: when?, equals, requires: requires?.value })
        }
        _ => list(table),
    }
}

fn fields(table: &mut Table<'_, '_>, key: &'static str) -> Option<Vec<Text>> {
    table.texts(key).map(|texts| texts.value)
}

fn list(table: &mut Table<'_, '_>) -> Option<RuleKind> {
    let list = table.text("list");
    if let Some(unique) = table.boolean("unique") {
        return unique_of(table, list?, &unique);
    }
    let value = table.text("value");
    let value = table.require("value", value);
    let excludes = table.texts("excludes");
    let excludes = table.require("excludes", excludes);
    Some(RuleKind::Excludes { list: list?, value: value?, excludes: excludes?.value })
}

fn unique_of(table: &mut Table<'_, '_>, list: Text, unique: &Spanned<bool>) -> Option<RuleKind> {
    if !unique.value {
        table.cx.error(&unique.span, Problem::UniqueFalse {});
        return None;
    }
    Some(RuleKind::Unique { list })
}
