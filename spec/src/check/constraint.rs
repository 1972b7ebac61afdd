//! Checks constraints on one value: each must be readable, and its type must allow it.

use std::borrow::Cow;

use triggerkit_core::shape::{Measurable, Pattern};
use triggerkit_core::{Format, Length, Range, Unit};

use super::distinct::distinct;
use super::form;
use super::subject::Subject;
use crate::diagnostic::{Context, Problem};
use crate::model::{Check, KeyList, Type, ValueRules};
use crate::raw::{self, SensitiveKeys, Spanned, Text};
use crate::suggest::Suggestion;

/// Checks every constraint and form. Wrong ones are reported and left out.
pub(super) fn check(cx: &mut Context, subject: Subject<'_>, raw: &raw::ValueRules) -> ValueRules {
    let mut checks = Vec::new();
    checks.extend(length(cx, subject, raw.length.as_ref()).map(Check::Length));
    checks.extend(range(cx, subject, raw.range.as_ref()).map(Check::Range));
    checks.extend(pattern(cx, subject, raw.pattern.as_ref()).map(Check::Pattern));
    checks.extend(format(cx, subject, raw.format.as_ref()).map(Check::Format));
    checks.extend(one_of(cx, subject, raw, &checks).map(|texts| Check::OneOf(texts.into_iter().map(Cow::Owned).collect())));
    ValueRules {
        checks,
        accept: form::accept(cx, subject, raw.accept.as_ref()),
        empty: raw.empty.as_ref().map(|texts| distinct(cx, "empty", texts)).unwrap_or_default(),
        sensitive: raw.sensitive.as_ref().is_some_and(|sensitive| sensitive.value),
        sensitive_keys: sensitive_keys(cx, subject, raw).unwrap_or_default(),
    }
}

/// Checks the sensitive keys of a map, or the sensitive parameters in a text. Upper and lower case make no difference, so no key may occur in two cases.
fn sensitive_keys(cx: &mut Context, subject: Subject<'_>, raw: &raw::ValueRules) -> Option<Vec<String>> {
    let fits = matches!(subject.ty, Type::Map(_) | Type::Json | Type::String);
    let given = raw.sensitive_keys.as_ref()?;
    if !fits {
        let problem = Problem::KeysOfOther { what: &subject.words() };
        return cx.fail(&given.span, problem);
    }
    if raw.sensitive.as_ref().is_some_and(|sensitive| sensitive.value) {
        return cx.fail(&given.span, Problem::KeysOfSensitive {});
    }
    match &given.value {
        SensitiveKeys::List(word) => match KeyList::ALL.into_iter().find(|list| list.word() == word.value) {
            Some(list) => Some(list.keys().iter().map(|key| (*key).to_owned()).collect()),
            None => {
                let suggestion = Suggestion::new(word, "lists", KeyList::ALL.map(KeyList::word));
                cx.fail(&word.span, Problem::UnknownKeyList { word: &**word, suggestion: &suggestion })
            }
        },
        SensitiveKeys::Keys(keys) => {
            let mut seen: Vec<String> = Vec::new();
            for key in keys {
                if seen.iter().any(|other| other.to_lowercase() == key.to_lowercase()) {
                    cx.error(&key.span, Problem::Twice { word: &**key, key: &"sensitive_keys" });
                } else {
                    seen.push(key.value.clone());
                }
            }
            Some(seen)
        }
    }
}

/// Returns `raw` if the type allows the constraint, and reports it otherwise.
fn fitting<'r, T>(
    cx: &mut Context,
    fits: bool,
    constraint: &str,
    subject: Subject<'_>,
    raw: Option<&'r Spanned<T>>,
) -> Option<&'r Spanned<T>> {
    let raw = raw?;
    if fits {
        return Some(raw);
    }
    let problem = Problem::CannotCheck { constraint: &constraint, what: &subject.words(), instead: &subject.instead() };
    cx.fail(&raw.span, problem)
}

