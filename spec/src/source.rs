//! The text of a spec, which may be in several files.

use std::ops::Range;
use std::path::Path;
use std::{fs, io};

use toml::de::{DeTable, DeValue};
use triggerkit_core::report::describe_not_utf8;

/// The text of a spec and the name under which messages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name in messages: `spec/huawei.toml`.
    pub name: String,
    /// The whole text: that of the file, and those of its parts after it.
    pub text: String,
    parts: Vec<Part>,
}

/// Another file of the same spec.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    /// What `parts` calls it: `queues` for `spec/shop/queues.toml`.
    word: String,
    /// Where its text starts.
    start: usize,
    /// Why it cannot be read.
    problem: Option<String>,
}

impl SourceFile {
    /// Creates a source of one file from its name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        SourceFile { name: name.into(), text: text.into(), parts: Vec::new() }
    }

    /// Creates a source from its name, its text and the parts that the text names. `read` returns the text of a part.
    pub fn with_parts(
        name: impl Into<String>,
        text: impl Into<String>,
        mut read: impl FnMut(&str) -> io::Result<String>,
    ) -> Self {
        let mut source = SourceFile::new(name, text);
        for word in named_parts(&source.text) {
            source.text = end_line(source.text);
            let start = source.text.len();
            let text = if is_part(&word) {
                read(&word)
            } else {
                Err(io::Error::other("its name has other characters than letters, digits, `_` and `-`"))
            };
            let problem = text.map(|text| source.text.push_str(&text)).err().map(|error| error.to_string());
            source.parts.push(Part { word, start, problem });
        }
        source
    }

    /// Reads a spec and its parts. `name` is its name in messages.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read. A part that cannot be read is an error when the spec is checked.
    pub fn read(name: impl Into<String>, path: &Path) -> io::Result<Self> {
        let text = read_text(path)?;
        let folder = path.with_extension("");
        Ok(SourceFile::with_parts(name, text, |part| read_text(&folder.join(format!("{part}.toml")))))
    }

    /// Returns the text of the file itself, without its parts.
    pub fn own_text(&self) -> &str {
        &self.text[..self.parts.first().map_or(self.text.len(), |part| part.start)]
    }

    /// Replaces the text of the file itself. Its parts stay.
    #[must_use]
    pub fn with_own_text(&self, text: impl Into<String>) -> Self {
        let mut text = end_line(text.into());
        let (old, new) = (self.own_text().len(), text.len());
        text.push_str(&self.text[old..]);
        let parts = self.parts.iter().map(|part| Part { start: part.start - old + new, ..part.clone() }).collect();
        SourceFile { name: self.name.clone(), text, parts }
    }

    /// Iterates over the names of the files, and where their texts are in the whole text.
    pub fn files(&self) -> impl Iterator<Item = (String, Range<usize>)> {
        let starts = std::iter::once(0).chain(self.parts.iter().map(|part| part.start));
        let ends = self.parts.iter().map(|part| part.start).chain([self.text.len()]);
        let names = self.parts.iter().map(|part| part_name(&self.name, &part.word));
        std::iter::once(self.name.clone()).chain(names).zip(starts.zip(ends).map(|(start, end)| start..end))
    }

    /// Returns the name of the file that has this offset of the whole text, and where its text is.
    pub fn file_at(&self, offset: usize) -> (String, Range<usize>) {
        self.files().filter(|(_, place)| place.start <= offset).last().unwrap_or_else(|| (self.name.clone(), 0..self.text.len()))
    }

    /// Returns why the part cannot be read that `parts` calls `word`.
    pub(crate) fn problem(&self, word: &str) -> Option<&str> {
        self.parts.iter().find(|part| part.word == word)?.problem.as_deref()
    }
}

/// Ends the last line of a text, so that another text can follow.
fn end_line(text: String) -> String {
    if text.ends_with('\n') { text } else { text + "\n" }
}

/// Returns the name of a part's file, given that of its spec: `spec/shop/queues.toml` for `spec/shop.toml` and `queues`.
pub fn part_name(spec: &str, part: &str) -> String {
    format!("{}/{part}.toml", spec.strip_suffix(".toml").unwrap_or(spec))
}

/// Returns what a spec calls its parts. Wrong values are reported when it is checked.
fn named_parts(text: &str) -> Vec<String> {
    if !text.contains("parts") {
        return Vec::new();
    }
    let (root, _) = DeTable::parse_recoverable(text);
    let provider = root.get_ref().get("provider").and_then(|provider| provider.get_ref().as_table());
    let parts = provider.and_then(|provider| provider.get("parts")).and_then(|parts| parts.get_ref().as_array());
    let words = parts.into_iter().flat_map(|parts| parts.iter());
    words.filter_map(|word| DeValue::as_str(word.get_ref()).map(str::to_owned)).collect()
}

fn is_part(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
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
