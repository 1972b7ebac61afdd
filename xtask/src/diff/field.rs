//! Compares fields: their Rust types, and the values that they accept.

use triggerkit_core::{Length, Range, Step, TimeKind};
use triggerkit_spec::model::{Check, Field, Object, Presence, Type, ValueRules};
use triggerkit_spec::words;

use super::{Changes, or_none};

const REJECTED: &str = "payloads that passed are rejected";
const RUST_TYPE: &str = "the Rust type changes";

impl Changes {
    pub(super) fn field(&mut self, (old_object, old): (&Object, &Field), (new_object, new): (&Object, &Field)) {
        if old.wire != new.wire {
            let read =
                if new.aliases.contains(&old.wire) { "it is written under the new name" } else { "the old name is not read" };
            self.breaking(format!("wire name `{}` → `{}`: {read}", old.wire, new.wire));
        }
        let text = String::clone;
        self.fixed("Rust name", &old.name, &new.name, text, "code that reads it does not compile");
        let (was, is) = (&decoded(&old.ty), &decoded(&new.ty));
        if is_wider(is, was) {
            self.compatible(format!("type {} → {}", words::described(was), words::described(is)));
        } else {
            let is_time = |ty: &Type| matches!(ty, Type::Time(_) | Type::TimeLike(_));
            let are_times = is_time(was) && is_time(is);
            let follows = if are_times { "times are read differently" } else { RUST_TYPE };
            self.fixed("type", was, is, words::described, follows);
        }
        self.codecs(old, new);
        self.presence(old, new);
        // Constraints are comparable only if the type is the same.
        if old.ty == new.ty {
            let tolerant = (old_object.tolerant, new_object.tolerant);
            self.value("", (tolerant.0, &old.rules), (tolerant.1, &new.rules));
            self.value("items: ", (tolerant.0, &old.items), (tolerant.1, &new.items));
        }
        for alias in old.aliases.iter().filter(|alias| !new.aliases.contains(alias) && **alias != new.wire) {
            self.breaking(format!("alias `{alias}` removed: it is no longer read"));
        }
        for alias in new.aliases.iter().filter(|alias| !old.aliases.contains(alias) && **alias != old.wire) {
            self.compatible(format!("alias `{alias}` added"));
        }
        let flag = |object: &Object, field: &Field| field.base64_flag.map(|index| object.fields[index].wire.clone());
        match (flag(old_object, old), flag(new_object, new)) {
            (None, Some(now)) => self.compatible(format!("base64 flag `{now}` added")),
            (before, now) => {
                self.fixed("base64 flag", &before, &now, or_none, "its bytes are decoded differently");
            }
        }
    }

    fn codecs(&mut self, old: &Field, new: &Field) {
        let words = |steps: &[Step]| steps.iter().map(|step| step.word()).collect::<Vec<_>>();
        let list = |steps: &Vec<&str>| if steps.is_empty() { "none".to_owned() } else { steps.join(" ") };
        self.fixed("codec", &words(old.ty.codec()), &words(new.ty.codec()), list, RUST_TYPE);
        self.fixed("codec of items", &words(old.ty.item_codec()), &words(new.ty.item_codec()), list, RUST_TYPE);
    }

    /// Compares the values of a union's variant that has the same type.
    pub(super) fn described(&mut self, old: &Field, new: &Field) {
        self.codecs(old, new);
        self.value("", (false, &old.rules), (false, &new.rules));
        self.value("items: ", (false, &old.items), (false, &new.items));
    }

    fn presence(&mut self, old: &Field, new: &Field) {
        let (from, to) = (&old.presence, &new.presence);
        if from == to {
            return;
        }
        let mut follows = Vec::new();
        if old.ty == new.ty && old.is_option() != new.is_option() {
            follows.push(if new.is_option() {
                "the Rust type becomes an `Option`"
            } else {
                "the Rust type is no longer an `Option`"
            });
        }
        if demands(to).iter().any(|demand| !demands(from).contains(demand)) {
            follows.push(REJECTED);
        }
        if *to == Presence::Required {
            follows.push("builders do not compile");
        }
        if let (Presence::Default(_), Presence::Default(_)) = (from, to) {
            follows.push("an absent value is read differently");
        }
        let change = format!("{} → {}", presence(from), presence(to));
        match &follows[..] {
            [] => self.compatible(change),
            follows => self.breaking(format!("{change}: {}", follows.join(", "))),
        }
    }

