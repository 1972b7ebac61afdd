//! `cargo xtask expand`: prints the Rust code that is generated from a spec, formatted.

use anyhow::{Result, bail};
use triggerkit_spec::Suggestion;
use triggerkit_spec::model::Provider;

use crate::workspace::Workspace;

/// Returns the code of a `provider`, or of a single `provider.trigger` with all types that it uses.
///
/// # Errors
/// Returns an error if there is no such provider or trigger.
pub fn expand(workspace: &Workspace, what: &str) -> Result<String> {
    let (name, trigger) = what.split_once('.').map_or((what, None), |(name, trigger)| (name, Some(trigger)));
    let Some(provider) = workspace.providers().find(|provider| provider.name == name) else {
        let names = workspace.providers().map(|provider| provider.name.as_str());
        bail!("unknown provider `{name}`; {}", Suggestion::new(name, "providers", names));
    };
    let runtime = syn::parse_quote!(::triggerkit);
    let tokens = match trigger {
        None => triggerkit_codegen::provider(provider, &runtime),
        Some(id) => triggerkit_codegen::trigger(provider, find(provider, id)?, &runtime),
    };
    Ok(triggerkit_codegen::pretty(tokens)?)
}

fn find<'p>(provider: &'p Provider, id: &str) -> Result<&'p triggerkit_spec::model::Trigger> {
    let Some(trigger) = provider.trigger(id) else {
        let ids = provider.triggers.iter().map(|trigger| trigger.id.as_str());
        bail!("unknown trigger `{id}` of {}; {}", provider.name, Suggestion::new(id, "triggers", ids));
    };
    Ok(trigger)
}
