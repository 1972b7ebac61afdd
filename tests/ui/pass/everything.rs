//! Every feature of the language, used from outside the module.

#![allow(clippy::unwrap_used, reason = "a program that panics is a test that fails")]

use triggerkit::{Config, Report, Timestamp, Trigger};

use warehouse::{
    AlarmEvent, Answer, AnyEvent, Kind, Level, Pallet, ScannerConfig, Send, SendResponse, SilenceEvent, Stored, StoredEvent,
    Where,
};

#[triggerkit::spec("../specs/everything.toml")]
pub mod warehouse {}

fn read() -> Result<(), Report> {
    let sample = Stored::INFO.samples[0].payload;
    let event = StoredEvent::decode(sample)?;
    assert_eq!(event.kind, Kind::Stored);
    assert_eq!((event.count, event.fragile, event.floor, event.height), (2, Some(false), -1, 2.0));
    assert_eq!(event.pallets[0].label.as_deref(), Some("A"));
    assert_eq!(event.note, None);
    assert_eq!(event.seal.as_ref().map(triggerkit::Base64::decode).transpose()?.as_deref(), Some(&b"seal"[..]));
    assert_eq!(event.contents.as_ref().unwrap().open()?.name, "tea");
    assert_eq!(event.archive.as_ref().unwrap().open()?.name, "tea");
    assert!(matches!(&event.r#where, Some(Where::Shelf(shelf)) if shelf.row == 3));
    assert_eq!(event.body_bytes()?, b"hello");
    let json: serde_json::Value = serde_json::from_str(&event.to_json()).unwrap();
    assert_eq!(json, serde_json::from_slice::<serde_json::Value>(sample).unwrap());
    assert!(matches!(AnyEvent::decode(sample, &[])?, AnyEvent::Stored(same) if same == event));
    assert_eq!(warehouse::TRIGGERS.len(), 4);
    Ok(())
}

fn build() -> Result<(), Report> {
    let event = StoredEvent::builder()
        .kind("moved")
        .at(Timestamp::rfc3339("2026-11-22T08:30:00Z"))
        .count(3)
        .pallets([Pallet::builder().number(1).build()?])
        .labels([("zone", "north")])
        .build();
    assert_eq!(event?.kind, Kind::Moved);
    let broken = AlarmEvent::builder().level("unheard of").build().unwrap_err();
    assert_eq!(broken.violations()[0].path, "level");
    assert_eq!(ScannerConfig::builder().interval(60).build()?.mode.as_deref(), Some("fast"));
    assert_eq!(ScannerConfig::WRAPPER, Some("triggerConfig"));
    let answer = Answer::json(200, &["done"])?;
    assert_eq!((answer.status_code, answer.body.as_deref()), (200, Some("[\"done\"]")));
    assert_eq!(Answer::binary(200, "image/png", [1, 2]).is_base64_encoded, Some(true));
    Ok(())
}

fn call() -> Result<(), Report> {
    let alarm = Send::Alarm(AlarmEvent::builder().level(Level::High).build()?);
    let request = alarm.clone().into_request("w 1")?;
    assert_eq!(request.uri(), "/v1/w%201/alarms");
    assert_eq!(Send::from_request(&request)?, alarm);
    let response = http::Response::new(r#"{"seen": true}"#);
    assert!(matches!(alarm.read_response(&response)?, SendResponse::Alarm(receipt) if receipt.seen));
    let silence = Send::Silence(SilenceEvent::builder().by("Li").build()?);
    assert_eq!(silence.read_response(&http::Response::new(""))?, SendResponse::Silence);
    Ok(())
}

fn main() {
    read().unwrap();
    build().unwrap();
    call().unwrap();
}
