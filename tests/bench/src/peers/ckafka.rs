//! Tencent SCF's payload of Kafka, with a constraint on each field.

use garde::Validate;
use serde::Deserialize;

use super::Text;

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct Ckafka<S: Text> {
    #[serde(rename = "Records")]
    #[garde(dive)]
    #[garde(length(max = 100_000))]
    pub records: Vec<CkafkaRecord<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct CkafkaRecord<S: Text> {
    #[serde(rename = "Ckafka")]
    #[garde(dive)]
    pub ckafka: CkafkaMessage<S>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct CkafkaMessage<S: Text> {
    #[garde(length(chars, max = 65536))]
    pub topic: S,
    #[garde(range(max = 1_000_000_000_000_000_000))]
    pub partition: Option<u64>,
    #[garde(range(max = 1_000_000_000_000_000_000))]
    pub offset: Option<u64>,
    #[serde(rename = "msgKey")]
    #[garde(length(chars, max = 65536))]
    pub msg_key: Option<S>,
    #[serde(rename = "msgBody")]
    #[garde(length(chars, max = 65536))]
    pub msg_body: Option<S>,
}
