//! Payloads with another encoding: logs in base64, and CBOR.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use garde::Validate;
use serde_json::Value;
use triggerkit::{aliyun, huawei};

use super::case::{Case, Contender, contender, lenient, ours, owned, sample, shown, validator, violations};
use crate::contenders::OURS;
use crate::peers::{Lts, LtsData, LtsLog, Tablestore};
use crate::twins::{constrained, free};
use crate::{payloads, typed};

/// The base64 text of an LTS payload, for peers with owned types.
fn data(payload: &[u8]) -> Result<Vec<u8>, String> {
    let event: Lts<String> = serde_json::from_slice(payload).map_err(shown)?;
    STANDARD.decode(event.lts.data).map_err(shown)
}

/// Decodes an LTS payload and each of its logs, which are JSON text that `log` decodes.
fn logs<L>(payload: &[u8], log: impl Fn(&str) -> Result<L, String>) -> Result<(LtsData<String>, Vec<L>), String> {
    let mut data: LtsData<String> = serde_json::from_slice(&data(payload)?).map_err(shown)?;
    let logs = std::mem::take(&mut data.logs).iter().map(|text| log(text)).collect::<Result<_, _>>()?;
    Ok((data, logs))
}

/// An event of triggerkit together with its encoded contents.
macro_rules! opened {
    ($event:ty) => {
        owned(|payload| {
            let event = <$event as triggerkit::Document>::decode(payload).map_err(shown)?;
            let data = event.lts.data.open().map_err(shown)?;
            Ok((event, data))
        })
    };
}

pub(super) fn lts() -> Case {
    let payload = sample::<huawei::Lts>("");
    let line = validator(include_str!("../../schemas/lts_log.json"));
    let contenders = vec![
        contender(OURS, true, opened!(huawei::LtsEvent)),
        contender(
            "serde_json owned + garde",
            true,
            owned(|payload| {
                logs(payload, |text| {
                    let log: LtsLog<String> = serde_json::from_str(text).map_err(shown)?;
                    log.validate().map_err(shown)?;
                    Ok(log)
                })
            }),
        ),
        contender(
            "typify",
            true,
            owned(|payload| logs(payload, |text| serde_json::from_str::<typed::lts_log::LtsLog>(text).map_err(shown))),
        ),
        contender(
            "Value + jsonschema",
            true,
            owned(move |payload| {
                logs(payload, |text| {
                    let log: Value = serde_json::from_str(text).map_err(shown)?;
                    line.validate(&log).map_err(shown)?;
                    Ok(log)
                })
            }),
        ),
        contender(
            "serde_json owned",
            false,
            owned(|payload| logs(payload, |text| serde_json::from_str::<LtsLog<String>>(text).map_err(shown))),
        ),
        contender(
            "serde_json Value",
            false,
            owned(|payload| logs(payload, |text| serde_json::from_str::<Value>(text).map_err(shown))),
        ),
    ];
    Case {
        name: "Huawei LTS, opened",
        broken: payloads::replaced(&payload, "\"data\"", "\"content\""),
        payload,
        headers: &[],
        contenders,
        twins: [opened!(huawei::LtsEvent), opened!(free::huawei::LtsEvent), opened!(constrained::huawei::LtsEvent)],
        violations: violations::<huawei::LtsEvent>,
        lenient: lenient::<huawei::LtsEvent>(),
    }
}

pub(super) fn tablestore() -> Case {
    let payload = sample::<aliyun::Tablestore>("");
    let contenders: Vec<Contender> = vec![
        contender(OURS, true, ours::<aliyun::TablestoreEvent>()),
        contender(
            "ciborium owned",
            false,
            owned(|payload| ciborium::from_reader::<Tablestore<String>, _>(payload).map_err(shown)),
        ),
    ];
    Case {
        name: "Aliyun Table Store, CBOR",
        broken: payloads::replaced(&payload, "Records", "records"),
        payload,
        headers: &[],
        contenders,
        twins: [
            ours::<aliyun::TablestoreEvent>(),
            ours::<free::aliyun::TablestoreEvent>(),
            ours::<constrained::aliyun::TablestoreEvent>(),
        ],
        violations: violations::<aliyun::TablestoreEvent>,
        lenient: lenient::<aliyun::TablestoreEvent>(),
    }
}
