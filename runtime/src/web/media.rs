//! Which bodies are text.

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

/// Media types of text, apart from `text/*`, `*+json` and `*+xml`.
const TEXT: [&str; 5] =
    ["application/json", "application/xml", "application/javascript", "application/x-www-form-urlencoded", "application/graphql"];

/// Returns the text of a body. A body is text if it is UTF-8, is not compressed, and its media type is one of text or is missing.
pub(super) fn text<'b>(headers: &HeaderMap, body: &'b [u8]) -> Option<&'b str> {
    let is_encoded = headers.get(CONTENT_ENCODING).is_some_and(|encoding| encoding.as_bytes() != b"identity");
    let media_type = headers.get(CONTENT_TYPE).map_or(Ok("text/plain"), |value| value.to_str());
    let is_text = !is_encoded && media_type.is_ok_and(|media_type| TEXT.contains(&media_type) || is_text_type(media_type));
    if is_text { std::str::from_utf8(body).ok() } else { None }
}

fn is_text_type(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let begins = |start: &str| essence.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start));
    let ends = |end: &str| {
        essence.len().checked_sub(end.len()).and_then(|at| essence.get(at..)).is_some_and(|found| found.eq_ignore_ascii_case(end))
    };
    TEXT.iter().any(|text| essence.eq_ignore_ascii_case(text)) || begins("text/") || ends("+json") || ends("+xml")
}
