//! What the keys of the spec language mean, for editors.

use std::collections::BTreeMap;

/// The description of each key, by the heading of its section and its name.
pub(super) type Meanings = BTreeMap<(String, String), String>;

/// Returns the description of each key in the reference: the last cell of its row, by the heading of its section.
pub(super) fn meanings(page: &str) -> Meanings {
    let mut heading = "";
    let mut found = BTreeMap::new();
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")) {
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

/// Returns the description of a key that has no row of its own in the reference.
pub(super) fn described(table: &str, key: &str) -> Option<&'static str> {
    Some(match (table, key) {
        ("spec", "provider") => "the provider whose triggers the spec describes",
        ("spec", "triggers") => "the triggers by id: `[triggers.<id>]`",
        ("spec", "types") => "the types of fields, responses and envelopes by name: `[types.<Name>]`",
        ("spec", "configs") => "the configurations of triggers by id: `[configs.<id>]`",
        ("spec", "enums") => "types with a fixed set of texts by name: `[enums.<Name>]`",
        ("spec", "unions") => "types that depend on the value or on a field next to it, by name: `[unions.<Name>]`",
        ("case", "type") => "the name of a `[types.*]`",
        ("case", "detect") => "the conditions under which the value has this type",
        ("spec", "operations") => "requests that a function sends by id: `[operations.<id>]`",
        (_, "doc") => "what it describes, in one or two sentences",
        (_, "source") => "section or table of the document",
        (_, "like") => "name of a `[types.*]` whose fields and rules come first",
        (_, "fields") => "the fields by wire name: `id = { type = \"string\" }`",
        (_, "rules") => "cross-field rules",
        (_, "accessors") => "`{ name = \"path\" }`: methods that iterate over the values at these paths",
        (_, "at_least_one") => "fields of which at least one is present",
        (_, "at_most_one") => "fields of which at most one is present",
        (_, "exactly_one") => "fields of which exactly one is present",
        (_, "when") => "if this field is present, those in `requires` are present",
        ("requires", "equals") => "the rule applies only if the field in `when` has this text",
        (_, "requires") => "fields that are present if the one in `when` is",
        ("excludes" | "unique", "list") => "the field with the list",
        (_, "value") => "if the list contains this text, it contains none of those in `excludes`",
        (_, "excludes") => "texts that the list does not contain beside `value`",
        (_, "unique") => "`true`: no item of the list occurs twice",
        (_, "header") => "the name of a request header, in any case; `equals` is its value",
        (_, "path") => "a path of the payload; `[]` steps into the first item of a list: `Records[].s3`",
        (_, "equals") => "the text, number or boolean, or a list of which it is one",
        (_, "prefix") => "how the text at the path starts, or a list of which it is one",
        (_, "suffix") => "how the text at the path ends, or a list of which it is one",
        (_, "contains") => "a part of the text at the path, or a list of which the text contains one",
        (_, "ignore_case") => "`true`: the case of ASCII letters makes no difference",
        (_, "kind") => "the kind of the value at the path",
        (_, "absent") => "a path that the payload does not have",
        (_, "any") => "conditions of which at least one holds",
        (_, "all") => "conditions that all hold",
        (_, "not") => "a condition that does not hold",
        _ => return None,
    })
}
