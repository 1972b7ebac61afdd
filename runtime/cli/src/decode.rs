//! `triggerkit decode`: prints events as JSON.

use clap::Args;

use crate::console::print;
use crate::exit_status::ExitStatus;
use crate::payload_args::PayloadArgs;

#[derive(Args)]
pub(crate) struct DecodeArgs {
    #[command(flatten)]
    payloads: PayloadArgs,
    /// Print events that have violations, too.
    #[arg(long)]
    lenient: bool,
}

pub(crate) fn run(arguments: &DecodeArgs) -> ExitStatus {
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
