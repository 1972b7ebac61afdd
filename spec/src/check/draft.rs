//! Objects that are being checked: what is known of them even if parts are wrong.

use super::by_name::ByName;
use crate::diagnostic::{Context, Problem};
use crate::model::{Field, Object, Rule, Span, Type};
use crate::raw::{self, Text};
use crate::suggest::Suggestion;

/// An object of which some fields may be wrong.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) head: Head,
    pub(super) slots: Vec<Slot>,
    pub(super) rules: Vec<Rule>,
}

/// What an object is called.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// The Rust type.
    pub(super) name: String,
    /// In messages: "type `Order`".
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
    /// The checked object. With mistakes in it, what is right stands without the rules that span fields.
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
        Object { name, doc, source, fields, rules, span }
    }

    pub(super) fn find(&self, wire: &str) -> Option<usize> {
        self.slots.iter().position(|slot| slot.wire.value == wire)
    }

    /// The field called `wire`, or a report that there is none.
    pub(super) fn expect(&self, cx: &mut Context, wire: &Text) -> Option<usize> {
        let found = self.find(wire);
        if found.is_none() {
            let suggestion = self.suggest(wire);
            let problem = Problem::UnknownField { field: &**wire, owner: &self.head.owner, suggestion: &suggestion };
            cx.error(&wire.span, problem);
        }
        found
    }

    fn suggest(&self, wire: &str) -> Suggestion {
        Suggestion::new(wire, "fields", self.slots.iter().map(|slot| slot.wire.as_str()))
    }
}

/// A field of which at least the wire name is known.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) wire: Text,
    pub(super) name: Option<String>,
    /// Place of the key, where the Rust name comes from.
    pub(super) key: Span,
    pub(super) aliases: Vec<Text>,
    pub(super) flag: Option<Text>,
    pub(super) ty: Option<Type>,
    /// Place of the type.
    pub(super) ty_span: Span,
    /// It stands as the text of a codec.
    pub(super) encoded: bool,
    /// `None` when something about it is wrong, which was reported.
    pub(super) field: Option<Field>,
}

/// The drafts of `[types.*]`, in the order of the file.
pub(super) type Drafts = ByName<Draft>;
