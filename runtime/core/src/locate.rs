//! [`locate`]: finds the line and the column of a violation in the text of a payload.

use std::fmt;

use crate::engine::push_name;
use crate::json::{self, Kind, Scanner};
use crate::report::{Rule, Violation};

/// A place in a text. Its first character is at line 1 and column 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The number of the line.
    pub line: usize,
    /// The number of the character in its line.
    pub column: usize,
}

/// Writes `line:column`, as compilers do.
impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Returns where a violation is in the text of its payload.
///
/// An absent value is located at the object that lacks it, and a value inside a string, such as JSON text or base64, at the string. Returns
/// `None` if the payload is not JSON up to that place, or if the violation is about the payload as a whole.
///
/// ```
/// use triggerkit::huawei::KafkaEvent;
/// use triggerkit::{Document, locate};
///
/// let payload = "{\n  \"messages\": [\"one\", null]\n}";
/// let report = KafkaEvent::decode(payload).unwrap_err();
/// let position = locate(payload, &report.violations()[0]).unwrap();
/// assert_eq!((position.line, position.column), (2, 23));
/// ```
pub fn locate(payload: &str, violation: &Violation) -> Option<Position> {
    let path = if violation.path == "$" { "" } else { &violation.path };
    let offset = match violation.rule {
        Rule::Detect | Rule::Http | Rule::Size | Rule::Utf8 => None,
        Rule::Json if path.is_empty() => json::validate(payload).err().map(|error| error.offset()),
        rule => find(payload, path, rule == Rule::Duplicate),
    }?;
    let before = payload.get(..offset)?;
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    Some(Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 })
}

/// Returns the offset of the deepest value on the path that the payload contains.
fn find(payload: &str, mut path: &str, is_duplicate: bool) -> Option<usize> {
    let mut json = Scanner::new(payload);
    let mut kind = json.peek().ok()?;
    loop {
        let found = json.position();
        let step = match kind {
            _ if path.is_empty() => None,
            Kind::Object => enter_member(&mut json, path, is_duplicate),
            Kind::List => enter_item(&mut json, path),
            _ => None,
        };
        // A payload may contain one item in place of a list.
        let step = step.or_else(|| Some((json.at(found), path.strip_prefix("[0]")?)));
        let Some((mut next, rest)) = step else { return Some(found) };
        match next.peek() {
            Ok(next_kind) => (json, kind, path) = (next, next_kind, rest),
            Err(_) => return Some(found),
        }
    }
}

/// Returns a scanner at the member of an object that a path leads to, and the rest of the path. Of equal keys the first one counts, or the
/// last one if the violation is that there are several.
fn enter_member<'t, 'p>(json: &mut Scanner<'t>, path: &'p str, is_duplicate: bool) -> Option<(Scanner<'t>, &'p str)> {
    let mut found = None;
    let mut written = String::new();
    json.enter_object().ok()?;
    while let Ok(Some(key)) = json.next_key() {
        // Paths contain names as the engine writes them, with quotes if they need any.
        written.clear();
        push_name(&mut written, &key);
        let rest = path.strip_prefix('.').unwrap_or(path).strip_prefix(&written);
        if let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with(['.', '['])) {
            found = Some((json.clone(), rest));
            if !is_duplicate || !rest.is_empty() {
                break;
            }
        }
        if json.skip().is_err() {
            break;
        }
    }
    found
}

/// Returns a scanner at the item of a list that a path leads to, and the rest of the path.
fn enter_item<'t, 'p>(json: &mut Scanner<'t>, path: &'p str) -> Option<(Scanner<'t>, &'p str)> {
    let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
    let index: usize = index.parse().ok()?;
    json.enter_list().ok()?;
    for _ in 0..index {
        json.next_item().ok()?.then_some(())?;
        json.skip().ok()?;
    }
    json.next_item().ok()?.then_some((json.clone(), rest))
}
