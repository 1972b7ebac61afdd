//! Reads one TOML table key by key. Keys that were not read by the end are unknown.

use toml::de::{DeTable, DeValue};

use super::{Spanned, Text, example};
use crate::diagnostic::{Context, Problem};
use crate::model::Span;
use crate::suggest::Suggestion;

/// Keys of fields in other languages, in lower case and without separators, each with what to write instead.
const ELSEWHERE: [(&[&str], &str); 7] = [
    (&["optional"], "remove it: a field is optional unless it has `required = true`"),
    (
        &["requiredif", "requiredwhen", "requiredwith", "dependson"],
        "write a rule beside `fields`: `rules = [{ when = \"other\", requires = [\"this\"] }]`; `equals` tests the value of the other field",
    ),
    (&["description", "comment"], "use `doc`"),
    (&["enum", "values", "allowed"], "use `one_of`, or the name of an enum as the `type`"),
    (&["regex", "regexp"], "use `pattern`"),
    (&["min", "max", "minimum", "maximum"], "use `range`, with both ends: `range = [1, inf]`"),
    (&["minlength", "maxlength", "minitems", "maxitems"], "use `length`, with one end or both: `length = \"1-\"`"),
];

/// A value of the TOML tree.
pub(super) type Value<'t> = toml::Spanned<DeValue<'t>>;

/// A table that is being read.
pub(super) struct Table<'t, 'c> {
    pub(super) cx: &'c mut Context,
    entries: &'t DeTable<'t>,
    /// What the table describes, for messages: "trigger `kafka`".
    place: String,
    /// The place at which missing keys are reported.
    span: Span,
    read: Vec<&'static str>,
    missing: Vec<&'static str>,
    wrong: bool,
    /// Returns a correct line for a key of this table.
    example: fn(&str) -> &'static str,
}

impl<'t, 'c> Table<'t, 'c> {
    pub(super) fn new(cx: &'c mut Context, entries: &'t DeTable<'t>, place: String, span: Span) -> Self {
        Table { cx, entries, place, span, read: Vec::new(), missing: Vec::new(), wrong: false, example: example::of }
    }

    /// Replaces the examples, for a table in which keys have another meaning.
    pub(super) fn with_examples(self, example: fn(&str) -> &'static str) -> Self {
        Table { example, ..self }
    }

    /// Returns the value of `key`, of any kind.
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'t Value<'t>> {
        debug_assert!(example::keys().any(|each| each == key), "`{key}` is not among the keys of the language");
        if !self.read.contains(&key) {
            self.read.push(key);
        }
        self.entries.get(key)
    }

    /// Marks `key` as required. It is reported in `finish`, when it is known whether it was only misspelt.
    pub(super) fn required(&mut self, key: &'static str) -> &mut Self {
        if !self.entries.contains_key(key) {
            self.missing.push(key);
        }
        self
    }

    /// Reports a value of another kind than `expected`.
    pub(super) fn wrong_kind<T>(&mut self, key: &str, expected: &str, value: &Value<'_>) -> Option<T> {
        self.wrong = true;
        let found = match value.get_ref() {
            DeValue::Array(_) if expected.starts_with("a list") => "a list with other contents",
            other => kind(other),
        };
        let problem = Problem::WrongKind { key: &key, expected: &expected, found: &found, example: &(self.example)(key) };
        self.cx.fail(&value.span(), problem)
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<Text> {
        let value = self.value(key)?;
        text_of(value).or_else(|| self.wrong_kind(key, "a string", value))
    }

    /// Reads a text, which must not be empty.
    pub(super) fn nonempty_text(&mut self, key: &'static str) -> Option<Text> {
        let text = self.text(key)?;
        if text.trim().is_empty() {
            self.wrong = true;
            self.cx.error(&text.span, Problem::EmptyText { key: &key, example: &(self.example)(key) });
        }
        Some(text)
    }

    pub(super) fn boolean(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Boolean(yes) => Some(Spanned::new(*yes, value.span())),
            _ => self.wrong_kind(key, "`true` or `false`", value),
        }
    }

    /// Reads a list of at least one string.
    pub(super) fn texts(&mut self, key: &'static str) -> Option<Spanned<Vec<Text>>> {
        let value = self.value(key)?;
        let texts = value.get_ref().as_array().and_then(|list| list.iter().map(text_of).collect::<Option<Vec<Text>>>());
        match texts {
            None => self.wrong_kind(key, "a list of strings", value),
            Some(texts) if texts.is_empty() => self.empty_list(key, value),
            Some(texts) => Some(Spanned::new(texts, value.span())),
        }
    }

