//! The crates that are compiled.

/// The number of structs in the compared crates.
pub const STRUCTS: usize = 100;

/// A variant of the crate.
pub(crate) struct Variant {
    /// The name of the package.
    pub(crate) name: String,
    /// The name on the page.
    pub(crate) title: String,
    /// The lines of `[dependencies]`.
    pub(crate) dependencies: String,
    /// `src/lib.rs`.
    pub(crate) library: String,
    /// Files next to `Cargo.toml` that the library reads.
    pub(crate) files: Vec<(String, String)>,
    /// `src/main.rs` of a program that uses every type, or `None` if only growth is measured.
    pub(crate) program: Option<String>,
}
