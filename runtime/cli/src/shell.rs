//! `triggerkit completions` and `man`: what a shell needs to know about the command.

use std::path::PathBuf;

use clap::{Args, Command};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::console::{ExitStatus, print, print_error};

#[derive(Args)]
pub(crate) struct CompletionsArgs {
    /// The shell that the script is for.
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints a script that completes the options of the command, and the ids of triggers.
pub(crate) fn completions(arguments: &CompletionsArgs, mut command: Command) -> ExitStatus {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "triggerkit", &mut script);
    print(&script)
}

#[derive(Args)]
pub(crate) struct ManArgs {
    /// Write the pages of all commands to this folder, instead of printing the first one.
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

pub(crate) fn man(arguments: &ManArgs, command: Command) -> ExitStatus {
    let Some(folder) = &arguments.folder else {
        let mut page = Vec::new();
        return match Man::new(command).render(&mut page) {
            Ok(()) => print(&page),
            Err(error) => print_error(&error.to_string()),
        };
    };
    let written = std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
    match written {
        Ok(()) => ExitStatus::Clean,
        Err(error) => print_error(&format!("cannot write to `{}`: {error}", folder.display())),
    }
}
