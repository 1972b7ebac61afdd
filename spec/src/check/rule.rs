//! Checks cross-field rules: the fields must exist, their types must fit, and the outcome must be open.

use std::borrow::Cow;

use triggerkit_core::key_path::{KeyStep, split_path};
use triggerkit_core::shape::Texts;

use super::draft::{Draft, Slot};
use super::scope::Scope;
use crate::diagnostic::{Context, Problem};
use crate::model::{Check, FieldsRule, Presence, Rule, RuleKind, Type};
use crate::raw::{self, Text};
use crate::suggest::Suggestion;
use crate::words;

/// Checks a rule against the fields of its object.
pub(super) fn check(cx: &mut Context, scope: &Scope<'_>, draft: &Draft, raw: &raw::Rule) -> Option<Rule> {
    let before = cx.len();
    let kind = match &raw.kind {
        raw::RuleKind::AtLeastOne(names) => RuleKind::AtLeastOne(optional_fields(cx, draft, "at_least_one", names)?),
        raw::RuleKind::AtMostOne(names) => RuleKind::AtMostOne(optional_fields(cx, draft, "at_most_one", names)?),
        raw::RuleKind::ExactlyOne(names) => RuleKind::ExactlyOne(optional_fields(cx, draft, "exactly_one", names)?),
        raw::RuleKind::Requires { when, equals, requires } => self::requires(cx, scope, draft, when, equals.as_ref(), requires)?,
        raw::RuleKind::Excludes { list, value, excludes } => self::excludes(cx, scope, draft, list, value, excludes)?,
        raw::RuleKind::Unique { list } => find_text_list(cx, draft, list).map(|_| RuleKind::Unique { list: owned(list) })?,
    };
    let doc = raw.doc.as_ref().map(owned);
    (cx.len() == before).then_some(Rule { rule: FieldsRule { kind, doc }, span: raw.span.clone() })
}

fn owned(text: &Text) -> Cow<'static, str> {
    Cow::Owned(text.value.clone())
}

fn texts(texts: &[Text]) -> Texts {
    texts.iter().map(owned).collect()
}

/// Returns fields and paths. A path of only one step is the name of the field.
fn paths(paths: &[Text]) -> Texts {
    let name_or_path = |path: &Text| match split_path(path) {
        (KeyStep { key, marks: "", .. }, None) => Cow::Owned(key.to_owned()),
        _ => owned(path),
    };
    paths.iter().map(name_or_path).collect()
}

/// Finds every named field, or the field that a path begins with. Returns `None` if one does not exist.
fn find_fields(cx: &mut Context, draft: &Draft, key: &str, names: &[Text]) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let index = draft.expect_first(cx, name);
        if index.is_some() && names[..place].iter().any(|other| other.value == name.value) {
            cx.error(&name.span, Problem::Twice { word: &**name, key: &key });
        }
        found.push(index);
    }
    found.into_iter().collect()
}

/// Returns the fields of a rule about presence: at least two, each of which may be absent.
fn optional_fields(cx: &mut Context, draft: &Draft, rule: &str, names: &[Text]) -> Option<Texts> {
    if let [only] = names {
        return cx.fail(&only.span, Problem::RuleTooShort { rule: &rule });
    }
    let found = find_fields(cx, draft, rule, names)?;
    for (index, name) in found.iter().zip(names) {
        check_undecided(cx, &draft.slots[*index], name);
    }
    Some(paths(names))
}

/// Reports a field that is always present in a rule about presence. What a path leads to may be absent even if it is required.
fn check_undecided(cx: &mut Context, slot: &Slot, name: &Text) {
    let (step, rest) = split_path(name);
    let is_name = step.marks.is_empty() && rest.is_none();
    if slot.wire.value != name.value && !(is_name && slot.wire.value == step.key) {
        return;
    }
    let why = match slot.field.as_ref().map(|field| (&field.presence, &field.ty)) {
        // A required list may be empty, and then counts as absent.
        Some((Presence::Required, ty)) if !matches!(ty, Type::List(_) | Type::Map(_)) => "is required",
        Some((Presence::Default(_), _)) => "has a default",
        _ => return,
    };
    cx.error(&name.span, Problem::RuleDecided { field: &**name, why: &why });
}

