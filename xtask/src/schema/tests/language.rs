//! Compares the schema of the spec language with the parser: each key in each table, each kind of value, each key left out.

use std::collections::BTreeSet;
use std::path::Path;
use std::thread;

use jsonschema::Validator;
use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};
use triggerkit_spec::{NoSamples, SourceFile, builtin, check, raw};

use crate::schema::language;
use crate::workspace::Workspace;

/// The problems that a schema can find: unknown and missing keys, wrong kinds of values, and unknown words.
const FORM: &[&str] = &[
    "E002", "E003", "E004", "E005", "E008", "E101", "E102", "E201", "E202", "E203", "E217", "E220", "E305", "E313", "E316",
    "E322", "E324", "E328", "E402", "E403", "E409", "E501", "E502", "E503", "E504", "E506", "E515", "E516", "E518", "E701",
];

fn schema() -> Validator {
    let mut workspace = Workspace::default();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/spec-language.md");
    workspace.pages.insert("docs/spec-language.md".into(), std::fs::read_to_string(page).unwrap());
    let text = super::Node::from(language::document(&workspace, "https://example.com/spec.schema.json")).to_file();
    assert!(text.contains("must be present and not null. Default false"), "keys have their meaning");
    let schema = serde_json::from_str(&text).unwrap();
    let mut bare = Vec::new();
    undescribed(&schema, &mut bare);
    assert!(bare.is_empty(), "keys without a description: {bare:?}");
    assert!(jsonschema::meta::is_valid(&schema));
    jsonschema::draft202012::new(&schema).unwrap()
}

/// Collects the keys of tables that have no description.
fn undescribed(schema: &Value, found: &mut Vec<String>) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        found.extend(properties.iter().filter(|(_, key)| key.get("description").is_none()).map(|(key, _)| key.clone()));
    }
    match schema {
        // What only tells tables apart needs no description.
        Value::Object(members) => {
            members.iter().filter(|(key, _)| *key != "if").for_each(|(_, member)| undescribed(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| undescribed(item, found)),
        _ => {}
    }
}

/// Returns the codes in `FORM` that the parser reports. With `misfit`, E301 counts as well, because it hides an unknown format.
fn codes(text: &str, misfit: bool) -> BTreeSet<&'static str> {
    let checked = check(&SourceFile::new("shop.toml", text), "shop", &NoSamples);
    // The schema does not know which types a spec has, only what their names look like.
    let is_name =
        |message: &str| message.split('`').nth(1).is_some_and(|name| name.starts_with(|first: char| first.is_ascii_uppercase()));
    let failure = checked.err();
    let codes = failure.iter().flat_map(|failure| failure.diagnostics.iter());
    let codes = codes.filter(|each| each.code != "E201" || !is_name(&each.message)).map(|each| each.code);
    codes.filter(|code| FORM.contains(code) || (misfit && matches!(*code, "E301" | "E326"))).collect()
}

/// Returns a spec that uses every table, rule and condition.
fn base() -> Value {
    let trigger =
        |detect: Value, rules: Value| json!({"title": "T", "sample": "{}", "detect": detect, "rules": rules, "like": "Base"});
    let mut spec = json!({
        "provider": {"title": "Shop", "source": "shop.md"},
        "triggers": {
            "one": trigger(json!({"header": "X-Kind", "equals": "one"}), json!([{"at_least_one": ["a", "b"]}])),
            "two": trigger(json!({"path": "a"}), json!([{"at_most_one": ["a", "b"]}])),
            "three": trigger(json!({"path": "a", "equals": "x"}), json!([{"exactly_one": ["a", "b"]}])),
            "four": trigger(json!({"path": "a", "prefix": "x"}), json!([{"when": "a", "requires": ["b"]}])),
            "five": trigger(json!({"path": "a", "kind": "object"}), json!([{"list": "l", "value": "x", "excludes": ["y"]}])),
            "six": trigger(json!({"absent": "a"}), json!([{"list": "l", "unique": true}])),
            "seven": trigger(json!({"any": [{"path": "a"}]}), json!([])),
            "eight": trigger(json!([{"all": [{"path": "a"}]}]), json!([])),
            "nine": trigger(json!({"path": "a", "suffix": ["x", "y"], "ignore_case": true}), json!([])),
        },
        "types": {"Base": {"fields": {"a": {"type": "string"}, "b": {"type": "string"}, "l": {"type": "list<string>", "items": {"length": "1-"}}}}, "Answer": {"http": {"status": "s", "headers": "h", "body": "b", "base64": "f"}, "fields": {"s": {"type": "i64"}}}},
        "configs": {"timer": {"accessors": {"texts": ["c"]}, "section": {"list": "triggers"}, "sample": "{}", "fields": {"c": {"type": "string"}}}},
        "enums": {"Kind": {"values": ["a"]}},
        "unions": {
            "Detail": {"tag": "kind", "variants": {"a": "Answer"}},
            "Tagged": {"by": "field", "tag": "s", "variants": {"a": "Answer"}},
            "Keyed": {"by": "key", "variants": {"S": "string", "L": {"type": "list<string>", "items": {"length": "1-"}}}},
            "Word": {"by": "kind", "variants": {"string": {"type": "string", "length": "1-"}, "object": "Answer"}},
            "Case": {"by": "detect", "variants": [{"type": "Answer", "detect": {"path": "s"}}]},
        },
        "operations": {"send": {"title": "Send", "method": "POST", "uri": "/send", "messages": ["one"]}},
    });
    spec["triggers"]["nine"]["status"] = json!({"since": "2024"});
    spec["triggers"]["nine"]["http"] = json!({"headers": "a", "path": ["b"]});
    spec
}

