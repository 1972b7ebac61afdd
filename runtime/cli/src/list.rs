//! `triggerkit list`: prints all triggers.

use clap::Args;
use serde::Serialize;
use triggerkit::{AnyTrigger, triggers};

use crate::console::{print, print_error};
use crate::exit_status::ExitStatus;
use crate::output_format::OutputFormat;

#[derive(Args)]
pub(crate) struct ListArgs {
    /// The output format.
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    format: OutputFormat,
}

/// One trigger in the JSON output.
#[derive(Serialize)]
struct ListedTrigger {
    id: &'static str,
    title: &'static str,
    samples: Vec<&'static str>,
}

pub(crate) fn run(arguments: &ListArgs) -> ExitStatus {
    let text = match arguments.format {
        OutputFormat::Text => triggers().map(|trigger| format!("{}\n", trigger.info.id)).collect(),
        OutputFormat::Json => {
            let listed: Vec<ListedTrigger> = triggers()
                .map(|AnyTrigger { info, .. }| ListedTrigger {
                    id: info.id,
                    title: info.title,
                    samples: info.samples.iter().map(|sample| sample.variant).collect(),
                })
                .collect();
            match serde_json::to_string_pretty(&listed) {
                Ok(text) => text + "\n",
                Err(error) => return print_error(&error.to_string()),
            }
        }
    };
    print(text.as_bytes())
}