fn requires(
    cx: &mut Context,
    scope: &Scope<'_>,
    draft: &Draft,
    when: &Text,
    equals: Option<&Text>,
    requires: &[Text],
) -> Option<RuleKind> {
    let tested = draft.expect(cx, when);
    let needed = find_fields(cx, draft, "requires", requires);
    let (tested, needed) = (tested?, needed?);
    for (index, name) in needed.iter().zip(requires) {
        if name.value == when.value {
            cx.error(&name.span, Problem::RuleOfItself { word: &**name });
        }
        check_undecided(cx, &draft.slots[*index], name);
    }
    let slot = &draft.slots[tested];
    match (equals, &slot.ty) {
        (Some(text), Some(ty)) if !matches!(ty, Type::String | Type::Enum(_)) => {
            let ty = words::described(ty);
            cx.error(&text.span, Problem::RuleNeedsText { field: &**when, ty: &ty });
        }
        (Some(text), _) => check_value(cx, scope, slot, text),
        (None, _) => check_undecided(cx, slot, when),
    }
    Some(RuleKind::Requires { when: owned(when), equals: equals.map(owned), fields: paths(requires) })
}

fn excludes(
    cx: &mut Context,
    scope: &Scope<'_>,
    draft: &Draft,
    list: &Text,
    value: &Text,
    excludes: &[Text],
) -> Option<RuleKind> {
    let index = find_text_list(cx, draft, list)?;
    let slot = &draft.slots[index];
    let mut others: Vec<&str> = Vec::new();
    check_value(cx, scope, slot, value);
    for other in excludes {
        check_value(cx, scope, slot, other);
        if other.value == value.value {
            cx.error(&other.span, Problem::RuleOfItself { word: &**other });
        } else if others.contains(&other.as_str()) {
            cx.error(&other.span, Problem::Twice { word: &**other, key: &"excludes" });
        }
        others.push(other);
    }
    Some(RuleKind::Excludes { list: owned(list), value: owned(value), others: texts(excludes) })
}

/// Finds a field, which must be a list of text.
fn find_text_list(cx: &mut Context, draft: &Draft, name: &Text) -> Option<usize> {
    let index = draft.expect(cx, name)?;
    let slot = &draft.slots[index];
    match slot.ty.as_ref()? {
        Type::List(item) if matches!(**item, Type::String | Type::Enum(_)) => Some(index),
        ty => cx.fail(&name.span, Problem::RuleNeedsList { field: &**name, ty: &words::described(ty) }),
    }
}

/// Reports a text that the field, or an item of the list, cannot have.
pub(super) fn check_value(cx: &mut Context, scope: &Scope<'_>, slot: &Slot, text: &Text) {
    let (ty, rules) = match &slot.ty {
        Some(Type::List(item)) => (&**item, slot.field.as_ref().map(|field| &field.items)),
        Some(ty) => (ty, slot.field.as_ref().map(|field| &field.rules)),
        None => return,
    };
    let (whose, values): (String, Option<Vec<&str>>) = match ty {
        Type::Enum(name) => {
            let variants = scope.enums.get(name).map(|def| &def.variants);
            (words::described(ty), variants.map(|variants| variants.iter().map(|variant| &*variant.wire).collect()))
        }
        _ => {
            let values = rules.and_then(|rules| rules.checks.iter().find_map(one_of));
            (format!("the field `{}`", slot.wire.value), values.map(|values| values.iter().map(|value| &**value).collect()))
        }
    };
    if let Some(values) = values.filter(|values| !values.contains(&text.as_str())) {
        let suggestion = Suggestion::new(text, "values", values);
        cx.error(&text.span, Problem::NotAValue { text: &**text, whose: &whose, suggestion: &suggestion });
    }
}

fn one_of(check: &Check) -> Option<&Texts> {
    match check {
        Check::OneOf(texts) => Some(texts),
        _ => None,
    }
}
