//! `triggerkit decode`, `validate` and `detect`: print events, violations and triggers of payloads.

use clap::Args;
use serde::Serialize;
use triggerkit::{Detection, Violation};

use crate::console::{ExitStatus, OutputFormat, print, print_json};
use crate::payload_args::PayloadArgs;

#[derive(Args)]
pub(crate) struct DecodeArgs {
    #[command(flatten)]
    payloads: PayloadArgs,
    /// Print events that have violations, too.
    #[arg(long)]
    lenient: bool,
}

pub(crate) fn decode(arguments: &DecodeArgs) -> ExitStatus {
    arguments.payloads.for_each(|file, payload| {
        let checked = arguments.payloads.check(payload);
        if !checked.report.is_empty() {
            eprintln!("{}", checked.to_text(file));
            checked.print_help(file);
        }
        let printed = match &checked.event {
            Some(event) if arguments.lenient || checked.report.is_empty() => print(format!("{}\n", event.to_json()).as_bytes()),
            _ => ExitStatus::Clean,
        };
        printed.max(checked.status())
    })
}

#[derive(Args)]
pub(crate) struct ValidateArgs {
    #[command(flatten)]
    payloads: PayloadArgs,
    /// The output format.
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    format: OutputFormat,
}

/// One line of the JSON output.
#[derive(Serialize)]
struct JsonLine<'r> {
    file: &'r str,
    trigger: Option<&'r str>,
    violations: &'r [Violation],
}

pub(crate) fn validate(arguments: &ValidateArgs) -> ExitStatus {
    arguments.payloads.for_each(|file, payload| {
        let checked = arguments.payloads.check(payload);
        let printed = match arguments.format {
            OutputFormat::Text => print(format!("{}\n", checked.to_text(file)).as_bytes()),
            OutputFormat::Json => {
                let line = JsonLine { file, trigger: checked.id(), violations: checked.report.violations() };
                print_json(serde_json::to_string(&line))
            }
        };
        checked.print_help(file);
        printed.max(checked.status())
    })
}

pub(crate) fn detect(payloads: &PayloadArgs) -> ExitStatus {
    payloads.for_each(|file, payload| {
        let (text, status) = match payloads.detect(payload) {
            Detection::One(trigger) => (trigger.info.id.to_owned(), ExitStatus::Clean),
            Detection::Several(triggers) => {
                let ids: Vec<&str> = triggers.iter().map(|trigger| trigger.info.id).collect();
                (ids.join(" or "), ExitStatus::Violations)
            }
            _ => ("unknown trigger".to_owned(), ExitStatus::Failed),
        };
        print(format!("{file}: {text}\n").as_bytes()).max(status)
    })
}
