//! Hostile payloads of one MiB, made from the specs: every list, map and object that an event can have, at any depth, is filled with
//! as many of the smallest items as fit.

use std::collections::HashSet;

use triggerkit_core::Accept;
use triggerkit_spec::model::{Body, By, Field, Object, Provider, Trigger, Type, UnionDef};

use crate::every_trigger::object;

/// The length of each payload in bytes.
pub const LENGTH: usize = 1 << 20;

/// What takes many times its own length if it is decoded carelessly. The first place inside an event is filled with each, the event
/// itself with the first two, and every other place with one of these.
const ITEMS: [&str; 6] = ["{}", "0", "null", "[0]", "{\"u\":0}", "\"\\nabcdefghijklmnop\""];

/// The first place inside an event. The one before it is the event itself.
const FIRST_INSIDE: usize = 1;

/// A place in a payload that is filled.
struct Hole {
    before: String,
    after: String,
    kind: Kind,
    /// Whether the entries are those of a map.
    is_map: bool,
}

#[derive(Clone, Copy)]
enum Kind {
    /// Between the brackets of a list.
    Items,
    /// Between the braces of an object or map.
    Entries,
    /// Between the quotes of a text that is split at commas.
    Words,
}

/// Calls `test` with each hostile payload of a trigger, and a name for what it is filled with.
pub fn payloads(provider: &Provider, trigger: &Trigger, mut test: impl FnMut(&str, Vec<u8>)) {
    let mut walk = Walk { provider, seen: HashSet::new(), holes: Vec::new() };
    walk.object(&trigger.event, "", "");
    if trigger.event.root.is_some() {
        walk.holes.push(Hole { before: "[".into(), after: "]".into(), kind: Kind::Items, is_map: false });
    }
    for (index, hole) in walk.holes.iter().enumerate() {
        // What holds for the members of one object holds for those of all.
        if index > FIRST_INSIDE && matches!(hole.kind, Kind::Entries) && !hole.is_map {
            continue;
        }
        // AWS has as many triggers as all others together, most of them alike, so each is tried with another filling.
        let turn = trigger.id.len() + index;
        let items = match index {
            _ if provider.name == "aws" && index > FIRST_INSIDE && !turn.is_multiple_of(4) => continue,
            _ if provider.name == "aws" => &ITEMS[turn % ITEMS.len()..][..1],
            0 => &ITEMS[..2],
            FIRST_INSIDE => &ITEMS[..],
            _ => &ITEMS[index % 2..=index % 2],
        };
        for item in items {
            let name = format!("{}{item}…", hole.before);
            if trigger.bodies.contains(&Body::Cbor) {
                let one = cbor(&hole.fill(item, 1)).len() - cbor(&hole.fill(item, 0)).len();
                test(&format!("{name} as CBOR"), cbor(&hole.fill(item, LENGTH / one)));
            }
            let one = hole.fill(item, 2).len() - hole.fill(item, 1).len();
            test(&name, hole.fill(item, LENGTH / one).into_bytes());
        }
    }
}

fn cbor(json: &str) -> Vec<u8> {
    let (value, mut cbor) = (serde_json::from_str::<serde_json::Value>(json).unwrap(), Vec::new());
    ciborium::into_writer(&value, &mut cbor).unwrap();
    cbor
}

impl Hole {
    fn fill(&self, item: &str, count: usize) -> String {
        let items = match self.kind {
            Kind::Items => format!("{item},").repeat(count),
            Kind::Entries => (0..count).fold(String::new(), |all, number| all + &format!("\"{number:05x}\":{item},")),
            Kind::Words => format!("{},", item.replace(['"', '\\', ','], "")).repeat(count),
        };
        format!("{}{}{}", self.before, items.trim_end_matches(','), self.after)
    }
}

struct Walk<'p> {
    provider: &'p Provider,
    /// The types that were filled.
    seen: HashSet<&'p str>,
    holes: Vec<Hole>,
}

impl<'p> Walk<'p> {
    /// Adds the places of an object, given the texts before and after it.
    fn object(&mut self, object: &'p Object, before: &str, after: &str) {
        if !self.seen.insert(&object.name) {
            return;
        }
        self.add(Kind::Entries, format!("{before}{{"), format!("}}{after}"), false);
        for field in &object.fields {
            let (before, after) = (format!("{before}{{\"{}\":", field.wire), format!("}}{after}"));
            self.value(field, object, &field.ty, &before, &after);
        }
    }

    fn value(&mut self, field: &'p Field, owner: &'p Object, ty: &'p Type, before: &str, after: &str) {
        match ty {
            Type::List(item) => {
                let (before, after) = (format!("{before}["), format!("]{after}"));
                self.value(field, owner, item, &before, &after);
                self.add(Kind::Items, before.clone(), after.clone(), false);
                if field.rules.accept.contains(&Accept::CommaText) {
                    let (before, after) = (before.trim_end_matches('['), after.trim_start_matches(']'));
                    self.add(Kind::Words, format!("{before}\""), format!("\"{after}"), false);
                }
            }
            Type::Map(item) => {
                self.value(field, owner, item, &format!("{before}{{\"k\":"), &format!("}}{after}"));
                self.add(Kind::Entries, format!("{before}{{"), format!("}}{after}"), true);
            }
            Type::Object(name) => self.object(object(self.provider, name), before, after),
            Type::Union(name) => self.union(self.provider.union_def(name).unwrap(), field, owner, before, after),
            _ => {}
        }
    }

    fn union(&mut self, union: &'p UnionDef, field: &'p Field, owner: &'p Object, before: &str, after: &str) {
        if union.by != By::Sibling && !self.seen.insert(&union.name) {
            return;
        }
        for variant in &union.variants {
            let (start, key) = before.rsplit_once('{').unwrap_or_default();
            let (before, after) = match (union.by, field.tag) {
                (By::Sibling, Some(tag)) => {
                    let tag = &owner.fields[tag].wire;
                    (format!("{start}{{\"{tag}\":\"{}\",{key}", variant.tags[0]), after.to_owned())
                }
                (By::Key, _) => (format!("{before}{{\"{}\":", variant.tags[0]), format!("}}{after}")),
                _ => (before.to_owned(), after.to_owned()),
            };
            self.value(&variant.field, owner, &variant.field.ty, &before, &after);
        }
    }

    fn add(&mut self, kind: Kind, before: String, after: String, is_map: bool) {
        self.holes.push(Hole { before, after, kind, is_map });
    }
}
