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

Written by the benchmarks in `tests/bench`; `tests/bench/README.md` says how to measure again. Everything that is compared was
measured in one process or one workspace, turn by turn, so the ratios hold where the absolute times do not. Peers have the same
fields and the same constraints, and a test proves that all of them accept the payloads and that whoever validates rejects a broken one.
What the peers cannot say, triggerkit checks all the same: rules across fields, of which MPS has two, and for typify that a text is JSON.
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
