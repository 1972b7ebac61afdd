//! The payloads that `aws_lambda_events` publishes for its own tests, read by our events of AWS. They are taken from the crate's source
//! when the test runs, because they are not ours.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

// The crate is named here so that cargo has its source.
use aws_lambda_events as _;
use serde_json::Value;
use triggerkit::{Document, Report, aws, detect};

/// Decodes a payload and writes it again.
type Read = fn(&str) -> Result<String, Report>;

/// The payloads that are not events but answers, or parts of events: the start of the name, and the type.
const OTHERS: &[(&str, Read)] = &[
    ("alb-lambda-target-response", read::<aws::AlbResponse>),
    ("apigw-custom-auth-response", read::<aws::AuthorizerResponse>),
    ("apigw-response", read::<aws::ApigwResponse>),
    ("appsync-identity-cognito", read::<aws::AppsyncCognitoIdentity>),
    ("appsync-identity-iam", read::<aws::AppsyncIamIdentity>),
    ("appsync-lambda-auth-response", read::<aws::AppsyncAuthorizerResponse>),
    ("cloudformation-custom-resource-provider-response", read::<aws::ProviderResponse>),
    ("cloudformation-custom-resource-response", read::<aws::CustomResourceResponse>),
    ("dynamodb-event-record", read::<aws::DynamoRecord>),
    ("iot-custom-auth-response", read::<aws::IotAuthorizerResponse>),
    ("kinesis-firehose-response", read::<aws::FirehoseResponse>),
    ("lex-response", read::<aws::LexResponse>),
    ("sqs-batch-response", read::<aws::BatchResponse>),
    ("vpc-lattice-response", read::<aws::VpcLatticeResponse>),
];

fn read<T: Document>(text: &str) -> Result<String, Report> {
    Ok(T::decode(text)?.to_json())
}

/// Detects the trigger of an event, decodes the event and writes it again.
fn read_event(text: &str) -> Result<String, Report> {
    let trigger = detect(text.as_bytes(), &[]).one()?;
    assert!(trigger.info.id.starts_with("aws."), "{}", trigger.info.id);
    Ok(trigger.decode(text.as_bytes())?.to_json())
}

/// Returns the names and texts of the payloads.
fn fixtures() -> Vec<(String, String)> {
    let output = Command::new(env!("CARGO")).args(["metadata", "--format-version", "1", "--offline"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let package = metadata["packages"].as_array().unwrap().iter().find(|package| package["name"] == "aws_lambda_events").unwrap();
    let folder = Path::new(package["manifest_path"].as_str().unwrap()).with_file_name("src").join("fixtures");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let payloads = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let named = payloads.map(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap().trim_start_matches("example-").to_owned();
        (name, fs::read_to_string(&path).unwrap())
    });
    named.collect()
}

#[test]
fn every_fixture_is_recognised_and_comes_back() {
    let (mut wrong, mut events) = (Vec::new(), 0);
    let fixtures = fixtures();
    for (name, text) in &fixtures {
        let other = OTHERS.iter().find(|(start, _)| name.starts_with(start)).map(|(_, read)| *read);
        events += usize::from(other.is_none());
        match other.unwrap_or(read_event)(text) {
            Err(report) => wrong.push(format!("{name}: {report}")),
            Ok(written) => {
                let (came, went): (Value, Value) = (text.parse().unwrap(), written.parse().unwrap());
                if came != went {
                    wrong.push(format!("{name}: {came}\n  is written as {went}"));
                }
            }
        }
    }
    println!("{} fixtures, {events} of them events", fixtures.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), fixtures.len(), wrong.join("\n"));
    assert!(fixtures.len() > 150, "{}", fixtures.len());
}
