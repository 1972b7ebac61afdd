//! The schema of the spec language, with which editors complete and check specs. A test compares every table with the parser.

use std::collections::BTreeMap;

use triggerkit_core::{Accept, Format, Step};
use triggerkit_spec::model::Body;

use super::node::{Node, Object};
use crate::workspace::Workspace;

/// A table of a spec.
struct Table {
    /// Its name in `$defs`.
    name: &'static str,
    /// A part of the heading of its section in the reference.
    heading: &'static str,
    keys: &'static [(&'static str, Holds)],
    required: &'static [&'static str],
    /// Keys of which at least one is required.
    any_of: &'static [&'static str],
}

/// The value of a key.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    /// A text that is not blank.
    Words,
    Bool,
    True,
    /// A list of at least one text.
    Texts,
    TextMap,
    /// A table of at least one text.
    Variants,
    /// A list of texts, or a table of texts with their docs.
    Values,
    /// A list of two numbers.
    Range,
    /// A scalar.
    Scalar,
    /// A scalar, or a list of at least one.
    Scalars,
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// A list of at least one of these words.
    List(fn() -> Vec<&'static str>),
    /// One of these words, or a list of at least one.
    Either(fn() -> Vec<&'static str>),
    /// Another table, by name.
    Table(&'static str),
    /// A table of other tables. The keys match this pattern.
    Sections(&'static str, &'static str),
    Rules,
    Condition,
    Conditions,
}

const ID: &str = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$";
const NAME: &str = "^[A-Z][A-Za-z0-9]*$";
const ANY: &str = "";

const TABLES: &[Table] = &[
    Table {
        name: "spec",
        heading: "",
        keys: &[
            ("provider", Holds::Table("provider")),
            ("triggers", Holds::Sections("trigger", ID)),
            ("types", Holds::Sections("type", NAME)),
            ("configs", Holds::Sections("config", ID)),
            ("enums", Holds::Sections("enum", NAME)),
            ("unions", Holds::Sections("union", NAME)),
            ("operations", Holds::Sections("operation", ID)),
        ],
        required: &["provider"],
        any_of: &[],
    },
    Table {
        name: "provider",
        heading: "[provider]",
        keys: &[("title", Holds::Words), ("source", Holds::Words), ("doc", Holds::Words)],
        required: &["title", "source"],
        any_of: &[],
    },
    Table {
        name: "trigger",
        heading: "[triggers.",
        keys: &[
            ("title", Holds::Words),
            ("doc", Holds::Words),
            ("source", Holds::Words),
            ("body", Holds::Either(bodies)),
            ("raw", Holds::Text),
            ("detect", Holds::Conditions),
            ("ambiguous_with", Holds::TextMap),
            ("response", Holds::Text),
            ("records", Holds::Text),
            ("sample", Holds::Text),
            ("like", Holds::Text),
            ("fields", Holds::Sections("field", ANY)),
            ("rules", Holds::Rules),
        ],
        required: &["title"],
        any_of: &["fields", "like", "body"],
    },
    Table {
        name: "type",
        heading: "[types.",
        keys: &[
            ("doc", Holds::Words),
            ("source", Holds::Words),
            ("like", Holds::Text),
            ("fields", Holds::Sections("field", ANY)),
            ("rules", Holds::Rules),
            ("http", Holds::Table("http")),
        ],
        required: &[],
        any_of: &["fields", "like"],
    },
    Table {
        name: "config",
        heading: "[configs.",
        keys: &[
            ("doc", Holds::Words),
            ("source", Holds::Words),
            ("wrapper", Holds::Words),
            ("sample", Holds::Text),
            ("like", Holds::Text),
            ("fields", Holds::Sections("field", ANY)),
            ("rules", Holds::Rules),
        ],
        required: &[],
        any_of: &["fields", "like"],
    },
    Table {
        name: "http",
        heading: "",
        keys: &[("status", Holds::Text), ("headers", Holds::Text), ("body", Holds::Text), ("base64", Holds::Text)],
        required: &["status", "headers", "body", "base64"],
        any_of: &[],
    },
    Table {
        name: "enum",
        heading: "[enums.",
        keys: &[("doc", Holds::Words), ("values", Holds::Values), ("closed", Holds::Bool), ("rename", Holds::TextMap)],
        required: &["values"],
        any_of: &[],
    },
    Table {
        name: "union",
        heading: "[unions.",
        keys: &[("doc", Holds::Words), ("tag", Holds::Text), ("variants", Holds::Variants)],
        required: &["tag", "variants"],
        any_of: &[],
    },
    Table {
        name: "operation",
        heading: "[operations.",
        keys: &[
            ("title", Holds::Words),
            ("doc", Holds::Words),
            ("source", Holds::Words),
            ("method", Holds::Word(methods)),
            ("uri", Holds::Words),
            ("params", Holds::TextMap),
            ("messages", Holds::Texts),
        ],
        required: &["title", "method", "uri", "messages"],
        any_of: &[],
    },
    Table {
        name: "field",
        heading: "Fields",
        keys: &[
            ("type", Holds::Words),
            ("required", Holds::Bool),
            ("nullable", Holds::Bool),
            ("default", Holds::Scalar),
            ("doc", Holds::Words),
            ("source", Holds::Words),
            ("length", Holds::Text),
            ("range", Holds::Range),
            ("pattern", Holds::Text),
            ("format", Holds::Word(formats)),
            ("one_of", Holds::Texts),
            ("const", Holds::Text),
            ("items", Holds::Table("items")),
            ("accept", Holds::List(forms)),
            ("empty", Holds::Texts),
            ("aliases", Holds::Texts),
            ("codec", Holds::List(steps)),
            ("base64_flag", Holds::Text),
            ("sensitive", Holds::Bool),
            ("rename", Holds::Text),
        ],
        required: &["type"],
        any_of: &[],
    },
    Table {
        name: "items",
        heading: "Fields",
        keys: &[
            ("length", Holds::Text),
            ("range", Holds::Range),
            ("pattern", Holds::Text),
            ("format", Holds::Word(formats)),
            ("one_of", Holds::Texts),
            ("const", Holds::Text),
            ("accept", Holds::List(forms)),
            ("sensitive", Holds::Bool),
        ],
        required: &[],
        any_of: &[],
    },
];

/// The kinds of rules, which differ in their keys. The same goes for `CONDITIONS`.
const RULES: &[Table] = &[
    kind("at_least_one", &[("at_least_one", Holds::Texts), ("doc", Holds::Words)], &["at_least_one"]),
    kind("at_most_one", &[("at_most_one", Holds::Texts), ("doc", Holds::Words)], &["at_most_one"]),
    kind("exactly_one", &[("exactly_one", Holds::Texts), ("doc", Holds::Words)], &["exactly_one"]),
    kind(
        "requires",
        &[("when", Holds::Text), ("equals", Holds::Text), ("requires", Holds::Texts), ("doc", Holds::Words)],
        &["when", "requires"],
    ),
    kind(
        "excludes",
        &[("list", Holds::Text), ("value", Holds::Text), ("excludes", Holds::Texts), ("doc", Holds::Words)],
        &["list", "value", "excludes"],
    ),
    kind("unique", &[("list", Holds::Text), ("unique", Holds::True), ("doc", Holds::Words)], &["list", "unique"]),
];

const CONDITIONS: &[Table] = &[
    kind("header", &[("header", Holds::Text), ("equals", Holds::Scalars)], &["header", "equals"]),
    kind("path", &[("path", Holds::Text)], &["path"]),
    kind("path_equals", &[("path", Holds::Text), ("equals", Holds::Scalars)], &["path", "equals"]),
    kind("path_prefix", &[("path", Holds::Text), ("prefix", Holds::Words)], &["path", "prefix"]),
    kind("path_kind", &[("path", Holds::Text), ("kind", Holds::Word(kinds))], &["path", "kind"]),
    kind("absent", &[("absent", Holds::Text)], &["absent"]),
    kind("any", &[("any", Holds::Condition)], &["any"]),
    kind("all", &[("all", Holds::Condition)], &["all"]),
];

const fn kind(name: &'static str, keys: &'static [(&'static str, Holds)], required: &'static [&'static str]) -> Table {
    Table { name, heading: "", keys, required, any_of: &[] }
}

fn bodies() -> Vec<&'static str> {
    Body::ALL.map(Body::word).to_vec()
}

fn formats() -> Vec<&'static str> {
    Format::ALL.iter().map(|format| format.word()).collect()
}

fn forms() -> Vec<&'static str> {
    Accept::ALL.iter().map(|form| form.word()).collect()
}

fn steps() -> Vec<&'static str> {
    Step::ALL.iter().map(|step| step.word()).collect()
}

fn kinds() -> Vec<&'static str> {
    vec!["object", "list", "string", "number", "bool", "null"]
}

