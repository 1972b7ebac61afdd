//! `triggerkit decode`, `validate` and `detect`: print events, violations and triggers of payloads.

use clap::Args;
use serde::Serialize;
use triggerkit::{AnyConfig, ConfigType, Detection, Violation};

use crate::console::{ExitStatus, OutputFormat, print, print_error, print_json};
use crate::payload_args::{PayloadArgs, violations};
use crate::triggers::find_config;

#[derive(Args)]
pub(crate) struct DecodeArgs {
    #[command(flatten)]
    payloads: PayloadArgs,
    /// Print events that have violations, too.
    #[arg(long)]
    lenient: bool,
}

pub(crate) fn decode(arguments: &DecodeArgs) -> ExitStatus {
    arguments.payloads.for_each(|file, payload| {
        let checked = arguments.payloads.check(payload);
        if !checked.report.is_empty() {
            eprintln!("{}", checked.to_text(file));
            checked.print_help(file);
        }
        let printed = match &checked.event {
            Some(event) if arguments.lenient || checked.report.is_empty() => print(format!("{}\n", event.to_json()).as_bytes()),
            _ => ExitStatus::Clean,
        };
        printed.max(checked.status())
    })
}

#[derive(Args)]
pub(crate) struct ValidateArgs {
    #[command(flatten)]
    payloads: PayloadArgs,
    /// Check the files as the vendor's deployment files, in YAML or JSON: every configuration of this id in them, as printed by
    /// `triggerkit list --configs`.
    #[arg(long, value_name = "ID", value_parser = find_config, conflicts_with_all = ["trigger", "headers"])]
    config: Option<&'static ConfigType>,
    /// The output format.
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    format: OutputFormat,
}

/// One line of the JSON output.
#[derive(Serialize)]
struct JsonLine<'r> {
    file: &'r str,
    #[serde(flatten)]
    what: What<'r>,
    violations: &'r [Violation],
}

/// What a file contains.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum What<'r> {
    Trigger(Option<&'r str>),
    Config(&'r str),
}

pub(crate) fn validate(arguments: &ValidateArgs) -> ExitStatus {
    if let Some(config) = arguments.config {
        return arguments.payloads.for_each(|file, text| validate_configs(file, config, text, arguments.format));
    }
    arguments.payloads.for_each(|file, payload| {
        let checked = arguments.payloads.check(payload);
        let printed = match arguments.format {
            OutputFormat::Text => print(format!("{}\n", checked.to_text(file)).as_bytes()),
            OutputFormat::Json => {
                let line = JsonLine { file, what: What::Trigger(checked.id()), violations: checked.report.violations() };
                print_json(serde_json::to_string(&line))
            }
        };
        checked.print_help(file);
        printed.max(checked.status())
    })
}

/// Checks every configuration of a type in a vendor's file.
fn validate_configs(file: &str, config: &ConfigType, text: &[u8], format: OutputFormat) -> ExitStatus {
    let found = std::str::from_utf8(text).map_err(|error| error.to_string());
    let found = found.and_then(|text| config.from_yaml(text).map_err(|report| report.to_string()));
    let configs = match found {
        Ok(configs) => configs,
        Err(message) => return print_error(&format!("cannot read `{file}` as YAML: {message}")),
    };
    let check = |any: &AnyConfig| {
        let report = any.validate().err().unwrap_or_default();
        let printed = match format {
            OutputFormat::Text if report.is_empty() => print(format!("{file}: {}, no violations\n", config.id).as_bytes()),
            OutputFormat::Text => print(format!("{file}: {}\n  {}\n", config.id, violations(&report).join("\n  ")).as_bytes()),
            OutputFormat::Json => {
                let line = JsonLine { file, what: What::Config(config.id), violations: report.violations() };
                print_json(serde_json::to_string(&line))
            }
        };
        printed.max(if report.is_empty() { ExitStatus::Clean } else { ExitStatus::Violations })
    };
    configs.iter().map(check).max().unwrap_or(ExitStatus::Clean)
}

pub(crate) fn detect(payloads: &PayloadArgs) -> ExitStatus {
    payloads.for_each(|file, payload| {
        let (text, status) = match payloads.detect(payload) {
            Detection::One(trigger) => (trigger.info.id.to_owned(), ExitStatus::Clean),
            Detection::Several(triggers) => {
                let ids: Vec<&str> = triggers.iter().map(|trigger| trigger.info.id).collect();
                (ids.join(" or "), ExitStatus::Violations)
            }
            _ => ("unknown trigger".to_owned(), ExitStatus::Failed),
        };
        print(format!("{file}: {text}\n").as_bytes()).max(status)
    })
}
