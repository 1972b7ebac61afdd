//! `triggerkit validate`: prints the violations of payloads.

use clap::Args;
use serde::Serialize;
use triggerkit::Violation;

use crate::console::{print, print_error};
use crate::exit_status::ExitStatus;
use crate::output_format::OutputFormat;
use crate::payload_args::PayloadArgs;

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

pub(crate) fn run(arguments: &ValidateArgs) -> ExitStatus {
    arguments.payloads.for_each(|file, payload| {
        let checked = arguments.payloads.check(payload);
        let text = match arguments.format {
            OutputFormat::Text => checked.to_text(file) + "\n",
            OutputFormat::Json => {
                let line = JsonLine { file, trigger: checked.id(), violations: checked.report.violations() };
                match serde_json::to_string(&line) {
                    Ok(line) => line + "\n",
                    Err(error) => return print_error(&error.to_string()),
                }
            }
        };
        let printed = print(text.as_bytes());
        checked.print_help(file);
        printed.max(checked.status())
    })
}
