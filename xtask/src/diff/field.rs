//! Changes of one field: what Rust makes of it, and what it takes.

use triggerkit_core::{Length, Range};
use triggerkit_spec::dump;
use triggerkit_spec::model::{Check, Field, Object, Presence, ValueRules};

use super::{Changes, or_none};

const REJECTED: &str = "payloads that passed are rejected";
const RUST_TYPE: &str = "the Rust type changes";

impl Changes {
    pub(super) fn field(&mut self, (old_object, old): (&Object, &Field), (new_object, new): (&Object, &Field)) {
        if old.wire != new.wire {
            let read = if new.aliases.contains(&old.wire) { "it is written otherwise" } else { "the old name is not read" };
            self.breaking(format!("wire name `{}` → `{}`: {read}", old.wire, new.wire));
        }
        let text = String::clone;
        self.fixed("Rust name", &old.name, &new.name, text, "code that reads it does not compile");
        self.fixed("type", &old.ty, &new.ty, dump::ty, RUST_TYPE);
        let steps = |field: &Field| field.codec.iter().map(|step| step.word()).collect::<Vec<_>>();
        let list = |steps: &Vec<&str>| if steps.is_empty() { "none".to_owned() } else { steps.join(" ") };
        self.fixed("codec", &steps(old), &steps(new), list, RUST_TYPE);
        self.presence(old, new);
        // Of another type, the constraints cannot be the same.
        if old.ty == new.ty && old.codec == new.codec {
            self.value("", &old.rules, &new.rules);
            self.value("items: ", &old.items, &new.items);
        }
        for alias in old.aliases.iter().filter(|alias| !new.aliases.contains(alias) && **alias != new.wire) {
            self.breaking(format!("alias `{alias}` removed: it is not read any more"));
        }
        for alias in new.aliases.iter().filter(|alias| !old.aliases.contains(alias) && **alias != old.wire) {
            self.compatible(format!("alias `{alias}` added"));
        }
        let flag = |object: &Object, field: &Field| field.base64_flag.map(|index| object.fields[index].wire.clone());
        match (flag(old_object, old), flag(new_object, new)) {
            (None, Some(now)) => self.compatible(format!("base64 by `{now}`")),
            (before, now) => {
                self.fixed("base64 flag", &before, &now, or_none, "its bytes are not to be had as before");
            }
        }
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
                "the Rust type is no `Option` any more"
            });
        }
        if demands(to).iter().any(|demand| !demands(from).contains(demand)) {
            follows.push(REJECTED);
        }
        if *to == Presence::Required {
            follows.push("builders do not compile");
        }
        if let (Presence::Default(_), Presence::Default(_)) = (from, to) {
            follows.push("nothing means something else");
        }
        let change = format!("{} → {}", presence(from), presence(to));
        match &follows[..] {
            [] => self.compatible(change),
            follows => self.breaking(format!("{change}: {}", follows.join(", "))),
        }
    }

    fn value(&mut self, lead: &str, old: &ValueRules, new: &ValueRules) {
        for before in &old.checks {
            match new.checks.iter().find(|after| same_kind(before, after)) {
                None => self.compatible(format!("{lead}no longer {}", before)),
                Some(after) if after == before => {}
                Some(after) => {
                    let change = format!("{lead}{} → {}", before, after);
                    if admits(after, before) {
                        self.compatible(change);
                    } else {
                        self.breaking(format!("{change}: {REJECTED}"));
                    }
                }
            }
        }
        for after in new.checks.iter().filter(|after| !old.checks.iter().any(|before| same_kind(before, after))) {
            self.breaking(format!("{lead}now {}: {REJECTED}", after));
        }
        for form in old.accept.iter().filter(|form| !new.accept.contains(form)) {
            self.breaking(format!("{lead}form {} removed: {REJECTED}", form.word()));
        }
        for form in new.accept.iter().filter(|form| !old.accept.contains(form)) {
            self.compatible(format!("{lead}form {} added", form.word()));
        }
        for text in old.empty.iter().filter(|text| !new.empty.contains(text)) {
            self.breaking(format!("{lead}`{text}` does not mean nothing any more"));
        }
        for text in new.empty.iter().filter(|text| !old.empty.contains(text)) {
            self.compatible(format!("{lead}`{text}` means nothing"));
        }
        match (old.sensitive, new.sensitive) {
            (true, false) => self.breaking(format!("{lead}not sensitive any more: it shows in logs and reports")),
            (false, true) => self.compatible(format!("{lead}sensitive: hidden in logs and reports")),
            _ => {}
        }
    }
}

/// What a payload must not do.
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

/// Whether `new` admits whatever `old` does, as far as that can be told.
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
