//! The `triggerkit` command: lists triggers, prints samples, checks payloads and sends them to a local function.

mod console;
mod explain;
mod invoke;
mod payload_args;
mod payloads;
mod triggers;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

const EXIT_CODES: &str = "Exit codes:
  0  no violations
  1  violations, or more than one possible trigger
  2  a payload cannot be decoded, its trigger is unknown, or the command was used incorrectly
`triggerkit invoke --help` lists those of `invoke`.";

/// Work with the trigger events of serverless functions.
#[derive(Parser)]
#[command(name = "triggerkit", version, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List all triggers, one id per line; those that the vendor retired are marked.
    List(triggers::ListArgs),
    /// Print a documented payload of a trigger.
    Sample(triggers::SampleArgs),
    /// Decode payloads and print the events; violations go to standard error.
    Decode(payloads::DecodeArgs),
    /// Print the violations of payloads.
    Validate(payloads::ValidateArgs),
    /// Print which trigger each payload belongs to.
    Detect(payload_args::PayloadArgs),
    /// Print everything about payloads: trigger, violations, unknown fields and the contents of encoded fields.
    Explain(payload_args::PayloadArgs),
    /// Send a documented payload, one from a file, or an HTTP request to a function that runs locally.
    #[command(after_help = invoke::EXIT_CODES)]
    Invoke(invoke::InvokeArgs),
}

fn main() -> ExitCode {
    let status = match Arguments::parse().command {
        Command::List(arguments) => triggers::list(&arguments),
        Command::Sample(arguments) => triggers::sample(&arguments),
        Command::Decode(arguments) => payloads::decode(&arguments),
        Command::Validate(arguments) => payloads::validate(&arguments),
        Command::Detect(arguments) => payloads::detect(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Invoke(arguments) => invoke::invoke(&arguments),
    };
    ExitCode::from(status as u8)
}
