//! `decode` and `validate`: what is in payloads, and what is wrong with them.

use clap::Args;
use serde::Serialize;
use triggerkit::{AnyDocument, AnyTrigger, Detection, Report, Violation, cloudevents, detect};

use crate::Outcome;
use crate::console::{complain, print, read};
use crate::explain::ids;
use crate::triggers::{Format, find};

#[derive(Args)]
pub(crate) struct Source {
    /// The trigger, as `triggerkit list` prints it; told from the payload unless said.
    #[arg(long, value_name = "ID")]
    trigger: Option<String>,
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

fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(':').ok_or("write `Name: value`")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

/// A payload that was read: its event, as far as there is one, and what is wrong.
pub(crate) struct Judged {
    pub(crate) trigger: &'static AnyTrigger,
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
}

/// How near a payload comes to a trigger.
pub(crate) struct Comparison {
    /// How many parts of the trigger's condition hold.
    pub(crate) met: usize,
    /// Those that do not, in words.
    pub(crate) lacks: Vec<String>,
}

impl Source {
    pub(crate) fn files(&self) -> &[String] {
        &self.files
    }

    fn headers(&self) -> Vec<(&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// The payload in a file; a CloudEvent's headers and body become one.
    pub(crate) fn payload(&self, file: &str) -> Result<Vec<u8>, String> {
        let body = read(file)?;
        let payload = cloudevents::payload(&self.headers(), &body).map_err(|report| format!("{file}: {report}"))?;
        Ok(payload.into_owned())
    }

    pub(crate) fn detection(&self, payload: &[u8]) -> Detection {
        detect(payload, &self.headers())
    }

    /// How near the payload comes to a trigger; `None` where the trigger has no discriminators.
    pub(crate) fn compare(&self, trigger: &AnyTrigger, payload: &[u8]) -> Option<Comparison> {
        let condition = trigger.info.detect?;
        let text = std::str::from_utf8(payload).unwrap_or_default();
        let headers = self.headers();
        Some(Comparison { met: condition.met(text, &headers.as_slice()), lacks: condition.lacks(text, &headers.as_slice()) })
    }

    pub(crate) fn judge(&self, file: &str, payload: &[u8]) -> Result<Judged, String> {
        let trigger = match &self.trigger {
            Some(id) => find(id)?,
            None => self.detected(file, payload)?,
        };
        Ok(match trigger.decode_lenient(payload) {
            Ok((event, report)) => Judged { trigger, event: Some(event), report },
            Err(report) => Judged { trigger, event: None, report },
        })
    }

    fn detected(&self, file: &str, payload: &[u8]) -> Result<&'static AnyTrigger, String> {
        match self.detection(payload) {
            Detection::One(trigger) => Ok(trigger),
            Detection::Several(triggers) => Err(format!("{file} may be {}; say which with --trigger", ids(&triggers))),
            _ => Err(format!("{file} is no payload that triggerkit knows; say what it is with --trigger")),
        }
    }

    /// Judges every file and says the worst outcome.
    fn each(&self, mut show: impl FnMut(&str, &Judged) -> Outcome) -> Outcome {
        let judge = |file: &String| match self.payload(file).and_then(|payload| self.judge(file, &payload)) {
            Ok(judged) => show(file, &judged).max(judged.outcome()),
            Err(message) => complain(&message),
        };
        self.files.iter().map(judge).max().unwrap_or(Outcome::Clean)
    }
}

pub(crate) fn decode(arguments: &Decode) -> Outcome {
    arguments.source.each(|file, judged| {
        if !judged.report.is_empty() {
            eprintln!("{file}: {}\n{}", judged.trigger.info.id, judged.report);
        }
        match &judged.event {
            Some(event) if arguments.lenient || judged.report.is_empty() => print(format!("{}\n", event.to_json()).as_bytes()),
            _ => Outcome::Clean,
        }
    })
}

/// What `--format json` prints, one line a file.
#[derive(Serialize)]
struct Line<'r> {
    file: &'r str,
    trigger: &'r str,
    violations: &'r [Violation],
}

pub(crate) fn validate(arguments: &Validate) -> Outcome {
    arguments.source.each(|file, Judged { trigger, report, .. }| {
        let text = match arguments.format {
            Format::Text if report.is_empty() => format!("{file}: {}, no violations\n", trigger.info.id),
            Format::Text => format!("{file}: {}\n{report}\n", trigger.info.id),
            Format::Json => {
                let line = Line { file, trigger: trigger.info.id, violations: report.violations() };
                match serde_json::to_string(&line) {
                    Ok(line) => line + "\n",
                    Err(error) => return complain(&error.to_string()),
                }
            }
        };
        print(text.as_bytes())
    })
}
