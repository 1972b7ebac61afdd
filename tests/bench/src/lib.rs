//! The peers' side of the benchmarks: what people write by hand for the same payloads.

#![allow(missing_docs, reason = "the fields are the payload's own")]

pub mod payloads;

use std::collections::HashMap;

use garde::Validate;
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

/// Tencent CKafka, as owned structs with serde's derive and garde's constraints.
#[derive(Debug, Deserialize, Validate)]
pub struct Ckafka {
    #[serde(rename = "Records")]
    #[garde(dive)]
    pub records: Vec<CkafkaRecord>,
}

#[derive(Debug, Deserialize, Validate)]
pub struct CkafkaRecord {
    #[serde(rename = "Ckafka")]
    #[garde(dive)]
    pub ckafka: CkafkaMessage,
}

#[derive(Debug, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct CkafkaMessage {
    #[garde(skip)]
    pub topic: String,
    #[garde(skip)]
    pub partition: Option<u64>,
    #[garde(skip)]
    pub offset: Option<u64>,
    #[garde(skip)]
    pub msg_key: Option<String>,
    #[garde(skip)]
    pub msg_body: Option<String>,
}

/// The same, borrowing from the payload.
pub mod borrowed {
    use std::borrow::Cow;

    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    pub struct Ckafka<'p> {
        #[serde(rename = "Records", borrow)]
        pub records: Vec<CkafkaRecord<'p>>,
    }

    #[derive(Debug, Deserialize)]
    pub struct CkafkaRecord<'p> {
        #[serde(rename = "Ckafka", borrow)]
        pub ckafka: CkafkaMessage<'p>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct CkafkaMessage<'p> {
        #[serde(borrow)]
        pub topic: Cow<'p, str>,
        pub partition: Option<u64>,
        pub offset: Option<u64>,
        #[serde(borrow)]
        pub msg_key: Option<Cow<'p, str>>,
        #[serde(borrow)]
        pub msg_body: Option<Cow<'p, str>>,
    }
}

/// Huawei WorkSuccess, as owned structs with serde's derive and garde's constraints.
#[derive(Debug, Deserialize, Validate)]
pub struct WorkSuccess {
    #[garde(skip)]
    pub trigger_urn: String,
    #[garde(skip)]
    pub task_token: String,
    #[garde(length(chars, min = 1, max = 32768), custom(is_json))]
    pub result: String,
}

fn is_json(text: &str, _: &()) -> garde::Result {
    let read = serde_json::from_str::<serde::de::IgnoredAny>(text);
    read.map(drop).map_err(garde::Error::new)
}
