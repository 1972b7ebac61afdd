//! The measured cases: each payload with all its decoders.

mod case;
mod encoded;

use std::hint::black_box;

use garde::Validate;
use serde::de::IgnoredAny;
use serde_json::Value;
use triggerkit::{aliyun, huawei, tencent};

use crate::contenders::OURS;
use crate::peers::{self, Slice};
use crate::twins::{constrained, free};
use crate::{payloads, typed};
use case::{contender, lenient, ours, owned, sample, shown, text, validator, violations};

pub use case::{Case, Contender, Decode, Decoded};

/// Returns a decoder that validates a `Value` with a JSON Schema.
fn schema(schema: &str) -> Decode {
    let validator = validator(schema);
    owned(move |payload| {
        let value: Value = serde_json::from_slice(payload).map_err(shown)?;
        validator.validate(&value).map_err(shown)?;
        Ok(value)
    })
}

/// Returns the contenders for a JSON payload: the types of the peers and of typify, and the schema.
macro_rules! json {
    ($ours:ty, $peer:ident, $typed:ty, $schema:literal) => {
        vec![
            contender(OURS, true, ours::<$ours>()),
            contender(
                "serde_json owned + garde",
                true,
                owned(|payload| {
                    let value: peers::$peer<String> = serde_json::from_slice(payload).map_err(shown)?;
                    value.validate().map_err(shown)?;
                    Ok(value)
                }),
            ),
            contender("typify", true, owned(|payload| serde_json::from_slice::<$typed>(payload).map_err(shown))),
            contender("Value + jsonschema", true, schema(include_str!(concat!("../schemas/", $schema, ".json")))),
            contender(
                "serde_json owned",
                false,
                owned(|payload| serde_json::from_slice::<peers::$peer<String>>(payload).map_err(shown)),
            ),
            contender(
                "serde_json owned, from_str",
                false,
                owned(|payload| serde_json::from_str::<peers::$peer<String>>(text(payload)?).map_err(shown)),
            ),
            contender(
                "serde_json borrowed",
                false,
                Box::new(|payload, alive| {
                    let value: peers::$peer<Slice<'_>> = serde_json::from_str(text(payload)?).map_err(shown)?;
                    alive();
                    drop(black_box(value));
                    Ok(())
                }),
            ),
            contender(
                "sonic-rs owned",
                false,
                owned(|payload| sonic_rs::from_slice::<peers::$peer<String>>(payload).map_err(shown)),
            ),
            contender(
                "sonic-rs borrowed",
                false,
                Box::new(|payload, alive| {
                    let value: peers::$peer<Slice<'_>> = sonic_rs::from_slice(payload).map_err(shown)?;
                    alive();
                    drop(black_box(value));
                    Ok(())
                }),
            ),
            contender("serde_json Value", false, owned(|payload| serde_json::from_slice::<Value>(payload).map_err(shown))),
            floor(),
        ]
    };
}

/// Returns a contender that only scans the payload.
fn floor() -> Contender {
    contender("IgnoredAny", false, owned(|payload| serde_json::from_str::<IgnoredAny>(text(payload)?).map_err(shown)))
}

/// Makes a case of a JSON payload whose trigger has the same name in all modules.
macro_rules! case {
    ($name:literal, $provider:ident::$event:ident, $payload:expr, broken: $from:expr => $to:expr, $contenders:expr) => {{
        let payload = $payload;
        Case {
            name: $name,
            broken: payloads::replaced(&payload, $from, $to),
            payload,
            headers: &[],
            contenders: $contenders,
            twins: [ours::<$provider::$event>(), ours::<free::$provider::$event>(), ours::<constrained::$provider::$event>()],
            violations: violations::<$provider::$event>,
            lenient: lenient::<$provider::$event>(),
        }
    }};
}

/// Returns all cases, in the order of the page.
pub fn all() -> Vec<Case> {
    let long = format!(r#""topic":"{}""#, "t".repeat(65_537));
    let topic = r#""topic":"test-topic""#;
    let ckafka = || json!(constrained::tencent::CkafkaEvent, Ckafka, typed::ckafka::Ckafka, "ckafka");
    vec![
        case!("CKafka, 100 records", tencent::CkafkaEvent, payloads::ckafka(100), broken: topic => &long, ckafka()),
        case!("CKafka, 100 records of escaped JSON", tencent::CkafkaEvent, payloads::ckafka_escaped(100), broken: topic => &long, ckafka()),
        case!("CKafka, 6 MB", tencent::CkafkaEvent, payloads::ckafka(27_500), broken: topic => &long, ckafka()),
        case!(
            "Huawei Kafka", huawei::KafkaEvent, sample::<huawei::Kafka>(""), broken: "\"KAFKA\"" => "\"OTHER\"",
            json!(huawei::KafkaEvent, Kafka, typed::kafka::Kafka, "kafka")
        ),
        case!(
            "Huawei APIG", huawei::ApigEvent, sample::<huawei::Apig>(""), broken: "\"httpMethod\"" => "\"method\"",
            json!(huawei::ApigEvent, Apig, typed::apig::Apig, "apig")
        ),
        case!(
            "Tencent MPS", tencent::MpsEvent, sample::<tencent::Mps>(""), broken: "\"EventType\"" => "\"Kind\"",
            json!(tencent::MpsEvent, Mps, typed::mps::Mps, "mps")
        ),
        case!(
            "Aliyun OSS", aliyun::OssEvent, sample::<aliyun::Oss>(""), broken: "\"oss\": {" => "\"object\": {",
            json!(aliyun::OssEvent, Oss, typed::oss::Oss, "oss")
        ),
        case!(
            "Aliyun SLS", aliyun::LogEvent, sample::<aliyun::Log>(""), broken: "\"beginCursor\"" => "\"begin\"",
            json!(aliyun::LogEvent, Sls, typed::sls::Sls, "sls")
        ),
        Case {
            // All peers can detect that a text is too long.
            broken: payloads::work_success(40_000),
            headers: &[("X-FGS-EVENT-TYPE", "worksuccess")],
            ..case!(
                "Huawei WorkSuccess, 30 kB", huawei::WorkSuccessEvent, payloads::work_success(10_000), broken: "" => "",
                json!(huawei::WorkSuccessEvent, WorkSuccess, typed::work_success::WorkSuccess, "work_success")
            )
        },
        encoded::lts(),
        encoded::tablestore(),
    ]
}

/// Checks that the comparison is fair: all decoders accept the payload, and all validating ones reject the faulty payload.
///
/// # Errors
/// Returns an error that names the first decoder that does not.
pub fn prove(case: &Case) -> Result<(), String> {
    let Case { name, payload, broken, contenders, twins, lenient, .. } = case;
    let all = contenders.iter().map(|contender| (contender.name, &contender.decode));
    let all = all.chain(twins.iter().chain([lenient]).map(|decode| ("a twin", decode)));
    for (who, decode) in all {
        decode(payload, &|| ()).map_err(|error| format!("{name}: {who} rejects the payload: {error}"))?;
    }
    let accepts = |contender: &&Contender| (contender.decode)(broken, &|| ()).is_ok();
    match contenders.iter().filter(|contender| contender.validates).find(accepts) {
        Some(contender) => Err(format!("{name}: {} accepts a broken payload", contender.name)),
        None => Ok(()),
    }
}
