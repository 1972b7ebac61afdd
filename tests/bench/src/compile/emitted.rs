//! The structs of every variant: ten fields, each with a constraint that every peer supports.

/// The type and constraint of a field.
pub(crate) enum Kind {
    /// A text with a length in characters.
    Text(usize, usize),
    /// A whole number in a range.
    Unsigned(u64, u64),
    /// A signed whole number in a range.
    Signed(i64, i64),
    /// A float in a range of whole numbers.
    Float(i64, i64),
    /// A boolean.
    Bool,
    /// A list with a maximum number of texts.
    Texts(usize),
}

/// A field of every struct.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) kind: Kind,
}

const fn field(name: &'static str, required: bool, kind: Kind) -> Field {
    Field { name, required, kind }
}

/// The ten fields.
pub(crate) const FIELDS: [Field; 10] = [
    field("id", true, Kind::Text(1, 64)),
    field("name", true, Kind::Text(1, 128)),
    field("created", true, Kind::Text(1, 40)),
    field("count", true, Kind::Unsigned(0, 1_000_000)),
    field("kind", false, Kind::Text(1, 32)),
    field("body", false, Kind::Text(1, 32_768)),
    field("offset", false, Kind::Signed(-1_000_000, 1_000_000)),
    field("ratio", false, Kind::Float(0, 1)),
    field("enabled", false, Kind::Bool),
    field("tags", false, Kind::Texts(16)),
];

/// A payload that each of the structs accepts.
pub(crate) const PAYLOAD: &str =
    r#"{"id":"i","name":"n","created":"c","count":1,"kind":"k","body":"b","offset":-1,"ratio":0.5,"enabled":true,"tags":["t"]}"#;

/// Returns the name of a struct.
pub(crate) fn name(index: usize) -> String {
    format!("Item{index}Event")
}

/// Returns a program that calls a function for each struct. `body` returns the body of the function for the name of a struct.
pub(crate) fn program(uses: &str, count: usize, body: impl Fn(&str) -> String) -> String {
    let mut text = format!("#![allow(unused_imports)]\n{uses}\n");
    for index in 0..count {
        let body = body(&name(index));
        text.push_str(&format!("fn item{index}(payload: &str) -> usize {{\n{body}\n}}\n"));
    }
    text.push_str("fn main() {\n    let payload = std::env::args().nth(1).expect(\"a payload\");\n    let mut length = 0;\n");
    for index in 0..count {
        text.push_str(&format!("    length += item{index}(&payload);\n"));
    }
    text.push_str("    println!(\"{length}\");\n}\n");
    text
}
