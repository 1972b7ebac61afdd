//! Conditions in words, for messages and documentation.

use std::fmt;

use super::condition::{Condition, Test, Texts};

/// Writes the condition in words: "`trigger_type` is `TIMER`".
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Condition::All(conditions) => f.write_str(&joined(conditions, " and ")),
            Condition::Any(conditions) => f.write_str(&joined(conditions, " or ")),
            Condition::Header(name, values) => write!(f, "header `{name}` is {}", one_of(values)),
            Condition::Absent(path) => write!(f, "no `{path}`"),
            Condition::Path(path, Test::Present) => write!(f, "`{path}` is there"),
            Condition::Path(path, Test::Equals(values)) => write!(f, "`{path}` is {}", one_of(values)),
            Condition::Path(path, Test::Prefix(prefix)) => write!(f, "`{path}` starts with `{prefix}`"),
            Condition::Path(path, Test::Kind(kind)) => write!(f, "`{path}` is of kind {}", kind.word()),
        }
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
