//! The variant with typify: types with builders, from a JSON Schema.

use serde_json::{Map, Value, json};

use super::emitted::{FIELDS, Kind, name, program};
use super::variant::{STRUCTS, Variant};

pub(crate) fn variant() -> Variant {
    let body = |name: &str| {
        format!(
            "    let value: {name} = serde_json::from_str(payload).unwrap();\n    let built: {name} = {name}::builder().id(\"i\").name(\"n\")\
             .created(\"c\").count(1_u64).enabled(true).try_into().unwrap();\n    \
             serde_json::to_string(&value).unwrap().len() + serde_json::to_string(&built).unwrap().len()"
        )
    };
    Variant {
        name: "typified".into(),
        title: "typify".into(),
        dependencies: "typify = \"=0.8.0\"\nserde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"".into(),
        library: "typify::import_types!(schema = \"schema.json\", struct_builder = true);\n".into(),
        files: vec![("schema.json".into(), format!("{:#}", schema()))],
        program: Some(program("use typified::*;", STRUCTS, body)),
    }
}

fn schema() -> Value {
    let mut properties = Map::new();
    for field in &FIELDS {
        let value = match field.kind {
            Kind::Text(min, max) => json!({ "type": "string", "minLength": min, "maxLength": max }),
            Kind::Unsigned(min, max) => json!({ "type": "integer", "format": "uint64", "minimum": min, "maximum": max }),
            Kind::Signed(min, max) => json!({ "type": "integer", "format": "int64", "minimum": min, "maximum": max }),
            Kind::Float(min, max) => json!({ "type": "number", "minimum": min, "maximum": max }),
            Kind::Bool => json!({ "type": "boolean" }),
            Kind::Texts(max) => json!({ "type": "array", "items": { "type": "string" }, "maxItems": max }),
        };
        properties.insert(field.name.into(), value);
    }
    let required: Vec<&str> = FIELDS.iter().filter(|field| field.required).map(|field| field.name).collect();
    let object = json!({ "type": "object", "description": "An item.", "required": required, "properties": properties });
    let definitions: Map<String, Value> = (0..STRUCTS).map(|index| (name(index), object.clone())).collect();
    json!({ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": definitions })
}
