//! `list` and `sample`: what there is.

use clap::{Args, ValueEnum};
use serde::Serialize;
use triggerkit::{AnyTrigger, TriggerInfo, triggers};

use crate::Outcome;
use crate::console::{complain, print};

#[derive(Args)]
pub(crate) struct ListArgs {
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For machines.
    Json,
}

#[derive(Args)]
pub(crate) struct SampleArgs {
    /// The trigger, as `triggerkit list` prints it.
    #[arg(value_name = "ID", value_parser = find)]
    trigger: &'static AnyTrigger,
    /// Which of its payloads; the main one unless said.
    #[arg(long, default_value = "")]
    variant: String,
}

#[derive(Serialize)]
struct Listed {
    id: &'static str,
    title: &'static str,
    samples: Vec<&'static str>,
}

pub(crate) fn list(arguments: &ListArgs) -> Outcome {
    let text = match arguments.format {
        Format::Text => triggers().map(|trigger| format!("{}\n", trigger.info.id)).collect(),
        Format::Json => {
            let listed: Vec<Listed> = triggers()
                .map(|AnyTrigger { info, .. }| Listed {
                    id: info.id,
                    title: info.title,
                    samples: info.samples.iter().map(|sample| sample.variant).collect(),
                })
                .collect();
            match serde_json::to_string_pretty(&listed) {
                Ok(text) => text + "\n",
                Err(error) => return complain(&error.to_string()),
            }
        }
    };
    print(text.as_bytes())
}

pub(crate) fn sample(arguments: &SampleArgs) -> Outcome {
    match payload(arguments.trigger, &arguments.variant) {
        Ok(payload) => print(payload),
        Err(message) => complain(&message),
    }
}

/// A documented payload of a trigger.
pub(crate) fn payload(trigger: &AnyTrigger, variant: &str) -> Result<&'static [u8], String> {
    let TriggerInfo { id, samples, .. } = trigger.info;
    samples.iter().find(|sample| sample.variant == variant).map(|sample| sample.payload).ok_or_else(|| {
        let named = samples.iter().map(|sample| if sample.variant.is_empty() { "the main one" } else { sample.variant });
        format!("{id} has no sample `{variant}`; it has {}", named.collect::<Vec<_>>().join(", "))
    })
}

/// The trigger of an id.
pub(crate) fn find(id: &str) -> Result<&'static AnyTrigger, String> {
    let found = triggers().find(|trigger| trigger.info.id == id);
    found.ok_or_else(|| format!("there is no such trigger; {}", hint(id)))
}

/// What may have been meant: ids with the same word in them, or else those of the same provider.
fn hint(id: &str) -> String {
    let (provider, name) = id.split_once('.').unwrap_or((id, id));
    let ids = |near: &dyn Fn(&str) -> bool| triggers().map(|trigger| trigger.info.id).filter(|id| near(id)).collect::<Vec<_>>();
    let alike = ids(&|known| !name.is_empty() && known.contains(name));
    let kin = ids(&|known| known.split('.').next() == Some(provider));
    match (alike.as_slice(), kin.as_slice()) {
        ([], []) => "`triggerkit list` prints every one".to_owned(),
        ([], kin) => format!("{provider} has {}", kin.join(", ")),
        (alike, _) => format!("did you mean {}?", alike.join(" or ")),
    }
}
