//! The page that lists all triggers, and how each is detected.

use triggerkit_spec::model::Provider;

use super::markdown::{Table, code};
use super::{matrix, page};
use crate::workspace::Workspace;

/// Returns the page.
pub(super) fn page(workspace: &Workspace) -> String {
    let providers: String = workspace.providers().map(provider).collect();
    format!(
        "# Triggers\n\nEvery trigger that comes with triggerkit, by provider. Each name links to the fields, the samples, and a handler in \
         Rust.\n{providers}\n## How triggers are detected\n\n{}",
        matrix::text(workspace)
    )
}

fn provider(provider: &Provider) -> String {
    let Provider { name, title, triggers, .. } = provider;
    let rows = triggers.iter().map(|trigger| {
        let id = page::id(provider, trigger);
        let retired = if trigger.status.retired.is_some() { " (retired)" } else { "" };
        [format!("[`{id}`]({name}.md#{id})"), format!("{}{retired}", trigger.title), code(&trigger.event.name)]
    });
    let table = Table::new(["Trigger", "Source of the event", "Event"], rows);
    format!("\n## [{title}]({name}.md)\n\n{table}")
}
