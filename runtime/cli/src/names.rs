//! [`Names`]: a parser of arguments that knows the names it accepts, so that shells can complete them.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command, Error};

/// Parses an argument with a function. The names are only for completion: the function explains an unknown name better than a list of all.
#[derive(Clone)]
pub(crate) struct Names<P> {
    pub(crate) parse: P,
    pub(crate) all: fn() -> Vec<&'static str>,
}

impl<P: TypedValueParser> TypedValueParser for Names<P> {
    type Value = P::Value;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<Self::Value, Error> {
        self.parse.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.all)().into_iter().map(PossibleValue::new)))
    }
}
