//! The names of the contenders on the page.

/// The name of triggerkit among the contenders.
pub const OURS: &str = "triggerkit";

/// The packages of the contenders.
pub const PEERS: [&str; 7] = ["ciborium", "garde", "jsonschema", "serde", "serde_json", "sonic-rs", "typify"];

/// The names of all contenders, in the order of the page.
pub const CONTENDERS: [&str; 12] = [
    OURS,
    "serde_json owned + garde",
    "typify",
    "Value + jsonschema",
    "serde_json owned",
    "serde_json owned, from_str",
    "serde_json borrowed",
    "sonic-rs owned",
    "sonic-rs borrowed",
    "serde_json Value",
    "ciborium owned",
    "IgnoredAny",
];
