//! Proposes the condition of a new trigger: paths and texts that its samples have, and other samples do not.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::slice::from_ref;

use triggerkit_core::detect::{Condition, Matcher, Matches, Test};
use triggerkit_spec::json::{Node, Value};

/// The greatest number of steps in a path.
const MAX_STEPS: usize = 4;
/// The greatest number of conditions that are combined.
const MAX_CONDITIONS: usize = 4;
/// Keys whose text usually names the kind of event.
const IDENTIFYING: [&str; 8] = ["source", "eventsource", "event_source", "type", "eventtype", "trigger_type", "kind", "service"];

/// Returns a condition that holds for all of `own` (given as text and parsed) and for as few of the others as possible; `None` if they
/// have no keys.
pub fn condition(own: &[&str], nodes: &[Node<'_>], others: &[&str]) -> Option<Condition> {
    if let Some(shared) = together(own, nodes, others) {
        return Some(shared);
    }
    // The samples have nothing in common, so each gets an alternative.
    let mut alternatives: Vec<Condition> = Vec::new();
    for (payload, node) in own.iter().zip(nodes) {
        if !alternatives.iter().any(|alternative| holds(alternative, payload)) {
            alternatives.push(together(&[payload], from_ref(node), others)?);
        }
    }
    Some(Condition::Any(Cow::Owned(alternatives))).filter(|_| !own.is_empty())
}

/// Returns the fewest conditions that all hold for `own`. Of equally good ones the first is taken: texts that name the kind of event come
/// before other paths, and short paths before long ones.
fn together(own: &[&str], nodes: &[Node<'_>], others: &[&str]) -> Option<Condition> {
    let mut candidates = Vec::new();
    collect(nodes.first()?, "", 0, &mut candidates);
    candidates.sort_by_key(|(rank, _)| *rank);
    let matcher = Matcher::new(candidates.iter().map(|(_, each)| Some(each)));
    let matched = |payload: &&str| -> BTreeSet<usize> { matches(&matcher, payload).indices().iter().copied().collect() };
    let own: Vec<_> = own.iter().map(matched).collect();
    let mut left: Vec<_> = others.iter().map(matched).collect();
    let shared: Vec<usize> = (0..candidates.len()).filter(|each| own.iter().all(|matched| matched.contains(each))).collect();
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < MAX_CONDITIONS && (chosen.is_empty() || !left.is_empty()) {
        let hits = |each: &usize| left.iter().filter(|matched| matched.contains(each)).count();
        let Some(best) = shared.iter().copied().min_by_key(hits) else { break };
        if !chosen.is_empty() && hits(&best) == left.len() {
            break;
        }
        left.retain(|matched| matched.contains(&best));
        chosen.push(best);
    }
    let mut chosen: Vec<Condition> = chosen.into_iter().map(|each| candidates[each].1.clone()).collect();
    match chosen.len() {
        0 | 1 => chosen.pop(),
        _ => Some(Condition::All(Cow::Owned(chosen))),
    }
}

/// Returns whether a condition holds for a payload that is sent without headers.
pub fn holds(condition: &Condition, payload: &str) -> bool {
    matches(&Matcher::new([Some(condition)]), payload) != Matches::None
}

fn matches(matcher: &Matcher<'_>, payload: &str) -> Matches {
    let headers: &[(&str, &str)] = &[];
    matcher.matches(payload, &headers)
}

fn collect(node: &Node<'_>, path: &str, depth: usize, found: &mut Vec<(usize, Condition)>) {
    let Value::Object(members) = &node.value else { return };
    for (key, value) in members {
        if key.is_empty() || key.contains(['.', '[', ']', '{', '}']) {
            continue;
        }
        let path = if path.is_empty() { key.to_string() } else { format!("{path}.{key}") };
        let is_identifying = IDENTIFYING.contains(&key.to_lowercase().as_str());
        if let Some(text) = value.text().filter(|text| is_identifying && !text.is_empty()) {
            let test = Test::equals(Cow::Owned(vec![Cow::Owned(text.to_owned())]));
            found.push((depth, Condition::Path(Cow::Owned(path.clone()), test)));
        }
        found.push((10 + depth, Condition::Path(Cow::Owned(path.clone()), Test::Present)));
        if depth + 1 < MAX_STEPS {
            match &value.value {
                Value::List(items) => {
                    if let Some(first) = items.first() {
                        collect(first, &format!("{path}[]"), depth + 1, found);
                    }
                }
                _ => collect(value, &path, depth + 1, found),
            }
        }
    }
}
