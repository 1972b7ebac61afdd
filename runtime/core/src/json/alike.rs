//! Compares two JSON texts that may say the same in different forms.

use std::borrow::Cow;

use super::{Kind, Scan, Scanner};

const NULL: &str = "null";

/// Returns whether `written` is another form of `original`, as the engine reads both into one value: keys in another order,
/// text for a number, JSON text for an object or list, one item for a list, comma-separated text for a list of texts, null
/// items that are left out. With `is_item`, a text in place of a list is its only item, even if it has commas.
pub(crate) fn is_alike(original: &str, written: &str, is_item: bool) -> bool {
    compare(&mut Scanner::new(original), &mut Scanner::new(written), is_item).unwrap_or(false)
}

/// Compares the next value of each text.
fn compare(original: &mut Scanner<'_>, written: &mut Scanner<'_>, is_item: bool) -> Scan<bool> {
    let is_alike = |original: &str, written: &str| is_alike(original, written, is_item);
    Ok(match (original.peek()?, written.peek()?) {
        (Kind::Object, Kind::Object) => members(original)?.alike(&members(written)?, is_item),
        (Kind::List, Kind::List) => {
            let (mut original, written) = (items(original)?, items(written)?);
            if original.len() > written.len() {
                original.retain(|item| *item != NULL);
            }
            original.len() == written.len() && original.iter().zip(&written).all(|(one, other)| is_alike(one, other))
        }
        (Kind::String, Kind::String) => {
            let (original, written) = (original.string()?, written.string()?);
            original == written || (is_container(&original) && is_alike(&original, &written))
        }
        (Kind::Null, _) => is_empty(written.skip()?),
        (Kind::String, kind) => text_alike(original.skip()?, kind, written, is_item)?,
        (_, Kind::String) => written.string()? == original.skip()?,
        (_, Kind::List) => matches!(items(written)?[..], [only] if is_alike(original.skip()?, only)),
        _ => is_same_value(original.skip()?, written.skip()?),
    })
}

/// Compares a string with a value of another kind.
fn text_alike(string: &str, kind: Kind, written: &mut Scanner<'_>, is_item: bool) -> Scan<bool> {
    let is_alike = |original: &str, written: &str| is_alike(original, written, is_item);
    let (text, written) = (Scanner::new(string).string()?, written.skip()?);
    Ok(match kind {
        Kind::Object | Kind::List if is_container(&text) && is_alike(&text, written) => true,
        // An empty text is an empty map.
        Kind::Object => text.is_empty() && members(&mut Scanner::new(written))?.0.is_empty(),
        Kind::List => {
            let items = items(&mut Scanner::new(written))?;
            let parts: Vec<&str> = text.split(',').filter(|_| !text.is_empty()).map(str::trim).collect();
            let is_part = |(part, item): (&&str, &&str)| Scanner::new(item).string().is_ok_and(|item| item == *part);
            let is_only = matches!(items[..], [only] if (is_item || !only.starts_with('"')) && is_alike(string, only));
            is_only || (parts.len() == items.len() && parts.iter().zip(&items).all(is_part))
        }
        _ => is_same_value(&text, written),
    })
}

/// Compares two numbers or booleans. A float has several spellings, and a boolean in text has any case.
fn is_same_value(original: &str, written: &str) -> bool {
    let is_float = |number: &str| number == "-0" || number.contains(['.', 'e', 'E']);
    let float = |number: &str| number.parse::<f64>().ok().filter(|_| is_float(original) || is_float(written));
    original.eq_ignore_ascii_case(written) || float(original).is_some_and(|number| float(written) == Some(number))
}

/// Returns whether a value is what a struct holds in place of null: nothing, or a value of its type that means nothing.
fn is_empty(written: &str) -> bool {
    let mut json = Scanner::new(written);
    match json.peek() {
        Ok(Kind::Object) => members(&mut json).is_ok_and(|members| members.0.iter().all(|(_, value)| is_empty(value))),
        _ => matches!(written, NULL | "\"\"" | "[]" | "0" | "0.0" | "false"),
    }
}

fn is_container(text: &str) -> bool {
    matches!(Scanner::new(text).peek(), Ok(Kind::Object | Kind::List))
}

fn items<'p>(json: &mut Scanner<'p>) -> Scan<Vec<&'p str>> {
    let mut items = Vec::new();
    json.enter_list()?;
    while json.next_item()? {
        items.push(json.skip()?);
    }
    Ok(items)
}

/// A member of an object.
type Member<'p> = (Cow<'p, str>, &'p str);

/// The members of an object, sorted by key. Members with the same key stay in their order.
struct Members<'p>(Vec<Member<'p>>);

fn members<'p>(json: &mut Scanner<'p>) -> Scan<Members<'p>> {
    let mut members = Vec::new();
    json.enter_object()?;
    while let Some(key) = json.next_key()? {
        members.push((key, json.skip()?));
    }
    members.sort_by(|(key, _): &Member<'_>, (other, _)| key.cmp(other));
    Ok(Members(members))
}

impl Members<'_> {
    fn alike(&self, other: &Self, is_item: bool) -> bool {
        let is_same =
            |((key, value), (other_key, other)): (&Member<'_>, &Member<'_>)| key == other_key && is_alike(value, other, is_item);
        let mut members = self.0.clone();
        if members.len() > other.0.len() {
            members.retain(|(_, value)| *value != NULL);
        }
        members.len() == other.0.len() && members.iter().zip(&other.0).all(is_same)
    }
}
