//! `cargo xtask`: the command line. Exit code 0 when all is well, 1 when something is not.

use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};
use xtask::workspace::Workspace;
use xtask::{check, diff, expand, generators, new};

/// Chores of the workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    /// Another folder that holds `spec/`.
    #[arg(long, global = true, value_name = "FOLDER", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/.."), hide_default_value = true)]
    root: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the pages about triggers, and the marked parts of other pages.
    Docs(Write),
    /// Write the JSON Schemas of events, answers and configurations.
    Schema(Write),
    /// Check every spec with its samples, and that everything written from them is up to date.
    Check,
    /// Print the Rust that a spec becomes.
    Expand {
        /// A provider, or one of its triggers: `huawei.kafka`.
        #[arg(value_name = "PROVIDER[.TRIGGER]")]
        what: String,
    },
    /// Write a first spec of a trigger from its samples, and everything that is written from specs; what is guessed says so.
    New {
        /// The provider: a file in spec/, which is made when it is not there.
        provider: String,
        /// Id of the trigger.
        trigger: String,
        /// A payload: `.json`, `.cbor` beside the same as `.json`, or `.txt` for any other bytes. May be given several times.
        #[arg(long, value_name = "FILE", required = true)]
        from: Vec<PathBuf>,
    },
    /// Say what has changed between two sets of specs, and what of it breaks code or payloads; with nothing said, since the last
    /// release.
    Diff {
        /// A spec, a folder of specs, or a revision of git. Breaking changes then mean exit code 1.
        old: Option<String>,
        /// The same; the specs of the workspace when left out.
        new: Option<String>,
    },
}

#[derive(Args)]
struct Write {
    /// What to write as well.
    #[arg(value_name = "AND", value_parser = PossibleValuesParser::new(generators::ALL.iter().map(|each| each.name)))]
    also: Vec<String>,
    /// Write nothing; fail with a diff when something is not up to date.
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    let Arguments { root, command } = Arguments::parse();
    run(&root, command).unwrap_or_else(|error| report(&[format!("error: {error:#}")]))
}

fn run(root: &Path, command: Command) -> Result<ExitCode> {
    match command {
        Command::Docs(write) => write.run(root, "docs"),
        Command::Schema(write) => write.run(root, "schema"),
        Command::New { provider, trigger, from } => {
            let written = new::command(root, &provider, &trigger, &from)?;
            written.files.iter().for_each(|(path, _)| println!("{}", path.display()));
            let code = generate(root, false, |_| true)?;
            println!("{}", written.left());
            Ok(code)
        }
        Command::Diff { old, new } => Ok(diff::command(root, old.as_deref(), new.as_deref())),
        Command::Check => Ok(report(&check::check(root, colour())?)),
        Command::Expand { what } => with_specs(root, |workspace| print(&expand::expand(workspace, &what)?)),
    }
}

impl Write {
    /// Runs the generator of the subcommand, and those that were named behind it.
    fn run(&self, root: &Path, name: &str) -> Result<ExitCode> {
        generate(root, self.check, |each| each == name || self.also.iter().any(|also| also == each))
    }
}

/// Runs the generators that are wanted, by their names.
fn generate(root: &Path, check: bool, wanted: impl Fn(&str) -> bool) -> Result<ExitCode> {
    with_specs(root, |workspace| {
        let mut complaints = Vec::new();
        for generator in generators::ALL.iter().filter(|each| wanted(each.name)) {
            let generated = (generator.run)(workspace)?;
            if check {
                complaints.extend(generated.check(root)?);
            } else {
                generated.write(root)?.iter().for_each(|path| println!("{}", path.display()));
            }
        }
        Ok(report(&complaints))
    })
}

/// Runs something that needs every spec to be right; otherwise says what is wrong.
fn with_specs(root: &Path, run: impl FnOnce(&Workspace) -> Result<ExitCode>) -> Result<ExitCode> {
    let judged = Workspace::read(root)?;
    match judged.failures.as_slice() {
        [] => run(&judged.workspace),
        failures => Ok(report(&failures.iter().map(|failure| check::shown(failure, colour())).collect::<Vec<_>>())),
    }
}

/// Prints a long text. Whoever reads it may stop in the middle.
fn print(text: &str) -> Result<ExitCode> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn report(complaints: &[String]) -> ExitCode {
    for complaint in complaints {
        eprintln!("{}\n", complaint.trim_end());
    }
    if complaints.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn colour() -> bool {
    io::stderr().is_terminal()
}
