//! `triggerkit sample`: prints a documented payload.

use clap::Args;
use triggerkit::AnyTrigger;

use crate::console::{print, print_error};
use crate::exit_status::ExitStatus;
use crate::trigger_lookup::{find_sample, find_trigger};

#[derive(Args)]
pub(crate) struct SampleArgs {
    /// The id of a trigger, as printed by `triggerkit list`.
    #[arg(value_name = "ID", value_parser = find_trigger)]
    trigger: &'static AnyTrigger,
    /// The variant of the sample [default: the main sample].
    #[arg(long, default_value = "", hide_default_value = true)]
    variant: String,
}

pub(crate) fn run(arguments: &SampleArgs) -> ExitStatus {
    match find_sample(arguments.trigger, &arguments.variant) {
        Ok(payload) => print(payload),
        Err(message) => print_error(&message),
    }
}
