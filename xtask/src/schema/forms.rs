//! [`Forms`]: the forms of a value, which become one schema.

use super::node::{Node, Object};
use super::scope::Scope;

/// The forms of a value. Forms share one schema if their keywords apply only to their own kind of value.
#[derive(Clone)]
pub struct Forms<'s> {
    pub(super) scope: &'s Scope<'s>,
    kinds: Vec<&'static str>,
    keywords: Object,
    others: Vec<Node>,
    /// Whether every value is allowed.
    pub(super) open: bool,
    pub(super) comments: Vec<String>,
}

impl<'s> Forms<'s> {
    /// Starts without any form.
    pub fn new(scope: &'s Scope<'s>) -> Self {
        Forms { scope, kinds: Vec::new(), keywords: Object::default(), others: Vec::new(), open: false, comments: Vec::new() }
    }

    /// Adds a kind of value, with keywords that apply only to this kind.
    pub(super) fn kind(&mut self, kind: &'static str, keywords: Object) {
        if !self.has(kind) {
            self.kinds.push(kind);
        }
        self.keywords = std::mem::take(&mut self.keywords).and(keywords);
    }

    /// Adds kinds of values.
    pub(super) fn kinds(&mut self, kinds: &[&'static str]) {
        kinds.iter().for_each(|kind| self.kind(kind, Object::default()));
    }

    /// Adds a form with a schema of its own.
    pub(super) fn other(&mut self, schema: impl Into<Node>) {
        self.others.push(schema.into());
    }

    /// Returns whether a kind of value was added.
    pub(super) fn has(&self, kind: &str) -> bool {
        self.kinds.contains(&kind)
    }

    /// Takes back a kind of value.
    pub(super) fn without(mut self, kind: &str) -> Self {
        self.kinds.retain(|each| *each != kind);
        if self.kinds.is_empty() {
            self.keywords = Object::default();
        }
        self
    }

    /// Returns whether there is no form.
    pub(super) fn is_empty(&self) -> bool {
        !self.open && self.kinds.is_empty() && self.others.is_empty()
    }

    /// Returns whether any text is allowed.
    pub(super) fn has_any_text(&self) -> bool {
        self.has("string") && !["minLength", "pattern"].iter().any(|key| self.keywords.has(key))
    }

    /// Returns the schema.
    pub(super) fn schema(self) -> Object {
        if self.open {
            return Object::default();
        }
        let kinds = match &self.kinds[..] {
            [] => Object::default(),
            [only] => Object::of("type", *only),
            several => Object::of("type", several),
        };
        let shared = kinds.and(self.keywords);
        match (shared.is_empty(), self.others) {
            (false, others) if others.is_empty() => shared,
            (true, mut others) if others.len() == 1 => match others.remove(0) {
                Node::Object(only) => only,
                other => Object::of("allOf", vec![other]),
            },
            (true, others) => Object::of("anyOf", others),
            (false, others) => Object::of("anyOf", [vec![shared.into()], others].concat()),
        }
    }
}
