//! Tables of objects, enums and unions.

use triggerkit_spec::definitions::{Definition, name_of};
use triggerkit_spec::model::{Accessor, By, EnumDef, Field, FieldsRule, Object, Path, Presence, RuleKind, Type, UnionDef};
use triggerkit_spec::{names, words};

use super::markdown::{Table, anchor, code};
use super::samples;

/// Returns the section about a named type.
pub(super) fn definition(definition: Definition<'_>) -> String {
    let name = definition.name();
    let about = match definition {
        Definition::Object(ty) => {
            let mut text = about(&ty.object);
            if ty.http.is_some() {
                text.push_str(&format!("Create one with `{name}::text`, `{name}::json` or `{name}::binary`.\n\n"));
            }
            text + &object(&ty.object) + &samples::samples(&ty.samples)
        }
        Definition::Enum(def) => enumeration(def),
        Definition::Union(def) => union(def),
    };
    format!("{}### `{name}`\n\n{about}", anchor(name))
}

/// Returns the doc and the source of an object.
pub(super) fn about(object: &Object) -> String {
    let doc = object.doc.clone().unwrap_or_default();
    let source = object.source.as_ref().map_or_else(String::new, |source| format!("Source: {}.", words::escape(source)));
    let text = format!("{doc} {source}");
    if text.trim().is_empty() { String::new() } else { format!("{}\n\n", text.trim()) }
}

/// Returns the fields of an object, the rules across them, and the methods that read several of them.
pub(super) fn object(object: &Object) -> String {
    let rows = object.fields.iter().map(|field| row(object, field));
    let table = Table::new(["Field", "Type", "Required", "Constraint", "Meaning", "Source"], rows);
    format!("{table}{}{}", rules(object), accessors(object))
}

fn row(object: &Object, field: &Field) -> [String; 6] {
    let required = match field.presence {
        Presence::Required => "yes",
        Presence::Nullable => "yes, may be null",
        Presence::Optional | Presence::Default(_) => "",
    };
    let source = field.source.as_ref().filter(|source| Some(*source) != object.source.as_ref());
    [
        name(field),
        linked(&field.ty),
        required.to_owned(),
        constraint(object, field),
        field.doc.clone().unwrap_or_default(),
        source.map_or_else(String::new, |source| words::escape(source)),
    ]
}

/// Returns the wire name, and the Rust name if it cannot be guessed.
fn name(field: &Field) -> String {
    match names::field(&field.wire) {
        Some(usual) if usual == field.name => code(&field.wire),
        _ => format!("{} (in Rust `{}`)", code(&field.wire), field.name),
    }
}

fn constraint(object: &Object, field: &Field) -> String {
    let mut words = words::escape(&words::constraints(field));
    if let Some(flag) = field.base64_flag {
        let beside = code(&object.fields[flag].wire);
        words = format!("{words} Base64 if {beside} is true.").trim_start().to_owned();
    }
    words
}

/// Returns the type in words, with a link to the section of a named type.
pub(super) fn linked(ty: &Type) -> String {
    let words = words::ty(ty);
    match name_of(ty) {
        Some(name) => words.replace(&format!("`{name}`"), &link(name)),
        None => words,
    }
}

/// Returns a link to the section of a type.
pub(super) fn link(name: &str) -> String {
    format!("[`{name}`](#{name})")
}

fn rules(object: &Object) -> String {
    if object.rules.is_empty() {
        return String::new();
    }
    let lines = object.rules.iter().map(|rule| format!("- {}\n", sentence(&rule.rule)));
    format!("\nRules across fields:\n\n{}", lines.collect::<String>())
}

fn accessors(object: &Object) -> String {
    if object.accessors.is_empty() {
        return String::new();
    }
    let line = |Accessor { name, paths }: &Accessor| format!("- {}: {}\n", code(&format!("{name}()")), self::paths(paths));
    format!("\nMethods that read several places:\n\n{}", object.accessors.iter().map(line).collect::<String>())
}

/// Returns several paths in words.
pub(super) fn paths(paths: &[Path]) -> String {
    paths.iter().map(|path| code(&path.to_string())).collect::<Vec<_>>().join(" and ")
}

fn sentence(rule: &FieldsRule) -> String {
    let words = rule.kind.to_string();
    let words = match &rule.kind {
        RuleKind::Excludes { list, .. } | RuleKind::Unique { list } => format!("In {}: {words}", code(list)),
        RuleKind::Base64 { text, .. } => format!("{}: {words}", code(text)),
        _ => words::capital(&words),
    };
    match &rule.doc {
        Some(doc) => format!("{words}. {doc}"),
        None => format!("{words}."),
    }
}

fn enumeration(def: &EnumDef) -> String {
    let rest = if def.closed { "No other text is valid." } else { "Any other text is kept as `Other`." };
    let rows = def.variants.iter().map(|variant| {
        let rust = if variant.name == variant.wire { String::new() } else { code(&variant.name) };
        [code(&variant.wire), rust, variant.doc.clone().unwrap_or_default()]
    });
    let table = Table::new(["Value", "In Rust", "Meaning"], rows);
    format!("{} {rest}\n\n{table}", def.doc.as_deref().unwrap_or_default()).trim_start().to_owned()
}

fn union(def: &UnionDef) -> String {
    let rows = def.variants.iter().map(|variant| {
        let tags: Vec<String> = variant.tags.iter().map(|tag| code(tag)).collect();
        let selector = variant.detect.as_ref().map_or_else(|| tags.join(", "), |condition| words::escape(&condition.to_string()));
        let doc = variant.field.doc.as_deref().unwrap_or_default();
        let rules = format!("{doc} {}", words::escape(&words::constraints(&variant.field)));
        [selector, linked(&variant.field.ty), rules.trim().to_owned()]
    });
    let tag = def.tag.as_deref().map(code).unwrap_or_default();
    let (head, rule) = match def.by {
        By::Sibling => {
            ("Tag", format!("The field {tag} next to it selects the type. With any other tag, the value is kept as JSON."))
        }
        By::Field => ("Tag", format!("Its field {tag} selects the type. With any other tag, the value is kept as JSON.")),
        By::Key => ("Key", "Its only key selects the type. With any other keys, the object is kept as JSON.".to_owned()),
        By::Kind => ("Kind", "The kind of the value selects the type. Any other value is kept as JSON.".to_owned()),
        By::Detect => {
            ("Condition", "The first condition that holds selects the type. If none does, the value is kept as JSON.".to_owned())
        }
    };
    let table = Table::new([head, "Type", "Meaning"], rows);
    let doc = def.doc.as_deref().unwrap_or_default();
    format!("{doc} {rule}\n\n{table}").trim_start().to_owned()
}
