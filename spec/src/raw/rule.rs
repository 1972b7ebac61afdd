//! Reads cross-field rules.

use toml::de::DeValue;

use super::table::{Table, Value};
use super::{Rule, RuleKind};
use crate::diagnostic::Problem;

/// The keys that decide the kind of a rule.
const KINDS: [&str; 5] = ["at_least_one", "at_most_one", "exactly_one", "when", "list"];

/// Reads the rules under `rules`.
pub(super) fn read_all(table: &mut Table<'_, '_>) -> Vec<Rule> {
    let Some(value) = table.value("rules") else { return Vec::new() };
    match value.get_ref() {
        DeValue::Array(list) => list.iter().filter_map(|rule| read(table, rule)).collect(),
        _ => table.wrong_kind("rules", "a list of tables", value).unwrap_or_default(),
    }
}

fn read<'t>(parent: &mut Table<'t, '_>, value: &'t Value<'t>) -> Option<Rule> {
    let entries = parent.entries("rules", "only tables", value)?;
    let given: Vec<&str> = KINDS.into_iter().filter(|kind| entries.contains_key(*kind)).collect();
    let mut table = Table::new(parent.cx, entries, "a rule".to_owned(), value.span());
    let kind = match given[..] {
        [only] => one(&mut table, only),
        [] => {
            // If a key is misspelt, the message about the unknown key is the better one.
            if entries.keys().all(|key| ["equals", "requires", "value", "excludes", "unique", "doc"].contains(&&**key.get_ref()))
            {
                return table.cx.fail(&value.span(), Problem::RuleWithoutKind {});
            }
            for key in KINDS {
                table.value(key);
            }
            None
        }
        [first, second, ..] => {
            return table.cx.fail(&value.span(), Problem::RuleWithTwoKinds { first: &first, second: &second });
        }
    };
    let doc = table.nonempty_text("doc");
    table.finish();
    Some(Rule { kind: kind?, doc, span: value.span() })
}

fn one(table: &mut Table<'_, '_>, kind: &str) -> Option<RuleKind> {
    match kind {
        "at_least_one" => table.texts("at_least_one").map(|names| RuleKind::AtLeastOne(names.value)),
        "at_most_one" => table.texts("at_most_one").map(|names| RuleKind::AtMostOne(names.value)),
        "exactly_one" => table.texts("exactly_one").map(|names| RuleKind::ExactlyOne(names.value)),
        "when" => {
            let when = table.text("when");
            let equals = table.text("equals");
            let requires = table.required("requires").texts("requires");
            Some(RuleKind::Requires { when: when?, equals, requires: requires?.value })
        }
        _ => list(table),
    }
}

fn list(table: &mut Table<'_, '_>) -> Option<RuleKind> {
    let list = table.text("list");
    match table.boolean("unique") {
        Some(unique) if unique.value => Some(RuleKind::Unique { list: list? }),
        Some(unique) => table.cx.fail(&unique.span, Problem::UniqueFalse {}),
        None => {
            let value = table.required("value").text("value");
            let excludes = table.required("excludes").texts("excludes");
            Some(RuleKind::Excludes { list: list?, value: value?, excludes: excludes?.value })
        }
    }
}
