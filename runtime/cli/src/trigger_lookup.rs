//! Finds triggers and samples by the names that users type, and suggests others if there is no match.

use triggerkit::{AnyTrigger, TriggerInfo, triggers};

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
