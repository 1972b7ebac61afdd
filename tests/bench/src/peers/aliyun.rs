//! Aliyun Function Compute's payloads.

use std::collections::HashMap;

use garde::Validate;
use serde::Deserialize;

use super::{Text, exactly};

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct Oss<S: Text> {
    #[garde(dive)]
    pub events: Vec<OssRecord<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct OssRecord<S: Text> {
    #[serde(rename = "eventName")]
    pub event_name: Option<S>,
    #[serde(rename = "eventSource")]
    pub event_source: Option<S>,
    #[serde(rename = "eventTime")]
    pub event_time: Option<S>,
    #[serde(rename = "eventVersion")]
    pub event_version: Option<S>,
    #[garde(dive)]
    pub oss: OssEntity<S>,
    pub region: Option<S>,
    #[serde(rename = "requestParameters")]
    #[garde(dive)]
    pub request_parameters: Option<OssRequestParameters<S>>,
    #[serde(rename = "responseElements")]
    #[garde(dive)]
    pub response_elements: Option<OssResponseElements<S>>,
    #[serde(rename = "userIdentity")]
    #[garde(dive)]
    pub user_identity: Option<OssUserIdentity<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct OssEntity<S: Text> {
    #[garde(dive)]
    pub bucket: OssBucket<S>,
    #[garde(dive)]
    pub object: OssObject<S>,
    #[serde(rename = "ossSchemaVersion")]
    pub oss_schema_version: Option<S>,
    #[serde(rename = "ruleId")]
    pub rule_id: Option<S>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct OssBucket<S: Text> {
    pub name: S,
    pub arn: Option<S>,
    #[serde(rename = "ownerIdentity")]
    pub owner_identity: Option<S>,
    #[serde(rename = "virtualBucket")]
    pub virtual_bucket: Option<S>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct OssObject<S: Text> {
    pub key: S,
    pub size: Option<u64>,
    #[serde(rename = "deltaSize")]
    pub delta_size: Option<i64>,
    #[serde(rename = "eTag")]
    pub e_tag: Option<S>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct OssRequestParameters<S: Text> {
    #[serde(rename = "sourceIPAddress")]
    pub source_ip_address: Option<S>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct OssResponseElements<S: Text> {
    #[serde(rename = "requestId")]
    pub request_id: Option<S>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct OssUserIdentity<S: Text> {
    #[serde(rename = "principalId")]
    pub principal_id: Option<S>,
}
#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct Sls<S: Text> {
    #[garde(dive)]
    pub source: LogSource<S>,
    pub parameter: Option<HashMap<S, serde_json::Value>>,
    #[serde(rename = "jobName")]
    pub job_name: Option<S>,
    #[serde(rename = "taskId")]
    pub task_id: Option<S>,
    #[serde(rename = "cursorTime")]
    pub cursor_time: Option<i64>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct LogSource<S: Text> {
    pub endpoint: Option<S>,
    #[serde(rename = "projectName")]
    pub project_name: S,
    #[serde(rename = "logstoreName")]
    pub logstore_name: S,
    #[serde(rename = "shardId")]
    pub shard_id: u64,
    #[serde(rename = "beginCursor")]
    pub begin_cursor: S,
    #[serde(rename = "endCursor")]
    pub end_cursor: S,
}
#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct Tablestore<S: Text> {
    #[serde(rename = "Version")]
    #[garde(custom(exactly("Sync-v1")))]
    pub version: Option<S>,
    #[serde(rename = "Records")]
    #[garde(dive)]
    pub records: Vec<TablestoreRecord<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct TablestoreRecord<S: Text> {
    #[serde(rename = "Type")]
    pub kind: S,
    #[serde(rename = "Info")]
    #[garde(dive)]
    pub info: Option<TablestoreRecordInfo>,
    #[serde(rename = "PrimaryKey")]
    #[garde(dive)]
    pub primary_key: Vec<TablestoreKeyColumn<S>>,
    #[serde(rename = "Columns")]
    #[garde(dive)]
    #[serde(default)]
    pub columns: Vec<TablestoreColumn<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct TablestoreRecordInfo {
    #[serde(rename = "Timestamp")]
    pub timestamp: Option<i64>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct TablestoreKeyColumn<S: Text> {
    #[serde(rename = "ColumnName")]
    pub column_name: S,
    #[serde(rename = "Value")]
    pub value: serde_json::Value,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct TablestoreColumn<S: Text> {
    #[serde(rename = "Type")]
    pub kind: S,
    #[serde(rename = "ColumnName")]
    pub column_name: S,
    #[serde(rename = "Value")]
    pub value: Option<serde_json::Value>,
    #[serde(rename = "Timestamp")]
    pub timestamp: Option<i64>,
}
