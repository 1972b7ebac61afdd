//! The `triggerkit` command: lists triggers, prints samples, checks payloads and sends them to a local function.

mod checked;
mod configs;
mod console;
mod explain;
mod files;
mod indent;
mod invoke;
mod names;
mod new;
mod package;
mod payload_args;
mod payloads;
mod shell;
mod triggers;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{ColorChoice, CommandFactory, Parser, Subcommand, ValueEnum};

const EXIT_CODES: &str = "Exit codes:
  0  no violations
  1  violations, or more than one possible trigger
  2  a payload cannot be decoded, its trigger is unknown, or the command was used incorrectly
`triggerkit invoke --help` lists those of `invoke`.";

const COMPLETIONS: &str = "For bash, add this line to ~/.bashrc:
  source <(triggerkit completions bash)";

/// Work with the trigger events of serverless functions.
#[derive(Parser)]
#[command(name = "triggerkit", version, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Arguments {
    /// When to use colours; `auto` uses them on a terminal, unless the environment variable `NO_COLOR` is set.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
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
    Explain(explain::ExplainArgs),
    /// Send a documented payload, one from a file, or an HTTP request to a function that runs locally.
    #[command(after_help = invoke::EXIT_CODES)]
    Invoke(invoke::InvokeArgs),
    /// Write the project of a function, with a handler and a test for each trigger.
    New(new::NewArgs),
    /// Put a program into the form that a cloud starts: a zip file, and the settings for the vendor's tool.
    Package(package::PackageArgs),
    /// Print a script that completes options and trigger ids in a shell.
    #[command(after_help = COMPLETIONS)]
    Completions(shell::CompletionsArgs),
    /// Print the manual page, or write those of all commands to a folder.
    Man(shell::ManArgs),
}

/// Returns the value of `--color`. Help and errors of the arguments are printed before clap has parsed the option.
fn find_color(arguments: &[OsString]) -> ColorChoice {
    let options = || arguments.iter().take_while(|argument| *argument != "--").filter_map(|argument| argument.to_str());
    let attached = options().filter_map(|option| option.strip_prefix("--color="));
    let separate = options().zip(options().skip(1)).filter_map(|(option, value)| (option == "--color").then_some(value));
    attached.chain(separate).find_map(|value| ColorChoice::from_str(value, false).ok()).unwrap_or_default()
}

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let color = match find_color(&arguments) {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    color.write_global();
    let status = match Arguments::parse_from(arguments).command {
        Command::List(arguments) => triggers::list(&arguments),
        Command::Sample(arguments) => triggers::sample(&arguments),
        Command::Decode(arguments) => payloads::decode(&arguments),
        Command::Validate(arguments) => payloads::validate(&arguments),
        Command::Detect(arguments) => payloads::detect(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Invoke(arguments) => invoke::invoke(&arguments),
        Command::New(arguments) => new::new(&arguments),
        Command::Package(arguments) => package::package(&arguments),
        Command::Completions(arguments) => shell::completions(&arguments, Arguments::command()),
        Command::Man(arguments) => shell::man(&arguments, Arguments::command()),
    };
    ExitCode::from(status as u8)
}
