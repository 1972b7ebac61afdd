//! Compares enums, unions, operations, and HTTP requests and responses.

use std::collections::BTreeMap;

use triggerkit_core::detect::Condition;
use triggerkit_spec::model::{By, EnumDef, HttpRequest, Operation, Provider, TypeDef, UnionDef, UnionVariant, Variant};
use triggerkit_spec::words;

use super::field::decoded;
use super::{Changes, or_none};

impl Changes {
    pub(super) fn type_def(&mut self, old: &TypeDef, new: &TypeDef) {
        match (http_response(old), http_response(new)) {
            (None, Some(_)) => self.compatible("now an HTTP response"),
            (Some(_), None) => self.breaking("no longer an HTTP response: its constructors are removed"),
            (before, after) if before != after => self.breaking("the HTTP response uses other fields"),
            _ => {}
        }
        self.object(&old.object, &new.object);
    }

    pub(super) fn http_request(&mut self, old: Option<&HttpRequest>, new: Option<&HttpRequest>) {
        match (old, new) {
            (None, Some(_)) => self.compatible("now an HTTP request"),
            (Some(_), None) => self.breaking("no longer an HTTP request: code that converts it to one does not compile"),
            (Some(old), Some(new)) => {
                for ((part, before), (_, after)) in old.parts().into_iter().zip(new.parts()) {
                    self.paths(&format!("{part} of the HTTP request"), before, after, "requests have other values");
                }
            }
            (None, None) => {}
        }
    }

    pub(super) fn enumeration(&mut self, old: &EnumDef, new: &EnumDef) {
        match (old.closed, new.closed) {
            (false, true) => self.breaking("now closed: payloads that passed are rejected"),
            (true, false) => self.compatible("now open: any text passes"),
            _ => {}
        }
        let name = |variant: &Variant| format!("`{}`", variant.wire);
        self.each(&old.variants, &new.variants, name, |changes, before, after| {
            changes.fixed("Rust name", &before.name, &after.name, String::clone, "code that matches on it does not compile");
        });
    }

    pub(super) fn union(&mut self, old: &UnionDef, new: &UnionDef) {
        let by = |by: &By| by.word().to_owned();
        self.fixed("by", &old.by, &new.by, by, "something else chooses the type, and its variants are other ones");
        self.fixed("tag", &old.tag, &new.tag, or_none, "another field chooses the type");
        if old.by != new.by {
            return;
        }
        let [before, after] = [old, new].map(selected);
        self.each(
            &before,
            &after,
            |(selector, _)| selector.clone(),
            |changes, (_, before), (_, after)| {
                let follows = "code that matches on it does not compile";
                let (was, is) = (decoded(&before.field.ty), decoded(&after.field.ty));
                changes.fixed("type", &was, &is, words::ty, follows);
                let condition = |condition: &Option<Condition>| condition.as_ref().map_or_else(String::new, ToString::to_string);
                changes.fixed("condition", &before.detect, &after.detect, condition, "other values have this type");
                if was == is {
                    changes.fixed("Rust name", &before.name, &after.name, String::clone, follows);
                    changes.described(&before.field, &after.field);
                }
            },
        );
        let order = |union: &UnionDef| union.variants.iter().map(|each| each.name.clone()).collect::<Vec<_>>();
        let (before, after) = (order(old), order(new));
        if old.by == By::Detect && before != after && !after.starts_with(&before) {
            self.breaking("the order of the conditions changes: values for which several hold have another type");
        }
    }

    pub(super) fn operation(
        &mut self,
        (old_provider, old): (&Provider, &Operation),
        (new_provider, new): (&Provider, &Operation),
    ) {
        let follows = "the service is called differently";
        self.fixed("method", &old.method, &new.method, String::clone, follows);
        self.fixed("URI", &old.uri, &new.uri, String::clone, "its parameters or its path change");
        self.fixed("header", &old.header, &new.header, String::clone, follows);
        let messages = |provider: &Provider, operation: &Operation| -> Vec<(String, String)> {
            let message =
                |each: &triggerkit_spec::model::Message| (provider.triggers[each.trigger].id.clone(), each.header_value.clone());
            operation.messages.iter().map(message).collect()
        };
        let [before, after] = [messages(old_provider, old), messages(new_provider, new)];
        self.each(
            &before,
            &after,
            |(id, _)| id.clone(),
            |changes, (_, before), (_, after)| {
                changes.fixed("value of the header", before, after, String::clone, follows);
            },
        );
    }
}

/// Returns the wire names of the fields of an HTTP response, by their parts.
fn http_response(def: &TypeDef) -> Option<BTreeMap<&str, &str>> {
    let http = def.http?;
    let parts = [("status", http.status), ("headers", http.headers), ("body", http.body), ("base64", http.base64)];
    Some(
        parts
            .into_iter()
            .chain(http.cookies.map(|index| ("cookies", index)))
            .map(|(part, index)| (part, def.object.fields[index].wire.as_str()))
            .collect(),
    )
}

/// Returns everything that selects a variant of a union, each with the variant.
fn selected(union: &UnionDef) -> Vec<(String, &UnionVariant)> {
    let tags = |variant: &UnionVariant| match union.by {
        By::Detect => vec![format!("`{}`", variant.name)],
        _ => variant.tags.iter().map(|tag| format!("`{tag}`")).collect(),
    };
    union.variants.iter().flat_map(|variant| tags(variant).into_iter().map(move |tag| (tag, variant))).collect()
}
