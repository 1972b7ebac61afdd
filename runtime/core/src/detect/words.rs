//! Conditions in words, for messages and documentation.

use std::fmt;

use super::condition::{Condition, Needs, Part, Test, TextTest, Texts};
use super::tree::Claim;

/// Writes the condition in words: "`trigger_type` is `TIMER`".
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Claim { condition: self, holds: true }.fmt(f)
    }
}

/// Writes the claim in words: "`trigger_type` is not `TIMER`".
impl fmt::Display for Claim<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = if self.holds { "" } else { " not" };
        match self.condition.needs(self.holds) {
            Needs::Each(conditions, holds) => return f.write_str(&joined(conditions, holds, " and ")),
            Needs::OneOf(conditions, holds) => return f.write_str(&joined(conditions, holds, " or ")),
            Needs::Itself => {}
        }
        match self.condition {
            Condition::Header(name, values) => write!(f, "header `{name}` is{not} {}", one_of(values)),
            Condition::Path(path, Test::Text(test)) => {
                let words = if self.holds { test.to_string() } else { test.negated() };
                write!(f, "`{path}` {words}")
            }
            Condition::Path(path, Test::Kind(kind)) => write!(f, "`{path}` is{not} of kind {}", kind.word()),
            Condition::Path(path, Test::Present) | Condition::Absent(path) => {
                let is_there = self.holds == matches!(self.condition, Condition::Path(..));
                if is_there { write!(f, "`{path}` is there") } else { write!(f, "no `{path}`") }
            }
            Condition::All(_) | Condition::Any(_) | Condition::Not(_) => Ok(()),
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
            Part::Anywhere => "contains",
        };
        write!(f, "{verb} {}", self.texts_in_words())
    }
}

impl TextTest {
    /// Returns the opposite of the test in words: "does not start with `acs.` or `oss:`".
    fn negated(&self) -> String {
        let verb = match self.part {
            Part::Whole => "is not",
            Part::Start => "does not start with",
            Part::End => "does not end with",
            Part::Anywhere => "does not contain",
        };
        format!("{verb} {}", self.texts_in_words())
    }

    fn texts_in_words(&self) -> String {
        let case = if self.ignore_case { " in any case" } else { "" };
        format!("{}{case}", one_of(&self.texts))
    }
}

fn joined(conditions: &[Condition], holds: bool, word: &str) -> String {
    let claims = conditions.iter().map(|condition| Claim { condition, holds });
    let words =
        claims.map(|claim| if conditions.len() > 1 && claim.is_joined() { format!("({claim})") } else { claim.to_string() });
    words.collect::<Vec<_>>().join(word)
}

impl Claim<'_> {
    /// Returns whether its words join several conditions.
    fn is_joined(&self) -> bool {
        match self.condition.needs(self.holds) {
            Needs::Each(conditions, holds) | Needs::OneOf(conditions, holds) => match conditions {
                [condition] => Claim { condition, holds }.is_joined(),
                several => !several.is_empty(),
            },
            Needs::Itself => false,
        }
    }
}

fn one_of(values: &Texts) -> String {
    values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" or ")
}
