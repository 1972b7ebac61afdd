//! Which of many triggers recognise a payload: the conditions that can hold are found by what they ask for, so that a payload
//! costs as much as it holds, however many triggers there are.

use std::collections::BTreeMap;

use triggerkit_core::detect::{Condition, Facts, Headers, Test, find, first_key};
use triggerkit_core::json::Scanner;

/// Conditions are satisfied by headers in at most this many ways; further ones are left out.
const MAX_WAYS: usize = 64;

/// Request headers that a payload comes with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request(Vec<(String, String)>);

impl Headers for Request {
    fn header(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Every set of headers that satisfies the header conditions among `condition`; at least one.
pub fn requests(condition: Option<&Condition>) -> Vec<Request> {
    let mut ways = match condition {
        Some(Condition::Header(name, values)) => {
            values.iter().map(|value| Request(vec![(name.to_string(), value.to_string())])).collect()
        }
        Some(Condition::Any(conditions)) => conditions.iter().flat_map(|each| requests(Some(each))).collect(),
        Some(Condition::All(conditions)) => conditions.iter().fold(vec![Request::default()], |ways, each| {
            let more = requests(Some(each));
            let joined = ways.iter().flat_map(|way| more.iter().map(|other| Request([&way.0[..], &other.0].concat())));
            joined.take(MAX_WAYS).collect()
        }),
        Some(Condition::Path(..) | Condition::Absent(_)) | None => vec![Request::default()],
    };
    ways.truncate(MAX_WAYS);
    ways
}

/// Conditions by the text that they ask for, if they ask for one.
type ByText<'c> = BTreeMap<Option<&'c str>, Vec<usize>>;

/// The conditions of many triggers.
#[derive(Debug, Default)]
pub struct Recogniser<'c> {
    conditions: Vec<(usize, &'c Condition)>,
    /// By name and value of a header, in lower case.
    by_header: BTreeMap<(String, String), Vec<usize>>,
    /// By the path that has to be there, under its first key, and the text that has to be there when one is asked for.
    by_path: BTreeMap<&'c str, BTreeMap<&'c str, ByText<'c>>>,
    /// Those that may hold for anything.
    always: Vec<usize>,
}

/// Something without which a condition cannot hold.
enum Need<'c> {
    Header(&'c str, &'c str),
    Path(&'c str, Option<&'c str>),
}

impl<'c> Recogniser<'c> {
    /// Of the triggers' conditions; triggers without one are never recognised.
    pub fn new(conditions: impl IntoIterator<Item = Option<&'c Condition>>) -> Self {
        let mut recogniser = Recogniser::default();
        for (index, condition) in conditions.into_iter().enumerate() {
            recogniser.extend(index, condition);
        }
        recogniser
    }

    fn extend(&mut self, index: usize, condition: Option<&'c Condition>) {
        let Some(condition) = condition else { return };
        let at = self.conditions.len();
        self.conditions.push((index, condition));
        let Some(needs) = needs(condition) else { return self.always.push(at) };
        for need in needs {
            match need {
                Need::Header(name, value) => {
                    self.by_header.entry((name.to_ascii_lowercase(), value.to_ascii_lowercase())).or_default().push(at);
                }
                Need::Path(path, text) => {
                    let paths = self.by_path.entry(first_key(path)).or_default();
                    paths.entry(path).or_default().entry(text).or_default().push(at);
                }
            }
        }
    }

    /// Indices of the triggers whose conditions hold for a payload that comes with any of these headers, in their order.
    pub fn recognised(&self, payload: &str, requests: &[Request]) -> Vec<usize> {
        let mut near = self.always.clone();
        for (name, value) in requests.iter().flat_map(|request| &request.0) {
            let key = (name.to_ascii_lowercase(), value.to_ascii_lowercase());
            near.extend(self.by_header.get(&key).into_iter().flatten());
        }
        self.near_by_path(payload, &mut near);
        near.sort_unstable();
        near.dedup();
        let near: Vec<&(usize, &Condition)> = near.iter().map(|&at| &self.conditions[at]).collect();
        let facts = Facts::of(payload, near.iter().map(|(_, condition)| *condition));
        let holds = |condition: &Condition| requests.iter().any(|request| condition.holds(&facts, request));
        near.into_iter().filter(|(_, condition)| holds(condition)).map(|(index, _)| *index).collect()
    }

    fn near_by_path(&self, payload: &str, near: &mut Vec<usize>) {
        let mut json = Scanner::new(payload);
        if json.enter_object().is_err() {
            return;
        }
        // A payload that is cut off is told by what is there of it.
        while let Ok(Some(key)) = json.next_key() {
            for (path, texts) in self.by_path.get(&*key).into_iter().flatten() {
                let Some(value) = find(payload, path) else { continue };
                let text = Scanner::new(value).string();
                let text = text.as_deref().unwrap_or(value);
                near.extend([None, Some(text)].iter().filter_map(|wanted| texts.get(wanted)).flatten());
            }
            if json.skip().is_err() {
                return;
            }
        }
    }
}

/// What a condition needs one of; `None` when it may hold for anything.
fn needs(condition: &Condition) -> Option<Vec<Need<'_>>> {
    match condition {
        Condition::Header(name, values) => Some(values.iter().map(|value| Need::Header(name, value)).collect()),
        Condition::Path(path, Test::Equals(values)) => Some(values.iter().map(|value| Need::Path(path, Some(value))).collect()),
        Condition::Path(path, _) => Some(vec![Need::Path(path, None)]),
        Condition::Absent(_) => None,
        Condition::Any(conditions) => {
            let each: Option<Vec<Vec<Need<'_>>>> = conditions.iter().map(needs).collect();
            each.map(|each| each.into_iter().flatten().collect())
        }
        // One of them is enough to look for: a text tells more than that something is there.
        Condition::All(conditions) => {
            let vague = |needs: &Vec<Need<'_>>| needs.iter().any(|need| matches!(need, Need::Path(_, None)));
            conditions.iter().filter_map(needs).min_by_key(vague)
        }
    }
}
