//! `triggerkit list` and `sample`, and finding triggers and samples by the names that users type.

use clap::Args;
use clap::builder::TypedValueParser;
use serde::Serialize;
use triggerkit::{AnyTrigger, ConfigType, Status, TriggerInfo, configs, triggers};

use crate::console::{DIM, ExitStatus, OutputFormat, paint, print, print_error, print_json, print_text};
use crate::names::Names;

#[derive(Args)]
pub(crate) struct ListArgs {
    /// The output format.
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    format: OutputFormat,
    /// List the configurations that `validate --config` checks, instead of the triggers.
    #[arg(long)]
    configs: bool,
    /// List only those of one provider, such as `huawei`.
    #[arg(long, value_name = "NAME", value_parser = provider_parser(), hide_possible_values = true)]
    provider: Option<&'static str>,
}

impl ListArgs {
    /// Returns whether an id is to be listed.
    fn includes(&self, id: &str) -> bool {
        self.provider.is_none_or(|provider| provider_of(id) == provider)
    }
}

/// Returns the part of an id that names the provider.
pub(crate) fn provider_of(id: &str) -> &str {
    id.split('.').next().unwrap_or_default()
}

/// Returns the names of all providers.
fn providers() -> Vec<&'static str> {
    let mut names: Vec<&str> = triggers().map(|trigger| provider_of(trigger.info.id)).collect();
    names.dedup();
    names
}

/// Parses the name of a provider.
pub(crate) fn provider_parser() -> impl TypedValueParser<Value = &'static str> {
    Names { parse: find_provider, all: providers }
}

fn find_provider(name: &str) -> Result<&'static str, String> {
    let names = providers();
    let found = names.iter().find(|each| **each == name).copied();
    found.ok_or_else(|| format!("unknown provider; the providers are `{}`", names.join("`, `")))
}

/// One trigger in the JSON output.
#[derive(Serialize)]
struct ListedTrigger {
    id: &'static str,
    title: &'static str,
    samples: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retired: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    successor: Option<&'static str>,
}

pub(crate) fn list(arguments: &ListArgs) -> ExitStatus {
    if arguments.configs {
        return list_configs(arguments);
    }
    let infos = triggers().map(|trigger| trigger.info).filter(|info| arguments.includes(info.id));
    match arguments.format {
        OutputFormat::Text => print_text(&infos.map(|info| listed_line(&info)).collect::<String>()),
        OutputFormat::Json => {
            let listed = infos.map(|TriggerInfo { id, title, samples, status, .. }| {
                let samples = samples.iter().map(|sample| sample.variant).collect();
                let Status { since, retired, successor, .. } = status;
                ListedTrigger { id, title, samples, since, retired, successor }
            });
            print_json(serde_json::to_string_pretty(&listed.collect::<Vec<_>>()))
        }
    }
}

/// The id of a trigger, and whether the vendor retired it.
fn listed_line(info: &TriggerInfo) -> String {
    let status = describe_status(&info.status).map(|status| paint(DIM, format!("  # {status}")));
    format!("{}{}\n", info.id, status.unwrap_or_default())
}

/// Describes the status of a retired trigger.
pub(crate) fn describe_status(status: &Status) -> Option<String> {
    let instead = status.successor.map(|id| format!(", use {id}")).unwrap_or_default();
    status.retired.map(|date| format!("retired by the vendor ({date}){instead}"))
}

fn list_configs(arguments: &ListArgs) -> ExitStatus {
    let ids: Vec<&str> = configs().map(|config| config.id).filter(|id| arguments.includes(id)).collect();
    match arguments.format {
        OutputFormat::Text => print(ids.iter().map(|id| format!("{id}\n")).collect::<String>().as_bytes()),
        OutputFormat::Json => print_json(serde_json::to_string_pretty(&ids)),
    }
}

/// Parses the id of a type of configurations.
pub(crate) fn config_parser() -> impl TypedValueParser<Value = &'static ConfigType> {
    Names { parse: find_config, all: || configs().map(|config| config.id).collect() }
}

fn find_config(id: &str) -> Result<&'static ConfigType, String> {
    configs().find(|config| config.id == id).ok_or_else(|| {
        let same_provider = configs().filter(|config| provider_of(config.id) == provider_of(id));
        let near: Vec<String> = same_provider.map(|config| format!("`{}`", config.id)).collect();
        match near.as_slice() {
            [] => "unknown configuration; run `triggerkit list --configs` to see all of them".to_owned(),
            near => format!("unknown configuration; this provider has {}", near.join(", ")),
        }
    })
}

#[derive(Args)]
pub(crate) struct SampleArgs {
    /// The id of a trigger, as printed by `triggerkit list`.
    #[arg(value_name = "ID", value_parser = trigger_parser(), hide_possible_values = true)]
    trigger: &'static AnyTrigger,
    /// The variant of the sample [default: the main sample].
    #[arg(long, default_value = "", hide_default_value = true)]
    variant: String,
}

pub(crate) fn sample(arguments: &SampleArgs) -> ExitStatus {
    find_sample(arguments.trigger, &arguments.variant).map_or_else(|message| print_error(&message), print)
}

/// Parses the id of a trigger.
pub(crate) fn trigger_parser() -> impl TypedValueParser<Value = &'static AnyTrigger> {
    Names { parse: find_trigger, all: || triggers().map(|trigger| trigger.info.id).collect() }
}

/// Finds a trigger by its id.
pub(crate) fn find_trigger(id: &str) -> Result<&'static AnyTrigger, String> {
    let found = triggers().find(|trigger| trigger.info.id == id);
    found.ok_or_else(|| format!("unknown trigger; {}", suggest_triggers(id)))
}

/// Suggests the triggers whose id contains the same name, or else the triggers of the same provider.
fn suggest_triggers(id: &str) -> String {
    let (provider, name) = id.split_once('.').unwrap_or((id, id));
    let matching = |is_match: &dyn Fn(&str) -> bool| -> Vec<String> {
        let ids = triggers().map(|trigger| trigger.info.id).filter(|id| is_match(id));
        ids.map(|id| format!("`{id}`")).collect()
    };
    let same_name = matching(&|known| !name.is_empty() && known.contains(name));
    let same_provider = matching(&|known| provider_of(known) == provider);
    match (same_name.as_slice(), same_provider.as_slice()) {
        ([], []) => "run `triggerkit list` to see all triggers".to_owned(),
        ([], same_provider) => format!("the triggers of `{provider}` are {}", same_provider.join(", ")),
        (same_name, _) => format!("did you mean {}?", same_name.join(" or ")),
    }
}

/// Finds a sample of a trigger by its variant, which is empty for the main sample.
pub(crate) fn find_sample(trigger: &AnyTrigger, variant: &str) -> Result<&'static [u8], String> {
    let TriggerInfo { id, samples, .. } = trigger.info;
    samples.iter().find(|sample| sample.variant == variant).map(|sample| sample.payload).ok_or_else(|| {
        let named: Vec<String> =
            samples.iter().filter(|sample| !sample.variant.is_empty()).map(|sample| format!("`{}`", sample.variant)).collect();
        match named.as_slice() {
            [] => format!("`{id}` does not have a variant `{variant}`; leave out `--variant` to get its only sample"),
            named => format!("`{id}` does not have a variant `{variant}`; its variants are {}", named.join(", ")),
        }
    })
}
