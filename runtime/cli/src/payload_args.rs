//! `decode` and `validate`: what is in payloads, and what is wrong with them.

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;
use triggerkit::{AnyDocument, AnyTrigger, Comparison, Detection, Json, Report, Rule, Violation, cloudevents, detect};

use crate::Outcome;
use crate::console::{complain, print, read};
use crate::triggers::{Format, find};

#[derive(Args)]
pub(crate) struct Source {
    /// The trigger, as `triggerkit list` prints it; told from the payload unless said.
    #[arg(long, value_name = "ID", value_parser = find)]
    trigger: Option<&'static AnyTrigger>,
    /// A header of the request that carried the payload; may be given several times.
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE", value_parser = header)]
    headers: Vec<(String, String)>,
    /// Files with one payload each; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
}

#[derive(Args)]
pub(crate) struct Decode {
    #[command(flatten)]
    source: Source,
    /// Print the event even where something is wrong with it.
    #[arg(long)]
    lenient: bool,
}

#[derive(Args)]
pub(crate) struct Validate {
    #[command(flatten)]
    source: Source,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn header(text: &str) -> Result<(String, String), String> {
    match text.split_once(':').map(|(name, value)| (name.trim(), value.trim())) {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write `Name: value`".to_owned()),
    }
}

/// What became of a payload: its trigger and its event, as far as they can be told, and what is wrong.
pub(crate) struct Judged {
    pub(crate) trigger: Option<&'static AnyTrigger>,
    pub(crate) event: Option<AnyDocument>,
    pub(crate) report: Report,
}

impl Judged {
    pub(crate) fn outcome(&self) -> Outcome {
        match self.event {
            None => Outcome::Failed,
            Some(_) if self.report.is_empty() => Outcome::Clean,
            Some(_) => Outcome::Violations,
        }
    }

    pub(crate) fn id(&self) -> Option<&'static str> {
        self.trigger.map(|trigger| trigger.info.id)
    }

    /// For people: whose payload it is, and what is wrong with it, one violation a line.
    fn text(&self, file: &str) -> String {
        let id = self.id().unwrap_or("unknown trigger");
        if self.report.is_empty() {
            return format!("{file}: {id}, no violations");
        }
        format!("{file}: {id}\n  {}", self.report.to_string().replace('\n', "\n  "))
    }

    fn line<'r>(&'r self, file: &'r str) -> Line<'r> {
        Line { file, trigger: self.id(), violations: self.report.violations() }
    }

    /// Says how the trigger could be told, where that is what is missing.
    fn help(&self, file: &str) {
        if self.report.violations().iter().any(|violation| violation.rule == Rule::Detect) {
            eprintln!("triggerkit: say what {file} is with --trigger, or which headers it came with (-H)");
        }
    }
}

impl Source {
    fn headers(&self) -> Vec<(&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// Does something with the payload of every file, and says the worst outcome.
    pub(crate) fn each(&self, mut act: impl FnMut(&str, &[u8]) -> Outcome) -> Outcome {
        let one = |file: &String| match read(file) {
            Ok(body) => act(file, &self.payload(&body)),
            Err(message) => complain(&message),
        };
        self.files.iter().map(one).max().unwrap_or(Outcome::Clean)
    }

    /// The payload of a request; a CloudEvent's headers and body become one.
    fn payload<'b>(&self, body: &'b [u8]) -> Cow<'b, [u8]> {
        // What is no CloudEvent in spite of its header is judged as it is.
        cloudevents::payload(&self.headers(), body).unwrap_or(Cow::Borrowed(body))
    }

    pub(crate) fn detection(&self, payload: &[u8]) -> Detection {
        detect(payload, &self.headers())
    }

    /// How near the payload comes to a trigger; `None` where the trigger has no discriminators.
    pub(crate) fn compare(&self, trigger: &AnyTrigger, payload: &[u8]) -> Option<Comparison> {
        trigger.compare(payload, &self.headers())
    }

    /// Decodes a payload as the trigger that was asked for, or as its own.
    pub(crate) fn judge(&self, payload: &[u8]) -> Judged {
        let trigger = match self.trigger.map_or_else(|| self.detection(payload).one(), Ok) {
            Ok(trigger) => trigger,
            Err(report) => return Judged { trigger: None, event: None, report: not_json(payload).unwrap_or(report) },
        };
        match trigger.decode_lenient(payload) {
            Ok((event, report)) => Judged { trigger: Some(trigger), event: Some(event), report },
            Err(report) => Judged { trigger: Some(trigger), event: None, report },
        }
    }
}

/// Why a payload of no trigger cannot be of one: it is text, and no JSON.
fn not_json(payload: &[u8]) -> Option<Report> {
    Json::parse(std::str::from_utf8(payload).ok()?).err()
}

pub(crate) fn decode(arguments: &Decode) -> Outcome {
    arguments.source.each(|file, payload| {
        let judged = arguments.source.judge(payload);
        if !judged.report.is_empty() {
            eprintln!("{}", judged.text(file));
            judged.help(file);
        }
        let shown = match &judged.event {
            Some(event) if arguments.lenient || judged.report.is_empty() => print(format!("{}\n", event.to_json()).as_bytes()),
            _ => Outcome::Clean,
        };
        shown.max(judged.outcome())
    })
}

/// What `--format json` prints, one line a file.
#[derive(Serialize)]
struct Line<'r> {
    file: &'r str,
    /// `null` where it cannot be told.
    trigger: Option<&'r str>,
    violations: &'r [Violation],
}

pub(crate) fn validate(arguments: &Validate) -> Outcome {
    arguments.source.each(|file, payload| {
        let judged = arguments.source.judge(payload);
        let text = match arguments.format {
            Format::Text => judged.text(file) + "\n",
            Format::Json => match serde_json::to_string(&judged.line(file)) {
                Ok(line) => line + "\n",
                Err(error) => return complain(&error.to_string()),
            },
        };
        let shown = print(text.as_bytes());
        judged.help(file);
        shown.max(judged.outcome())
    })
}
