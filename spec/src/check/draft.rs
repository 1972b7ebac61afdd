//! Objects while they are being checked. Parts of them may be wrong.

use triggerkit_core::key_path::split_path;

use super::by_name::ByName;
use crate::diagnostic::{Context, Problem};
use crate::model::{Field, Object, Rule, Span, Type};
use crate::raw::{self, Spanned, Text};
use crate::suggest::Suggestion;

/// An object, some of whose fields may be wrong.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) head: Head,
    pub(super) slots: Vec<Slot>,
    pub(super) rules: Vec<Rule>,
}

/// The name of an object and what else its table contains besides fields and rules.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// The name of the Rust type.
    pub(super) name: String,
    /// The object in messages: "type `Order`".
    pub(super) owner: String,
    pub(super) doc: Option<String>,
    pub(super) source: Option<String>,
    pub(super) span: Span,
}

impl Head {
    pub(super) fn new(name: String, what: &str, raw: &raw::Object) -> Self {
        Head {
            name,
            owner: format!("{what} `{}`", raw.id.value),
            doc: raw.doc.as_ref().map(|doc| doc.value.clone()),
            source: raw.source.as_ref().map(|source| source.value.clone()),
            span: raw.id.span.clone(),
        }
    }
}

impl Draft {
    /// Returns the checked object. If a field is wrong, the object has only its right fields and no cross-field rules.
    pub(super) fn object(&self) -> Object {
        let Head { name, doc, source, span, .. } = self.head.clone();
        let whole = self.slots.iter().all(|slot| slot.field.is_some());
        let mut fields: Vec<_> = self.slots.iter().filter_map(|slot| slot.field.clone()).collect();
        if !whole {
            for field in &mut fields {
                (field.tag, field.base64_flag) = (None, None);
            }
        }
        let rules = if whole { self.rules.clone() } else { Vec::new() };
        Object { name, doc, source, fields, rules, accessors: Vec::new(), root: None, tolerant: false, span }
    }

    pub(super) fn find(&self, wire: &str) -> Option<usize> {
        self.slots.iter().position(|slot| slot.wire.value == wire)
    }

    /// Returns the index of the field with this wire name, or of the one that a path begins with. Reports if there is none.
    pub(super) fn expect_first(&self, cx: &mut Context, path: &Text) -> Option<usize> {
        self.find(path).or_else(|| {
            let key = split_path(path).0.key.to_owned();
            self.expect(cx, &Spanned::new(key, path.span.clone()))
        })
    }

    /// Returns the index of the field with this wire name, and reports if there is none.
    pub(super) fn expect(&self, cx: &mut Context, wire: &Text) -> Option<usize> {
        self.find(wire).or_else(|| {
            let suggestion = self.suggest(wire);
            let problem = Problem::UnknownField { field: &**wire, owner: &self.head.owner, suggestion: &suggestion };
            cx.fail(&wire.span, problem)
        })
    }

    /// Suggests the field that is meant by a misspelt wire name.
    pub(super) fn suggest(&self, wire: &str) -> Suggestion {
        Suggestion::new(wire, "fields", self.slots.iter().map(|slot| slot.wire.as_str()))
    }
}

/// A field, of which at least the wire name is known.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) wire: Text,
    pub(super) name: Option<String>,
    /// The place of the key, from which the Rust name is made.
    pub(super) key: Span,
    pub(super) aliases: Vec<Text>,
    pub(super) flag: Option<Text>,
    pub(super) ty: Option<Type>,
    /// The place of the type.
    pub(super) ty_span: Span,
    /// `None` if anything about the field is wrong. The mistake is reported already.
    pub(super) field: Option<Field>,
}

/// The drafts of `[types.*]`, in the order of the file.
pub(super) type Drafts = ByName<Draft>;
