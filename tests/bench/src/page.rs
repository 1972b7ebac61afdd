//! `docs/performance.md` and its chart, written from what the parts measured last. The page's sentences live here.

mod chart;
mod markdown;
mod sections;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use crate::part::Part;
use markdown::environment;

/// A section of the page: the part that it is made from, and how.
struct Section {
    part: &'static str,
    text: fn(&Part) -> String,
}

/// Every section, in the order of the page. A new part gets a line here and a function in `sections`.
const SECTIONS: [Section; 5] = [
    Section { part: "run_time", text: sections::run_time },
    Section { part: "memory", text: sections::memory },
    Section { part: "compile", text: sections::compile },
    Section { part: "consumer", text: sections::consumer },
    Section { part: "serve", text: sections::serve },
];

const HEAD: &str = "\
# Performance

The benchmarks in `tests/bench` write this page. [tests/bench/README.md](../tests/bench/README.md) explains how to run them. Everything
in one table was measured in turns within one process or one workspace, so the ratios are more reliable than the absolute times.

All libraries decode the same fields, and those that validate check the same constraints. A test proves that each of them accepts the
payloads, and that those that validate reject a broken payload. triggerkit also checks what the others cannot express: rules across
fields, of which MPS has two, and, compared with typify, that a text is JSON.
";

/// The parts that have been measured, in the order of the page.
///
/// # Errors
/// A result that cannot be read.
pub fn parts() -> Result<Vec<Part>, Box<dyn Error>> {
    SECTIONS.iter().filter_map(|section| Part::load(section.part).transpose()).collect()
}

/// The page of some parts.
pub fn render(parts: &[Part]) -> String {
    let mut page = HEAD.to_owned();
    for Section { part, text } in &SECTIONS {
        if let Some(part) = parts.iter().find(|each| each.name == *part) {
            page.push_str(&format!("\n{}\n{}", text(part).trim_end(), environment(part)));
        }
    }
    page
}

/// The page's chart of some parts.
pub fn chart(parts: &[Part]) -> String {
    let table = parts.iter().find(|part| part.name == "run_time").and_then(|part| part.table("decode"));
    table.map_or(String::new(), chart::draw)
}

/// Where the page and its chart stand.
pub fn files() -> [PathBuf; 2] {
    ["performance.md", "performance.svg"].map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name))
}

/// Writes the page and its chart again.
///
/// # Errors
/// A result that cannot be read, or a page that cannot be written.
pub fn write() -> Result<(), Box<dyn Error>> {
    let (parts, [page, svg]) = (parts()?, files());
    fs::write(&page, render(&parts))?;
    Ok(fs::write(svg, chart(&parts))?)
}
