//! Parts of Markdown: tables without empty columns, code, anchors, fences.

use std::fmt;

/// A table. Empty columns are left out, and so is a table without rows.
#[derive(Debug)]
pub(super) struct Table {
    heads: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new<const N: usize>(heads: [&'static str; N], rows: impl IntoIterator<Item = [String; N]>) -> Self {
        let rows: Vec<Vec<String>> = rows.into_iter().map(Vec::from).collect();
        Table { heads: heads.to_vec(), rows }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filled = |column: &usize| self.rows.iter().any(|row| !row[*column].is_empty());
        let columns: Vec<usize> = (0..self.heads.len()).filter(filled).collect();
        if columns.is_empty() {
            return Ok(());
        }
        let line = |f: &mut fmt::Formatter<'_>, cell: &dyn Fn(usize) -> String| {
            let cells: Vec<String> = columns.iter().map(|&column| cell(column)).collect();
            writeln!(f, "| {} |", cells.join(" | "))
        };
        line(f, &|column| self.heads[column].to_owned())?;
        line(f, &|_| "---".to_owned())?;
        for row in &self.rows {
            // A bar ends a cell even inside code.
            line(f, &|column| row[column].replace('|', "\\|").replace('\n', " "))?;
        }
        Ok(())
    }
}

/// Returns code in a line of text.
pub(super) fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// Returns a target for links, which does not change when a heading does.
pub(super) fn anchor(id: &str) -> String {
    format!("<a id=\"{id}\"></a>\n\n")
}

/// Returns a block of code. Its fence is longer than any fence in the code.
pub(super) fn fence(language: &str, text: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end_matches('\n'))
}

/// Returns text that is hidden until the reader clicks on the summary.
pub(super) fn folded(summary: &str, text: &str) -> String {
    format!("<details>\n<summary>{summary}</summary>\n\n{text}\n</details>\n")
}
