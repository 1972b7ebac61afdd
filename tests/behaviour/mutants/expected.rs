//! What a report has to contain, derived from the model of a spec alone. Nothing here calls the decoder or the validator.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use triggerkit::{Rule, Severity};
use triggerkit_core::engine::push_name;
use triggerkit_core::key_path::split_path;
use triggerkit_core::{Accept, Step, TimeKind};
use triggerkit_spec::model::{Check, Field, Object, Presence, Provider, RuleKind, Type, ValueRules};

use super::constraints::{Measured, broken};
use crate::every_trigger::object;
use crate::places::{NO_RULES, is_wrapped, member};

/// The path, rule and severity of a violation.
pub(super) type Found = (String, Rule, Severity);

/// What is expected of a payload.
#[derive(Default)]
pub(super) struct Expected {
    /// The violations in its report.
    pub(super) violations: Vec<Found>,
    /// The violations that are left in the event, which does not contain the values that do not fit.
    pub(super) left: Vec<Found>,
    /// Whether the payload is of another kind than every event of the trigger.
    pub(super) is_hopeless: bool,
    /// Whether the spec does not decide what is expected.
    pub(super) is_undecided: bool,
}

/// Returns what is expected of a payload.
pub(super) fn expected(provider: &Provider, event: &Object, payload: &Value) -> Expected {
    let mut evaluator = Evaluator { provider, tolerant: event.tolerant, expected: Expected::default() };
    let root = event.root.map(|index| &event.fields[index]).filter(|field| !is_wrapped(field, payload));
    match (payload, root) {
        (Value::Object(_) | Value::Array(_), Some(field)) => {
            let seen = evaluator.value(&Spot::of(field, false), payload, "");
            // A value that does not fit is kept among the unknown fields, but a list has none.
            evaluator.expected.is_undecided |= seen == Seen::Misfit;
            evaluator.rules(event, &BTreeMap::from([(field.wire.as_str(), seen)]), "");
        }
        (Value::Object(members), None) => drop(evaluator.members(event, members, "", false)),
        (other, _) => {
            evaluator.expected.is_hopeless = true;
            let rule = if other.is_null() { Rule::Required } else { Rule::Type };
            evaluator.record("", rule, Severity::Fatal);
        }
    }
    evaluator.expected
}

/// A value of the wrong kind, a missing one and a list of those are not the same to the rules of an object.
#[derive(Clone, PartialEq)]
pub(super) enum Seen<'p> {
    Nothing,
    Misfit,
    Text(String),
    Bool(bool),
    Items(Vec<Seen<'p>>),
    Members(BTreeMap<&'p str, Seen<'p>>),
    Other,
}

/// What the spec says about a value.
pub(super) struct Spot<'p> {
    ty: &'p Type,
    pub(super) rules: &'p ValueRules,
    items: &'p ValueRules,
    presence: &'p Presence,
    pub(super) is_item: bool,
    batch: bool,
    /// How many lists and maps inside of this one lead to the records of a batch, too.
    batch_items: usize,
    /// Whether the event can do without the value, or without the list or map that has it.
    pub(super) is_dispensable: bool,
    /// Whether the value is inside of a sensitive one.
    pub(super) is_hidden: bool,
    /// The text that selects the type of a union.
    pub(super) tag: Option<String>,
}

impl<'p> Spot<'p> {
    pub(super) fn of(field: &'p Field, is_hidden: bool) -> Self {
        let Field { ty, rules, items, presence, batch, batch_items, .. } = field;
        let is_dispensable = !batch && matches!(presence, Presence::Optional | Presence::Default(_));
        Spot {
            ty,
            rules,
            items,
            presence,
            is_item: false,
            batch: *batch,
            batch_items: *batch_items,
            is_dispensable,
            is_hidden,
            tag: None,
        }
    }

    /// Returns the spot of an item. Only the items of the field itself have rules.
    fn item(&self, ty: &'p Type, key: Option<&str>) -> Spot<'p> {
        let is_secret = |key: &str| self.rules.sensitive_keys.iter().any(|each| each.eq_ignore_ascii_case(key));
        Spot {
            ty,
            rules: self.items,
            items: &NO_RULES,
            presence: &Presence::Required,
            is_item: true,
            batch: self.batch_items > 0,
            batch_items: self.batch_items.saturating_sub(1),
            is_dispensable: self.is_dispensable,
            is_hidden: self.is_hidden || self.rules.sensitive || key.is_some_and(is_secret),
            tag: None,
        }
    }

    fn is_optional(&self) -> bool {
        matches!(self.presence, Presence::Optional | Presence::Default(_))
    }
}

pub(super) struct Evaluator<'p> {
    provider: &'p Provider,
    tolerant: bool,
    pub(super) expected: Expected,
}