/// Collects JSON pointers to all tables of a spec.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    const NAMED: [&str; 11] =
        ["triggers", "types", "configs", "enums", "unions", "operations", "fields", "variants", "params", "accessors", "with"];
    match value {
        Value::Object(map) => {
            let last = at.rsplit('/').next().unwrap_or_default();
            if !NAMED.contains(&last) {
                found.push(at.to_owned());
            }
            map.iter().for_each(|(key, value)| places(value, &format!("{at}/{key}"), found));
        }
        Value::Array(list) => list.iter().enumerate().for_each(|(index, value)| places(value, &format!("{at}/{index}"), found)),
        _ => {}
    }
}

fn inline(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let members: Vec<String> =
                map.iter().map(|(key, value)| format!("{} = {}", Value::from(key.as_str()), inline(value))).collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(list) => format!("[{}]", list.iter().map(inline).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

fn toml(spec: &Value) -> String {
    spec.as_object().unwrap().iter().map(|(key, value)| format!("{} = {}\n", Value::from(key.as_str()), inline(value))).collect()
}

/// Asserts that both find errors or none. Returns whether the parser reports an unknown key.
fn agree(schema: &Validator, spec: &Value, what: &str) -> bool {
    let codes = codes(&toml(spec), what.contains("/format = ") || what.contains("/sensitive_keys = \""));
    let errors: Vec<String> = schema.iter_errors(spec).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(codes.is_empty(), errors.is_empty(), "{what}\nparser {codes:?}\nschema {errors:?}");
    codes.contains("E002")
}

/// Tries each key, with values of each kind, and each key left out in a table of `base`. Returns the number of values.
fn agree_in(schema: &Validator, base: &Value, place: &str) -> usize {
    let values = [
        json!(7),
        json!(1.5),
        json!(true),
        json!(false),
        json!("x"),
        json!(" "),
        json!([]),
        json!(["x"]),
        json!([1, 2]),
        json!({}),
        json!({"x": "y"}),
        json!({"x": {}}),
    ];
    let mut tried = 0;
    for key in raw::keys().chain(["nonsense"]) {
        // The parser accepts lists and tables as defaults. The checker rejects them for every type.
        let other = |value: &&Value| key != "default" || !(value.is_array() || value.is_object());
        for value in values.iter().filter(other) {
            let mut spec = base.clone();
            spec.pointer_mut(place).unwrap().as_object_mut().unwrap().insert(key.to_owned(), value.clone());
            tried += 1;
            // The value of an unknown key makes no difference.
            if agree(schema, &spec, &format!("{place}/{key} = {value}")) {
                break;
            }
        }
    }
    for key in base.pointer(place).unwrap().as_object().unwrap().keys() {
        let mut spec = base.clone();
        spec.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(key);
        agree(schema, &spec, &format!("{place} without {key}"));
    }
    tried
}

#[test]
fn schema_and_parser_agree_on_every_key_in_every_place() {
    let (schema, base) = (schema(), base());
    assert!(base.pointer("/triggers/one/rules/0").is_some());
    agree(&schema, &base, "the base");
    let mut places = Vec::new();
    self::places(&base, "", &mut places);
    // The triggers differ only in what is in them.
    places.retain(|place| place.matches('/').count() != 2 || !place.starts_with("/triggers/") || place == "/triggers/one");
    let halves = places.split_at(places.len() / 2);
    let half = |places: &[String]| places.iter().map(|place| agree_in(&schema, &base, place)).sum::<usize>();
    let tried = thread::scope(|scope| {
        let first = scope.spawn(|| half(halves.0));
        half(halves.1) + first.join().unwrap()
    });
    assert!(tried > 3_000, "{tried}");
}

/// Each mistake is one error at its place, although rules and conditions have many kinds.
#[test]
fn a_mistake_is_one_error() {
    let schema = schema();
    for (place, value, at) in [
        ("/triggers/one/rules/0", json!({"at_least_one": ["a"], "docs": "x"}), "/triggers/one/rules/0"),
        ("/triggers/four/rules/0", json!({"when": "a"}), "/triggers/four/rules/0"),
        ("/triggers/four/rules/0", json!({"when": 7, "requires": ["b"]}), "/triggers/four/rules/0/when"),
        ("/triggers/five/rules/0", json!({"list": "l", "excludes": ["y"]}), "/triggers/five/rules/0"),
        ("/triggers/five/rules/0", json!({"lists": "l"}), "/triggers/five/rules/0"),
        ("/triggers/two/detect", json!({"path": "a", "equal": "x"}), "/triggers/two/detect"),
        ("/triggers/two/detect", json!({"path": "a", "equals": {}}), "/triggers/two/detect/equals"),
        ("/triggers/two/detect", json!([{"path": "a"}, {"path": "a", "prefix": ""}]), "/triggers/two/detect/1/prefix"),
        ("/triggers/two/detect", json!({"any": [{"all": [{"absent": true}]}]}), "/triggers/two/detect/any/0/all/0/absent"),
        ("/types/Base/fields/a", json!({"type": "Vec<Item>"}), "/types/Base/fields/a/type"),
        ("/types/Base/fields/a", json!({"type": "string", "optional": true}), "/types/Base/fields/a"),
        ("/enums/Kind/values", json!(["a", 7]), "/enums/Kind/values/1"),
    ] {
        let mut spec = base();
        *spec.pointer_mut(place).unwrap() = value;
        let errors: Vec<_> = schema.iter_errors(&spec).collect();
        let places: Vec<_> = errors.iter().map(|error| error.instance_path().to_string()).collect();
        assert_eq!(places, [at], "{errors:?}");
    }
}

/// Converts a TOML value to JSON. Numbers that JSON does not have are replaced.
fn json_of(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Boolean(yes) => json!(yes),
        DeValue::Integer(integer) => json!(i128::from_str_radix(integer.as_str(), integer.radix()).unwrap() as f64),
        DeValue::Float(float) => json!(float.as_str().parse().ok().filter(|number: &f64| number.is_finite()).unwrap_or(f64::MAX)),
        DeValue::Datetime(date) => json!({"a date": date.to_string()}),
        DeValue::Array(list) => list.iter().map(|item| json_of(item.get_ref())).collect(),
        DeValue::Table(table) => object_of(table),
    }
}

fn object_of(table: &DeTable<'_>) -> Value {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), json_of(value.get_ref()))).collect()
}

#[test]
fn valid_specs_pass_and_malformed_ones_fail() {
    let schema = schema();
    let parsed = |text: &str| object_of(DeTable::parse(text).unwrap().get_ref());
    for each in builtin::ALL {
        assert!(schema.is_valid(&parsed(each.text)), "{}", each.name);
        assert!(each.text.starts_with("#:schema ./spec.schema.json\n"), "{} does not name its schema", each.name);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/tests");
    let mut found = BTreeSet::new();
    for kind in ["accepted", "rejected"] {
        for entry in std::fs::read_dir(folder.join(kind)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|end| end != "toml") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let Ok(root) = DeTable::parse(&text) else { continue };
            let codes = codes(&text, false);
            // The checker rejects lists and tables as defaults, the schema does not.
            let right = codes.is_empty() && !path.ends_with("E311_no_default_for.toml");
            assert_eq!(schema.is_valid(&object_of(root.get_ref())), right, "{}: {codes:?}", path.display());
            found.extend(codes);
        }
    }
    assert_eq!(found.into_iter().collect::<Vec<_>>(), FORM);
}
