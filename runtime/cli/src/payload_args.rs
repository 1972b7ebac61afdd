//! [`PayloadArgs`]: the payloads that a command reads; [`CheckedPayload`]: what decoding one of them found.

use std::borrow::Cow;

use clap::Args;
use triggerkit::{AnyDocument, AnyTrigger, Detection, Json, Report, Rule, cloudevents, detect};

use crate::console::{ExitStatus, print_error, read_file};
use crate::triggers::find_trigger;

#[derive(Args)]
pub(crate) struct PayloadArgs {
    /// The id of the payloads' trigger, as printed by `triggerkit list` [default: detected from each payload].
    #[arg(long, value_name = "ID", value_parser = find_trigger)]
    trigger: Option<&'static AnyTrigger>,
    /// A header of the request that contained the payload; repeat the option for more headers.
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE", value_parser = parse_header)]
    headers: Vec<(String, String)>,
    /// The files to read, each with one payload; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
}

/// Splits the text of a header into its name and value.
pub(crate) fn parse_header(text: &str) -> Result<(String, String), String> {
    match text.split_once(':').map(|(name, value)| (name.trim(), value.trim())) {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected `Name: value`".to_owned()),
    }
}

impl PayloadArgs {
    pub(crate) fn headers(&self) -> Vec<(&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// Calls a function with the name and payload of every file, and returns the worst status.
    pub(crate) fn for_each(&self, mut function: impl FnMut(&str, &[u8]) -> ExitStatus) -> ExitStatus {
        let process = |file: &String| match read_file(file) {
            // If the body is not the CloudEvent that its headers announce, decoding it reports what is wrong.
            Ok(body) => function(file, &cloudevents::payload(&self.headers(), &body).unwrap_or(Cow::Borrowed(&body))),
            Err(message) => print_error(&message),
        };
        self.files.iter().map(process).max().unwrap_or(ExitStatus::Clean)
    }

    pub(crate) fn detect(&self, payload: &[u8]) -> Detection {
        detect(payload, &self.headers())
    }

    /// Decodes a payload as an event of the given trigger, or of the detected one.
    pub(crate) fn check(&self, payload: &[u8]) -> CheckedPayload {
        let (trigger, decoded) = match self.trigger.map_or_else(|| self.detect(payload).one(), Ok) {
            Ok(trigger) => (Some(trigger), trigger.decode_lenient(payload)),
            // If the payload is text but not JSON, that explains better than detection why the trigger is unknown.
            Err(report) => {
                (None, Err(std::str::from_utf8(payload).ok().and_then(|text| Json::parse(text).err()).unwrap_or(report)))
            }
        };
        let (event, report) = decoded.map_or_else(|report| (None, report), |(event, report)| (Some(event), report));
        CheckedPayload { trigger, event, report }
    }
}

/// Describes the violations of a report, one per line: how much each matters, and what is wrong.
pub(crate) fn violations(report: &Report) -> Vec<String> {
    let mut lines: Vec<String> =
        report.violations().iter().map(|violation| format!("{}: {violation}", violation.severity)).collect();
    if report.omitted() > 0 {
        lines.push(format!("and {} more", report.omitted()));
    }
    lines
}

/// A payload's trigger, event and violations.
pub(crate) struct CheckedPayload {
    /// `None` if the trigger was not given and cannot be detected.
    pub(crate) trigger: Option<&'static AnyTrigger>,
    /// `None` if the payload cannot be decoded.
    pub(crate) event: Option<AnyDocument>,
    pub(crate) report: Report,
}

impl CheckedPayload {
    pub(crate) fn status(&self) -> ExitStatus {
        match self.event {
            None => ExitStatus::Failed,
            Some(_) if self.report.is_empty() => ExitStatus::Clean,
            Some(_) => ExitStatus::Violations,
        }
    }

    pub(crate) fn id(&self) -> Option<&'static str> {
        self.trigger.map(|trigger| trigger.info.id)
    }

    /// Describes the payload: the trigger, then one violation per line.
    pub(crate) fn to_text(&self, file: &str) -> String {
        let id = self.id().unwrap_or("unknown trigger");
        if self.report.is_empty() {
            return format!("{file}: {id}, no violations");
        }
        format!("{file}: {id}\n  {}", violations(&self.report).join("\n  "))
    }

    /// Prints what the user can do if detection did not find one trigger.
    pub(crate) fn print_help(&self, file: &str) {
        if self.report.violations().iter().any(|violation| violation.rule == Rule::Detect) {
            eprintln!(
                "triggerkit: cannot detect the trigger of `{file}`; pass its id with `--trigger`, or the request's headers with `-H`"
            );
        }
    }
}
