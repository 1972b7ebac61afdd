//! Conditions in words, for messages and documentation.

use std::fmt;

use super::condition::{Condition, Part, Test, TextTest, Texts};

/// Writes the condition in words: "`trigger_type` is `TIMER`".
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Condition::All(conditions) => f.write_str(&joined(conditions, " and ")),
            Condition::Any(conditions) => f.write_str(&joined(conditions, " or ")),
            Condition::Header(name, values) => write!(f, "header `{name}` is {}", one_of(values)),
            Condition::Absent(path) => write!(f, "no `{path}`"),
            Condition::Path(path, Test::Present) => write!(f, "`{path}` is there"),
            Condition::Path(path, Test::Text(test)) => write!(f, "`{path}` {test}"),
            Condition::Path(path, Test::Kind(kind)) => write!(f, "`{path}` is of kind {}", kind.word()),
        }
    }
}

/// Writes the test in words: "starts with `acs.` or `oss:` in any case".
impl fmt::Display for TextTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = match self.part {
            Part::Whole => "is",
            Part::Start => "starts with",
            Part::End => "ends with",
        };
        let case = if self.ignore_case { " in any case" } else { "" };
        write!(f, "{verb} {}{case}", one_of(&self.texts))
    }
}

fn joined(conditions: &[Condition], word: &str) -> String {
    let words = conditions.iter().map(|condition| match condition {
        Condition::All(_) | Condition::Any(_) => format!("({condition})"),
        single => single.to_string(),
    });
    words.collect::<Vec<_>>().join(word)
}

fn one_of(values: &Texts) -> String {
    values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" or ")
}
