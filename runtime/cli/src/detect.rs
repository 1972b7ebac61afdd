//! `triggerkit detect`: prints the trigger of each payload.

use clap::Args;
use triggerkit::Detection;

use crate::console::print;
use crate::exit_status::ExitStatus;
use crate::payload_args::PayloadArgs;

#[derive(Args)]
pub(crate) struct DetectArgs {
    #[command(flatten)]
    payloads: PayloadArgs,
}

pub(crate) fn run(arguments: &DetectArgs) -> ExitStatus {
    arguments.payloads.for_each(|file, payload| {
        let (text, status) = match arguments.payloads.detect(payload) {
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
