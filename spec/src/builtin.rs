//! The providers that come with triggerkit: every spec that has a folder in `samples/`, with the files in it.

use crate::check::{Failure, check};
use crate::model::Provider;
use crate::source::SourceFile;

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// A spec that is built in.
#[derive(Clone, Copy, Debug)]
pub struct Builtin {
    /// The provider: `huawei`.
    pub name: &'static str,
    /// Text of the spec.
    pub text: &'static str,
    /// Its sample files, by name.
    pub samples: &'static [(&'static str, &'static [u8])],
}

impl Builtin {
    /// The spec as messages show it: `spec/huawei.toml`.
    pub fn source(&self) -> SourceFile {
        SourceFile::new(format!("spec/{}.toml", self.name), self.text)
    }

    /// Checks the spec with its samples.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn check(&self) -> Result<Provider, Box<Failure>> {
        check(&self.source(), self.name, &self.samples)
    }
}

/// The spec of a provider.
pub fn find(name: &str) -> Option<&'static Builtin> {
    ALL.iter().find(|each| each.name == name)
}
