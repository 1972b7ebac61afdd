//! How do I decode an event, build one, and get a report of all violations?
//!
//! `cargo run --example quickstart`

use triggerkit::huawei::{Kafka, KafkaEvent, WorkSuccessEvent};
use triggerkit::{Report, Trigger};

fn main() -> Result<(), Report> {
    // A documented payload. In a function, the platform provides the payload.
    let payload = Kafka::INFO.samples[0].payload;

    let event = KafkaEvent::decode(payload)?;
    let topic = event.topic_id.as_deref().unwrap_or("no topic");
    println!("{} messages of {topic}; the first is {:?}", event.messages.len(), event.messages[0]);

    // A missing required field is a compile error, and `build` returns a report if a constraint is violated.
    let done = WorkSuccessEvent::builder()
        .trigger_urn("urn:fgs:cn-north-1:9800716a0c604a8690963103a85754f0:trigger:Worker_WorkSuccess")
        .task_token("urn:fgs:cn-north-1:9800716a0c604a8690963103a85754f0:execution:workflow-8f84:e1")
        .result(r#"{"sum": 2}"#)
        .build()?;
    println!("\nA worker reports: {}", done.to_json());

    // A report lists all violations, not only the first.
    let invalid = r#"{"event_time": "yesterday", "trigger_type": "CRON", "messages": ["one", 2, null], "region": ["a"]}"#;
    if let Err(report) = KafkaEvent::decode(invalid) {
        println!("\nAn invalid payload, {} violations:\n{report}", report.violations().len());
    }

    // Lenient decoding returns the event as well, without the values that have violations.
    let (event, report) = KafkaEvent::decode_lenient(invalid)?;
    println!("\nDecoded leniently: {} messages, {} violations", event.messages.len(), report.violations().len());
    Ok(())
}
