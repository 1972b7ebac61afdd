//! Lists of options in attributes. Each option is read once, and each mistake is reported at its token.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::meta::{self, ParseNestedMeta};
use syn::parse::{Parse, ParseBuffer, Parser};
use syn::token::Paren;
use syn::{Attribute, Error, Expr, ExprLit, Lit, Meta, Result, Token, parenthesized};
use triggerkit_spec::Suggestion;

use crate::mistakes::{Mistakes, mistake, with_help};

/// The options of an attribute, with an example of each.
pub(crate) type Known = [(&'static str, &'static str)];

/// One option: its name, and the input after it.
pub(crate) struct Given<'m> {
    pub(crate) meta: ParseNestedMeta<'m>,
    pub(crate) key: String,
    known: &'static Known,
}

impl<'m> Given<'m> {
    fn new(meta: ParseNestedMeta<'m>, known: &'static Known) -> Self {
        let key = meta.path.to_token_stream().to_string().replace(' ', "");
        Given { key, meta, known }
    }

    /// Whether it is one of the known options.
    pub(crate) fn is_known(&self) -> bool {
        self.known.iter().any(|(word, _)| *word == self.key)
    }

    /// Whether a value or a list of options follows.
    pub(crate) fn has_value(&self) -> bool {
        self.meta.input.peek(Token![=]) || self.meta.input.peek(Paren)
    }

    /// Parses the value. `expected` describes it.
    pub(crate) fn value<T: Parse>(&self, expected: &str) -> Result<T> {
        let nothing = self.meta.input.is_empty();
        let parsed = self.meta.value().and_then(ParseBuffer::parse);
        parsed.map_err(|error| match nothing {
            true => self.unfit(&self.meta.path, expected),
            false => Error::new(error.span(), self.expectation(expected)),
        })
    }

    /// Returns the mistake of a value that is not as `expected`.
    pub(crate) fn unfit(&self, at: &impl ToTokens, expected: &str) -> Error {
        Error::new_spanned(at, self.expectation(expected))
    }

    fn expectation(&self, expected: &str) -> String {
        let example = self.known.iter().find(|(word, _)| *word == self.key).map_or("", |(_, example)| example);
        with_help(format_args!("expected {expected} for `{}`", self.key), format_args!("write for example `{example}`"))
    }

    /// Returns the mistake of an unknown option.
    pub(crate) fn unknown(&self) -> Error {
        let suggestion = Suggestion::new(&self.key, "options", self.known.iter().map(|(word, _)| *word));
        mistake(&self.meta.path, format_args!("unknown option `{}`", self.key), suggestion)
    }

    /// Reads the options in parentheses after this option. Returns whether all of them are right.
    pub(crate) fn nested(
        &self,
        known: &'static Known,
        mistakes: &mut Mistakes,
        mut read: impl FnMut(&Given<'_>) -> Result<()>,
    ) -> Result<bool> {
        let expected = "options in parentheses";
        if !self.meta.input.peek(Paren) {
            return Err(Error::new(self.meta.input.span(), self.expectation(expected)));
        }
        let content;
        let parentheses = parenthesized!(content in self.meta.input);
        if content.is_empty() {
            return Err(Error::new(parentheses.span.join(), self.expectation(expected)));
        }
        let before = mistakes.len();
        read_list(content.parse()?, known, mistakes, &mut |given, _| read(given))?;
        Ok(mistakes.len() == before)
    }
}

/// Reads a list of options, and returns their names.
///
/// # Errors
/// Returns an error if the tokens are not a list of options.
pub(crate) fn read_list(
    options: TokenStream,
    known: &'static Known,
    mistakes: &mut Mistakes,
    read: &mut Read<'_>,
) -> Result<Vec<String>> {
    let mut seen = Vec::new();
    meta::parser(|meta| read_option(Given::new(meta, known), &mut seen, mistakes, read)).parse2(options)?;
    Ok(seen)
}

/// A function that reads one option.
pub(crate) type Read<'r> = dyn FnMut(&Given<'_>, &mut Mistakes) -> Result<()> + 'r;

const USAGE: &str = "#[trigger(length = \"1-64\", sensitive)]";

/// Reads every option of every `#[trigger(…)]`, and returns their names.
pub(crate) fn read_attributes(
    attributes: &[Attribute],
    known: &'static Known,
    mistakes: &mut Mistakes,
    read: &mut Read<'_>,
) -> Vec<String> {
    let mut seen = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("trigger")) {
        if !matches!(attribute.meta, Meta::List(_)) {
            let help = format!("write for example `{USAGE}`");
            mistakes.push(mistake(&attribute.meta, "expected options in parentheses", help));
            continue;
        }
        let parsed = attribute.parse_nested_meta(|meta| read_option(Given::new(meta, known), &mut seen, mistakes, read));
        if let Err(error) = parsed {
            mistakes.push(Error::new(error.span(), with_help(&error, format_args!("write options as in `{USAGE}`"))));
        }
    }
    seen
}

/// Reads one option. After a mistake, reading goes on with the next one.
fn read_option(given: Given<'_>, seen: &mut Vec<String>, mistakes: &mut Mistakes, read: &mut Read<'_>) -> Result<()> {
    let result = if seen.contains(&given.key) {
        Err(mistake(&given.meta.path, format_args!("`{}` is given twice", given.key), "remove one of them"))
    } else {
        read(&given, mistakes)
    };
    mistakes.recover(result, given.meta.input)?;
    seen.push(given.key);
    Ok(())
}

/// Returns the text of the doc comment.
pub(crate) fn doc(attributes: &[Attribute]) -> Option<String> {
    let lines: Vec<String> = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
                Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
