//! Cycles of types in messages.

/// The most steps that are shown of the start of a cycle, and of its end.
const SHOWN: usize = 4;

/// Returns the way around a cycle, back to the name of its start: `A → B → A`. The middle of a long one is left out.
pub(super) fn shown(steps: &[impl AsRef<str>], start: &str) -> String {
    let join = |steps: &[_]| steps.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(" → ");
    if steps.len() <= 2 * SHOWN {
        return format!("{} → {start}", join(steps));
    }
    let (first, rest) = steps.split_at(SHOWN);
    let (middle, last) = rest.split_at(rest.len() - SHOWN);
    format!("{} → … ({} more) → {} → {start}", join(first), middle.len(), join(last))
}
