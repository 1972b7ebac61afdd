//! Tables and numbers in Markdown.

use crate::part::{Part, Table};

/// A number of the page.
pub(super) type Format = fn(f64) -> String;

/// A table with one format for all of its numbers.
pub(super) fn table(first: &str, table: &Table, format: Format) -> String {
    let columns: Vec<&str> = table.columns.iter().map(String::as_str).collect();
    let rows = table.rows.iter().map(|row| (row.name.clone(), row.values.iter().map(|value| shown(*value, format)).collect()));
    lines(first, &columns, rows)
}

/// A table of cells that are text already.
pub(super) fn lines(first: &str, columns: &[&str], rows: impl IntoIterator<Item = (String, Vec<String>)>) -> String {
    let mut text = format!("| {first} | {} |\n|---|{}\n", columns.join(" | "), "--:|".repeat(columns.len()));
    for (name, cells) in rows {
        text.push_str(&format!("| {name} | {} |\n", cells.join(" | ")));
    }
    text
}

/// The quotient of two columns, and nothing where either is missing.
pub(super) fn ratio(table: &Table, row: &str, over: &str, under: &str) -> Option<f64> {
    Some(table.get(row, over)? / table.get(row, under)?)
}

/// A number, or a blank cell.
pub(super) fn shown(value: Option<f64>, format: Format) -> String {
    value.map_or(String::new(), format)
}

/// `1.84 ×`
pub(super) fn times(value: f64) -> String {
    format!("{value:.2} ×")
}

/// `+2.1 %`
pub(super) fn more(value: f64) -> String {
    format!("{:+.1} %", (value - 1.0) * 100.0)
}

/// `12 %`
pub(super) fn percent(value: f64) -> String {
    format!("{:.0} %", value * 100.0)
}

/// `21.3 µs`
pub(super) fn nanoseconds(value: f64) -> String {
    match value {
        ..1e3 => format!("{value:.0} ns"),
        ..1e6 => format!("{:.1} µs", value / 1e3),
        _ => format!("{:.2} ms", value / 1e6),
    }
}

/// `3.2 s`
pub(super) fn seconds(value: f64) -> String {
    format!("{value:.1} s")
}

/// `21,342`
pub(super) fn count(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `5.6 MB`
pub(super) fn megabytes(value: f64) -> String {
    format!("{:.1} MB", value / 1e6)
}

/// Where and with what a part was measured.
pub(super) fn environment(part: &Part) -> String {
    let machine = &part.machine;
    let versions: Vec<String> = part.versions.iter().map(|(name, version)| format!("{name} {version}")).collect();
    let peers = if versions.is_empty() { String::new() } else { format!("; {}", versions.join(", ")) };
    let cores = if machine.cores == 1 { "one core".to_owned() } else { format!("{} cores", machine.cores) };
    format!("\nMeasured on {}, {cores}, {}{peers}.\n", machine.cpu, machine.rustc)
}
