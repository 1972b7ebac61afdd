//! The gateway event of Huawei and its response, written by hand for serde.

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

/// The API that was called.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct RequestContext {
    pub api_id: Option<String>,
    pub stage: Option<String>,
    pub request_id: Option<String>,
}

/// The response.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Response {
    pub status_code: u16,
    pub body: String,
}

/// The response of a web application.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct WebResponse {
    pub status_code: u16,
    pub headers: HashMap<String, String>,
    pub is_base64_encoded: bool,
    pub body: String,
}

/// Returns the same response as `gateway.rs`.
pub fn answer(event: Event) -> Response {
    Response { status_code: 200, body: format!("{} {}: hello", event.http_method, event.path) }
}
