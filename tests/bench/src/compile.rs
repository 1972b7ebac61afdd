//! The part "compile": the compile time of the same structs, written with triggerkit and with its peers.

mod emitted;
mod ours;
mod serde;
mod typify;
mod variant;
mod workspace;

use std::error::Error;

use crate::part::{Part, Table};
use variant::Variant;
use workspace::Workspace;

pub use variant::STRUCTS;

/// The sizes for measuring growth, in triggers.
pub const GROWTH: [usize; 3] = [10, 100, 1000];

/// The most builds of each variant; the fastest one counts.
const ROUNDS: usize = 3;

/// The seconds after which a variant is not built again.
const PATIENCE: f64 = 60.0;

/// Builds all variants and measures them.
///
/// # Errors
/// Returns an error if a crate does not build.
pub fn measure() -> Result<Part, Box<dyn Error>> {
    let compared = [ours::variant(STRUCTS), serde::derived(), serde::with_bon_and_garde(), typify::variant()];
    let growing: Vec<Variant> = GROWTH.into_iter().filter(|count| *count != STRUCTS).map(ours::growth).collect();
    let workspace = Workspace::create(compared.iter().chain(&growing))?;

    let mut table = Table::new("compared", ["check", "release", "release and use", "rlib bytes", "expanded lines"]);
    let mut grown = Table::new("growth", ["triggers", "check", "release"]);
    let seconds = fastest(&workspace, compared.iter().chain(&growing))?;
    for (variant, [check, release, used]) in compared.iter().zip(&seconds) {
        let (bytes, lines) = (workspace.rlib_bytes(variant)?, workspace.expanded_lines(variant)?);
        table.row(&variant.title, [*check, *release, *used, bytes, lines]);
    }
    let sizes = GROWTH.into_iter().filter(|count| *count != STRUCTS);
    let mut sizes: Vec<_> = sizes.zip(&seconds[compared.len()..]).chain([(STRUCTS, &seconds[0])]).collect();
    sizes.sort_by_key(|(count, _)| *count);
    for (count, [check, release, _]) in sizes {
        grown.row(&format!("{count} triggers"), [count as f64, *check, *release]);
    }
    Ok(Part::new("compile", vec![table, grown]).with_versions(workspace.versions(&["serde", "bon", "garde", "typify"])?))
}

/// Returns the seconds for a check, for a release build, and for one with its program.
fn fastest<'v>(workspace: &Workspace, variants: impl Iterator<Item = &'v Variant>) -> Result<Vec<[f64; 3]>, Box<dyn Error>> {
    let variants: Vec<_> = variants.collect();
    let mut fastest = vec![[f64::INFINITY; 3]; variants.len()];
    let mut spent = vec![0.0; variants.len()];
    for _ in 0..ROUNDS {
        for (index, variant) in variants.iter().enumerate() {
            if spent[index] >= PATIENCE {
                continue;
            }
            for (fastest, seconds) in fastest[index].iter_mut().zip(workspace.build(variant)?) {
                *fastest = fastest.min(seconds);
                spent[index] += if seconds.is_finite() { seconds } else { 0.0 };
            }
        }
    }
    Ok(fastest)
}
