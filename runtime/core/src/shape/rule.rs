//! [`FieldsRule`]: a rule across the fields of an object. It is evaluated and worded here, for payloads, samples and
//! documentation.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use crate::Format;
use crate::detect::Texts;
use crate::quote::{Found, code_list};

/// A rule across the fields of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldsRule {
    /// What the rule demands.
    pub kind: RuleKind,
    /// A sentence of the spec that explains the rule.
    pub doc: Option<Cow<'static, str>>,
}

/// What a [`FieldsRule`] demands. Fields are given by their wire names. Where presence counts, a path can replace a name:
/// `records[].messages`, `topics{}.name`.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleKind {
    /// At least one of the fields is present.
    AtLeastOne(Texts),
    /// At most one of the fields is present.
    AtMostOne(Texts),
    /// Exactly one of the fields is present.
    ExactlyOne(Texts),
    /// If a field is present (and has this text), the others are present.
    Requires {
        /// The field that decides.
        when: Cow<'static, str>,
        /// The text that it must have for the rule to apply.
        equals: Option<Cow<'static, str>>,
        /// The fields that must be present.
        fields: Texts,
    },
    /// A list that contains a value contains none of the others.
    Excludes {
        /// The list.
        list: Cow<'static, str>,
        /// The value.
        value: Cow<'static, str>,
        /// The values that it excludes.
        others: Texts,
    },
    /// The text is base64 if the boolean is true.
    Base64 {
        /// The text.
        text: Cow<'static, str>,
        /// The boolean.
        flag: Cow<'static, str>,
    },
    /// No text is in the list twice.
    Unique {
        /// The list.
        list: Cow<'static, str>,
    },
}

impl RuleKind {
    /// Returns the field that the rule is about.
    pub fn field(&self) -> &str {
        match self {
            RuleKind::AtLeastOne(fields) | RuleKind::AtMostOne(fields) | RuleKind::ExactlyOne(fields) => {
                fields.first().map_or("", |field| field)
            }
            RuleKind::Requires { when: field, .. }
            | RuleKind::Excludes { list: field, .. }
            | RuleKind::Base64 { text: field, .. }
            | RuleKind::Unique { list: field } => field,
        }
    }
}

/// The fields of an object, as rules see them.
pub(crate) trait Siblings<'v> {
    /// Returns whether the field, or any field at the path, has a value.
    fn is_present(&self, wire: &str) -> bool;
    /// Returns the field's text, if it is text.
    fn text(&self, wire: &str) -> Option<&'v str>;
    /// Returns the field's value, if it is a boolean.
    fn boolean(&self, wire: &str) -> Option<bool>;
    /// Returns the texts among the items of the field, if it is a list.
    fn texts(&self, wire: &str) -> Vec<&'v str>;
}

/// A rule that an object breaks.
pub(crate) struct BrokenRule<'r> {
    /// The field that the violation names.
    pub(crate) field: &'r str,
    /// What the object has instead.
    pub(crate) found: Found<'r>,
}

impl FieldsRule {
    /// Returns how an object breaks the rule; `None` if it obeys.
    pub(crate) fn broken_by<'r>(&'r self, object: &dyn Siblings<'r>) -> Option<BrokenRule<'r>> {
        match &self.kind {
            RuleKind::AtLeastOne(fields) if fields.iter().any(|field| object.is_present(field)) => None,
            RuleKind::AtLeastOne(fields) => counted(fields, object, |count| count >= 1),
            RuleKind::AtMostOne(fields) => counted(fields, object, |count| count <= 1),
            RuleKind::ExactlyOne(fields) => counted(fields, object, |count| count == 1),
            RuleKind::Requires { when, equals, fields } => {
                let missing = || fields.iter().filter(|field| !object.is_present(field));
                let field = missing().next()?;
                let applies = equals.as_ref().is_none_or(|text| object.text(when) == Some(text)) && object.is_present(when);
                applies.then(|| BrokenRule { field, found: format!("no {}", code_list(&missing().collect::<Vec<_>>())).into() })
            }
            RuleKind::Excludes { list, value, others } => {
                let items = object.texts(list);
                let excluded: Vec<&str> = items.iter().copied().filter(|item| others.iter().any(|other| other == item)).collect();
                let is_broken = !excluded.is_empty() && items.contains(&&**value);
                is_broken.then(|| BrokenRule { field: list, found: code_list(&excluded).into() })
            }
            RuleKind::Base64 { text, flag } => {
                let body = object.text(text).filter(|_| object.boolean(flag) == Some(true))?;
                (!Format::Base64.admits(body)).then(|| BrokenRule { field: text, found: Found::Text(body) })
            }
            RuleKind::Unique { list } => {
                let mut seen = HashSet::new();
                let again = object.texts(list).into_iter().find(|text| !seen.insert(*text))?;
                Some(BrokenRule { field: list, found: Found::Twice(again) })
            }
        }
    }
}

/// Reports the number of present fields, unless it is right.
fn counted<'r>(fields: &'r Texts, object: &dyn Siblings<'r>, is_right: fn(usize) -> bool) -> Option<BrokenRule<'r>> {
    if is_right(fields.iter().filter(|field| object.is_present(field)).count()) {
        return None;
    }
    let present: Vec<_> = fields.iter().filter(|field| object.is_present(field)).collect();
    let found = if present.is_empty() { "none".to_owned() } else { code_list(&present) };
    Some(BrokenRule { field: fields.first()?, found: found.into() })
}

/// Words the rule with its explanation: "exactly one of `a`, `b` (Name one bucket)".
impl fmt::Display for FieldsRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        self.doc.as_ref().map_or(Ok(()), |doc| write!(f, " ({})", doc.trim_end_matches('.')))
    }
}

/// Words the rule for messages and documentation: "exactly one of `a`, `b`".
impl fmt::Display for RuleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RuleKind::AtLeastOne(fields) => write!(f, "at least one of {}", code_list(fields)),
            RuleKind::AtMostOne(fields) => write!(f, "at most one of {}", code_list(fields)),
            RuleKind::ExactlyOne(fields) => write!(f, "exactly one of {}", code_list(fields)),
            RuleKind::Requires { when, equals: None, fields } => write!(f, "{} beside `{when}`", code_list(fields)),
            RuleKind::Requires { when, equals: Some(text), fields } => {
                write!(f, "{} beside `{when}` with the text `{text}`", code_list(fields))
            }
            RuleKind::Excludes { value, others, .. } => write!(f, "`{value}` without {}", code_list(others)),
            RuleKind::Base64 { flag, .. } => write!(f, "base64 text, because `{flag}` is true"),
            RuleKind::Unique { .. } => f.write_str("no item twice"),
        }
    }
}
