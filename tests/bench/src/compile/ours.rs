//! The variant with triggerkit: a spec, and one line of Rust.

use std::fmt::Write;

use super::emitted::{FIELDS, Kind, PAYLOAD, program};
use super::variant::Variant;

/// The crate that is compared with the peers.
pub(crate) fn variant(count: usize) -> Variant {
    let body = |name: &str| {
        format!(
            "    let value = {name}::decode(payload).unwrap();\n    let built = {name}::builder().id(\"i\").name(\"n\").created(\"c\")\
             .count(1).enabled(true).build().unwrap();\n    value.to_json().len() + built.to_json().len()"
        )
    };
    let program = program("use ours::items::*;\nuse triggerkit::Document;", count, body);
    Variant { name: "ours".into(), title: "triggerkit".into(), program: Some(program), ..growth(count) }
}

/// The crate with another size, as a library only.
pub(crate) fn growth(count: usize) -> Variant {
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../../runtime");
    Variant {
        name: format!("ours{count}"),
        title: format!("triggerkit, {count} triggers"),
        dependencies: format!("triggerkit = {{ path = {runtime:?}, default-features = false }}"),
        library: "#[triggerkit::spec(\"items.toml\")]\npub mod items {}\n".into(),
        files: vec![("items.toml".into(), spec(count))],
        program: None,
    }
}

fn spec(count: usize) -> String {
    let mut text = String::from("[provider]\ntitle = \"Items\"\nsource = \"Made up\"\n");
    for index in 0..count {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n[triggers.item{index}]\ntitle = \"Item {index}\"\nsample = '{PAYLOAD}'\n\
             detect = {{ header = \"X-Item\", equals = \"{index}\" }}\n[triggers.item{index}.fields]\n"
        );
        for field in &FIELDS {
            let (ty, rule) = match field.kind {
                Kind::Text(min, max) => ("string", format!(", length = \"{min}-{max}\"")),
                Kind::Unsigned(min, max) => ("u64", format!(", range = [{min}, {max}]")),
                Kind::Signed(min, max) => ("i64", format!(", range = [{min}, {max}]")),
                Kind::Float(min, max) => ("f64", format!(", range = [{min}, {max}]")),
                Kind::Bool => ("bool", String::new()),
                Kind::Texts(max) => ("list<string>", format!(", length = \"-{max}\"")),
            };
            let _ =
                writeln!(text, "{} = {{ type = \"{ty}\", required = {}{rule}, doc = \"A field.\" }}", field.name, field.required);
        }
    }
    text
}
