//! Cross-field rules.

use super::{Walk, is_nothing, member};
use crate::json::{Node, Value};
use crate::model::{Field, Object, Rule, RuleKind};
use crate::words::{self, quoted};

impl Walk<'_> {
    pub(super) fn rules(&mut self, object: &Object, node: &Node<'_>) {
        for rule in &object.rules {
            if let Some((word, expected, found)) = broken(object, rule, node) {
                let outer = std::mem::replace(&mut self.spec, rule.span.clone());
                self.broken(node, word, expected, found);
                self.spec = outer;
                if let Some(last) = self.found.last_mut() {
                    last.doc.clone_from(&rule.doc);
                }
            }
        }
    }
}

/// The rule's word, what it expects and what was found; `None` when it is obeyed.
fn broken(object: &Object, rule: &Rule, node: &Node<'_>) -> Option<(&'static str, String, String)> {
    let names = |fields: &[usize]| quoted(fields.iter().map(|&index| &object.fields[index].wire));
    let present = |fields: &[usize]| -> Vec<usize> {
        fields.iter().copied().filter(|&index| is_present(&object.fields[index], node)).collect()
    };
    let expected = || words::rule(object, &rule.kind);
    match &rule.kind {
        RuleKind::AtLeastOne(fields) => present(fields).is_empty().then(|| ("at_least_one", expected(), "none".into())),
        RuleKind::AtMostOne(fields) => {
            let here = present(fields);
            (here.len() > 1).then(|| ("at_most_one", expected(), names(&here)))
        }
        RuleKind::ExactlyOne(fields) => {
            let here = present(fields);
            let found = if here.is_empty() { "none".into() } else { names(&here) };
            (here.len() != 1).then(|| ("exactly_one", expected(), found))
        }
        RuleKind::Requires { when, equals, fields } => {
            let field = &object.fields[*when];
            let holds = match equals {
                Some(text) => member(field, node).and_then(Node::text) == Some(text),
                None => is_present(field, node),
            };
            let missing: Vec<usize> = fields.iter().copied().filter(|&index| !is_present(&object.fields[index], node)).collect();
            (holds && !missing.is_empty()).then(|| {
                let missing = RuleKind::Requires { when: *when, equals: equals.clone(), fields: missing };
                ("requires", words::rule(object, &missing), "nothing".into())
            })
        }
        RuleKind::Excludes { list, value, others } => {
            let members = texts(&object.fields[*list], node);
            let beside: Vec<&str> = members.iter().copied().filter(|each| others.iter().any(|other| other == each)).collect();
            let both = members.contains(&value.as_str()) && !beside.is_empty();
            both.then(|| ("excludes", expected(), quoted(&beside)))
        }
        RuleKind::Unique { list } => {
            let members = texts(&object.fields[*list], node);
            let twice = members.iter().enumerate().find(|(index, each)| members[..*index].contains(each));
            twice.map(|(_, each)| ("unique", expected(), format!("`{each}` twice")))
        }
    }
}

/// A list or map counts as present when it holds something.
fn is_present(field: &Field, node: &Node<'_>) -> bool {
    let Some(value) = member(field, node).filter(|value| !is_nothing(field, value)) else { return false };
    match &value.value {
        Value::List(items) => !items.is_empty(),
        Value::Object(members) => !(members.is_empty() && matches!(field.ty, crate::model::Type::Map(_))),
        _ => true,
    }
}

fn texts<'n>(field: &Field, node: &'n Node<'_>) -> Vec<&'n str> {
    match member(field, node).map(|value| &value.value) {
        Some(Value::List(items)) => items.iter().filter_map(Node::text).collect(),
        _ => Vec::new(),
    }
}
