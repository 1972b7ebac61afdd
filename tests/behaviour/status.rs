//! How current a trigger is: `TriggerInfo::status`. `ui/fail/compiler/handler_retired.rs` shows the compiler's warning.

#![allow(deprecated, reason = "retired triggers have a status as well")]

use triggerkit::{Status, Trigger, aliyun, huawei, tencent, triggers};

use crate::every_trigger::each;
use crate::post;

/// Returns the parts of a status.
fn parts(status: Status) -> [Option<&'static str>; 3] {
    [status.since, status.retired, status.successor]
}

#[test]
fn a_trigger_knows_its_status() {
    assert_eq!(parts(aliyun::Rds::INFO.status), [None, Some("2021-04"), Some("aliyun.eb_dts")]);
    assert_eq!(parts(tencent::Apigw::INFO.status)[2], Some("tencent.function_url"));
    assert_eq!(parts(aliyun::Http::INFO.status), [Some("2023"), None, None]);
    assert_eq!(huawei::Kafka::INFO.status, Status::default());
    assert_eq!(parts(post::Tour::INFO.status), [Some("2019"), Some("2025-06"), Some("envelopes.delivered")]);
}

#[test]
fn it_is_the_status_in_the_spec() {
    each(|_, model, compiled| {
        let spec = [&model.status.since, &model.status.retired, &model.status.successor].map(|part| part.as_deref());
        assert_eq!(parts(compiled.info.status), spec, "{}", compiled.info.id);
    });
}

#[test]
fn successors_are_current_triggers() {
    let retired: Vec<_> = triggers().filter(|trigger| trigger.info.status.retired.is_some()).collect();
    assert!(retired.len() >= 5, "{retired:?}");
    for trigger in retired {
        // Some services end without another that replaces them.
        let Some(successor) = trigger.info.status.successor else { continue };
        let successor = triggers().find(|other| other.info.id == successor).unwrap_or_else(|| panic!("no {successor}"));
        assert_eq!(successor.info.status.retired, None, "{} leads to {}", trigger.info.id, successor.info.id);
    }
}

/// The warning is about the name of the trigger. Its events are still there for everybody who has old ones.
#[test]
fn events_of_retired_triggers_can_be_read() {
    #[deny(deprecated)]
    fn read() -> aliyun::ApigwEvent {
        triggerkit::Document::decode(r#"{"httpMethod": "GET", "path": "/"}"#).unwrap()
    }
    assert_eq!(read().path, "/");
}
