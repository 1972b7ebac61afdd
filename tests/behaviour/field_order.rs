//! Specs list fields in the order of the payload, because the engine expects the next key in this order and searches otherwise.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use triggerkit::{Encoded, Json, PackedJson};
use triggerkit_core::Step;
use triggerkit_spec::json::{self, Node, Value};
use triggerkit_spec::model::{Body, Field, Object, Provider, Sample, Type, UnionVariant};

use crate::every_trigger::{object, providers};

/// An object of a sample.
struct Shown<'p> {
    /// The number of the sample.
    sample: usize,
    /// Whether the sample is a variant. The main sample of a trigger is the one that its document shows.
    is_variant: bool,
    /// `aliyun.oss.events[0].oss.bucket (samples/aliyun/oss.json)`
    place: String,
    object: &'p Object,
    /// The indices of its fields, in the order of the sample. Unknown keys may be anywhere.
    keys: Vec<usize>,
}

impl Shown<'_> {
    /// Iterates over all pairs of keys.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        self.keys.iter().enumerate().flat_map(|(at, one)| self.keys[at + 1..].iter().map(move |other| (*one, *other)))
    }
}

/// Finds all objects of the samples that have a struct, also inside encoded text. Keys of maps are not fields.
struct Walk<'p> {
    provider: &'p Provider,
    sample: usize,
    is_variant: bool,
    file: String,
    path: String,
    shown: Vec<Shown<'p>>,
}

impl<'p> Walk<'p> {
    fn samples(&mut self, id: &str, object: &'p Object, samples: &[Sample]) {
        for sample in samples.iter().filter(|sample| sample.body == Body::Json) {
            self.sample += 1;
            self.is_variant = !sample.variant.is_empty();
            self.file = sample.file.clone().unwrap_or_else(|| "inline".into());
            self.path = format!("{}.{id}", self.provider.name);
            self.object(object, &json::parse(std::str::from_utf8(&sample.bytes).unwrap()).unwrap());
        }
    }

    fn object(&mut self, object: &'p Object, node: &Node<'_>) {
        let Value::Object(members) = &node.value else { return };
        let index =
            |key: &str| object.fields.iter().position(|field| field.wire == key || field.aliases.iter().any(|a| a == key));
        let known: Vec<(usize, &Node<'_>)> = members.iter().filter_map(|(key, node)| Some((index(key)?, node))).collect();
        let place = format!("{} ({})", self.path, self.file);
        let keys = known.iter().map(|(index, _)| *index).collect();
        self.shown.push(Shown { sample: self.sample, is_variant: self.is_variant, place, object, keys });
        for (index, value) in &known {
            let field = &object.fields[*index];
            let tag = field.tag.and_then(|tag| known.iter().find(|(index, _)| *index == tag)?.1.text());
            self.step(&format!(".{}", field.wire), |walk| walk.field(field, tag, value));
        }
    }

    fn field(&mut self, field: &'p Field, tag: Option<&str>, node: &Node<'_>) {
        match &field.ty {
            Type::Union(name) => {
                let variant = self.provider.union_def(name).and_then(|union| union.variant_of(tag?));
                if let Some(variant) = variant.and_then(UnionVariant::object) {
                    self.object(object(self.provider, variant), node);
                }
            }
            ty => self.value(ty, node),
        }
    }

    fn value(&mut self, ty: &'p Type, node: &Node<'_>) {
        match (ty, &node.value) {
            (Type::Encoded(ty, steps), Value::String(text)) if matches!(**steps, [Step::Base64, .., Step::Json]) => {
                // A sample may show text that cannot be decoded, or that contains other bytes.
                if let Ok(inside) = Encoded::<Json, PackedJson>::from_text(text).bytes()
                    && let Ok(inside) = std::str::from_utf8(&inside)
                {
                    self.text(ty, inside);
                }
            }
            (Type::Encoded(ty, _), _) => self.value(ty, node),
            (Type::List(_) | Type::Map(_) | Type::Object(_), Value::String(text)) => self.text(ty, text),
            (Type::List(item), Value::List(items)) => {
                for (index, node) in items.iter().enumerate() {
                    self.step(&format!("[{index}]"), |walk| walk.value(item, node));
                }
            }
            (Type::List(item), _) => self.value(item, node),
            (Type::Map(item), Value::Object(members)) => {
                for (key, node) in members {
                    self.step(&format!(".{key}"), |walk| walk.value(item, node));
                }
            }
            (Type::Object(name), _) => self.object(object(self.provider, name), node),
            _ => {}
        }
    }

    /// Reads a text that may contain JSON.
    fn text(&mut self, ty: &'p Type, text: &str) {
        if let Ok(node) = json::parse(text) {
            self.value(ty, &node);
        }
    }

    fn step(&mut self, step: &str, inner: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push_str(step);
        inner(self);
        self.path.truncate(length);
    }
}

/// Returns all objects in the samples of a provider.
fn shown(provider: &Provider) -> Vec<Shown<'_>> {
    let (file, path) = (String::new(), String::new());
    let mut walk = Walk { provider, sample: 0, is_variant: false, file, path, shown: Vec::new() };
    for trigger in &provider.triggers {
        walk.samples(&trigger.id, &trigger.event, &trigger.samples);
    }
    for ty in &provider.types {
        walk.samples(&ty.object.name, &ty.object, &ty.samples);
    }
    for config in &provider.configs {
        walk.samples(&config.object.name, &config.object, &config.samples);
    }
    walk.shown
}

