//! `triggerkit list` and `sample`, and finding triggers and samples by the names that users type.

use clap::Args;
use serde::Serialize;
use triggerkit::{AnyTrigger, TriggerInfo, triggers};

use crate::console::{ExitStatus, OutputFormat, print, print_error, print_json};

#[derive(Args)]
pub(crate) struct ListArgs {
    /// The output format.
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    format: OutputFormat,
}

/// One trigger in the JSON output.
#[derive(Serialize)]
struct ListedTrigger {
    id: &'static str,
    title: &'static str,
    samples: Vec<&'static str>,
}

pub(crate) fn list(arguments: &ListArgs) -> ExitStatus {
    let infos = triggers().map(|trigger| trigger.info);
    match arguments.format {
        OutputFormat::Text => print(infos.map(|info| format!("{}\n", info.id)).collect::<String>().as_bytes()),
        OutputFormat::Json => {
            let listed = infos.map(|TriggerInfo { id, title, samples, .. }| {
                let samples = samples.iter().map(|sample| sample.variant).collect();
                ListedTrigger { id, title, samples }
            });
            print_json(serde_json::to_string_pretty(&listed.collect::<Vec<_>>()))
        }
    }
}

#[derive(Args)]
pub(crate) struct SampleArgs {
    /// The id of a trigger, as printed by `triggerkit list`.
    #[arg(value_name = "ID", value_parser = find_trigger)]
    trigger: &'static AnyTrigger,
    /// The variant of the sample [default: the main sample].
    #[arg(long, default_value = "", hide_default_value = true)]
    variant: String,
}

pub(crate) fn sample(arguments: &SampleArgs) -> ExitStatus {
    find_sample(arguments.trigger, &arguments.variant).map_or_else(|message| print_error(&message), print)
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
    let same_provider = matching(&|known| known.split('.').next() == Some(provider));
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
