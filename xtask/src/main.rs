//! The command line of `cargo xtask`. Exits with 0 if everything is in order, and with 1 otherwise.

use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};
use xtask::workspace::Workspace;
use xtask::{book, check, diff, expand, generators, new, packages, release};

/// Maintenance tasks of the triggerkit workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    /// Use another folder that contains `spec/`.
    #[arg(long, global = true, value_name = "FOLDER", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/.."), hide_default_value = true)]
    root: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the trigger pages, and the generated parts of other pages.
    Docs(Write),
    /// Write the JSON Schemas of events, responses, configurations and the spec language.
    Schema(Write),
    /// Check all specs and samples, and whether all generated files are up to date.
    Check,
    /// Print the Rust code that is generated from a spec.
    Expand {
        /// A provider, or one of its triggers: `huawei.kafka`.
        #[arg(value_name = "PROVIDER[.TRIGGER]")]
        what: String,
    },
    /// Draft the spec of a trigger from samples, with every guess marked, and write all generated files.
    New {
        /// The provider: the name of a file in spec/, which is created if it does not exist.
        provider: String,
        /// The id of the trigger.
        trigger: String,
        /// A sample: a `.json` file, a `.cbor` file together with the same payload as `.json`, or a `.txt` file for any other payload.
        /// Can be repeated.
        #[arg(long, value_name = "FILE", required = true)]
        from: Vec<PathBuf>,
    },
    /// Build the book of all pages in `target/book`. mdBook is installed there if it is nowhere.
    Book {
        /// Only check the contents and the links, without mdBook.
        #[arg(long)]
        check: bool,
    },
    /// Pack the crates that are published, and build and run them apart from the workspace.
    Package,
    /// Print how to publish the next version: the order of the crates, and the notes.
    Release,
    /// Show what changed between two sets of specs, and which changes break code or payloads. Without arguments, compare with the
    /// last release.
    Diff {
        /// The old specs: a file, a folder or a git revision. If given, breaking changes exit with code 1.
        old: Option<String>,
        /// The new specs, by default those of the workspace.
        new: Option<String>,
    },
}

#[derive(Args)]
struct Write {
    /// More generators to run.
    #[arg(value_name = "GENERATOR", value_parser = PossibleValuesParser::new(generators::ALL.iter().map(|each| each.name)))]
    also: Vec<String>,
    /// Write nothing, and fail with a diff if a file is not up to date.
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
        Command::Book { check } => {
            let built = if check { book::write(root) } else { book::build(root) }?;
            print(&format!("{}\n", built.display()))
        }
        Command::Package => {
            packages::pack(root)?.iter().for_each(|packed| println!("{packed}"));
            Ok(ExitCode::SUCCESS)
        }
        Command::Release => print(&release::instructions(root)?),
        Command::Diff { old, new } => Ok(diff::command(root, old.as_deref(), new.as_deref())),
        Command::Check => Ok(report(&check::check(root, colour())?)),
        Command::Expand { what } => with_specs(root, |workspace| print(&expand::expand(workspace, &what)?)),
    }
}

impl Write {
    /// Runs the generator of the subcommand and the ones named after it.
    fn run(&self, root: &Path, name: &str) -> Result<ExitCode> {
        generate(root, self.check, |each| each == name || self.also.iter().any(|also| also == each))
    }
}

/// Runs the generators whose names are wanted.
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

/// Runs `run` if all specs are valid, and reports their errors otherwise.
fn with_specs(root: &Path, run: impl FnOnce(&Workspace) -> Result<ExitCode>) -> Result<ExitCode> {
    let checked = Workspace::read(root)?;
    match checked.failures.as_slice() {
        [] => run(&checked.workspace),
        failures => Ok(report(&failures.iter().map(|failure| failure.diagnostics.render(colour())).collect::<Vec<_>>())),
    }
}

/// Prints a long text. It is not an error if the reader closes the pipe before the end.
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
