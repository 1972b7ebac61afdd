//! Turns the values of the samples into types, enums and maps. Equal types become one.

use std::collections::BTreeSet;

use triggerkit_core::TimeKind;
use triggerkit_spec::json;
use triggerkit_spec::names;

use super::guess;
use super::seen::{BOOLS, LISTS, NUMBERS, OBJECTS, Seen, TEXTS};

/// The most fields of a struct. An object with more keys becomes a map.
const MAX_FIELDS: usize = 256;
/// The deepest nesting of types.
const MAX_DEPTH: usize = 8;
/// The longest value that is shown in a doc.
const SHOWN: usize = 40;

/// A field of the draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The wire name.
    pub wire: String,
    /// The key in the spec, if it differs from the wire name.
    pub key: Option<String>,
    /// The type and its options.
    pub value: Value,
    /// `doc`
    pub doc: String,
    /// `sensitive`
    pub sensitive: bool,
}

/// A type with its options.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// `type`, such as `list<Item>`.
    pub ty: String,
    /// `accept`
    pub accept: Vec<&'static str>,
    /// `items.accept`
    pub items: Vec<&'static str>,
    /// `codec`
    pub codec: Vec<&'static str>,
}

impl Value {
    /// Creates a type without options.
    pub fn of(ty: impl Into<String>) -> Self {
        Value { ty: ty.into(), ..Value::default() }
    }
}

/// A named type or enum.
#[derive(Clone, Debug, PartialEq)]
pub enum Named {
    /// `[types.Name]`
    Struct(String, Vec<Field>),
    /// `[enums.Name]`
    Enum(String, Vec<String>),
}

/// Collects the named types of a trigger.
pub struct Drafts {
    /// The named types, nested ones first.
    pub named: Vec<Named>,
    /// The start of every name.
    prefix: String,
    taken: BTreeSet<String>,
}

impl Drafts {
    /// Starts the types of the trigger with this marker. Names in `taken` are not used.
    pub fn new(marker: &str, taken: BTreeSet<String>) -> Self {
        Drafts { named: Vec::new(), prefix: marker.to_owned(), taken }
    }

    /// Returns the fields of an object.
    pub fn fields(&mut self, seen: &Seen, depth: usize) -> Vec<Field> {
        let mut used: BTreeSet<String> = ["build", "kept"].map(str::to_owned).into();
        let mut fields = Vec::new();
        for (wire, member) in &seen.members {
            let own = names::field(wire);
            let free = |name: &String| !used.contains(name);
            let fits = own.as_ref().is_some_and(free);
            let name = own.unwrap_or_else(|| "field".to_owned());
            let key = (!fits).then(|| {
                let others = (2..).map(|index| format!("{name}_{index}"));
                others.into_iter().find(|other| names::field(other).is_some_and(|name| free(&name))).unwrap_or_default()
            });
            used.insert(key.as_deref().and_then(names::field).unwrap_or(name));
            let sensitive = guess::is_secret(wire);
            let value = self.value(wire, member, depth);
            let doc = if sensitive { "Not shown, because it is sensitive.".to_owned() } else { doc(member) };
            fields.push(Field { wire: wire.clone(), key, value, doc, sensitive });
        }
        fields
    }

    /// Returns whether there is a struct with this name.
    pub fn is_struct(&self, name: &str) -> bool {
        self.named.iter().any(|each| matches!(each, Named::Struct(there, _) if there == name))
    }

    /// Removes the types that these fields do not use, because a guess about them was withdrawn.
    pub fn retain_used(&mut self, fields: &[Field]) {
        let mut used: BTreeSet<String> = BTreeSet::new();
        let mut open: Vec<&Field> = fields.iter().collect();
        while let Some(field) = open.pop() {
            let name = field.value.ty.rsplit('<').next().unwrap_or_default().trim_end_matches('>');
            if !used.insert(name.to_owned()) {
                continue;
            }
            for named in &self.named {
                if let Named::Struct(there, fields) = named
                    && there == name
                {
                    open.extend(fields);
                }
            }
        }
        self.named.retain(|each| match each {
            Named::Struct(name, _) | Named::Enum(name, _) => used.contains(name),
        });
    }

