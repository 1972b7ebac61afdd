//! Checks accepted forms: each must fit the type, and no two may look the same on the wire.

use triggerkit_core::{Accept, Step, TimeKind};

use super::distinct::distinct;
use super::subject::Subject;
use crate::diagnostic::{Context, Problem};
use crate::model::Type;
use crate::raw::{Spanned, Text};
use crate::suggest::Suggestion;

/// Checks `accept`.
pub(super) fn accept(cx: &mut Context, subject: Subject<'_>, raw: Option<&Spanned<Vec<Text>>>) -> Vec<Accept> {
    let Some(words) = raw else { return Vec::new() };
    distinct(cx, "accept", words);
    let forms: Vec<Spanned<Accept>> = words.iter().filter_map(|word| read_form(cx, subject, word)).collect();
    check_ambiguity(cx, subject.ty, &forms);
    forms.into_iter().map(|form| form.value).collect()
}

fn read_form(cx: &mut Context, subject: Subject<'_>, word: &Text) -> Option<Spanned<Accept>> {
    let Some(form) = Accept::from_word(word) else {
        let suggestion = Suggestion::new(word, "forms", Accept::ALL.iter().map(|form| form.word()));
        return cx.fail(&word.span, Problem::UnknownForm { word: &**word, suggestion: &suggestion });
    };
    if !fits(form, subject.ty) {
        let problem = Problem::FormMisfit { form: &form.word(), what: &subject.words(), fits: &fitting_types(form) };
        return cx.fail(&word.span, problem);
    }
    Some(Spanned::new(form, word.span.clone()))
}

fn fits(form: Accept, ty: &Type) -> bool {
    match form {
        Accept::String => match ty {
            Type::Time(kind) => kind.nanoseconds().is_some(),
            _ => matches!(ty, Type::Bool | Type::I64 | Type::U64 | Type::F64),
        },
        Accept::Number => match ty {
            Type::Time(kind) => kind.nanoseconds().is_none() && *kind != TimeKind::Any,
            Type::TimeLike(_) => true,
            _ => *ty == Type::String,
        },
        Accept::Bool | Accept::Json => *ty == Type::String,
        Accept::JsonText => matches!(ty, Type::Object(_) | Type::Map(_) | Type::List(_) | Type::Json | Type::Foreign(_)),
        // A single list would look like a list with its items.
        Accept::One => matches!(ty, Type::List(item) if !may_be_list(item)),
        Accept::CommaText => matches!(ty, Type::List(item) if **item == Type::String),
    }
}

/// Returns whether a value of the type may be a list on the wire.
fn may_be_list(ty: &Type) -> bool {
    match ty {
        Type::Encoded(_, steps) => matches!(steps.first(), Some(Step::Json | Step::Numbers)),
        ty => matches!(ty, Type::List(_) | Type::Json),
    }
}

/// Returns the types that a form fits, for messages.
fn fitting_types(form: Accept) -> &'static str {
    match form {
        Accept::String => "`bool`, `i64`, `u64`, `f64` and `time<unix-*>`",
        Accept::Number => "`string`, `time<rfc3339>` and `time<text>`",
        Accept::Bool | Accept::Json => "`string`",
        Accept::JsonText => "named types, maps, lists and `json`",
        Accept::One => "lists whose items are never lists",
        Accept::CommaText => "`list<string>`",
    }
}

/// Checks that at most one form of a list is a string.
fn check_ambiguity(cx: &mut Context, ty: &Type, forms: &[Spanned<Accept>]) {
    let Type::List(item) = ty else { return };
    let as_string = |form: Accept| match form {
        Accept::One => matches!(
            **item,
            Type::String | Type::Enum(_) | Type::Time(_) | Type::TimeLike(_) | Type::Foreign(_) | Type::Encoded(..)
        ),
        _ => true,
    };
    let mut strings = forms.iter().filter(|form| as_string(form.value));
    if let (Some(first), Some(second)) = (strings.next(), strings.next())
        && first.value != second.value
    {
        cx.error(&second.span, Problem::FormsAmbiguous { first: &first.word(), second: &second.word() });
    }
}
