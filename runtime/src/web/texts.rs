//! Texts in parts of events, whatever form they have.

use std::borrow::Cow;

use http::header::AsHeaderName;
use http::{HeaderMap, HeaderValue};
use triggerkit_core::engine::{Object, View, has_value, value_at};
use triggerkit_core::json::{Kind, Scan, Scanner};

/// Returns the value of a header if it is UTF-8.
pub(crate) fn header_utf8(value: &HeaderValue) -> Option<&str> {
    std::str::from_utf8(value.as_bytes()).ok()
}

/// Returns the value of a header as text: UTF-8, or else ISO 8859-1, in which every byte is a character.
pub(crate) fn header_text(value: &HeaderValue) -> Cow<'_, str> {
    let latin = || value.as_bytes().iter().copied().map(char::from).collect();
    header_utf8(value).map_or_else(|| Cow::Owned(latin()), Cow::Borrowed)
}

/// Returns the values of a header, each as text.
pub(crate) fn values<'h, N: AsHeaderName>(headers: &'h HeaderMap, name: N) -> impl Iterator<Item = Cow<'h, str>> + use<'h, N> {
    headers.get_all(name).into_iter().map(header_text)
}

/// Returns the value at the first of several places that has one.
pub(super) fn first<'o>(event: &'o dyn Object, places: impl IntoIterator<Item = &'static str>) -> View<'o> {
    places.into_iter().map(|place| value_at(event, place)).find(|view| !is_empty(*view)).unwrap_or(View::Absent)
}

fn is_empty(view: View<'_>) -> bool {
    !has_value(view) || matches!(view, View::Text("") | View::Json("\"\"" | "{}"))
}

/// Returns the text at the first of several places that has a value, or an empty text. The last step of a place may be the name of
/// an entry of a map, in any case.
pub(super) fn text<'o>(event: &'o dyn Object, places: &'static [&'static str]) -> Cow<'o, str> {
    let text_at = |place: &&str| match value_at(event, place) {
        View::Text(text) => Some(Cow::Borrowed(text)),
        View::Absent => entry(event, place).map(Cow::Owned),
        _ => None,
    };
    places.iter().filter_map(text_at).find(|text| !text.is_empty()).unwrap_or_default()
}

fn entry(event: &dyn Object, place: &str) -> Option<String> {
    let (map, name) = place.rsplit_once('.')?;
    let mut found = None;
    each_entry(value_at(event, map), &mut |key, value| {
        if key.eq_ignore_ascii_case(name) {
            each_text(value, &mut |text| found = found.take().or_else(|| Some(text.to_owned())));
        }
    });
    found
}

/// Calls `take` with each entry of a map, which may be a JSON object.
pub(super) fn each_entry(view: View<'_>, take: &mut dyn FnMut(&str, View<'_>)) {
    match view {
        View::Map(map) => {
            for index in 0..map.len() {
                let (name, value) = map.entry(index);
                take(name, value);
            }
        }
        // The text was read as JSON before, so it has no errors.
        View::Json(json) => {
            let _ = each_member(json, &mut |name, value| take(name, View::Json(value)));
        }
        _ => {}
    }
}

/// Calls `take` with each member of a JSON object, whose value is JSON text.
pub(super) fn each_member(json: &str, take: &mut dyn FnMut(&str, &str)) -> Scan<()> {
    let mut scanner = Scanner::new(json);
    scanner.enter_object()?;
    while let Some(name) = scanner.next_key()? {
        take(&name, scanner.skip()?);
    }
    Ok(())
}

/// Calls `take` with a text, or with each item of a list. Numbers and booleans count as the text that they are written as.
pub(super) fn each_text(view: View<'_>, take: &mut dyn FnMut(&str)) {
    match view {
        View::Text(text) => take(text),
        View::List(list) => (0..list.len()).for_each(|index| each_text(list.item(index), take)),
        View::Json(json) => {
            let _ = each_item(json, take);
        }
        _ => {}
    }
}

fn each_item(json: &str, take: &mut dyn FnMut(&str)) -> Scan<()> {
    let mut scanner = Scanner::new(json);
    if scanner.peek()? != Kind::List {
        return json_text(&mut scanner, take);
    }
    scanner.enter_list()?;
    while scanner.next_item()? {
        json_text(&mut scanner, take)?;
    }
    Ok(())
}

fn json_text(scanner: &mut Scanner<'_>, take: &mut dyn FnMut(&str)) -> Scan<()> {
    match scanner.peek()? {
        Kind::String => take(&scanner.string()?),
        Kind::Null => scanner.null()?,
        _ => take(scanner.skip()?),
    }
    Ok(())
}
