//! `triggerkit validate --config`: checks the configurations in the vendors' deployment files.

use serde::Serialize;
use triggerkit::{AnyConfig, ConfigType, Violation};

use crate::checked::{describe_report, describe_violation, printable};
use crate::console::{BOLD, ExitStatus, GREEN, OutputFormat, paint, print_json, print_text};
use crate::files::{CONFIGS, find_files, read_file};

/// What the JSON output contains for one configuration.
#[derive(Serialize)]
struct JsonLine<'r> {
    file: &'r str,
    config: &'r str,
    violations: &'r [Violation],
}

/// Checks every configuration of a type in the files that the user named. Calls a function with the name of a file that cannot be read and
/// the reason.
pub(crate) fn validate_configs(
    names: &[String],
    config: &ConfigType,
    format: OutputFormat,
    is_quiet: bool,
    unreadable: impl Fn(&str, &str) -> ExitStatus,
) -> ExitStatus {
    let check = |file: &str| match read_configs(file, config) {
        Ok(configs) => {
            let checked = configs.iter().map(|any| validate_one(file, config.id, any, format, is_quiet));
            checked.max().unwrap_or(ExitStatus::Clean)
        }
        Err(message) => unreadable(file, &message),
    };
    let check_all = |name: &String| match find_files(name, CONFIGS) {
        Ok(files) => files.iter().map(|file| check(file)).max().unwrap_or(ExitStatus::Clean),
        Err(message) => unreadable(name, &message),
    };
    names.iter().map(check_all).max().unwrap_or(ExitStatus::Clean)
}

fn read_configs(file: &str, config: &ConfigType) -> Result<Vec<AnyConfig>, String> {
    let bytes = read_file(file)?;
    let text = std::str::from_utf8(&bytes).map_err(|error| error.to_string());
    let configs = text.and_then(|text| config.from_yaml(text).map_err(|report| report.to_string()));
    configs.map_err(|message| format!("cannot read `{file}` as YAML: {message}"))
}

fn validate_one(file: &str, id: &str, config: &AnyConfig, format: OutputFormat, is_quiet: bool) -> ExitStatus {
    let report = config.validate().err().unwrap_or_default();
    let status = if report.is_empty() { ExitStatus::Clean } else { ExitStatus::Violations };
    if is_quiet && report.is_empty() {
        return status;
    }
    let head = || format!("{}: {}", paint(BOLD, printable(file)), paint(GREEN, id));
    let printed = match format {
        OutputFormat::Text if report.is_empty() => print_text(&format!("{}, no violations\n", head())),
        OutputFormat::Text => {
            print_text(&format!("{}\n  {}\n", head(), describe_report(&report, describe_violation).join("\n  ")))
        }
        OutputFormat::Json => print_json(serde_json::to_string(&JsonLine { file, config: id, violations: report.violations() })),
    };
    printed.max(status)
}
