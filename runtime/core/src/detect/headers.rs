//! Request headers: how detection looks them up, and which ones satisfy a condition.

use super::condition::Condition;

/// Most sets of headers that are listed for one condition.
const MAX_SETS: usize = 64;

/// Looks up request headers by name, without case.
pub trait Headers {
    /// Returns the value of a header if there is one and it is text.
    fn header(&self, name: &str) -> Option<&str>;
}

/// Pairs of name and value.
impl Headers for &[(&str, &str)] {
    fn header(&self, name: &str) -> Option<&str> {
        self.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

impl Condition {
    /// Returns the first of the [`header_sets`](Self::header_sets).
    pub fn headers(&self) -> Vec<(&str, &str)> {
        self.header_sets().into_iter().next().unwrap_or_default()
    }

    /// Returns every set of request headers that satisfies the header conditions in this condition: at least one set, which is empty
    /// without such conditions, and no more than 64. Conditions in a `Not` do not count.
    pub fn header_sets(&self) -> Vec<Vec<(&str, &str)>> {
        let mut sets = match self {
            Condition::Header(name, values) => values.iter().map(|value| vec![(&**name, &**value)]).collect(),
            Condition::Any(conditions) => conditions.iter().flat_map(Condition::header_sets).collect(),
            Condition::All(conditions) => conditions.iter().fold(vec![Vec::new()], |sets, each| {
                let more = each.header_sets();
                let joined = sets.iter().flat_map(|set| more.iter().map(move |other| [&set[..], other].concat()));
                joined.take(MAX_SETS).collect()
            }),
            Condition::Path(..) | Condition::Absent(_) | Condition::Not(_) => vec![Vec::new()],
        };
        sets.truncate(MAX_SETS);
        sets
    }
}
