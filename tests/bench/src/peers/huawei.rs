//! Huawei FunctionGraph's payloads.

use std::collections::HashMap;

use garde::Validate;
use serde::Deserialize;

use super::{Text, exactly, json};

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct Kafka<S: Text> {
    pub event_version: Option<S>,
    pub event_time: Option<i64>,
    #[garde(custom(exactly("KAFKA")))]
    pub trigger_type: Option<S>,
    pub region: Option<S>,
    pub messages: Vec<S>,
    pub instance_id: Option<S>,
    pub topic_id: Option<S>,
}
#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct Apig<S: Text> {
    #[serde(rename = "httpMethod")]
    pub http_method: S,
    pub path: S,
    #[serde(rename = "pathParameters")]
    pub path_parameters: Option<HashMap<S, S>>,
    #[serde(rename = "queryStringParameters")]
    pub query_string_parameters: Option<HashMap<S, serde_json::Value>>,
    pub headers: Option<HashMap<S, serde_json::Value>>,
    pub body: Option<S>,
    #[serde(rename = "isBase64Encoded")]
    pub is_base64_encoded: Option<bool>,
    #[serde(rename = "requestContext")]
    #[garde(dive)]
    pub request_context: Option<ApigRequestContext<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct ApigRequestContext<S: Text> {
    #[serde(rename = "apiId")]
    pub api_id: Option<S>,
    pub stage: Option<S>,
    #[serde(rename = "requestId")]
    pub request_id: Option<S>,
}
#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct Lts<S: Text> {
    #[garde(dive)]
    pub lts: LtsPayload<S>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct LtsPayload<S: Text> {
    pub data: S,
}
#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct LtsData<S: Text> {
    #[serde(default)]
    pub logs: Vec<S>,
    pub owner: Option<S>,
    pub log_group_id: Option<S>,
    pub log_topic_id: Option<S>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct LtsLog<S: Text> {
    pub message: Option<S>,
    pub time: Option<i64>,
    pub host_name: Option<S>,
    pub ip: Option<S>,
    pub path: Option<S>,
    pub log_uid: Option<S>,
    pub line_no: Option<u64>,
}
#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct WorkSuccess<S: Text> {
    pub trigger_urn: S,
    pub task_token: S,
    #[garde(length(chars, min = 1, max = 32768), custom(json))]
    pub result: S,
}
