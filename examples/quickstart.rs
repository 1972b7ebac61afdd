//! How do I read an event, make one, and see what is wrong with one?
//!
//! `cargo run --example quickstart`

use triggerkit::huawei::{Kafka, KafkaEvent, WorkSuccessEvent};
use triggerkit::{Document, Report, Trigger};

fn main() -> Result<(), Report> {
    // The payload that the vendor documents; in a function it is what the platform hands over.
    let payload = Kafka::INFO.samples[0].payload;

    let event = KafkaEvent::decode(payload)?;
    let topic = event.topic_id.as_deref().unwrap_or("no topic");
    println!("{} messages of {topic}; the first is {:?}", event.messages.len(), event.messages[0]);

    // A required field that is left out does not compile; a broken constraint does not build.
    let done = WorkSuccessEvent::builder()
        .trigger_urn("urn:fgs:cn-north-1:9800716a0c604a8690963103a85754f0:trigger:Worker_WorkSuccess")
        .task_token("urn:fgs:cn-north-1:9800716a0c604a8690963103a85754f0:execution:workflow-8f84:e1")
        .result(r#"{"sum": 2}"#)
        .build()?;
    println!("\nA worker reports: {}", done.to_json());

    // One pass finds everything that is wrong.
    let broken = r#"{"event_time": "yesterday", "trigger_type": "CRON", "messages": ["one", 2, null], "region": ["a"]}"#;
    if let Err(report) = KafkaEvent::decode(broken) {
        println!("\nA broken payload, {} violations:\n{report}", report.violations().len());
    }

    // What can be read of it is there all the same.
    let (event, report) = KafkaEvent::decode_lenient(broken)?;
    println!("\nRead leniently: {} messages, {} violations", event.messages.len(), report.violations().len());
    Ok(())
}
