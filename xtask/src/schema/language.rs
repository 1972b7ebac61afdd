//! The schema of the spec language, with which editors complete and check specs. A test compares every table with the parser.

mod meanings;

use triggerkit_core::json::Kind;
use triggerkit_core::{Accept, Format, Step, TimeKind};
use triggerkit_spec::model::{Body, By, KeyList, Type, VALUE_KINDS};

use self::meanings::{Meanings, described, meanings};
use super::node::{Node, Object};
use crate::workspace::Workspace;

/// A table of a spec.
struct Table {
    /// Its name in `$defs`.
    name: &'static str,
    /// A part of the heading of its section in the reference.
    heading: &'static str,
    /// Its keys, in groups that tables share.
    keys: &'static [Keys],
    required: &'static [&'static str],
    /// Keys of which at least one is required.
    any_of: &'static [&'static str],
}

type Keys = &'static [(&'static str, Holds)];

/// The value of a key.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    /// A text that is not blank.
    Words,
    /// The text of a type.
    Type,
    Bool,
    True,
    /// A list of at least one text.
    Texts,
    /// A text, or a list of at least one.
    TextOrTexts,
    /// A text that is not empty, or a list of at least one.
    Parts,
    /// A table of texts, or of lists of at least one.
    Paths,
    /// A year, with a month and a day at most.
    Date,
    TextMap,
    /// A table of at least one text.
    Variants,
    /// A table of at least one type, or table with a type. Its keys are among these words, if there are any.
    Described(fn() -> Vec<&'static str>),
    /// A list of at least one table with a type and a condition.
    Cases,
    /// A text that is not blank, or a table of at least one text.
    TextOrVariants,
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
    /// One of these words, or a list of at least one text.
    WordOrTexts(fn() -> Vec<&'static str>),
    /// One of these words, or a list of at least one.
    Either(fn() -> Vec<&'static str>),
    /// Another table, by name.
    Table(&'static str),
    /// A table of other tables. The keys match this pattern.
    Sections(&'static str, &'static str),
    Rules,
    Condition,
    SomeConditions,
    Conditions,
}

const ID: &str = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$";
const NAME: &str = "^[A-Z][A-Za-z0-9]*$";
const ANY: &str = "";

const SCALARS: [&str; 3] = ["string", "number", "boolean"];

/// The keys that describe every item.
const ABOUT: Keys = &[("doc", Holds::Words), ("source", Holds::Words)];
/// The keys of everything that has fields.
const OBJECT: Keys =
    &[("like", Holds::Text), ("fields", Holds::Sections("field", ANY)), ("rules", Holds::Rules), ("accessors", Holds::Paths)];
/// The keys of fields and of their items.
const VALUE: Keys = &[
    ("length", Holds::Text),
    ("range", Holds::Range),
    ("pattern", Holds::Text),
    ("format", Holds::Word(|| Format::ALL.iter().map(|format| format.word()).collect())),
    ("one_of", Holds::Texts),
    ("const", Holds::Text),
    ("accept", Holds::List(|| Accept::ALL.iter().map(|form| form.word()).collect())),
    ("sensitive", Holds::Bool),
    ("sensitive_keys", Holds::WordOrTexts(|| KeyList::ALL.map(KeyList::word).to_vec())),
];

const TABLES: &[Table] = &[
    table(
        "spec",
        "",
        &[&[
            ("provider", Holds::Table("provider")),
            ("triggers", Holds::Sections("trigger", ID)),
            ("types", Holds::Sections("type", NAME)),
            ("configs", Holds::Sections("config", ID)),
            ("enums", Holds::Sections("enum", NAME)),
            ("unions", Holds::Sections("union", NAME)),
            ("operations", Holds::Sections("operation", ID)),
        ]],
        &["provider"],
    ),
    table(
        "provider",
        "[provider]",
        &[&[("title", Holds::Words)], ABOUT, &[("tolerant", Holds::Bool), ("parts", Holds::Texts)]],
        &["title", "source"],
    ),
    Table {
        any_of: &["fields", "like", "body"],
        ..table(
            "trigger",
            "[triggers.",
            &[
                &[("title", Holds::Words)],
                ABOUT,
                &[
                    ("body", Holds::Either(|| Body::ALL.map(Body::word).to_vec())),
                    ("raw", Holds::Text),
                    ("detect", Holds::Conditions),
                    ("fallback", Holds::Bool),
                    ("ambiguous_with", Holds::TextMap),
                    ("response", Holds::TextOrTexts),
                    ("http", Holds::Table("http_request")),
                    ("root", Holds::Text),
                    ("records", Holds::TextOrTexts),
                    ("failures", Holds::Table("failures")),
                    ("status", Holds::Table("status")),
                    ("sample", Holds::Text),
                ],
                OBJECT,
            ],
            &["title"],
        )
    },
    Table {
        any_of: &["fields", "like"],
        ..table("type", "[types.", &[ABOUT, OBJECT, &[("http", Holds::Table("http_response")), ("export", Holds::Bool)]], &[])
    },
    Table {
        any_of: &["fields", "like"],
        ..table(
            "config",
            "[configs.",
            &[ABOUT, &[("wrapper", Holds::Words), ("section", Holds::Table("section")), ("sample", Holds::Text)], OBJECT],
            &[],
        )
    },
    table(
        "section",
        "[types.",
        &[&[("list", Holds::Words), ("name", Holds::Words), ("with", Holds::TextMap), ("text", Holds::Bool)]],
        &[],
    ),
    Table {
        any_of: &["since", "retired", "successor"],
        ..table("status", "Status", &[&[("since", Holds::Date), ("retired", Holds::Date), ("successor", Holds::Words)]], &[])
    },
    table(
        "failures",
        "Failed records",
        &[&[
            ("list", Holds::Words),
            ("id", Holds::TextOrVariants),
            ("as", Holds::Words),
            ("group", Holds::Words),
            ("stop", Holds::Bool),
            ("every", Holds::Bool),
            ("with", Holds::TextMap),
            ("copy", Holds::Texts),
        ]],
        &["list", "id", "as"],
    ),
    table(
        "http_request",
        "HTTP requests",
        &[&[
            ("method", Holds::TextOrTexts),
            ("path", Holds::TextOrTexts),
            ("base_path", Holds::TextOrTexts),
            ("host", Holds::TextOrTexts),
            ("path_parameters", Holds::TextOrTexts),
            ("query", Holds::TextOrTexts),
            ("headers", Holds::TextOrTexts),
            ("cookies", Holds::TextOrTexts),
            ("body", Holds::TextOrTexts),
            ("base64", Holds::TextOrTexts),
            ("client", Holds::TextOrTexts),
        ]],
        &["headers"],
    ),
    table(
        "http_response",
        "HTTP responses",
        &[&[
            ("status", Holds::Text),
            ("headers", Holds::Text),
            ("body", Holds::Text),
            ("base64", Holds::Text),
            ("cookies", Holds::Text),
        ]],
        &["status", "headers", "body", "base64"],
    ),
    table(
        "enum",
        "[enums.",
        &[&[
            ("doc", Holds::Words),
            ("values", Holds::Values),
            ("closed", Holds::Bool),
            ("export", Holds::Bool),
            ("rename", Holds::TextMap),
        ]],
        &["values"],
    ),
    table(
        "operation",
        "[operations.",
        &[
            &[("title", Holds::Words)],
            ABOUT,
            &[
                ("method", Holds::Word(|| vec!["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])),
                ("uri", Holds::Words),
                ("params", Holds::TextMap),
                ("messages", Holds::Texts),
            ],
        ],
        &["title", "method", "uri", "messages"],
    ),
    table(
        "field",
        "Fields",
        &[
            &[("type", Holds::Type), ("required", Holds::Bool), ("nullable", Holds::Bool), ("default", Holds::Scalar)],
            ABOUT,
            VALUE,
            &[
                ("items", Holds::Table("items")),
                ("empty", Holds::Texts),
                ("aliases", Holds::Texts),
                ("codec", CODEC),
                ("base64_flag", Holds::Text),
                ("rename", Holds::Text),
            ],
        ],
        &["type"],
    ),
    table("items", "Fields", &[VALUE, &[("codec", CODEC)]], &[]),
    table(
        "variant",
        "Fields",
        &[&[("type", Holds::Type), ("doc", Holds::Words)], VALUE, &[("items", Holds::Table("items")), ("codec", CODEC)]],
        &["type"],
    ),
    table(
        "case",
        "[unions.",
        &[&[("type", Holds::Words), ("doc", Holds::Words), ("detect", Holds::Conditions)]],
        &["type", "detect"],
    ),
];

const CODEC: Holds = Holds::List(|| Step::ALL.iter().map(|step| step.word()).collect());

/// The kinds of unions, which differ in what chooses the type.
const UNIONS: &[Choice] = &[
    (
        Mark::By(By::Field),
        table(
            "field",
            "[unions.",
            &[UNION, &[("by", Holds::Word(|| vec![By::Field.word()])), ("variants", Holds::Variants)]],
            &["by", "tag", "variants"],
        ),
    ),
    (
        Mark::By(By::Key),
        table(
            "key",
            "[unions.",
            &[UNION, &[("by", Holds::Word(|| vec![By::Key.word()])), ("variants", Holds::Described(Vec::new))]],
            &["by", "variants"],
        ),
    ),
    (
        Mark::By(By::Kind),
        table(
            "kind",
            "[unions.",
            &[UNION, &[("by", Holds::Word(|| vec![By::Kind.word()])), ("variants", Holds::Described(kinds))]],
            &["by", "variants"],
        ),
    ),
    (
        Mark::By(By::Detect),
        table(
            "detect",
            "[unions.",
            &[UNION, &[("by", Holds::Word(|| vec![By::Detect.word()])), ("variants", Holds::Cases)]],
            &["by", "variants"],
        ),
    ),
];

/// A union without `by`, or with `by = "sibling"`.
const SIBLING: Table = table(
    "sibling",
    "[unions.",
    &[UNION, &[("by", Holds::Word(|| vec![By::Sibling.word()])), ("variants", Holds::Variants)]],
    &["tag", "variants"],
);

const UNION: Keys = &[("doc", Holds::Words), ("tag", Holds::Text), ("rename", Holds::TextMap), ("export", Holds::Bool)];

const DOC: Keys = &[("doc", Holds::Words)];

/// One of several kinds of tables, and what tells it from those after it.
type Choice = (Mark, Table);

/// What tells a kind of tables from others.
enum Mark {
    /// It has these keys.
    Keys(&'static [&'static str]),
    /// Its key `by` is this.
    By(By),
}

impl Mark {
    fn schema(&self) -> Object {
        match self {
            Mark::Keys(keys) => Object::of("required", keys.to_vec()),
            Mark::By(by) => {
                Object::of("properties", Object::of("by", Object::of("const", by.word()))).with("required", vec!["by"])
            }
        }
    }
}

const RULES: &[Choice] = &[
    (Mark::Keys(&["at_least_one"]), table("at_least_one", "", &[&[("at_least_one", Holds::Texts)], DOC], &["at_least_one"])),
    (Mark::Keys(&["at_most_one"]), table("at_most_one", "", &[&[("at_most_one", Holds::Texts)], DOC], &["at_most_one"])),
    (Mark::Keys(&["exactly_one"]), table("exactly_one", "", &[&[("exactly_one", Holds::Texts)], DOC], &["exactly_one"])),
    (
        Mark::Keys(&["when"]),
        table(
            "requires",
            "",
            &[&[("when", Holds::Text), ("equals", Holds::Text), ("requires", Holds::Texts)], DOC],
            &["when", "requires"],
        ),
    ),
    (
        Mark::Keys(&["unique"]),
        table("unique", "", &[&[("list", Holds::Text), ("unique", Holds::True)], DOC], &["list", "unique"]),
    ),
    (
        Mark::Keys(&["list"]),
        table(
            "excludes",
            "",
            &[&[("list", Holds::Text), ("value", Holds::Text), ("excludes", Holds::Texts)], DOC],
            &["list", "value", "excludes"],
        ),
    ),
];

const CONDITIONS: &[Choice] = &[
    (
        Mark::Keys(&["header"]),
        table("header", "", &[&[("header", Holds::Text), ("equals", Holds::Scalars)]], &["header", "equals"]),
    ),
    (
        Mark::Keys(&["path", "equals"]),
        table("path_equals", "", &[PATH, &[("equals", Holds::Scalars)], CASE], &["path", "equals"]),
    ),
    (Mark::Keys(&["path", "prefix"]), table("path_prefix", "", &[PATH, &[("prefix", Holds::Parts)], CASE], &["path", "prefix"])),
    (Mark::Keys(&["path", "suffix"]), table("path_suffix", "", &[PATH, &[("suffix", Holds::Parts)], CASE], &["path", "suffix"])),
    (
        Mark::Keys(&["path", "contains"]),
        table("path_contains", "", &[PATH, &[("contains", Holds::Parts)], CASE], &["path", "contains"]),
    ),
    (Mark::Keys(&["path", "kind"]), table("path_kind", "", &[PATH, &[("kind", Holds::Word(kinds))]], &["path", "kind"])),
    (Mark::Keys(&["path"]), table("path", "", &[PATH], &["path"])),
    (Mark::Keys(&["absent"]), table("absent", "", &[&[("absent", Holds::Text)]], &["absent"])),
    (Mark::Keys(&["any"]), table("any", "", &[&[("any", Holds::SomeConditions)]], &["any"])),
    (Mark::Keys(&["all"]), table("all", "", &[&[("all", Holds::SomeConditions)]], &["all"])),
    (Mark::Keys(&["not"]), table("not", "", &[&[("not", Holds::Condition)]], &["not"])),
];

/// Returns the words for the kinds of values.
fn kinds() -> Vec<&'static str> {
    VALUE_KINDS.map(Kind::word).to_vec()
}

const PATH: Keys = &[("path", Holds::Text)];
const CASE: Keys = &[("ignore_case", Holds::Bool)];

const fn table(name: &'static str, heading: &'static str, keys: &'static [Keys], required: &'static [&'static str]) -> Table {
    Table { name, heading, keys, required, any_of: &[] }
}

/// Returns the schema of a spec file. The descriptions of the keys are taken from the reference.
pub fn document(workspace: &Workspace, id: &str) -> Object {
    let pages = workspace.pages.iter().filter(|(path, _)| path.ends_with("docs/spec-language.md"));
    let meanings = pages.map(|(_, text)| meanings(text)).next().unwrap_or_default();
    let mut defs = Object::default();
    for table in TABLES {
        defs.put(table.name, table.schema(&meanings));
    }
    defs.put("union", Object::of("type", "object").and(choice(UNIONS, SIBLING.keywords(&meanings), &meanings)));
    defs.put("rule", choice(RULES, any(RULES), &meanings));
    defs.put("condition", choice(CONDITIONS, any(CONDITIONS), &meanings));
    defs.put("type_text", type_text());
    Object::of("$schema", "https://json-schema.org/draft/2020-12/schema")
        .with("$id", id)
        .with("title", "A spec of triggers")
        .with("$ref", "#/$defs/spec")
        .with("$defs", defs)
}

/// Returns the schema of tables of several kinds. What marks a kind comes first, so that a mistake is one error, of that kind.
/// `others` is the schema of a table without any of the marks.
fn choice(choices: &[Choice], others: Object, meanings: &Meanings) -> Object {
    choices.iter().rfold(others, |others, (mark, table)| {
        Object::of("if", mark.schema()).with("then", table.keywords(meanings)).with("else", others)
    })
}

/// Returns a schema that asks for one of the marks.
fn any(choices: &[Choice]) -> Object {
    Object::of("anyOf", choices.iter().map(|(mark, _)| mark.schema().into()).collect::<Vec<Node>>())
}

/// Returns the schema of the text of a type: names to complete, and a pattern of all others.
fn type_text() -> Object {
    let plain = || Type::PLAIN.iter().map(|(name, _)| (*name).to_owned());
    let times = || TimeKind::ALL.iter().map(|kind| format!("time<{}>", kind.word()));
    let containers = ["list", "map"].into_iter().flat_map(|container| plain().map(move |item| format!("{container}<{item}>")));
    let words: Vec<Node> = plain().chain(times()).chain(containers).map(Node::from).collect();
    let single = plain().chain(times()).collect::<Vec<_>>().join("|");
    let single = format!(" *(?:{single}|time<[^<>]*%[^<>]*>|{}) *", NAME.trim_matches(['^', '$']));
    let nested = (0..Type::MAX_DEPTH).fold(single.clone(), |item, _| format!("(?:{single}| *(?:list|map) *<{item}> *)"));
    Object::of("anyOf", vec![Object::of("enum", words), Object::of("pattern", format!("^{nested}$"))])
}

impl Table {
    fn schema(&self, meanings: &Meanings) -> Object {
        Object::of("type", "object").and(self.keywords(meanings))
    }

    /// Returns what the schema says about the keys, if the value is an object.
    fn keywords(&self, meanings: &Meanings) -> Object {
        let mut properties = Object::default();
        for (key, holds) in self.keys.iter().copied().flatten() {
            let meaning = meanings
                .iter()
                .find(|((heading, name), _)| !self.heading.is_empty() && heading.contains(self.heading) && name == key);
            let words = meaning.map(|(_, words)| words.as_str()).or_else(|| described(self.name, key));
            properties.put(key, Object::default().with_some("description", words).and(holds.schema()));
        }
        let any_of: Vec<Node> = self.any_of.iter().map(|key| Object::of("required", vec![*key]).into()).collect();
        Object::of("properties", properties)
            .with_list("required", self.required.iter().map(|key| Node::from(*key)).collect())
            .with_list("anyOf", any_of)
            .with("additionalProperties", false)
    }
}

impl Holds {
    fn schema(self) -> Object {
        let of = |kind: &str| Object::of("type", kind);
        let some = |items: Object| of("array").with("items", items).with("minItems", 1_usize);
        // The keywords of texts and objects say nothing about lists, so one error is one mistake.
        let or_some = |kinds: &[&'static str], one: Object| {
            let items = Object::of("type", kinds.to_vec()).and(one.clone());
            Object::of("type", [kinds, &["array"]].concat()).and(one).with("items", items).with("minItems", 1_usize)
        };
        let word = |words: fn() -> Vec<&'static str>| Object::of("enum", words());
        let texts = || of("object").with("additionalProperties", of("string"));
        match self {
            Holds::Text => of("string"),
            Holds::Words => of("string").with("pattern", r"\S"),
            Holds::Type => of("string").and(Object::reference("type_text")),
            Holds::Bool => of("boolean"),
            Holds::True => Object::of("const", true),
            Holds::Texts => some(of("string")),
            Holds::TextOrTexts => or_some(&["string"], Object::default()),
            Holds::Parts => or_some(&["string"], Object::of("minLength", 1_usize)),
            Holds::Paths => of("object").with("additionalProperties", or_some(&["string"], Object::default())),
            Holds::Date => of("string").with("pattern", "^[0-9]{4}(-[0-9]{2}){0,2}$"),
            Holds::TextMap => texts(),
            Holds::Variants => texts().with("minProperties", 1_usize),
            Holds::Described(keys) => {
                let ty = of("string").and(Object::reference("type_text"));
                let either = Object::of("anyOf", vec![ty, Object::reference("variant")]);
                let names = Some(keys()).filter(|keys| !keys.is_empty()).map(|keys| Object::of("enum", keys));
                let table = of("object").with("additionalProperties", either).with("minProperties", 1_usize);
                table.with_some("propertyNames", names)
            }
            Holds::Cases => some(Object::reference("case")),
            Holds::TextOrVariants => Object::of("type", vec!["string", "object"])
                .with("pattern", r"\S")
                .with("additionalProperties", of("string"))
                .with("minProperties", 1_usize),
            Holds::Values => Object::of("type", vec!["array", "object"])
                .with("items", of("string"))
                .with("minItems", 1_usize)
                .with("additionalProperties", of("string"))
                .with("minProperties", 1_usize),
            Holds::Range => of("array").with("items", of("number")).with("minItems", 2_usize).with("maxItems", 2_usize),
            Holds::Scalar => Object::of("type", SCALARS.to_vec()),
            Holds::Scalars => or_some(&SCALARS, Object::default()),
            Holds::Word(words) => word(words),
            Holds::List(words) => some(word(words)),
            Holds::WordOrTexts(words) => Object::of("anyOf", vec![word(words), some(of("string"))]),
            Holds::Either(words) => Object::of("anyOf", vec![word(words), some(word(words))]),
            Holds::Table(name) => Object::reference(name),
            Holds::Sections(name, form) => {
                let names = (form != ANY).then(|| Object::of("pattern", form));
                of("object").with_some("propertyNames", names).with("additionalProperties", Object::reference(name))
            }
            Holds::Rules => of("array").with("items", of("object").and(Object::reference("rule"))),
            Holds::Condition => of("object").and(Object::reference("condition")),
            Holds::SomeConditions => some(of("object").and(Object::reference("condition"))),
            Holds::Conditions => or_some(&["object"], Object::reference("condition")),
        }
    }
}
