//! What follows packed data.

/// Returns whether nothing but zeros is left.
pub(super) fn is_padding(rest: &[u8]) -> bool {
    rest.iter().all(|byte| *byte == 0)
}

/// Words a number of bytes that follow something: `4 bytes after the data`.
pub(super) fn rest_after(rest: &[u8], what: &str) -> String {
    format!("{} {} after the {what}", rest.len(), if rest.len() == 1 { "byte" } else { "bytes" })
}
