//! The `triggerkit` command: what there is, what its payloads look like, and what is wrong with yours.
//!
//! Exit codes: 0 clean, 1 violations, 2 not decodable or wrong use.

mod console;
mod explain;
mod invoke;
mod payloads;
mod triggers;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::explain::{Detect, Explain};
use crate::invoke::Invoke;
use crate::payloads::{Decode, Validate};
use crate::triggers::{ListArgs, SampleArgs};

const EXIT_CODES: &str = "Exit codes: 0 clean, 1 violations, 2 not decodable, of no known trigger, or wrong use";

/// Typed, validated trigger events of serverless functions.
#[derive(Parser)]
#[command(name = "triggerkit", version, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the triggers, one id a line.
    List(ListArgs),
    /// Print a documented payload.
    Sample(SampleArgs),
    /// Print payloads as their events read them; what is wrong goes to standard error.
    Decode(Decode),
    /// Say what is wrong with payloads.
    Validate(Validate),
    /// Tell which trigger payloads belong to.
    Detect(Detect),
    /// Say everything there is to say of payloads: their trigger and why, violations, unknown fields, what is inside encoded text.
    Explain(Explain),
    /// Send a documented payload, or one of your own, to a function that runs locally.
    Invoke(Invoke),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Nothing is wrong.
    Clean = 0,
    /// Violations.
    Violations = 1,
    /// Not decodable, or wrong use.
    Failed = 2,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::List(arguments) => triggers::list(&arguments),
        Command::Sample(arguments) => triggers::sample(&arguments),
        Command::Decode(arguments) => payloads::decode(&arguments),
        Command::Validate(arguments) => payloads::validate(&arguments),
        Command::Detect(arguments) => explain::detect(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Invoke(arguments) => invoke::invoke(&arguments),
    };
    ExitCode::from(outcome as u8)
}
