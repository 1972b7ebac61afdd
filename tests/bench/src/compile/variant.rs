//! The crates that are compiled.

/// Structs of the crates that are compared.
pub const STRUCTS: usize = 100;

/// A way of writing the crate.
pub(crate) struct Variant {
    /// Name of the package.
    pub(crate) name: String,
    /// Name on the page.
    pub(crate) title: String,
    /// Lines of `[dependencies]`.
    pub(crate) dependencies: String,
    /// `src/lib.rs`.
    pub(crate) library: String,
    /// Files beside `Cargo.toml` that the library reads.
    pub(crate) files: Vec<(String, String)>,
    /// `src/main.rs` of the program that uses every type; none where only growth is measured.
    pub(crate) program: Option<String>,
}
