//! Pages written by hand that have generated parts. Such a part is between the lines `<!-- generated: what -->` and
//! `<!-- /generated -->`, which start with `//!` in Rust.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{language, tables};
use crate::generated::File;
use crate::workspace::Workspace;

const BEGIN: &str = "<!-- generated: ";
const END: &str = "<!-- /generated -->";

/// Returns every page that has such a part.
pub(super) fn pages(workspace: &Workspace) -> Result<Vec<File>> {
    let marked = workspace.pages.iter().filter(|(_, text)| text.lines().any(|line| mark(line).is_some()));
    marked
        .map(|(path, text)| {
            let text = filled(workspace, path, text).with_context(|| path.display().to_string())?;
            Ok(File { path: path.clone(), text })
        })
        .collect()
}

/// Returns the page with new generated parts.
fn filled(workspace: &Workspace, path: &Path, text: &str) -> Result<String> {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some((prefix, what)) = mark(line) else { continue };
        let what = what.strip_suffix("-->").map(str::trim).with_context(|| format!("`{line}` does not end in `-->`"))?;
        let part = part(workspace, path, what)?;
        for line in format!("\n{}\n", part.trim_end()).lines().chain([""]) {
            out.push_str(format!("{prefix}{line}").trim_end());
            out.push('\n');
        }
        if !lines.by_ref().any(|line| line.trim_end().ends_with(END)) {
            bail!("expected a line `{prefix}{END}` after `{line}`");
        }
        out.push_str(&format!("{prefix}{END}\n"));
    }
    Ok(out)
}

/// Splits a mark into the prefix of its line and the part that it names. A mark inside of a line does not count.
fn mark(line: &str) -> Option<(&str, &str)> {
    line.split_once(BEGIN).filter(|(prefix, _)| matches!(prefix.trim(), "" | "//!"))
}

/// Returns the text of a part.
fn part(workspace: &Workspace, path: &Path, what: &str) -> Result<String> {
    let in_rust = path.extension().is_some_and(|end| end == "rs");
    match what.split_once(' ') {
        None if what == "triggers" => Ok(tables::triggers(workspace, !in_rust)),
        None if what == "features" => tables::features(workspace),
        Some(("example", name)) => language::example(workspace, name),
        _ => bail!("expected a part `triggers`, `features` or `example FILE NAME`, found `{what}`"),
    }
}