    pub(super) fn empty_list<T>(&mut self, key: &str, value: &Value<'_>) -> Option<T> {
        self.wrong = true;
        self.cx.fail(&value.span(), Problem::EmptyList { key: &key, example: &(self.example)(key) })
    }

    /// Returns the entries of a table, and reports any other value.
    pub(super) fn entries(&mut self, key: &str, expected: &str, value: &'t Value<'t>) -> Option<&'t DeTable<'t>> {
        match value.get_ref() {
            DeValue::Table(entries) => Some(entries),
            _ => self.wrong_kind(key, expected, value),
        }
    }

    /// Reads a table of strings, in the order of the file.
    pub(super) fn text_map(&mut self, key: &'static str) -> Option<Spanned<Vec<(Text, Text)>>> {
        let value = self.value(key)?;
        let entries = self.entries(key, "a table of strings", value)?;
        Some(Spanned::new(self.text_entries(key, entries), value.span()))
    }

    /// Returns the entries of a table of strings and reports the others.
    pub(super) fn text_entries(&mut self, key: &str, entries: &'t DeTable<'t>) -> Vec<(Text, Text)> {
        let pair = |(name, value)| Some((name, text_of(value).or_else(|| self.wrong_kind(key, "only strings", value))?));
        ordered(entries).filter_map(pair).collect()
    }

    /// Returns the table under `key`, which messages call `place`.
    pub(super) fn table(&mut self, key: &'static str, place: String) -> Option<Table<'t, '_>> {
        let value = self.value(key)?;
        let entries = self.entries(key, "a table", value)?;
        Some(Table::new(self.cx, entries, place, value.span()))
    }

    /// Takes over whether an inner table was right.
    pub(super) fn merge(&mut self, right: bool) {
        self.wrong |= !right;
    }

    /// Returns every entry of the table under `key`, each of which must be a table.
    pub(super) fn sections(&mut self, key: &'static str) -> Vec<(Text, &'t DeTable<'t>)> {
        let entries = self.value(key).and_then(|value| self.entries(key, "a table", value));
        let section = |(name, value): (Text, _)| {
            let entries = self.entries(&format!("{key}.{}", *name), "a table", value)?;
            Some((name, entries))
        };
        entries.into_iter().flat_map(ordered).filter_map(section).collect()
    }

    /// Returns the help for a key that other languages have, if it is a key of a field there.
    fn elsewhere(&self, key: &str) -> Option<&'static str> {
        let plain = key.replace(['_', '-'], "").to_lowercase();
        let found = ELSEWHERE.iter().find(|(words, _)| words.contains(&plain.as_str()));
        found.filter(|_| self.read.contains(&"base64_flag")).map(|(_, help)| *help)
    }

    /// Reports unknown and missing keys. Returns whether every key of the table was right.
    pub(super) fn finish(self) -> bool {
        let mut right = !self.wrong;
        let mut meant = Vec::new();
        for (key, _) in ordered(self.entries) {
            if self.read.contains(&key.as_str()) {
                continue;
            }
            right = false;
            if let Some(help) = self.elsewhere(&key) {
                let problem = Problem::UnknownKey { key: &*key, place: &self.place, suggestion: &help };
                self.cx.error(&key.span, problem);
                continue;
            }
            let free = self.read.iter().copied().filter(|each| !self.entries.contains_key(*each));
            let mut suggestion = Suggestion::new(&key, "keys", free);
            if suggestion.nearest().is_none() {
                suggestion = Suggestion::new(&key, "keys", self.read.iter().copied());
            }
            meant.extend(suggestion.nearest().map(str::to_owned));
            let problem = Problem::UnknownKey { key: &*key, place: &self.place, suggestion: &suggestion };
            self.cx.error(&key.span, problem);
        }
        for key in self.missing.into_iter().filter(|key| !meant.iter().any(|each| each == key)) {
            right = false;
            self.cx.error(&self.span, Problem::MissingKey { key: &key, place: &self.place, example: &(self.example)(key) });
        }
        right
    }
}

/// Returns the entries in the order of the file. The TOML tree sorts them by key.
pub(super) fn ordered<'t>(table: &'t DeTable<'t>) -> impl Iterator<Item = (Text, &'t Value<'t>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries.into_iter().map(|(key, value)| (Spanned::new(key.get_ref().to_string(), key.span()), value))
}

pub(super) fn text_of(value: &Value<'_>) -> Option<Text> {
    value.get_ref().as_str().map(|text| Spanned::new(text.to_owned(), value.span()))
}

pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
