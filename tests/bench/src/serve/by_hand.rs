//! Huawei's gateway event and its answer as a user would write them down for serde.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The event.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Event {
    pub http_method: String,
    pub path: String,
    #[serde(default)]
    pub path_parameters: HashMap<String, String>,
    #[serde(default)]
    pub query_string_parameters: HashMap<String, Value>,
    #[serde(default)]
    pub headers: HashMap<String, Value>,
    pub body: Option<String>,
    #[serde(default)]
    pub is_base64_encoded: bool,
    pub request_context: RequestContext,
}

/// Which API was called.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct RequestContext {
    pub api_id: Option<String>,
    pub stage: Option<String>,
    pub request_id: Option<String>,
}

/// The answer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Response {
    pub status_code: u16,
    pub body: String,
}

/// The same as `examples/api.rs` answers.
pub fn answer(event: Event) -> Response {
    Response { status_code: 200, body: format!("{} {}: hello", event.http_method, event.path) }
}
