//! The providers that come with triggerkit: every spec that has a folder in `samples/`, with the files in it.

use std::io;

use crate::check::{Failure, check};
use crate::model::Provider;
use crate::source::SourceFile;

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// A built-in spec.
#[derive(Clone, Copy, Debug)]
pub struct Builtin {
    /// The provider: `huawei`.
    pub name: &'static str,
    /// The text of the spec.
    pub text: &'static str,
    /// The parts of the spec: names and texts.
    pub parts: &'static [(&'static str, &'static str)],
    /// Its sample files: names and bytes.
    pub samples: &'static [(&'static str, &'static [u8])],
}

impl Builtin {
    /// Returns the text under the name that messages show: `spec/huawei.toml`.
    pub fn source(&self) -> SourceFile {
        SourceFile::with_parts(format!("spec/{}.toml", self.name), self.text, |word| {
            let part = self.parts.iter().find(|(name, _)| *name == word);
            part.map(|(_, text)| (*text).to_owned()).ok_or_else(|| io::ErrorKind::NotFound.into())
        })
    }

    /// Checks the spec with its samples.
    ///
    /// # Errors
    /// Returns every mistake in the spec and its samples.
    pub fn check(&self) -> Result<Provider, Box<Failure>> {
        check(&self.source(), self.name, &self.samples)
    }
}

/// Returns the built-in spec of a provider.
pub fn find(name: &str) -> Option<&'static Builtin> {
    ALL.iter().find(|each| each.name == name)
}
