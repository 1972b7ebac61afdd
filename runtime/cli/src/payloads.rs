//! `triggerkit decode`, `validate` and `detect`: print events, violations and triggers of payloads.

use clap::Args;
use serde::Serialize;
use triggerkit::{ConfigType, Detection, Violation};

use crate::checked::{CheckedPayload, Payload};
use crate::configs::validate_configs;
use crate::console::{BOLD, ExitStatus, GREEN, OutputFormat, RED, paint, print, print_error, print_json, print_note, print_text};
use crate::indent::indent;
use crate::payload_args::PayloadArgs;
use crate::triggers::config_parser;

#[derive(Args)]
pub(crate) struct DecodeArgs {
    #[command(flatten)]
    payloads: PayloadArgs,
    /// Print events that have violations, too.
    #[arg(long)]
    lenient: bool,
    /// Indent the events, instead of printing each on one line.
    #[arg(long)]
    pretty: bool,
}

pub(crate) fn decode(arguments: &DecodeArgs) -> ExitStatus {
    arguments.payloads.for_each(|payload| {
        let checked = arguments.payloads.check(payload);
        if !checked.report.is_empty() {
            print_note(&checked.to_text());
            checked.print_help();
        }
        let printed = match &checked.event {
            Some(event) if arguments.lenient || checked.report.is_empty() => {
                let json = event.to_json();
                print(format!("{}\n", if arguments.pretty { indent(&json) } else { json }).as_bytes())
            }
            _ => ExitStatus::Clean,
        };
        printed.max(checked.status())
    })
}

#[derive(Args)]
pub(crate) struct ValidateArgs {
    #[command(flatten)]
    payloads: PayloadArgs,
    /// Check the files as the vendor's deployment files, in YAML or JSON: every configuration of this id in them, as printed by
    /// `triggerkit list --configs`.
    #[arg(long, value_name = "ID", value_parser = config_parser(), hide_possible_values = true, conflicts_with_all = ["trigger", "headers", "lines"])]
    config: Option<&'static ConfigType>,
    /// The output format. JSON has one line for each payload, and for each file that cannot be read.
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    format: OutputFormat,
    /// Print nothing about payloads that have no violations.
    #[arg(short, long)]
    quiet: bool,
}

/// What the JSON output contains for one payload.
#[derive(Serialize)]
struct JsonLine<'r> {
    file: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    trigger: Option<&'r str>,
    violations: Vec<JsonViolation<'r>>,
    #[serde(skip_serializing_if = "is_zero")]
    omitted: usize,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// A violation and its place in the file.
#[derive(Serialize)]
struct JsonViolation<'r> {
    #[serde(flatten)]
    violation: &'r Violation,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

/// What the JSON output contains for a file that cannot be read.
#[derive(Serialize)]
struct JsonError<'r> {
    file: &'r str,
    error: &'r str,
}

pub(crate) fn validate(arguments: &ValidateArgs) -> ExitStatus {
    let unreadable = |file: &str, message: &str| match arguments.format {
        OutputFormat::Text => print_error(message),
        OutputFormat::Json => print_json(serde_json::to_string(&JsonError { file, error: message })).max(ExitStatus::Failed),
    };
    if let Some(config) = arguments.config {
        return validate_configs(&arguments.payloads.files, config, arguments.format, arguments.quiet, unreadable);
    }
    let check = |payload: &Payload<'_>| {
        let checked = arguments.payloads.check(payload);
        if arguments.quiet && checked.status() == ExitStatus::Clean {
            return ExitStatus::Clean;
        }
        let printed = match arguments.format {
            OutputFormat::Text => print_text(&format!("{}\n", checked.to_text())),
            OutputFormat::Json => print_json(serde_json::to_string(&to_json_line(&checked))),
        };
        checked.print_help();
        printed.max(checked.status())
    };
    arguments.payloads.for_each_or(check, unreadable)
}

fn to_json_line<'r>(checked: &'r CheckedPayload<'_>) -> JsonLine<'r> {
    let CheckedPayload { payload, report, .. } = checked;
    let to_json = |violation| {
        let position = payload.locate(violation);
        JsonViolation { violation, line: position.map(|each| each.line), column: position.map(|each| each.column) }
    };
    let violations = report.violations().iter().map(to_json).collect();
    JsonLine { file: payload.file, line: payload.line, trigger: checked.id(), violations, omitted: report.omitted() }
}

pub(crate) fn detect(payloads: &PayloadArgs) -> ExitStatus {
    payloads.for_each(|payload| {
        let (text, status) = match payloads.detect(&payload.bytes) {
            Detection::One(trigger) => (paint(GREEN, trigger.info.id), ExitStatus::Clean),
            Detection::Several(triggers) => {
                let ids: Vec<&str> = triggers.iter().map(|trigger| trigger.info.id).collect();
                (ids.join(" or "), ExitStatus::Violations)
            }
            _ => (paint(RED, "unknown trigger"), ExitStatus::Failed),
        };
        print_text(&format!("{}: {text}\n", paint(BOLD, payload.name()))).max(status)
    })
}
