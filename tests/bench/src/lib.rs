//! The peers' side of the benchmarks: what people write by hand for the same payloads.

#![allow(missing_docs, reason = "the fields are the payload's own")]

use std::collections::HashMap;

use serde::Deserialize;

/// Huawei Kafka, as owned structs with serde's derive.
#[derive(Debug, Deserialize)]
pub struct Kafka {
    pub event_version: Option<String>,
    pub event_time: Option<i64>,
    pub trigger_type: Option<String>,
    pub region: Option<String>,
    pub messages: Vec<String>,
    pub instance_id: Option<String>,
    pub topic_id: Option<String>,
}

/// Huawei API Gateway, as owned structs with serde's derive.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Apig {
    pub http_method: String,
    pub path: String,
    pub path_parameters: Option<HashMap<String, String>>,
    pub query_string_parameters: Option<HashMap<String, serde_json::Value>>,
    pub headers: Option<HashMap<String, serde_json::Value>>,
    pub body: Option<String>,
    pub is_base64_encoded: Option<bool>,
    pub request_context: Option<ApigContext>,
}

/// Where an API Gateway request came through.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApigContext {
    pub stage: Option<String>,
    pub request_id: Option<String>,
    pub api_id: Option<String>,
}