fn methods() -> Vec<&'static str> {
    vec!["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
}

/// Returns the schema of a spec file. The descriptions of the keys are taken from the reference.
pub fn document(workspace: &Workspace, id: &str) -> Object {
    let pages = workspace.pages.iter().filter(|(path, _)| path.ends_with("docs/spec-language.md"));
    let meanings = pages.map(|(_, text)| meanings(text)).next().unwrap_or_default();
    let mut defs = Object::default();
    for table in TABLES {
        defs.put(table.name, self::table(table, &meanings));
    }
    let each = |tables: &[Table]| Object::of("anyOf", tables.iter().map(|each| table(each, &meanings)).collect::<Vec<_>>());
    defs.put("rule", each(RULES));
    defs.put("condition", each(CONDITIONS));
    Object::of("$schema", "https://json-schema.org/draft/2020-12/schema")
        .with("$id", id)
        .with("title", "A spec of triggers")
        .with("$ref", "#/$defs/spec")
        .with("$defs", defs)
}

fn table(table: &Table, meanings: &BTreeMap<(String, String), String>) -> Object {
    let mut properties = Object::default();
    for (key, holds) in table.keys {
        let meaning = meanings
            .iter()
            .find(|((heading, name), _)| !table.heading.is_empty() && heading.contains(table.heading) && name == key);
        properties.put(key, Object::default().with_some("description", meaning.map(|(_, words)| words)).and(holds.schema()));
    }
    let any_of: Vec<Node> = table.any_of.iter().map(|key| Object::of("required", vec![*key]).into()).collect();
    Object::of("type", "object")
        .with("properties", properties)
        .with_list("required", table.required.iter().map(|key| Node::from(*key)).collect())
        .with_list("anyOf", any_of)
        .with("additionalProperties", false)
}

