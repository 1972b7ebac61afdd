//! Checks codecs: each step must be able to read the result of the step before, and the last must yield the field's type.

use triggerkit_core::Step;

use crate::definitions::innermost;
use crate::diagnostic::{Context, Problem};
use crate::model::Type;
use crate::raw::{Spanned, Text};
use crate::suggest::Suggestion;
use crate::words;

/// The steps, as they are written.
type Codec = Spanned<Vec<Text>>;

/// Checks `codec` of a field and of its items, and returns the type with what is encoded in it.
pub(super) fn check(cx: &mut Context, ty: Spanned<Type>, codec: Option<&Codec>, items: Option<&Codec>) -> Type {
    let is_container = matches!(ty.value, Type::List(_) | Type::Map(_));
    match codec {
        None if is_container => check_items(cx, ty, items),
        None if ty.value == Type::Bytes => {
            cx.error(&ty.span, Problem::BytesWithoutCodec { example: &"codec = [\"base64\"]" });
            ty.value
        }
        None => ty.value,
        Some(_) if is_container && *innermost(&ty.value) == Type::Bytes => {
            cx.error(&ty.span, Problem::BytesNested {});
            ty.value
        }
        Some(codec) => encoded(cx, ty, codec),
    }
}

/// Checks `codec` of the innermost items of a list or map.
fn check_items(cx: &mut Context, Spanned { value, span }: Spanned<Type>, codec: Option<&Codec>) -> Type {
    match (value, codec) {
        (Type::List(item), _) => Type::List(Box::new(check_items(cx, Spanned::new(*item, span), codec))),
        (Type::Map(item), _) => Type::Map(Box::new(check_items(cx, Spanned::new(*item, span), codec))),
        (item, Some(codec)) => encoded(cx, Spanned::new(item, span), codec),
        (item, None) => {
            if item == Type::Bytes {
                cx.error(&span, Problem::BytesWithoutCodec { example: &"items = { codec = [\"base64\"] }" });
            }
            item
        }
    }
}

fn encoded(cx: &mut Context, ty: Spanned<Type>, codec: &Codec) -> Type {
    let steps: Vec<Step> = codec.iter().filter_map(|word| read_step(cx, word)).collect();
    if steps.len() == codec.len() && check_order(cx, codec, &steps) {
        check_result(cx, codec, &steps, &ty.value);
    }
    Type::Encoded(Box::new(ty.value), steps)
}

fn read_step(cx: &mut Context, word: &Text) -> Option<Step> {
    Step::from_word(word).or_else(|| {
        let suggestion = Suggestion::new(word, "steps", Step::ALL.iter().map(|step| step.word()));
        cx.fail(&word.span, Problem::UnknownStep { word: &**word, suggestion: &suggestion })
    })
}

/// Checks that each step can read what the step before yields.
fn check_order(cx: &mut Context, words: &Codec, steps: &[Step]) -> bool {
    let mut before = None;
    for (word, step) in words.iter().zip(steps) {
        let reason = match (before, step) {
            (None, Step::Base64 | Step::Json | Step::Numbers | Step::Percent)
            | (Some(Step::Base64), Step::Unpack | Step::Json) => None,
            (Some(Step::Unpack), Step::Json) => None,
            (None, Step::Unpack) => Some("`unpack` cannot be the first step".to_owned()),
            (Some(Step::Json), step) => Some(format!("`{}` cannot follow `json`", step.word())),
            (Some(before), step) => Some(format!("`{}` cannot follow `{}`", step.word(), before.word())),
        };
        if let Some(reason) = reason {
            cx.error(&word.span, Problem::BadCodec { reason: &reason });
            return false;
        }
        before = Some(*step);
    }
    true
}

fn check_result(cx: &mut Context, words: &Codec, steps: &[Step], ty: &Type) {
    let (fits, right) = match ty {
        Type::Bytes => (
            matches!(steps.last(), Some(Step::Base64 | Step::Unpack | Step::Numbers)),
            "end the codec with `base64`, `unpack` or `numbers`, or use `json` or a named type",
        ),
        Type::String => (
            steps.last() == Some(&Step::Percent),
            "write `codec = [\"percent\"]` for percent-encoded text, or use the type `bytes`",
        ),
        Type::Json | Type::Generic | Type::Object(_) | Type::Map(_) | Type::List(_) | Type::Foreign(_) => {
            (steps.last() == Some(&Step::Json), "end the codec with `json`")
        }
        _ => (false, "use the type `bytes`; or end the codec with `json` and use `json`, a list, a map or a named type"),
    };
    if fits {
        return;
    }
    cx.error(&words.span, Problem::CodecMisfit { ty: &words::described(ty), right: &right });
}
