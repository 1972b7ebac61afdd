//! Variants with serde's derive, and with further derives.

use super::emitted::{FIELDS, Field, Kind, name, program};
use super::variant::{STRUCTS, Variant};

/// serde alone, without constraints and builders.
pub(crate) fn derived() -> Variant {
    let body = |name: &str| {
        format!(
            "    let value: {name} = serde_json::from_str(payload).unwrap();\n    serde_json::to_string(&value).unwrap().len()"
        )
    };
    Variant {
        name: "serde_derived".into(),
        title: "serde".into(),
        dependencies: "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"".into(),
        library: library(
            "use serde::{Deserialize, Serialize};",
            "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]",
            |_| String::new(),
        ),
        files: Vec::new(),
        program: Some(program("use serde_derived::*;", STRUCTS, body)),
    }
}

/// serde with garde's constraints and bon's builders, the features of triggerkit's structs.
pub(crate) fn with_bon_and_garde() -> Variant {
    let body = |name: &str| {
        format!(
            "    let value: {name} = serde_json::from_str(payload).unwrap();\n    value.validate().unwrap();\n    \
             let built = {name}::builder().id(\"i\").name(\"n\").created(\"c\").count(1).enabled(true).build();\n    \
             built.validate().unwrap();\n    serde_json::to_string(&value).unwrap().len() + serde_json::to_string(&built).unwrap().len()"
        )
    };
    let head =
        "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, bon::Builder, garde::Validate)]\n#[builder(on(String, into))]";
    let rule = |field: &Field| match field.kind {
        Kind::Text(min, max) => format!("#[garde(length(chars, min = {min}, max = {max}))] "),
        Kind::Unsigned(min, max) => format!("#[garde(range(min = {min}, max = {max}))] "),
        Kind::Signed(min, max) => format!("#[garde(range(min = {min}, max = {max}))] "),
        Kind::Float(min, max) => format!("#[garde(range(min = {min}.0, max = {max}.0))] "),
        Kind::Bool => "#[garde(skip)] ".to_owned(),
        Kind::Texts(max) => format!("#[garde(length(max = {max}))] #[builder(default)] "),
    };
    Variant {
        name: "bon_garde".into(),
        title: "serde, bon, garde".into(),
        dependencies: "bon = \"=3.10.3\"\ngarde = { version = \"0.22\", features = [\"derive\"] }\n\
                       serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\""
            .into(),
        library: library("use serde::{Deserialize, Serialize};", head, rule),
        files: Vec::new(),
        program: Some(program("use bon_garde::*;\nuse garde::Validate;", STRUCTS, body)),
    }
}

fn library(uses: &str, head: &str, rule: impl Fn(&Field) -> String) -> String {
    let mut text = format!("{uses}\n");
    for index in 0..STRUCTS {
        text.push_str(&format!("\n/// An item.\n{head}\npub struct {} {{\n", name(index)));
        for field in &FIELDS {
            let ty = match field.kind {
                Kind::Text(..) => "String",
                Kind::Unsigned(..) => "u64",
                Kind::Signed(..) => "i64",
                Kind::Float(..) => "f64",
                Kind::Bool => "bool",
                Kind::Texts(_) => "Vec<String>",
            };
            let (rule, list) = (rule(field), matches!(field.kind, Kind::Texts(_)));
            let default = if list { "#[serde(default)] " } else { "" };
            let ty = if field.required || list { ty.to_owned() } else { format!("Option<{ty}>") };
            text.push_str(&format!("    /// A field.\n    {rule}{default}pub {}: {ty},\n", field.name));
        }
        text.push_str("}\n");
    }
    text
}