fn length(cx: &mut Context, subject: Subject<'_>, raw: Option<&Text>) -> Option<Length> {
    let text = fitting(cx, subject.is_text() || subject.is_collection(), "length", subject, raw)?;
    let unit = if subject.is_text() { Unit::Characters } else { Unit::Items };
    match Length::parse(text, unit) {
        Ok(Length { min: 0, max: usize::MAX, .. }) => {
            cx.fail(&text.span, Problem::BadLength { reason: &"it allows every length" })
        }
        Ok(length) => Some(length),
        Err(reason) => cx.fail(&text.span, Problem::BadLength { reason: &reason }),
    }
}

fn range(cx: &mut Context, subject: Subject<'_>, raw: Option<&Spanned<[Spanned<f64>; 2]>>) -> Option<Range> {
    let Spanned { value: [min, max], span } = fitting(cx, subject.is_number(), "range", subject, raw)?;
    let range = Range { min: min.value, max: max.value };
    let whole = matches!(subject.ty, Type::I64 | Type::U64);
    let (place, reason) = if range.min.is_nan() || range.max.is_nan() {
        (span, "`nan` is not a limit".to_owned())
    } else if let Some(end) = [min, max].into_iter().find(|end| end.value.is_finite() && end.value.abs() > EXACT) {
        (&end.span, "a limit beyond 2^53 would not be exact".to_owned())
    } else if range.min > range.max {
        (span, format!("the lower end {} is above the upper end {}", range.min, range.max))
    } else if range.min.is_infinite() && range.max.is_infinite() {
        (span, if range.min == range.max { "it allows no number" } else { "it allows every number" }.to_owned())
    } else if whole && range.min.ceil() > range.max.floor() {
        (span, "it contains no whole number".to_owned())
    } else if *subject.ty == Type::U64 && range.max < 0.0 {
        (span, "`u64` is never negative".to_owned())
    } else {
        return Some(range);
    };
    cx.fail(place, Problem::BadRange { reason: &reason })
}

/// 2^53: a float holds every whole number up to it.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn pattern(cx: &mut Context, subject: Subject<'_>, raw: Option<&Text>) -> Option<&'static Pattern> {
    let text = fitting(cx, subject.is_text(), "pattern", subject, raw)?;
    match Pattern::compile(text) {
        Ok(pattern) => Some(pattern),
        Err(error) => cx.fail(&text.span, Problem::BadPattern { reason: &error }),
    }
}

fn format(cx: &mut Context, subject: Subject<'_>, raw: Option<&Text>) -> Option<Format> {
    let word = fitting(cx, subject.is_text(), "format", subject, raw)?;
    Format::from_word(word).or_else(|| {
        let suggestion = Suggestion::new(word, "formats", Format::ALL.iter().map(|format| format.word()));
        cx.fail(&word.span, Problem::UnknownFormat { word: &**word, suggestion: &suggestion })
    })
}

/// Checks the values of `one_of` or `const`, which must satisfy the other constraints.
fn one_of(cx: &mut Context, subject: Subject<'_>, raw: &raw::ValueRules, checks: &[Check]) -> Option<Vec<String>> {
    let (key, texts) = match (&raw.one_of, &raw.constant) {
        (Some(_), Some(constant)) => return cx.fail(&constant.span, Problem::ConstAndOneOf {}),
        (Some(texts), None) => ("one_of", texts.clone()),
        (None, Some(text)) => ("const", Spanned::new(vec![text.clone()], text.span.clone())),
        (None, None) => return None,
    };
    fitting(cx, subject.is_text(), key, subject, Some(&texts))?;
    for text in &*texts {
        if let Some(check) = checks.iter().find(|check| !check.admits(Measurable::Text(text))) {
            let problem = Problem::NoValueLeft { value: &**text, constraint: &check.rule().id(), key: &key };
            cx.error(&text.span, problem);
        }
    }
    Some(distinct(cx, key, &texts))
}
