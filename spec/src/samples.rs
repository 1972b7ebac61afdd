//! Where a spec's sample files come from: a folder, or bytes built in.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files of `samples/<provider>/`.
pub trait SampleFiles {
    /// Every file: its name and its bytes, in the order of names.
    ///
    /// # Errors
    /// The files are there, but cannot be read.
    fn files(&self) -> io::Result<Vec<(String, Cow<'_, [u8]>)>>;
}

/// No sample files: all samples are inline.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSamples;

impl SampleFiles for NoSamples {
    fn files(&self) -> io::Result<Vec<(String, Cow<'_, [u8]>)>> {
        Ok(Vec::new())
    }
}

/// A folder on disk. One that does not exist has no samples.
#[derive(Clone, Debug)]
pub struct SampleFolder {
    path: PathBuf,
}

impl SampleFolder {
    /// The folder `samples/<provider>` beside a spec file.
    pub fn beside(spec: &Path, provider: &str) -> Self {
        SampleFolder { path: spec.parent().unwrap_or(Path::new("")).join("samples").join(provider) }
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl SampleFiles for SampleFolder {
    fn files(&self) -> io::Result<Vec<(String, Cow<'_, [u8]>)>> {
        let entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut files = Vec::new();
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_file() && !name.starts_with('.') {
                files.push((name, Cow::Owned(fs::read(&path)?)));
            }
        }
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(files)
    }
}

impl SampleFiles for &[(&'static str, &'static [u8])] {
    fn files(&self) -> io::Result<Vec<(String, Cow<'_, [u8]>)>> {
        Ok(self.iter().map(|(name, bytes)| ((*name).to_owned(), Cow::Borrowed(*bytes))).collect())
    }
}