/// The samples that have one field before another. If main samples contradict each other, the more frequent order counts, or else
/// that of the first one. An object of a variant counts unless it contradicts the others before it.
#[derive(Default)]
struct Votes<'p>(BTreeMap<(usize, &'p str, &'p str), BTreeSet<usize>>);

impl<'p> Votes<'p> {
    fn count(&mut self, shown: &Shown<'p>) {
        for (one, other) in shown.pairs() {
            self.0.entry(pair(shown.object, one, other)).or_default().insert(shown.sample);
        }
    }

    fn contradict(&self, shown: &Shown<'p>) -> bool {
        shown.pairs().any(|(one, other)| self.precede(shown.object, other, one))
    }

    fn precede(&self, object: &Object, one: usize, other: usize) -> bool {
        let rank = |one, other| {
            let samples = self.0.get(&pair(object, one, other));
            samples.map(|samples| (samples.len(), Reverse(samples.first())))
        };
        rank(one, other) > rank(other, one)
    }
}

/// Two fields of a type. Types that are `like` the same type share its fields, so their samples count together.
fn pair(object: &Object, one: usize, other: usize) -> (usize, &str, &str) {
    (object.fields[0].span.start, &object.fields[one].wire, &object.fields[other].wire)
}

#[test]
fn fields_are_listed_in_the_order_of_the_samples() {
    let mut wrong = Vec::new();
    let mut objects = 0;
    for provider in providers() {
        let (mut shown, variants): (Vec<_>, Vec<_>) = shown(&provider).into_iter().partition(|shown| !shown.is_variant);
        let mut votes = Votes::default();
        shown.iter().for_each(|shown| votes.count(shown));
        for variant in variants {
            if !votes.contradict(&variant) {
                votes.count(&variant);
                shown.push(variant);
            }
        }
        for each @ Shown { place, object, keys, .. } in &shown {
            if each.pairs().any(|(one, other)| one > other && votes.precede(object, one, other)) {
                let names = |keys: &[usize]| keys.iter().map(|&key| &*object.fields[key].wire).collect::<Vec<_>>().join(", ");
                let mut sorted = keys.clone();
                sorted.sort_unstable();
                wrong.push(format!("{place}\n    the sample: {}\n    {}: {}", names(keys), object.name, names(&sorted)));
            }
        }
        objects += shown.len();
    }
    assert!(objects > 200, "{objects}");
    assert!(wrong.is_empty(), "{} objects have fields in another order than the spec:\n{}", wrong.len(), wrong.join("\n"));
}
