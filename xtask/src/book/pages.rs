//! The pages of the book, and their order.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// A page of the book.
#[derive(Debug)]
pub(super) struct Page {
    /// The heading of the part of the book that begins with this page.
    pub(super) part: Option<&'static str>,
    /// How many pages this one is inside of.
    pub(super) level: usize,
    /// Its path in the book.
    pub(super) path: String,
    /// The path of the file that it comes from, relative to the root.
    pub(super) source: String,
    /// Its title in the contents.
    pub(super) title: String,
    pub(super) text: String,
}

/// The pages that people read from top to bottom: the part that begins, the level, the file, and the title in the contents.
const PAGES: [(Option<&str>, usize, &str, &str); 19] = [
    (None, 0, "README.md", "Introduction"),
    (Some("Guide"), 0, "docs/handlers.md", "A function"),
    (None, 0, "docs/guide.md", "Events"),
    (None, 0, "docs/violations.md", "When something is wrong"),
    (None, 0, "docs/testing.md", "Testing"),
    (None, 0, "docs/own-specs.md", "Your own events"),
    (None, 1, "docs/spec-language.md", "The spec language"),
    (None, 0, "docs/http.md", "HTTP"),
    (None, 0, "docs/deploy.md", "Deploying"),
    (None, 0, "docs/from-aws-lambda-events.md", "Moving from aws_lambda_events"),
    (None, 0, "SECURITY.md", "Limits and security"),
    (None, 0, "docs/command.md", "The command"),
    (Some("Triggers"), 0, "docs/triggers/README.md", "All triggers"),
    (Some("How it is made"), 0, "docs/ARCHITECTURE.md", "Architecture"),
    (None, 1, "docs/adding-a-provider.md", "Adding a provider"),
    (None, 1, "docs/decisions/README.md", "Decisions"),
    (None, 0, "docs/performance.md", "Performance"),
    (None, 0, "CONTRIBUTING.md", "Contributing"),
    (None, 0, "CHANGELOG.md", "Changes"),
];

/// The folder of the pages about providers.
const TRIGGERS: &str = "docs/triggers";

/// Reads all pages, in the order in which the book has them.
pub(super) fn read(root: &Path) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for (part, level, source, title) in PAGES {
        let path = source.trim_start_matches("docs/").replace("README.md", "index.md");
        pages.push(Page { part, level, path, source: source.to_owned(), title: title.to_owned(), text: text(root, source)? });
        // A list is followed by the pages that it lists.
        match source {
            "docs/decisions/README.md" => pages.extend(decisions(root)?),
            "docs/triggers/README.md" => pages.extend(triggers(root)?),
            _ => {}
        }
    }
    Ok(pages)
}

fn text(root: &Path, path: &str) -> Result<String> {
    fs::read_to_string(root.join(path)).with_context(|| path.to_owned())
}

/// Returns the names of the pages in a folder, without the one that lists them.
fn names(root: &Path, folder: &str) -> Result<Vec<String>> {
    let entries = fs::read_dir(root.join(folder)).with_context(|| folder.to_owned())?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<Result<Vec<_>>>()?;
    let mut names: Vec<String> = names.into_iter().filter(|name| name.ends_with(".md") && name != "README.md").collect();
    names.sort();
    Ok(names)
}

fn decisions(root: &Path) -> Result<Vec<Page>> {
    let page = |name: String| {
        let source = format!("docs/decisions/{name}");
        let text = text(root, &source)?;
        Ok(Page { part: None, level: 2, path: format!("decisions/{name}"), title: title(&text), source, text })
    };
    names(root, "docs/decisions")?.into_iter().map(page).collect()
}

/// Returns the first heading of a page.
fn title(text: &str) -> String {
    text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or("Untitled").to_owned()
}

/// Returns the page of each provider, followed by one for each of its triggers.
fn triggers(root: &Path) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for name in names(root, TRIGGERS)? {
        pages.extend(provider(root, &name)?);
    }
    Ok(pages)
}

/// Splits the page of a provider: each section whose anchor is the id of a trigger is a page.
fn provider(root: &Path, name: &str) -> Result<Vec<Page>> {
    const SECTION: &str = "\n## ";
    let source = format!("{TRIGGERS}/{name}");
    let whole = text(root, &source)?;
    let provider = name.trim_end_matches(".md");
    let page =
        |level, path: String, text: String| Page { part: None, level, path, title: title(&text), source: source.clone(), text };
    let (mut head, mut pages, mut id) = (String::new(), Vec::new(), None);
    for (index, section) in whole.split(SECTION).enumerate() {
        let (section, next) = without_anchor(section, provider);
        match id {
            Some(id) => pages.push(page(1, format!("triggers/{provider}/{id}.md"), format!("# {section}"))),
            None => head.extend([if index == 0 { "" } else { SECTION }, section]),
        }
        id = next;
    }
    Ok([page(0, format!("triggers/{name}"), head)].into_iter().chain(pages).collect())
}

/// Cuts off the anchor of the section that follows. Returns the id of its trigger.
fn without_anchor<'t>(section: &'t str, provider: &str) -> (&'t str, Option<&'t str>) {
    let (before, last) = section.trim_end().rsplit_once('\n').unwrap_or(("", section));
    let anchor = last.strip_prefix("<a id=\"").and_then(|rest| rest.strip_suffix("\"></a>"));
    match anchor.and_then(|anchor| anchor.strip_prefix(provider)?.strip_prefix('.')) {
        Some(id) => (before, Some(id)),
        None => (section, None),
    }
}

/// Returns the contents of the book.
pub(super) fn summary(pages: &[Page]) -> String {
    let mut text = String::from("# Contents\n\n");
    for (index, Page { part, level, path, title, .. }) in pages.iter().enumerate() {
        if let Some(part) = part {
            let _ = writeln!(text, "\n# {part}\n");
        }
        let bullet = if index == 0 { "" } else { "- " };
        let _ = writeln!(text, "{}{bullet}[{title}]({path})", "  ".repeat(*level));
    }
    text
}
