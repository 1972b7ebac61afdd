//! Reads `failures`: how the platform learns which records of a batch have failed.

use toml::de::{DeTable, DeValue};

use super::table::Table;
use super::{Failures, RecordId, Spanned, example};

pub(super) fn read(parent: &mut Table<'_, '_>, owner: &str) -> Option<Spanned<Failures>> {
    let span = parent.value("failures")?.span();
    let mut table = parent.table("failures", format!("`failures` of {owner}"))?.with_examples(|key| match key {
        "list" => r#"list = "batchItemFailures""#,
        "with" => r#"with = { result = "ProcessingFailed" }"#,
        key => example::of(key),
    });
    let failures = Failures {
        list: table.required("list").nonempty_text("list"),
        key: table.required("as").nonempty_text("as"),
        id: record_id(table.required("id")),
        group: table.nonempty_text("group"),
        stop: table.boolean("stop"),
        every: table.boolean("every"),
        with: table.text_map("with").map(|map| map.value).unwrap_or_default(),
        copy: table.texts("copy").map(|texts| texts.value).unwrap_or_default(),
    };
    let right = table.finish();
    parent.merge(right);
    Some(Spanned::new(failures, span))
}

/// Reads one path or template, or a table of them.
fn record_id(table: &mut Table<'_, '_>) -> Option<RecordId> {
    let value = table.value("id")?;
    match value.get_ref() {
        DeValue::String(_) => table.nonempty_text("id").map(RecordId::One),
        DeValue::Table(entries) if DeTable::is_empty(entries) => table.empty_list("id", value),
        DeValue::Table(entries) => Some(RecordId::Named(table.text_entries("id", entries))),
        _ => table.wrong_kind("id", "a string or a table of strings", value),
    }
}
