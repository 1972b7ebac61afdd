//! Shapes that are built from the model at run time, in place of those that the macros emit. They live as long as the
//! process, like emitted ones.

use std::collections::BTreeMap;

use triggerkit_core::data::{Base64, Json, Timestamp};
use triggerkit_core::detect::Conditions;
use triggerkit_core::json::Kind;
use triggerkit_core::json::write_string;
use triggerkit_core::shape::{Choice, Field, FieldsRule, Key, Payload, Presence, Shape};
use triggerkit_core::text::Str;
use triggerkit_core::untyped::{Definition, Holds, Variants};
use triggerkit_core::value::{Raw, Scalar};
use triggerkit_core::{Step, TimeKind};

use crate::definitions::{self, Definitions};
use crate::model::{self, By, Object, Type, UnionDef, ValueRules};

/// Builds the shapes of a provider's types, each named type once.
pub(super) struct Shapes<'m> {
    pub(super) definitions: Definitions<'m>,
    named: BTreeMap<&'m str, &'static Definition>,
    unions: BTreeMap<&'m str, &'static Variants>,
    /// Types that something refers to, but that are not defined yet.
    open: Vec<Open<'m>>,
}

/// A type that is not defined yet.
enum Open<'m> {
    Object(&'static Definition, &'m Object),
    Union(&'static Variants, &'m UnionDef),
}

impl<'m> Shapes<'m> {
    pub(super) fn new(definitions: Definitions<'m>) -> Self {
        Shapes { definitions, named: BTreeMap::new(), unions: BTreeMap::new(), open: Vec::new() }
    }

