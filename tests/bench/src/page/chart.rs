//! The chart: for each payload a bar for each contender, as long as it takes beside the reference.

use std::fmt::Write;

use crate::contenders::OURS;
use crate::part::Table;

/// Whose time is 1.
const REFERENCE: &str = "serde_json owned + garde";

/// Who is shown, with a colour that can be read on light and dark pages.
const SHOWN: [(&str, &str); 5] = [
    (OURS, "#d9480f"),
    (REFERENCE, "#868e96"),
    ("typify", "#4c6ef5"),
    ("sonic-rs borrowed", "#12b886"),
    ("IgnoredAny", "#b197fc"),
];

const BAR: f64 = 11.0;
const LEFT: f64 = 250.0;
/// Pixels of a bar as long as the reference.
const UNIT: f64 = 300.0;
/// Longer bars are cut off, and say so.
const LONGEST: f64 = 1.6;

/// Draws a table of times.
pub(super) fn draw(table: &Table) -> String {
    let rows: Vec<_> = table.rows.iter().filter(|row| table.get(&row.name, REFERENCE).is_some()).collect();
    let group = BAR * SHOWN.len() as f64 + 14.0;
    let (width, height) = (LEFT + UNIT * LONGEST + 70.0, 40.0 + group * rows.len() as f64);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" \
         font-family=\"sans-serif\" font-size=\"11\">\n<title>Time of one decode, {REFERENCE} = 1</title>\n"
    );
    for (index, (name, colour)) in SHOWN.iter().enumerate() {
        let x = 10.0 + 168.0 * index as f64;
        // Writing to a string cannot fail.
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.0}\" y=\"8\" width=\"10\" height=\"10\" fill=\"{colour}\"/><text x=\"{:.0}\" y=\"17\" fill=\"#868e96\">{name}</text>",
            x + 14.0
        );
    }
    for (index, row) in rows.iter().enumerate() {
        let top = 34.0 + group * index as f64;
        let _ = writeln!(
            svg,
            "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\" fill=\"#868e96\">{}</text>",
            LEFT - 8.0,
            top + group / 2.0 - 3.0,
            row.name
        );
        for (place, (name, colour)) in SHOWN.iter().enumerate() {
            let Some(value) = table.get(&row.name, name).zip(table.get(&row.name, REFERENCE)).map(|(own, of)| own / of) else {
                continue;
            };
            let (y, long) = (top + BAR * place as f64, value.min(LONGEST) * UNIT);
            let _ = writeln!(
                svg,
                "<rect x=\"{LEFT:.0}\" y=\"{y:.0}\" width=\"{long:.1}\" height=\"{:.0}\" fill=\"{colour}\"/>\
                 <text x=\"{:.1}\" y=\"{:.0}\" font-size=\"9\" fill=\"#868e96\">{value:.2}</text>",
                BAR - 2.0,
                LEFT + long + 4.0,
                y + BAR - 3.0
            );
        }
    }
    svg.push_str("</svg>\n");
    svg
}
