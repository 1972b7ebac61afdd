//! `list` and `sample`: what there is.

use clap::{Args, ValueEnum};
use serde::Serialize;
use triggerkit::{AnyTrigger, triggers};

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
    id: String,
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
    let trigger = match find(&arguments.id) {
        Ok(trigger) => trigger,
        Err(message) => return complain(&message),
    };
    let samples = trigger.info.samples;
    match samples.iter().find(|sample| sample.variant == arguments.variant) {
        Some(sample) => print(sample.payload),
        None => {
            let variants: Vec<&str> = samples.iter().map(|sample| sample.variant).filter(|variant| !variant.is_empty()).collect();
            let known = if variants.is_empty() {
                "it has the main sample only".into()
            } else {
                format!("it has {}", variants.join(", "))
            };
            complain(&format!("{} has no sample variant `{}`; {known}", arguments.id, arguments.variant))
        }
    }
}

/// The trigger of an id.
pub(crate) fn find(id: &str) -> Result<&'static AnyTrigger, String> {
    triggers().find(|trigger| trigger.info.id == id).ok_or_else(|| {
        let last = id.rsplit('.').next().unwrap_or(id);
        let near: Vec<&str> =
            triggers().map(|trigger| trigger.info.id).filter(|known| !last.is_empty() && known.contains(last)).collect();
        let hint = if near.is_empty() {
            "`triggerkit list` prints them all".into()
        } else {
            format!("did you mean {}?", near.join(" or "))
        };
        format!("there is no trigger `{id}`; {hint}")
    })
}
