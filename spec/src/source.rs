//! The text of a spec.

use std::path::Path;
use std::{fs, io};

use triggerkit_core::report::describe_not_utf8;

/// The text of a spec and the name under which messages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name in messages: `spec/huawei.toml`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl SourceFile {
    /// Creates a source from its name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        SourceFile { name: name.into(), text: text.into() }
    }
}

/// Reads the text of a file.
///
/// # Errors
/// Returns an error if the file cannot be read or is not UTF-8. In the latter case it names the encoding, as far as it is known.
pub fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(fs::read(path)?).map_err(|error| {
        let found = describe_not_utf8(error.as_bytes(), error.utf8_error().valid_up_to());
        io::Error::new(io::ErrorKind::InvalidData, format!("expected UTF-8, found {found}"))
    })
}
