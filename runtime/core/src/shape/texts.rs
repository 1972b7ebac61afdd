//! [`Texts`]: lists of texts in shapes.

use std::borrow::Cow;

/// A list of texts, known at compile time or read from a spec.
pub type Texts = Cow<'static, [Cow<'static, str>]>;

/// Formats texts as a list of code: "`a`, `b`".
pub(super) fn code_list(texts: &[impl AsRef<str>]) -> String {
    texts.iter().map(|text| format!("`{}`", text.as_ref())).collect::<Vec<_>>().join(", ")
}
