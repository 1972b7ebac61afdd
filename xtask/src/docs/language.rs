//! Examples of the spec language, taken from the specs that its tests accept.
//!
//! An example starts with a line `# example: name` and ends with the next such line, or with `# end`.

use std::path::Path;

use anyhow::{Context, Result};

use super::markdown::fence;
use crate::workspace::Workspace;

/// The folder of valid specs.
const ACCEPTED: &str = "spec/tests/accepted";

/// Returns the example `file name`: `constraints limits` is the part `limits` of `constraints.toml`.
pub(super) fn example(workspace: &Workspace, name: &str) -> Result<String> {
    let (file, part) = name.split_once(' ').with_context(|| format!("`{name}` is not a file and a name"))?;
    let path = Path::new(ACCEPTED).join(format!("{file}.toml"));
    let text = workspace.pages.get(&path).with_context(|| format!("there is no {}", path.display()))?;
    let begin = format!("# example: {part}");
    let mut lines = text.lines().skip_while(|line| *line != begin);
    lines.next().with_context(|| format!("{} has no line `{begin}`", path.display()))?;
    let lines: Vec<&str> = lines.take_while(|line| *line != "# end" && !line.starts_with("# example: ")).collect();
    Ok(fence("toml", lines.join("\n").trim()))
}
