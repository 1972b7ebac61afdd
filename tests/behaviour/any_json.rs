//! Any JSON, for tests of properties.

use proptest::prelude::*;
use serde_json::Value;

/// Generates JSON values of every kind, with keys and texts that need escapes.
pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_filter("JSON has no infinities", |value| value.is_finite()).prop_map(Value::from),
        "\\PC{0,40}".prop_map(Value::from),
        "[\\x00-\\x7f\"\\\\火😀]{0,80}".prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("[a-z\"\\\\\n火]{0,12}", inner, 0..6).prop_map(|map| map.into_iter().collect::<Value>()),
        ]
    })
}