    fn value(&mut self, key: &str, seen: &Seen, depth: usize) -> Value {
        let filled: Vec<String> = seen.texts.iter().filter(|text| !text.is_empty()).cloned().collect();
        if seen.kinds() == TEXTS && !filled.is_empty() {
            if let Some(value) = self.json_in_text(key, seen, depth) {
                return value;
            }
            if filled.len() == seen.texts.len()
                && let Some(value) = self.encoded(key, &filled, depth)
            {
                return value;
            }
        }
        if seen.kinds() & OBJECTS != 0 && seen.is_only(TEXTS | OBJECTS) && seen.texts.iter().all(|text| guess::is_json(text)) {
            let mut all = Seen { texts: Vec::new(), ..seen.clone() };
            for text in &seen.texts {
                if let Ok(node) = json::parse(text) {
                    all.add(&node);
                }
            }
            let accept = if seen.texts.is_empty() { Vec::new() } else { vec!["json-text"] };
            return Value { accept, ..self.plain(key, &all, depth) };
        }
        self.plain(key, seen, depth)
    }

    fn plain(&mut self, key: &str, seen: &Seen, depth: usize) -> Value {
        let kinds = seen.kinds();
        let in_text = |ty: &str| Value { accept: vec!["string"], ..Value::of(ty) };
        let filled: Vec<String> = seen.texts.iter().filter(|text| !text.is_empty()).cloned().collect();
        if kinds == 0 || depth >= MAX_DEPTH {
            return Value::of("json");
        }
        if seen.is_only(BOOLS) {
            return Value::of("bool");
        }
        if seen.is_only(BOOLS | TEXTS) && guess::truths(&filled) {
            return in_text("bool");
        }
        if seen.is_only(NUMBERS) {
            return match guess::epoch(&seen.numbers) {
                Some(kind) => Value::of(time(kind)),
                None => Value::of(guess::number(&seen.numbers)),
            };
        }
        if seen.is_only(NUMBERS | TEXTS) {
            let all: Vec<String> = seen.numbers.iter().chain(&filled).cloned().collect();
            if let Some(kind) = guess::epoch(&all) {
                return in_text(&time(kind));
            }
            if guess::digits(key, &filled) {
                return in_text(guess::number(&all));
            }
            if kinds & NUMBERS != 0 {
                return Value { accept: vec!["number"], ..Value::of("string") };
            }
            if guess::times(&seen.texts) {
                return Value::of(time(TimeKind::Rfc3339));
            }
            return match guess::names_of_a_set(key, &seen.texts) {
                Some(set) => Value::of(self.enumeration(key, set)),
                None => Value::of("string"),
            };
        }
        if seen.is_only(LISTS) {
            return self.list(key, seen, depth);
        }
        if kinds == LISTS | OBJECTS {
            let mut item = seen.items.as_deref().cloned().unwrap_or_default();
            if item.is_only(OBJECTS) {
                item.merge(Seen { lists: 0, items: None, ..seen.clone() });
                let item = self.plain(&guess::singular(key), &item, depth + 1);
                return Value { ty: format!("list<{}>", item.ty), accept: vec!["one"], ..Value::default() };
            }
        }
        if seen.is_only(OBJECTS) {
            return self.object(key, seen, depth);
        }
        Value::of(if seen.is_only(BOOLS | NUMBERS | TEXTS) { "scalar" } else { "json" })
    }

    fn list(&mut self, key: &str, seen: &Seen, depth: usize) -> Value {
        let items = seen.items.as_deref().cloned().unwrap_or_default();
        let item = if items.nulls > 0 { Value::of("json") } else { self.item(&guess::singular(key), &items, depth) };
        Value { ty: format!("list<{}>", item.ty), items: item.accept, ..Value::default() }
    }

    /// Returns the type of an item. It gets no codec, and its own items cannot have further forms.
    fn item(&mut self, key: &str, seen: &Seen, depth: usize) -> Value {
        let value = self.plain(key, seen, depth + 1);
        if value.items.is_empty() { value } else { Value::of("json") }
    }

    fn object(&mut self, key: &str, seen: &Seen, depth: usize) -> Value {
        if guess::is_map(key, &seen.objects) || seen.members.len() > MAX_FIELDS {
            let values = seen.values();
            let value = match values.kinds() {
                _ if values.nulls > 0 => Value::of("json"),
                // The text of one key need not have the same meaning as that of another.
                TEXTS => Value::of("string"),
                kinds if kinds & (OBJECTS | TEXTS) != 0 => Value::of("json"),
                _ => self.item(key, &values, depth),
            };
            return Value { ty: format!("map<{}>", value.ty), items: value.accept, ..Value::default() };
        }
        let fields = self.fields(seen, depth + 1);
        Value::of(self.structure(key, fields))
    }

