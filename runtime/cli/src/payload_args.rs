//! [`PayloadArgs`]: the payloads that a command reads.

use std::borrow::Cow;

use clap::Args;
use triggerkit::{AnyTrigger, Detection, Json, cloudevents, detect};

use crate::checked::{CheckedPayload, Payload};
use crate::console::{ExitStatus, print_error};
use crate::files::{PAYLOADS, find_files, has_lines, read_file, read_lines};
use crate::triggers::trigger_parser;

#[derive(Args)]
pub(crate) struct PayloadArgs {
    /// The id of the payloads' trigger, as printed by `triggerkit list` [default: detected from each payload].
    #[arg(long, value_name = "ID", value_parser = trigger_parser(), hide_possible_values = true)]
    trigger: Option<&'static AnyTrigger>,
    /// A header of the request that contained the payload; repeat the option for more headers.
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE", value_parser = parse_header)]
    headers: Vec<(String, String)>,
    /// Read each line as a payload, as in files that end with .jsonl or .ndjson.
    #[arg(long)]
    lines: bool,
    /// The files to read, each with one payload; a folder means the .json, .jsonl and .ndjson files in it and its subfolders, a quoted
    /// pattern such as 'events/**/*.json' for the files that match it, and `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
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

    /// Calls a function with every payload, and returns the worst status. Files that cannot be read are reported to standard error.
    pub(crate) fn for_each(&self, function: impl FnMut(&Payload<'_>) -> ExitStatus) -> ExitStatus {
        self.for_each_or(function, |_, message| print_error(message))
    }

    /// Calls a function with every payload, or another one with the name of a file that cannot be read and the reason. Returns the worst
    /// status.
    pub(crate) fn for_each_or(
        &self,
        mut function: impl FnMut(&Payload<'_>) -> ExitStatus,
        mut unreadable: impl FnMut(&str, &str) -> ExitStatus,
    ) -> ExitStatus {
        let mut worst = ExitStatus::Clean;
        for name in &self.files {
            let files = find_files(name, PAYLOADS).unwrap_or_else(|message| {
                worst = worst.max(unreadable(name, &message));
                Vec::new()
            });
            for file in files {
                let read = if self.lines || has_lines(&file) {
                    read_lines(&file, |number, body| worst = worst.max(function(&self.payload(&file, Some(number), body))))
                } else {
                    read_file(&file).map(|body| worst = worst.max(function(&self.payload(&file, None, &body))))
                };
                if let Err(message) = read {
                    worst = worst.max(unreadable(&file, &message));
                }
            }
        }
        worst
    }

    fn payload<'b>(&self, file: &'b str, line: Option<usize>, body: &'b [u8]) -> Payload<'b> {
        // If the body is not the CloudEvent that its headers announce, decoding it reports what is wrong.
        let bytes = cloudevents::payload(&self.headers(), body).unwrap_or(Cow::Borrowed(body));
        Payload { file, line, bytes }
    }

    pub(crate) fn detect(&self, payload: &[u8]) -> Detection {
        detect(payload, &self.headers())
    }

    /// Decodes a payload as an event of the given trigger, or of the detected one.
    pub(crate) fn check<'p>(&self, payload: &'p Payload<'p>) -> CheckedPayload<'p> {
        let bytes = &payload.bytes;
        let (trigger, decoded) = match self.trigger.map_or_else(|| self.detect(bytes).one(), Ok) {
            Ok(trigger) => (Some(trigger), trigger.decode_lenient(bytes)),
            // If the payload is text but not JSON, that explains better than detection why the trigger is unknown.
            Err(report) => {
                (None, Err(std::str::from_utf8(bytes).ok().and_then(|text| Json::parse(text).err()).unwrap_or(report)))
            }
        };
        let (event, report) = decoded.map_or_else(|report| (None, report), |(event, report)| (Some(event), report));
        CheckedPayload { payload, trigger, event, report }
    }
}