impl<'p> Evaluator<'p> {
    fn record(&mut self, path: &str, rule: Rule, severity: Severity) {
        let path = if path.is_empty() { "$" } else { path };
        self.expected.violations.push((path.to_owned(), rule, severity));
    }

    /// Evaluates the members of an object, and its rules.
    fn members(&mut self, owner: &'p Object, members: &Map<String, Value>, path: &str, is_hidden: bool) -> Seen<'p> {
        let mut seen = BTreeMap::new();
        // The type of a union depends on another field.
        let (unions, others): (Vec<&Field>, Vec<&Field>) = owner.fields.iter().partition(|field| field.tag.is_some());
        for field in others.into_iter().chain(unions) {
            let member = member(field, members);
            if member.is_none() && field.presence == Presence::Optional {
                continue;
            }
            let at = step(path, &field.wire);
            let mut spot = Spot::of(field, is_hidden);
            spot.tag = field.tag.and_then(|tag| match seen.get(owner.fields[tag].wire.as_str()) {
                Some(Seen::Text(text)) => Some(text.clone()),
                _ => None,
            });
            let found = match member {
                Some((_, value)) => self.value(&spot, value, &at),
                None if matches!(field.presence, Presence::Required | Presence::Nullable) => {
                    self.record(&at, Rule::Required, Severity::Fatal);
                    Seen::Nothing
                }
                None => Seen::Nothing,
            };
            seen.insert(field.wire.as_str(), or_default(found, &field.presence));
        }
        self.rules(owner, &seen, path);
        Seen::Members(seen)
    }

    pub(super) fn value(&mut self, spot: &Spot<'p>, value: &Value, path: &str) -> Seen<'p> {
        let is_json = is_json(spot.ty);
        match value {
            Value::Null if is_json && spot.is_item => return Seen::Nothing,
            Value::Null => return self.missing(spot, path),
            Value::String(text) if spot.rules.empty.contains(text) => return Seen::Nothing,
            // Base64 is opened later, so that any text is read.
            _ if spot.ty.codec() == [Step::Base64] => return self.text(spot, value, path),
            _ => {}
        }
        match spot.ty {
            Type::String | Type::Enum(_) => self.text(spot, value, path),
            Type::I64 | Type::U64 | Type::F64 | Type::Bool => self.single(spot, value, path),
            Type::Time(kind) => self.time(spot, *kind, value, path),
            Type::TimeLike(_) => {
                if let Value::String(text) = value {
                    self.check(spot, Measured::Text(text), path);
                }
                self.time(spot, TimeKind::Text, value, path)
            }
            Type::List(item) => self.list(spot, item, value, path),
            Type::Map(item) => self.map(spot, item, value, path),
            Type::Object(name) => self.object(spot, name, value, path),
            Type::Union(name) => self.union(spot, self.provider.union_def(name).unwrap(), value, path),
            Type::Encoded(..) => self.encoded(spot, value, path),
            Type::Scalar if value.is_array() || value.is_object() => self.misfit(spot, value, path),
            Type::Scalar | Type::Json | Type::Generic | Type::Bytes | Type::Raw | Type::Foreign(_) => Seen::Other,
        }
    }

    pub(super) fn accepts(&self, spot: &Spot<'_>, form: Accept) -> bool {
        let is_mixed_up = !matches!(form, Accept::Json | Accept::CommaText);
        spot.rules.accept.contains(&form) || (self.tolerant && is_mixed_up)
    }

    /// Expects a value that means nothing.
    fn missing(&mut self, spot: &Spot<'p>, path: &str) -> Seen<'p> {
        if *spot.presence == Presence::Required {
            self.record(path, Rule::Required, Severity::Fatal);
        }
        Seen::Nothing
    }

    /// Expects a value of the wrong kind.
    pub(super) fn misfit(&mut self, spot: &Spot<'p>, value: &Value, path: &str) -> Seen<'p> {
        if self.tolerant && spot.is_optional() && is_empty(value) {
            return Seen::Nothing;
        }
        self.unfit(spot, path)
    }

    /// Expects a value that cannot be read, although it is of a right kind.
    fn unfit(&mut self, spot: &Spot<'p>, path: &str) -> Seen<'p> {
        self.record(path, Rule::Type, if spot.is_dispensable { Severity::Drift } else { Severity::Fatal });
        Seen::Misfit
    }

    /// Evaluates the constraints of a value. The first broken one is reported.
    fn check(&mut self, spot: &Spot<'p>, measured: Measured<'_>, path: &str) {
        let form = match spot.ty {
            Type::TimeLike(pattern) => Some(Check::Time(pattern)),
            _ => None,
        };
        let checks = spot.rules.checks.iter().chain(&form).map(|check| broken(check, measured));
        let broken = checks.map(|rule| {
            rule.unwrap_or_else(|| {
                self.expected.is_undecided = true;
                None
            })
        });
        let mut rule = broken.flatten().next();
        if let (Type::Enum(name), Measured::Text(text)) = (spot.ty, measured) {
            let def = self.provider.enum_def(name).unwrap();
            let is_named = def.variants.iter().any(|variant| variant.wire == text);
            rule = rule.or((def.closed && !is_named).then_some(Rule::OneOf));
        }
        if let Some(rule) = rule {
            self.record(path, rule, Severity::Drift);
            self.expected.left.extend(self.expected.violations.last().cloned());
        }
    }

    fn encoded(&mut self, spot: &Spot<'p>, value: &Value, path: &str) -> Seen<'p> {
        match value {
            Value::Array(bytes) if spot.ty.codec() == [Step::Numbers] => {
                if !bytes.iter().all(|byte| byte.as_i64().is_some_and(|byte| (-128..=255).contains(&byte))) {
                    return self.misfit(spot, value, path);
                }
            }
            Value::String(text) if spot.ty.codec() != [Step::Numbers] => self.check(spot, Measured::Text(text), path),
            Value::Object(_) | Value::Array(_) if spot.ty.codec() == [Step::Json] => {}
            other => return self.misfit(spot, other, path),
        }
        Seen::Other
    }

    fn text(&mut self, spot: &Spot<'p>, value: &Value, path: &str) -> Seen<'p> {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) if self.accepts(spot, Accept::Number) => number.to_string(),
            Value::Bool(bool) if self.accepts(spot, Accept::Bool) => bool.to_string(),
            Value::Object(_) | Value::Array(_) if self.accepts(spot, Accept::Json) => value.to_string(),
            other => return self.misfit(spot, other, path),
        };
        self.check(spot, Measured::Text(&text), path);
        Seen::Text(text)
    }

    /// Evaluates a number or boolean.
    fn single(&mut self, spot: &Spot<'p>, value: &Value, path: &str) -> Seen<'p> {
        if let Value::String(text) = value
            && self.accepts(spot, Accept::String)
        {
            return match (text.parse(), spot.ty) {
                _ if text.is_empty() => self.missing(spot, path),
                (Ok(inside @ Value::Bool(_)), Type::Bool) => self.single(spot, &inside, path),
                (Ok(inside @ Value::Number(_)), Type::I64 | Type::U64 | Type::F64) => self.single(spot, &inside, path),
                _ => self.unfit(spot, path),
            };
        }
        match (spot.ty, value) {
            (Type::Bool, Value::Bool(bool)) => Seen::Bool(*bool),
            (Type::I64 | Type::U64 | Type::F64, Value::Number(number)) => {
                let fits = match spot.ty {
                    Type::I64 => number.is_i64(),
                    Type::U64 => number.is_u64(),
                    _ => true,
                };
                if !fits {
                    return self.unfit(spot, path);
                }
                self.check(spot, Measured::Number(number), path);
                Seen::Other
            }
            (_, other) => self.misfit(spot, other, path),
        }
    }

    fn time(&mut self, spot: &Spot<'p>, kind: TimeKind, value: &Value, path: &str) -> Seen<'p> {
        let is_count = matches!(kind, TimeKind::UnixSeconds | TimeKind::UnixMillis | TimeKind::UnixMicros);
        match value {
            Value::Number(_) if is_count || kind == TimeKind::Any || self.accepts(spot, Accept::Number) => Seen::Other,
            Value::String(_) if !is_count => Seen::Other,
            Value::String(text) if self.accepts(spot, Accept::String) => match text.parse::<Value>() {
                _ if text.is_empty() => self.missing(spot, path),
                Ok(Value::Number(_)) => Seen::Other,
                _ => self.unfit(spot, path),
            },
            other => self.misfit(spot, other, path),
        }
    }

    /// Evaluates JSON text in the place of a value.
    pub(super) fn embedded(&mut self, spot: &Spot<'p>, text: &str, path: &str) -> Seen<'p> {
        match text.parse::<Value>() {
            _ if text.is_empty() => self.missing(spot, path),
            Ok(inside) => self.value(spot, &inside, path),
            Err(_) => self.unfit(spot, path),
        }
    }

    pub(super) fn object(&mut self, spot: &Spot<'p>, name: &str, value: &Value, path: &str) -> Seen<'p> {
        let owner = object(self.provider, name);
        let lacks = |members: &Map<String, Value>| {
            let mut required = owner.fields.iter().filter(|field| field.presence != Presence::Optional);
            required.any(|field| member(field, members).is_none())
        };
        match value {
            // `{}` means nothing where it is not a whole object.
            Value::Object(members)
                if self.tolerant && *spot.presence == Presence::Optional && members.is_empty() && lacks(members) =>
            {
                Seen::Nothing
            }
            Value::Object(members) => self.members(owner, members, path, spot.is_hidden || spot.rules.sensitive),
            Value::String(text) if self.accepts(spot, Accept::JsonText) => self.embedded(spot, text, path),
            other => self.misfit(spot, other, path),
        }
    }

    fn list(&mut self, spot: &Spot<'p>, item: &'p Type, value: &Value, path: &str) -> Seen<'p> {
        let takes_text = spot.rules.accept.contains(&Accept::JsonText);
        let is_list = |text: &str| text.parse().is_ok_and(|inside: Value| inside.is_array());
        match value {
            Value::Array(list) => {
                let items = list.iter().enumerate().map(|(index, item)| (None, format!("{path}[{index}]"), item));
                self.items(spot, item, items.collect(), path)
            }
            Value::String(text) if self.accepts(spot, Accept::CommaText) => {
                let parts: Vec<Value> = text.split(',').map(|part| part.trim().into()).collect();
                let parts = parts.iter().enumerate().filter(|_| !text.is_empty());
                self.items(spot, item, parts.map(|(index, part)| (None, format!("{path}[{index}]"), part)).collect(), path)
            }
            Value::String(text) if takes_text || (self.tolerant && (text.is_empty() || is_list(text))) => {
                self.embedded(spot, text, path)
            }
            // A list of JSON may have an empty object as its only item.
            Value::Object(_) if self.tolerant && is_empty(value) && spot.is_dispensable && !spot.is_item && !is_json(item) => {
                Seen::Nothing
            }
            one if self.accepts(spot, Accept::One) => self.items(spot, item, vec![(None, format!("{path}[0]"), one)], path),
            other => self.misfit(spot, other, path),
        }
    }

    fn map(&mut self, spot: &Spot<'p>, item: &'p Type, value: &Value, path: &str) -> Seen<'p> {
        match value {
            Value::Object(map) => {
                let is_hidden = spot.is_hidden || spot.rules.sensitive;
                let at = |key: &str| if is_hidden { format!("{path}[hidden]") } else { step(path, key) };
                self.items(spot, item, map.iter().map(|(key, item)| (Some(key.as_str()), at(key), item)).collect(), path)
            }
            Value::String(text) if self.accepts(spot, Accept::JsonText) => self.embedded(spot, text, path),
            other => self.misfit(spot, other, path),
        }
    }

    /// Evaluates the items of a list or map, each with its key and path.
    fn items(&mut self, spot: &Spot<'p>, ty: &'p Type, items: Vec<(Option<&str>, String, &Value)>, path: &str) -> Seen<'p> {
        let is_left_out = |item: &Value| item.is_null() && self.tolerant && !spot.batch && !is_json(ty);
        let items: Vec<_> = items.into_iter().filter(|(.., item)| !is_left_out(item)).collect();
        let left = self.expected.left.len();
        let seen: Vec<Seen<'p>> = items.iter().map(|(key, path, item)| self.value(&spot.item(ty, *key), item, path)).collect();
        if spot.is_dispensable && seen.contains(&Seen::Misfit) {
            self.expected.left.truncate(left);
            return Seen::Misfit;
        }
        self.check(spot, Measured::Count(seen.len()), path);
        Seen::Items(seen)
    }

    /// Evaluates the rules of an object.
    fn rules(&mut self, owner: &Object, seen: &BTreeMap<&str, Seen<'_>>, path: &str) {
        for rule in &owner.rules {
            if let RuleKind::Unique { list } | RuleKind::Excludes { list, .. } = &rule.rule.kind
                && let Some(Seen::Items(items)) = seen.get(&**list)
            {
                // Items that do not fit count as empty texts.
                self.expected.is_undecided |= items.iter().any(|item| !matches!(item, Seen::Text(_)));
            }
            for counts_misfits in [true, false] {
                let Some(wire) = broken_rule(&rule.rule.kind, seen, counts_misfits) else { continue };
                let found = (step(path, split_path(wire).0.key), Rule::Fields, Severity::Drift);
                // A value that does not fit is present in the payload but not in the event.
                if counts_misfits { self.expected.violations.push(found) } else { self.expected.left.push(found) }
            }
        }
    }
}

/// Returns the field that a violation of a rule names.
fn broken_rule<'r>(rule: &'r RuleKind, seen: &BTreeMap<&str, Seen<'_>>, counts_misfits: bool) -> Option<&'r str> {
    let is_present = |path: &str| match seen.get(path) {
        Some(Seen::Misfit) => counts_misfits,
        Some(seen) => has_value(seen),
        None => has_value_at(seen.get(split_path(path).0.key), path),
    };
    let count = |fields: &[_]| fields.iter().filter(|field: &&std::borrow::Cow<'_, str>| is_present(field)).count();
    let texts = |list: &str| match seen.get(list) {
        Some(Seen::Items(items)) => {
            let text = |item: &Seen<'_>| if let Seen::Text(text) = item { Some(text.clone()) } else { None };
            items.iter().filter_map(text).collect()
        }
        _ => Vec::new(),
    };
    match rule {
        RuleKind::AtLeastOne(fields) => (count(fields) == 0).then(|| &*fields[0]),
        RuleKind::AtMostOne(fields) => (count(fields) > 1).then(|| &*fields[0]),
        RuleKind::ExactlyOne(fields) => (count(fields) != 1).then(|| &*fields[0]),
        RuleKind::Requires { when, equals, fields } => {
            let has_text = |text: &str| matches!(seen.get(&**when), Some(Seen::Text(found)) if found == text);
            let applies = is_present(when) && equals.as_ref().is_none_or(|text| has_text(text));
            fields.iter().find(|field| applies && !is_present(field)).map(|field| &**field)
        }
        RuleKind::Excludes { list, value, others } => {
            let texts = texts(list);
            let is_broken =
                texts.iter().any(|text| text == value) && others.iter().any(|other| texts.iter().any(|text| text == other));
            is_broken.then_some(&**list)
        }
        RuleKind::Unique { list } => {
            let mut texts = texts(list);
            let count = texts.len();
            texts.sort();
            texts.dedup();
            (texts.len() < count).then_some(&**list)
        }
        RuleKind::Base64 { text, flag } => match (seen.get(&**text), seen.get(&**flag)) {
            (Some(Seen::Text(body)), Some(Seen::Bool(true))) => (!super::constraints::is_base64(body)).then_some(&**text),
            _ => None,
        },
    }
}

fn has_value(seen: &Seen<'_>) -> bool {
    match seen {
        Seen::Nothing | Seen::Misfit => false,
        Seen::Items(items) => !items.is_empty(),
        _ => true,
    }
}

/// Returns whether any value at a path is present. `seen` is the value of its first step.
fn has_value_at(seen: Option<&Seen<'_>>, path: &str) -> bool {
    let Some(rest) = split_path(path).1 else { return seen.is_some_and(has_value) };
    match seen {
        Some(Seen::Members(members)) => has_value_at(members.get(split_path(rest).0.key), rest),
        Some(Seen::Items(items)) => items.iter().any(|item| has_value_at(Some(item), path)),
        _ => false,
    }
}

/// Returns what a field holds that has a default.
fn or_default<'p>(seen: Seen<'p>, presence: &Presence) -> Seen<'p> {
    match (presence, seen) {
        (Presence::Default(json), Seen::Nothing | Seen::Misfit) => match json.parse().unwrap() {
            Value::String(text) => Seen::Text(text),
            Value::Bool(bool) => Seen::Bool(bool),
            _ => Seen::Other,
        },
        (_, seen) => seen,
    }
}

/// Returns whether a value means nothing in place of one of another kind.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// Returns the path to a member.
pub(super) fn step(path: &str, name: &str) -> String {
    let mut path = path.to_owned();
    push_name(&mut path, name);
    path
}

/// Returns whether null is a value like any other.
fn is_json(ty: &Type) -> bool {
    matches!(ty, Type::Json | Type::Generic | Type::Union(_))
}
