//! [`OutputFormat`]: the option `--format`.

use clap::ValueEnum;

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum OutputFormat {
    /// Text for people.
    Text,
    /// JSON for programs.
    Json,
}
