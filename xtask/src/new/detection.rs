//! Finds a detection condition: paths and texts that the new samples have and other samples do not have.

use std::borrow::Cow;
use std::slice::from_ref;

use triggerkit_core::detect::{Condition, Facts, Test};
use triggerkit_spec::json::{Node, Value};

/// The longest path.
const MAX_STEPS: usize = 4;
/// The most conditions that are combined.
const MAX_CONDITIONS: usize = 4;
/// Keys whose text usually identifies a payload.
const IDENTIFYING: [&str; 8] = ["source", "eventsource", "event_source", "type", "eventtype", "trigger_type", "kind", "service"];

/// Finds a condition that holds for all samples in `own`, and for as few of the others as possible. `nodes` are the same samples,
/// parsed. Returns `None` if the samples have no keys.
pub fn condition(own: &[&str], nodes: &[Node<'_>], others: &[&str]) -> Option<Condition> {
    if let Some(shared) = together(own, nodes, others) {
        return Some(shared);
    }
    // The samples have nothing in common, so each one gets its own condition.
    let mut ways: Vec<Condition> = Vec::new();
    for (payload, node) in own.iter().zip(nodes) {
        if !ways.iter().any(|way| holds(way, payload)) {
            ways.push(together(&[payload], from_ref(node), others)?);
        }
    }
    Some(Condition::Any(Cow::Owned(ways))).filter(|_| !own.is_empty())
}

/// Finds the smallest set of conditions that all hold for `own`. Texts of identifying keys are preferred to paths, and short
/// paths to long ones.
fn together(own: &[&str], nodes: &[Node<'_>], others: &[&str]) -> Option<Condition> {
    let mut candidates = Vec::new();
    collect(nodes.first()?, "", 0, &mut candidates);
    candidates.sort_by_key(|(rank, _)| *rank);
    candidates.retain(|(_, each)| own.iter().all(|payload| holds(each, payload)));
    let mut left: Vec<&str> = others.to_vec();
    let mut chosen: Vec<Condition> = Vec::new();
    while chosen.len() < MAX_CONDITIONS && (chosen.is_empty() || !left.is_empty()) {
        let hits = |each: &Condition| left.iter().filter(|payload| holds(each, payload)).count();
        let Some((_, best)) = candidates.iter().min_by_key(|(_, each)| hits(each)) else { break };
        if !chosen.is_empty() && hits(best) == left.len() {
            break;
        }
        left.retain(|payload| holds(best, payload));
        chosen.push(best.clone());
    }
    match chosen.len() {
        0 | 1 => chosen.pop(),
        _ => Some(Condition::All(Cow::Owned(chosen))),
    }
}

/// Returns whether a condition holds for a payload without headers.
pub fn holds(condition: &Condition, payload: &str) -> bool {
    let none: &[(&str, &str)] = &[];
    condition.holds(&Facts::of(payload, [condition]), &none)
}

fn collect(node: &Node<'_>, path: &str, depth: usize, found: &mut Vec<(usize, Condition)>) {
    let Value::Object(members) = &node.value else { return };
    for (key, value) in members {
        if key.is_empty() || key.contains(['.', '[', ']']) {
            continue;
        }
        let path = if path.is_empty() { key.to_string() } else { format!("{path}.{key}") };
        let is_identifying = IDENTIFYING.contains(&key.to_lowercase().as_str());
        if let Some(text) = value.text().filter(|text| is_identifying && !text.is_empty()) {
            let test = Test::Equals(Cow::Owned(vec![Cow::Owned(text.to_owned())]));
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
