//! Sources of sample files: a folder, or bytes in the program.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files of `samples/<provider>/`.
pub trait SampleFiles {
    /// Returns the name and the bytes of every file, sorted by name.
    ///
    /// # Errors
    /// Returns an error if the files cannot be read.
    fn files(&self) -> io::Result<Vec<(String, Cow<'_, [u8]>)>>;
}

/// No sample files. All samples are inline.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSamples;

impl SampleFiles for NoSamples {
    fn files(&self) -> io::Result<Vec<(String, Cow<'_, [u8]>)>> {
        Ok(Vec::new())
    }
}

/// A folder on disk. If it does not exist, there are no samples.
#[derive(Clone, Debug)]
pub struct SampleFolder {
    path: PathBuf,
}

impl SampleFolder {
    /// Returns the folder `samples/<provider>` beside a spec file.
    pub fn beside(spec: &Path, provider: &str) -> Self {
        SampleFolder { path: spec.parent().unwrap_or(Path::new("")).join("samples").join(provider) }
    }

    /// Returns the path of the folder.
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
