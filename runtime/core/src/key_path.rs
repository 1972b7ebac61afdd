//! The syntax of paths in specs: keys that are joined by `.`, such as `records[].topic` or `"CodePipeline.job".data`.

use std::borrow::Cow;
use std::fmt;

/// One step of a path: a key, and what the path does with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyStep<'p> {
    /// The key, without the quotes that it may have in the path.
    pub key: &'p str,
    /// Whether the key is in quotes.
    pub is_quoted: bool,
    /// What follows the key: a [`Mark`] for each list or map that the path goes through.
    pub marks: &'p str,
}

/// What a path does with a list or map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `[]` goes through the items of a list.
    Items,
    /// `{}` goes through the values of a map.
    Values,
}

impl Mark {
    const ALL: [Mark; 2] = [Mark::Items, Mark::Values];

    /// Returns the mark as it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Mark::Items => "[]",
            Mark::Values => "{}",
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// Splits the marks of a step into the first one and the rest. Returns `None` if there is none.
pub fn split_mark(marks: &str) -> Option<(Mark, &str)> {
    Mark::ALL.into_iter().find_map(|mark| Some((mark, marks.strip_prefix(mark.text())?)))
}

/// Returns the marks of a step. Returns `None` if anything else follows the key.
pub fn read_marks(marks: &str) -> Option<Vec<Mark>> {
    let (mut read, mut rest) = (Vec::new(), marks);
    while let Some((mark, after)) = split_mark(rest) {
        read.push(mark);
        rest = after;
    }
    rest.is_empty().then_some(read)
}

/// Splits a path into its first step and the rest. A step in double quotes is one key, whatever it contains.
#[inline]
pub fn split_path(path: &str) -> (KeyStep<'_>, Option<&str>) {
    if let Some((key, after)) = path.strip_prefix('"').and_then(|quoted| quoted.split_once('"')) {
        let (marks, rest) = split_step(after);
        return (KeyStep { key, is_quoted: true, marks }, rest);
    }
    let (step, rest) = split_step(path);
    let key = trim_marks(step);
    (KeyStep { key, is_quoted: false, marks: &step[key.len()..] }, rest)
}

/// Returns the steps of a path.
pub fn path_steps(path: &str) -> impl Iterator<Item = KeyStep<'_>> {
    let mut rest = Some(path);
    std::iter::from_fn(move || {
        let (step, after) = split_path(rest?);
        rest = after;
        Some(step)
    })
}

/// Returns a key as it has to be written in a path.
pub fn write_key(key: &str) -> Cow<'_, str> {
    let is_plain = split_path(key) == (KeyStep { key, is_quoted: false, marks: "" }, None) && !key.contains(BRACES);
    if is_plain { key.into() } else { format!("\"{key}\"").into() }
}

/// The signs that a key contains only in quotes, because a template has its paths in them.
pub const BRACES: [char; 2] = ['{', '}'];

fn trim_marks(step: &str) -> &str {
    let mut key = step;
    while let Some(shorter) = Mark::ALL.into_iter().find_map(|mark| key.strip_suffix(mark.text())) {
        key = shorter;
    }
    key
}

fn split_step(path: &str) -> (&str, Option<&str>) {
    path.split_once('.').map_or((path, None), |(step, rest)| (step, Some(rest)))
}

#[cfg(test)]
mod tests {
    use super::{Mark, path_steps, read_marks, split_path, write_key};

    #[test]
    fn a_path_consists_of_keys_and_marks() {
        let steps = |path| path_steps(path).map(|step| (step.key, step.marks)).collect::<Vec<_>>();
        assert_eq!(steps("records[].topic"), [("records", "[]"), ("topic", "")]);
        assert_eq!(steps(r#""CodePipeline.job".data"#), [("CodePipeline.job", ""), ("data", "")]);
        assert_eq!(steps(r#"jobs."a.b"[][]"#), [("jobs", ""), ("a.b", "[][]")]);
        assert_eq!(steps("[].source"), [("", "[]"), ("source", "")]);
        assert_eq!(steps("records{}[].topic"), [("records", "{}[]"), ("topic", "")]);
        assert_eq!(steps(r#""a{}"{}.b"#), [("a{}", "{}"), ("b", "")]);
        assert_eq!(steps("a..b."), [("a", ""), ("", ""), ("b", ""), ("", "")]);
        assert_eq!(steps(r#""open.b"#), [("\"open", ""), ("b", "")], "a quote without an end is part of the key");
        assert_eq!(steps(r#""a"b.c"#), [("a", "b"), ("c", "")], "what follows a quote are marks, right or wrong");
    }

    #[test]
    fn marks_are_for_lists_and_maps() {
        assert_eq!(read_marks("{}[]"), Some(vec![Mark::Values, Mark::Items]));
        assert_eq!(read_marks(""), Some(vec![]));
        assert_eq!((read_marks("[0]"), read_marks("{}s"), read_marks("{")), (None, None, None));
    }

    #[test]
    fn a_key_that_is_written_is_read_as_the_same_key() {
        for key in ["topic", "a.b", "a[]", "a{}", "{a}", "a{b", "", "a b", "\"", "a\"b"] {
            let written = write_key(key);
            let (step, rest) = split_path(&written);
            assert_eq!((step.key, step.marks, rest), (key, "", None), "{written}");
        }
        assert_eq!((&*write_key("a.b"), &*write_key("a-b"), &*write_key("a{b")), ("\"a.b\"", "a-b", "\"a{b\""));
    }
}
