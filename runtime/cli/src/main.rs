//! The `triggerkit` command: lists triggers, prints samples, checks payloads and sends them to a local function.
//!
//! Each command has a module of its name.

mod console;
mod decode;
mod detect;
mod exit_status;
mod explain;
mod invoke;
mod list;
mod output_format;
mod payload_args;
mod sample;
mod trigger_lookup;
mod validate;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

const EXIT_CODES: &str = "Exit codes:
  0  no violations
  1  violations, or more than one possible trigger
  2  a payload cannot be decoded, its trigger is unknown, or the command was used incorrectly";

/// Work with the trigger events of serverless functions.
#[derive(Parser)]
#[command(name = "triggerkit", version, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List all triggers, one id per line.
    List(list::ListArgs),
    /// Print a documented payload of a trigger.
    Sample(sample::SampleArgs),
    /// Decode payloads and print the events; violations go to standard error.
    Decode(decode::DecodeArgs),
    /// Print the violations of payloads.
    Validate(validate::ValidateArgs),
    /// Print which trigger each payload belongs to.
    Detect(detect::DetectArgs),
    /// Print everything about payloads: trigger, violations, unknown fields and the contents of encoded fields.
    Explain(explain::ExplainArgs),
    /// Send a documented payload, or one from a file, to a function that runs locally.
    Invoke(invoke::InvokeArgs),
}

fn main() -> ExitCode {
    let status = match Arguments::parse().command {
        Command::List(arguments) => list::run(&arguments),
        Command::Sample(arguments) => sample::run(&arguments),
        Command::Decode(arguments) => decode::run(&arguments),
        Command::Validate(arguments) => validate::run(&arguments),
        Command::Detect(arguments) => detect::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Invoke(arguments) => invoke::run(&arguments),
    };
    ExitCode::from(status as u8)
}
