//! Compares objects: their fields, by wire name, and their rules.

use triggerkit_spec::model::{Accessor, Field, Object, Presence, Rule};

use super::{Changes, or_none};

impl Changes {
    pub(super) fn object(&mut self, old: &Object, new: &Object) {
        let mut kept = Vec::new();
        for before in &old.fields {
            self.step(&before.wire, |changes| match counterpart(old, new, before) {
                Some(after) => {
                    kept.push(&after.wire);
                    changes.field((old, before), (new, after));
                }
                None => changes.breaking("removed: code that reads it does not compile"),
            });
        }
        for after in new.fields.iter().filter(|after| !kept.contains(&&after.wire)) {
            self.step(&after.wire, |changes| match after.presence {
                Presence::Required | Presence::Nullable => {
                    changes.breaking("added and required: payloads without it are rejected, builders do not compile");
                }
                Presence::Optional | Presence::Default(_) => changes.compatible("added"),
            });
        }
        self.rules(old, new);
        let root = |object: &Object| object.root.map(|index| object.fields[index].wire.clone());
        self.fixed("root", &root(old), &root(new), or_none, "payloads have another form");
        let method = |accessor: &Accessor| format!("{}()", accessor.name);
        self.each(&old.accessors, &new.accessors, method, |changes, before, after| {
            changes.paths("reads", &before.paths, &after.paths, "values that it returned are left out");
        });
    }

    fn rules(&mut self, old: &Object, new: &Object) {
        let (before, after) = (texts(old), texts(new));
        for (field, text) in before.iter().filter(|rule| !after.contains(rule)) {
            self.step(field, |changes| changes.compatible(format!("rule removed: {text}")));
        }
        for (field, text) in after.iter().filter(|rule| !before.contains(rule)) {
            self.step(field, |changes| {
                changes.breaking(format!("rule added: {text}: payloads that passed are rejected"));
            });
        }
    }
}

/// Finds a field in the new object: by its wire name, or else a new field with the same Rust name.
fn counterpart<'n>(old: &Object, new: &'n Object, field: &Field) -> Option<&'n Field> {
    let same = new.fields.iter().find(|each| each.wire == field.wire);
    let is_new = |each: &&Field| !old.fields.iter().any(|other| other.wire == each.wire);
    same.or_else(|| new.fields.iter().filter(is_new).find(|each| each.name == field.name))
}

/// Returns the rules in words, each with its first field.
fn texts(object: &Object) -> Vec<(String, String)> {
    let text = |Rule { rule, .. }: &Rule| (rule.kind.field().to_owned(), rule.kind.to_string());
    object.rules.iter().map(text).collect()
}