    /// Returns the type of texts that are all JSON.
    fn json_in_text(&mut self, key: &str, seen: &Seen, depth: usize) -> Option<Value> {
        let mut inside = Seen::default();
        for text in &seen.texts {
            inside.add(&json::parse(text).ok().filter(|_| guess::is_json(text))?);
        }
        Some(self.opened(key, &inside, vec!["json"], depth))
    }

    /// Returns the type of texts that are all base64 of the same kind.
    fn encoded(&mut self, key: &str, texts: &[String], depth: usize) -> Option<Value> {
        let opened: Vec<_> = texts.iter().map(|text| guess::encoded(text)).collect::<Option<_>>()?;
        let (steps, _) = opened.first()?;
        if opened.iter().any(|(other, _)| other != steps) {
            return None;
        }
        let mut inside = Seen::default();
        for (_, json) in &opened {
            let Some(json) = json else { return Some(Value { codec: steps.to_vec(), ..Value::of("bytes") }) };
            inside.add(&json::parse(json).ok()?);
        }
        Some(self.opened(key, &inside, steps.to_vec(), depth))
    }

    /// Returns the type inside a codec that ends with JSON. Further forms are not possible there, so `json` is used instead.
    fn opened(&mut self, key: &str, inside: &Seen, codec: Vec<&'static str>, depth: usize) -> Value {
        let value = self.plain(key, inside, depth);
        let plain = value.accept.is_empty() && value.items.is_empty();
        Value { ty: if plain { value.ty } else { "json".into() }, codec, ..Value::default() }
    }

    /// Returns the name of a struct with these fields, which is an equal one or a new one.
    fn structure(&mut self, key: &str, fields: Vec<Field>) -> String {
        let shape = |fields: &[Field]| -> Vec<(String, Value)> {
            fields.iter().map(|each| (each.wire.clone(), each.value.clone())).collect()
        };
        let mine = shape(&fields);
        let equal = self.named.iter().find_map(|named| match named {
            Named::Struct(name, fields) if shape(fields) == mine => Some(name.clone()),
            _ => None,
        });
        equal.unwrap_or_else(|| {
            let name = self.name(key);
            self.named.push(Named::Struct(name.clone(), fields));
            name
        })
    }

    fn enumeration(&mut self, key: &str, mut set: Vec<String>) -> String {
        let name = format!("{}{}", self.prefix, names::type_name(key).unwrap_or_default());
        // The same key elsewhere has the same set of names, perhaps with further ones.
        for named in &mut self.named {
            if let Named::Enum(there, values) = named
                && *there == name
            {
                set.retain(|text| !values.contains(text));
                let more = [&values[..], &set].concat();
                if guess::names_of_a_set("kind", &more).is_some() {
                    *values = more;
                    return name;
                }
                return "string".into();
            }
        }
        let name = self.name(key);
        self.named.push(Named::Enum(name.clone(), set));
        name
    }

    fn name(&mut self, key: &str) -> String {
        let own = names::type_name(key).unwrap_or_default();
        let own = own.trim_start_matches('_');
        let base: String = format!("{}{own}", self.prefix).chars().filter(char::is_ascii_alphanumeric).collect();
        let free = |name: &String| !self.taken.contains(name) && !self.taken.contains(&names::builder(name));
        let name = std::iter::once(base.clone()).chain((2..).map(|index| format!("{base}{index}"))).find(free).unwrap_or(base);
        self.taken.extend([names::builder(&name), name.clone()]);
        name
    }
}

fn time(kind: TimeKind) -> String {
    format!("time<{}>", kind.word())
}

/// Returns a doc that shows a value of the sample.
fn doc(seen: &Seen) -> String {
    let numbers = seen.numbers.iter().cloned();
    let shown = seen.texts.iter().cloned().chain(numbers).chain(seen.bools.iter().map(bool::to_string)).find(|text| {
        !text.is_empty() && text.chars().count() <= SHOWN && !text.contains(|each: char| each.is_control() || each == '`')
    });
    shown.map_or_else(|| "As in the sample.".to_owned(), |text| format!("Such as `{text}`."))
}
