//! Lists in which no text may occur twice.

use crate::diagnostic::{Context, Problem};
use crate::raw::Text;

/// Returns the texts of a list and reports those that occur twice.
pub(super) fn distinct(cx: &mut Context, key: &str, texts: &[Text]) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for text in texts {
        if seen.contains(&text.value) {
            cx.error(&text.span, Problem::Twice { word: &**text, key: &key });
        } else {
            seen.push(text.value.clone());
        }
    }
    seen
}