    /// Returns the shape of an object, which is built the first time.
    pub(super) fn of_object(&mut self, object: &'m Object) -> &'static Definition {
        let definition = self.refer_to(object);
        self.define_open();
        definition
    }

    /// Returns what a value of this type holds.
    pub(super) fn of_type(&mut self, ty: &'m Type) -> Holds {
        let holds = self.holds(ty);
        self.define_open();
        holds
    }

    /// Returns the definition of an object, to be filled in later, because its fields may refer to the object itself.
    fn refer_to(&mut self, object: &'m Object) -> &'static Definition {
        if let Some(definition) = self.named.get(object.name.as_str()) {
            return definition;
        }
        let definition = leak(Definition::undefined());
        self.named.insert(&object.name, definition);
        self.open.push(Open::Object(definition, object));
        definition
    }

    /// Defines every type that something refers to, one after the other, because types may refer to each other in long chains.
    fn define_open(&mut self) {
        while let Some(open) = self.open.pop() {
            match open {
                Open::Object(definition, object) => self.define(definition, object),
                Open::Union(variants, union) => self.define_union(variants, union),
            }
        }
    }

    fn of_name(&mut self, name: &str) -> &'static Definition {
        static UNKNOWN: Definition = Definition::undefined();
        match self.definitions.find(name) {
            Some(definitions::Definition::Object(ty)) => self.refer_to(&ty.object),
            _ => &UNKNOWN,
        }
    }

    fn define(&mut self, definition: &'static Definition, object: &'m Object) {
        let fields: Vec<Field> = object.fields.iter().map(|field| self.field(field)).collect();
        let holds = object.fields.iter().map(|field| self.field_holds(field)).collect();
        let rules: Vec<FieldsRule> = object.rules.iter().map(|rule| rule.rule.clone()).collect();
        let payload = object.root.map_or(Payload::Json, Payload::Root);
        let shape = Shape::new(text(&object.name), fields.leak(), rules.leak(), payload);
        definition.define(if object.tolerant { shape.tolerant() } else { shape }, holds);
    }

    fn define_union(&mut self, variants: &'static Variants, union: &'m UnionDef) {
        let tags = || -> &'static [&'static [&'static str]] {
            union.variants.iter().map(|variant| texts(&variant.tags)).collect::<Vec<_>>().leak()
        };
        let fields = union.variants.iter().map(|variant| self.field(&variant.field));
        let tag = text(union.tag.as_deref().unwrap_or_default());
        let choice = match union.by {
            By::Sibling => Choice::Sibling(tags()),
            By::Field => Choice::Field(tag, tags()),
            By::Key => Choice::Key(fields.collect::<Vec<_>>().leak()),
            By::Kind => {
                let kinds = union.variants.iter().map(|variant| kind(&variant.tags));
                Choice::Kind(kinds.zip(fields).collect::<Vec<_>>().leak())
            }
            By::Detect => {
                let conditions = union.variants.iter().filter_map(|variant| variant.detect.clone());
                Choice::Conditions(Conditions::new(conditions.collect::<Vec<_>>().leak()))
            }
        };
        let holds = union.variants.iter().map(|variant| self.holds(&variant.field.ty)).collect();
        variants.define(choice, holds);
    }

    fn field(&self, field: &'m model::Field) -> Field {
        let mut written = String::new();
        write_string(&mut written, &field.wire);
        written.push(':');
        let mut items = None;
        if let Type::List(item) | Type::Map(item) = &field.ty {
            let inside = field.batch_items.checked_sub(1).map(batch_items);
            let value = Field { presence: Presence::Required, ..self.value_field(item, &field.items) };
            items = Some(leak(match inside {
                Some(inside) => Field { batch: true, items: inside.unwrap_or(value.items), ..value },
                None => value,
            }));
        }
        let value = self.value_field(&field.ty, &field.rules);
        Field {
            key: Key { text: text(&field.wire), json: written.leak() },
            aliases: texts(&field.aliases),
            presence: presence(&field.presence),
            items: items.unwrap_or(value.items),
            tag: field.tag,
            batch: field.batch,
            source: field.source.as_deref().map(text),
            ..value
        }
    }

    /// Builds the description of a value that must be present.
    pub(super) fn value(&self, ty: &'m Type, rules: &ValueRules) -> &'static Field {
        leak(Field { presence: Presence::Required, ..self.value_field(ty, rules) })
    }

    fn value_field(&self, ty: &'m Type, rules: &ValueRules) -> Field {
        let mut checks = rules.checks.clone();
        checks.extend(self.definitions.check_of(ty));
        let time = match ty {
            Type::Time(kind) => *kind,
            _ => TimeKind::Text,
        };
        Field {
            checks: checks.leak(),
            accept: rules.accept.clone().leak(),
            empty: texts(&rules.empty),
            sensitive: rules.sensitive,
            sensitive_keys: texts(&rules.sensitive_keys),
            time,
            ..Field::PLAIN
        }
    }

    fn field_holds(&mut self, field: &'m model::Field) -> Holds {
        let holds = self.holds(&field.ty);
        if field.is_option() { Holds::Option(leak(holds)) } else { holds }
    }

    fn holds(&mut self, ty: &'m Type) -> Holds {
        match ty {
            Type::String | Type::Enum(_) => Holds::plain::<Str>(),
            Type::Bool => Holds::plain::<bool>(),
            Type::I64 => Holds::plain::<i64>(),
            Type::U64 => Holds::plain::<u64>(),
            Type::F64 => Holds::plain::<f64>(),
            Type::Json | Type::Generic | Type::Foreign(_) => Holds::plain::<Json>(),
            Type::Scalar => Holds::plain::<Scalar>(),
            Type::Raw => Holds::plain::<Raw>(),
            Type::Encoded(_, steps) if **steps == [Step::Base64] => Holds::plain::<Base64>(),
            Type::Encoded(_, steps) => Holds::Encoded(steps.first().copied().unwrap_or(Step::Json)),
            Type::Bytes => Holds::plain::<Base64>(),
            Type::Time(_) | Type::TimeLike(_) => Holds::plain::<Timestamp>(),
            Type::List(item) => Holds::List(leak(self.holds(item))),
            Type::Map(item) => Holds::Map(leak(self.holds(item))),
            Type::Object(name) => Holds::Object(self.of_name(name)),
            Type::Union(name) => Holds::Union(self.of_union(name)),
        }
    }

    fn of_union(&mut self, name: &str) -> &'static Variants {
        static UNKNOWN: Variants = Variants::undefined();
        let Some(definitions::Definition::Union(union)) = self.definitions.find(name) else { return &UNKNOWN };
        if let Some(variants) = self.unions.get(union.name.as_str()) {
            return variants;
        }
        let variants = leak(Variants::undefined());
        self.unions.insert(&union.name, variants);
        self.open.push(Open::Union(variants, union));
        variants
    }
}

/// Returns the kind that selects a variant.
fn kind(words: &[String]) -> Kind {
    words.first().and_then(|word| Kind::from_word(word)).unwrap_or(Kind::Null)
}

/// Builds the description of the lists and maps inside of each other that lead to the records of a batch.
fn batch_items(levels: usize) -> Option<&'static Field> {
    let inside = batch_items(levels.checked_sub(1)?);
    let items = inside.unwrap_or(Field::PLAIN.items);
    Some(leak(Field { presence: Presence::Required, batch: true, items, ..Field::PLAIN }))
}

fn presence(presence: &model::Presence) -> Presence {
    match presence {
        model::Presence::Required => Presence::Required,
        model::Presence::Nullable => Presence::Nullable,
        model::Presence::Optional => Presence::Optional,
        model::Presence::Default(json) => Presence::Default(text(json)),
    }
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn text(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn texts(list: &[String]) -> &'static [&'static str] {
    list.iter().map(|each| text(each)).collect::<Vec<_>>().leak()
}