    fn value(&mut self, lead: &str, (was_tolerant, old): (bool, &ValueRules), (is_tolerant, new): (bool, &ValueRules)) {
        for before in &old.checks {
            match new.checks.iter().find(|after| same_kind(before, after)) {
                None => self.compatible(format!("{lead}no longer {before}")),
                Some(after) if after == before => {}
                Some(after) => {
                    let change = format!("{lead}{before} → {after}");
                    if admits(after, before) {
                        self.compatible(change);
                    } else {
                        self.breaking(format!("{change}: {REJECTED}"));
                    }
                }
            }
        }
        for after in new.checks.iter().filter(|after| !old.checks.iter().any(|before| same_kind(before, after))) {
            self.breaking(format!("{lead}now {after}: {REJECTED}"));
        }
        for form in old.accept.iter().filter(|form| !new.accepts(**form, is_tolerant)) {
            self.breaking(format!("{lead}form {} removed: {REJECTED}", form.word()));
        }
        for form in new.accept.iter().filter(|form| !old.accepts(**form, was_tolerant)) {
            self.compatible(format!("{lead}form {} added", form.word()));
        }
        for text in old.empty.iter().filter(|text| !new.empty.contains(text)) {
            self.breaking(format!("{lead}`{text}` no longer counts as absent"));
        }
        for text in new.empty.iter().filter(|text| !old.empty.contains(text)) {
            self.compatible(format!("{lead}`{text}` now counts as absent"));
        }
        match (old.sensitive, new.sensitive) {
            (true, false) => self.breaking(format!("{lead}no longer sensitive: shown in logs and reports")),
            (false, true) => self.compatible(format!("{lead}now sensitive: hidden in logs and reports")),
            _ => {}
        }
        let removed = old.sensitive_keys.iter().filter(|key| !new.sensitive && !new.sensitive_keys.contains(key)).count();
        if removed > 0 {
            self.breaking(format!("{lead}{removed} fewer sensitive keys: shown in logs and reports"));
        }
        let added = new.sensitive_keys.iter().filter(|key| !old.sensitive && !old.sensitive_keys.contains(key)).count();
        if added > 0 {
            self.compatible(format!("{lead}{added} more sensitive keys: hidden in logs and reports"));
        }
    }
}

/// Returns a type without what encodes its values.
pub(super) fn decoded(ty: &Type) -> Type {
    match ty {
        Type::Encoded(contents, _) => decoded(contents),
        Type::List(item) => Type::List(Box::new(decoded(item))),
        Type::Map(item) => Type::Map(Box::new(decoded(item))),
        ty => ty.clone(),
    }
}

/// Returns whether two types are the same in Rust, unless its user chooses another one, and `new` takes more values.
fn is_wider(new: &Type, old: &Type) -> bool {
    match (new, old) {
        (Type::List(new), Type::List(old)) | (Type::Map(new), Type::Map(old)) => is_wider(new, old),
        (Type::Generic, Type::Json) => true,
        (Type::Time(TimeKind::Any), Type::Time(old)) => *old != TimeKind::Any,
        (Type::Time(TimeKind::Any | TimeKind::Text), Type::TimeLike(_)) => true,
        _ => false,
    }
}

/// Returns what a payload must not have.
fn demands(presence: &Presence) -> &'static [&'static str] {
    match presence {
        Presence::Required => &["absent", "null"],
        Presence::Nullable => &["absent"],
        Presence::Optional | Presence::Default(_) => &[],
    }
}

fn presence(presence: &Presence) -> String {
    match presence {
        Presence::Required => "required".into(),
        Presence::Nullable => "required, may be null".into(),
        Presence::Optional => "optional".into(),
        Presence::Default(json) => format!("`{json}` when absent"),
    }
}

fn same_kind(a: &Check, b: &Check) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

/// Returns whether `new` certainly allows every value that `old` allows.
fn admits(new: &Check, old: &Check) -> bool {
    match (new, old) {
        (Check::Length(new), Check::Length(old)) => longer(*new, *old),
        (Check::Range(Range { min, max }), Check::Range(old)) => *min <= old.min && old.max <= *max,
        (Check::OneOf(new), Check::OneOf(old)) => old.iter().all(|text| new.contains(text)),
        _ => false,
    }
}

fn longer(new: Length, old: Length) -> bool {
    new.unit == old.unit && new.min <= old.min && old.max <= new.max
}
