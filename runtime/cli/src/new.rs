//! `triggerkit new`: writes the project of a function that handles the given triggers.

mod manifest;
mod source;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use triggerkit::{AnyTrigger, triggers};

use crate::console::{BOLD, ExitStatus, paint, print_error, print_text};
use crate::triggers::{find_trigger, provider_of, provider_parser};

#[derive(Args)]
pub(crate) struct NewArgs {
    /// The name of the project, which is also that of its folder.
    #[arg(value_parser = parse_name)]
    name: String,
    /// The cloud that the function runs on, such as `huawei`; repeat the option for more of them.
    #[arg(long = "provider", required = true, value_name = "NAME", value_parser = provider_parser(), hide_possible_values = true)]
    providers: Vec<&'static str>,
    /// A trigger of the function, such as `kafka` or `huawei.kafka`; repeat the option for more of them.
    #[arg(long = "trigger", required = true, value_name = "ID")]
    triggers: Vec<String>,
    /// Depend on triggerkit in this folder, instead of the released version.
    #[arg(long, value_name = "FOLDER")]
    triggerkit_path: Option<PathBuf>,
}

/// What the function of a project handles.
struct Project<'p> {
    name: &'p str,
    providers: &'p [&'static str],
    /// The triggers that get a handler.
    events: Vec<&'static AnyTrigger>,
    /// The HTTP triggers, whose requests a web application answers.
    requests: Vec<&'static AnyTrigger>,
    triggerkit_path: Option<String>,
}

/// Checks the name of a package. Cargo has the same rules.
fn parse_name(name: &str) -> Result<String, String> {
    let is_plain = name.chars().all(|each| each.is_ascii_alphanumeric() || matches!(each, '-' | '_'));
    match name.chars().next() {
        Some(first) if is_plain && first.is_ascii_alphabetic() => Ok(name.to_owned()),
        _ => Err("expected letters, digits, `-` and `_`, beginning with a letter".to_owned()),
    }
}

pub(crate) fn new(arguments: &NewArgs) -> ExitStatus {
    let triggers: Vec<_> = arguments.triggers.iter().map(|id| find_among(id, &arguments.providers)).collect();
    let mistakes: Vec<&String> = triggers.iter().filter_map(|found| found.as_ref().err()).collect();
    if !mistakes.is_empty() {
        return mistakes.into_iter().map(|message| print_error(message)).max().unwrap_or(ExitStatus::Failed);
    }
    let mut found: Vec<&'static AnyTrigger> = Vec::new();
    for trigger in triggers.into_iter().flatten() {
        if found.iter().all(|each| each.info.id != trigger.info.id) {
            found.push(trigger);
        }
    }
    let (requests, events) = found.into_iter().partition(|trigger| trigger.http().is_some());
    let triggerkit_path = match arguments.triggerkit_path.as_ref().map(fs::canonicalize).transpose() {
        Ok(path) => path.map(|path| path.display().to_string()),
        Err(error) => return print_error(&format!("cannot find the folder of `--triggerkit-path`: {error}")),
    };
    let mut providers = arguments.providers.clone();
    providers.dedup();
    let project = Project { name: &arguments.name, providers: &providers, events, requests, triggerkit_path };
    match project.write() {
        Ok(()) => print_text(&project.next_steps()),
        Err(message) => print_error(&message),
    }
}

/// Finds a trigger by its id, or by its name among those of the given providers.
fn find_among(id: &str, providers: &[&str]) -> Result<&'static AnyTrigger, String> {
    let known = |id: &str| triggers().find(|trigger| trigger.info.id == id);
    if id.contains('.') {
        let trigger = find_trigger(id).map_err(|message| format!("`{id}`: {message}"))?;
        let provider = provider_of(id);
        return match providers.contains(&provider) {
            true => Ok(trigger),
            false => Err(format!("`{id}` is a trigger of another provider; add `--provider {provider}`")),
        };
    }
    let found: Vec<_> = providers.iter().filter_map(|provider| known(&format!("{provider}.{id}"))).collect();
    match found.as_slice() {
        [trigger] => Ok(trigger),
        [] => {
            let provider = providers.first().copied().unwrap_or_default();
            let message = find_trigger(&format!("{provider}.{id}")).err().unwrap_or_default();
            Err(format!("`{id}`: {message}"))
        }
        several => {
            let ids: Vec<String> = several.iter().map(|trigger| format!("`{}`", trigger.info.id)).collect();
            Err(format!("`{id}` is a trigger of several providers; write {}", ids.join(" or ")))
        }
    }
}

impl Project<'_> {
    fn write(&self) -> Result<(), String> {
        let folder = Path::new(self.name);
        if folder.exists() {
            return Err(format!("`{}` already exists; choose another name, or remove it first", self.name));
        }
        let write = |file: &str, text: String| {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().unwrap_or(folder)).and_then(|()| fs::write(&path, text))
        };
        let source = self.source()?;
        write("Cargo.toml", self.manifest())
            .and_then(|()| write("src/main.rs", source))
            .and_then(|()| write(".gitignore", "/target\n/package\n".to_owned()))
            .map_err(|error| format!("cannot write the project `{}`: {error}", self.name))?;
        // As `cargo new` does it: the program is valid without rustfmt, too, only less pretty.
        drop(Command::new("rustfmt").args(["--edition", "2024"]).arg(folder.join("src/main.rs")).output());
        Ok(())
    }

    /// Describes what the user can do with the project.
    fn next_steps(&self) -> String {
        let name = self.name;
        let invoke = match (self.events.first(), self.requests.first()) {
            (Some(trigger), _) => format!("--trigger {}", trigger.info.id),
            _ => "--http GET /".to_owned(),
        };
        let mut text = format!("wrote {}: Cargo.toml, src/main.rs\n\n", paint(BOLD, name));
        for (purpose, command) in [
            ("Go to the project, and call each handler with the vendor's sample:", format!("cd {name} && cargo test")),
            ("Start the function on this machine:", "cargo run".to_owned()),
            ("Send an event to it, from another terminal:", format!("triggerkit invoke {invoke}")),
        ] {
            text.push_str(&format!("{purpose}\n  {command}\n"));
        }
        text
    }
}