impl Holds {
    fn schema(self) -> Object {
        let of = |kind: &str| Object::of("type", kind);
        let some = |items: Object| of("array").with("items", items).with("minItems", 1_usize);
        let either = |one: Object| Object::of("anyOf", vec![one.clone(), some(one)]);
        let word = |words: fn() -> Vec<&'static str>| Object::of("enum", words());
        let texts = || of("object").with("additionalProperties", of("string"));
        let scalar = || Object::of("type", vec!["string", "number", "boolean"]);
        let condition = || Object::of("$ref", "#/$defs/condition");
        match self {
            Holds::Text => of("string"),
            Holds::Words => of("string").with("pattern", r"\S"),
            Holds::Bool => of("boolean"),
            Holds::True => Object::of("const", true),
            Holds::Texts => some(of("string")),
            Holds::TextMap => texts(),
            Holds::Variants => texts().with("minProperties", 1_usize),
            Holds::Values => Object::of("anyOf", vec![some(of("string")), texts().with("minProperties", 1_usize)]),
            Holds::Range => of("array").with("items", of("number")).with("minItems", 2_usize).with("maxItems", 2_usize),
            Holds::Scalar => scalar(),
            Holds::Scalars => either(scalar()),
            Holds::Word(words) => word(words),
            Holds::List(words) => some(word(words)),
            Holds::Either(words) => either(word(words)),
            Holds::Table(name) => Object::of("$ref", format!("#/$defs/{name}")),
            Holds::Sections(name, form) => {
                let names = (form != ANY).then(|| Object::of("pattern", form));
                of("object")
                    .with_some("propertyNames", names)
                    .with("additionalProperties", Object::of("$ref", format!("#/$defs/{name}")))
            }
            Holds::Rules => of("array").with("items", Object::of("$ref", "#/$defs/rule")),
            Holds::Condition => some(condition()),
            Holds::Conditions => either(condition()),
        }
    }
}

/// Returns the description of each key in the reference: the last cell of its row, by the heading of its section.
fn meanings(page: &str) -> BTreeMap<(String, String), String> {
    let mut heading = "";
    let mut found = BTreeMap::new();
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            heading = title;
        }
        let row = line.strip_prefix("| `").and_then(|row| row.strip_suffix(" |")).and_then(|row| row.split_once('`'));
        if let Some((key, cells)) = row
            && let Some((_, meaning)) = cells.rsplit_once(" | ")
        {
            found.insert((heading.to_owned(), key.to_owned()), meaning.to_owned());
        }
    }
    found
}
