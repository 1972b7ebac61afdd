//! The arguments of `#[trigger(…)]` on a handler: its trigger, then options.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::token::Paren;
use syn::{Error, LitInt, LitStr, Path, PathArguments, Result, Token};
use triggerkit_spec::Suggestion;

use super::config::{self, Config};
use crate::arguments::Runtime;
use crate::attributes::{Given, Known, read_list};
use crate::mistakes::{Mistakes, mistake, with_help};

/// The arguments of `#[trigger(huawei::Kafka, …)]`.
#[derive(Default)]
pub(super) struct Options {
    /// The trigger's type, or `None` if it could not be parsed.
    pub(super) trigger: Option<Path>,
    /// The method of `Handler` that selects which violations keep the function from being called, if one is given.
    pub(super) validate: Option<&'static str>,
    /// If the function takes single records, how many at a time.
    pub(super) each: Option<usize>,
    /// The trigger's configuration.
    pub(super) config: Option<Config>,
    /// Where triggerkit is.
    pub(super) runtime: Option<Path>,
}

const KNOWN: &Known = &[
    ("config", config::USAGE),
    ("crate", "crate = renamed"),
    ("each", "each(concurrency = 8)"),
    ("validate", "validate = \"report\""),
];

const EACH: &Known = &[("concurrency", "each(concurrency = 8)")];

/// The values of `validate`, each with its method of `Handler`.
const VALIDATE: [(&str, &str); 2] = [("strict", "strict"), ("report", "reporting")];

const USAGE: &str = "#[trigger(huawei::Kafka)]";

const SEVERAL: &str = "options follow the trigger: `#[trigger(huawei::Kafka, validate = \"report\")]`";

impl Options {
    /// Reads the arguments. If there are none, the mistake is reported at `span`.
    pub(super) fn read(arguments: TokenStream, span: Span, mistakes: &mut Mistakes) -> Options {
        let mut options = Options::default();
        if arguments.is_empty() {
            mistakes.push(Error::new(span, with_help("no trigger is named", format_args!("write `{USAGE}`"))));
            return options;
        }
        if let Some(TokenTree::Literal(literal)) = arguments.clone().into_iter().next()
            && let Ok(id) = syn::parse2::<LitStr>(literal.into_token_stream())
        {
            let help = format!("write `{}`", path(&id.value()).unwrap_or_else(|| USAGE.to_owned()));
            mistakes.push(mistake(&id, "a trigger is named by its type, not in quotes", help));
            return options;
        }
        let mut is_first = true;
        let read = read_list(arguments, KNOWN, mistakes, &mut |given, mistakes| {
            let first = std::mem::replace(&mut is_first, false);
            if !given.is_known() && !given.has_value() && (first || given.meta.path.segments.len() > 1) {
                return options.trigger(given);
            }
            if first {
                let help = format_args!("write `{USAGE}`, and options after it");
                mistakes.push(mistake(&given.meta.path, "the trigger comes first", help));
            }
            options.option(given, mistakes)
        });
        if let Err(error) = read {
            mistakes.push(Error::new(error.span(), with_help(&error, SEVERAL)));
        }
        options
    }

    /// Returns the name of the trigger in emitted code, with the place of the path's last segment.
    pub(super) fn alias(&self) -> Ident {
        let last = self.trigger.as_ref().and_then(|path| path.segments.last());
        let span = last.map_or_else(Span::call_site, |last| Span::call_site().located_at(last.ident.span()));
        Ident::new("__Trigger", span)
    }

    /// Checks the configuration. Returns assertions for what only the compiler can find out.
    pub(super) fn check_config(&self, mistakes: &mut Mistakes) -> TokenStream {
        let given = self.config.as_ref().zip(self.trigger.as_ref());
        given.map(|(config, path)| config.check(path, &self.alias(), mistakes)).unwrap_or_default()
    }

    fn trigger(&mut self, given: &Given<'_>) -> Result<()> {
        let mut path = given.meta.path.clone();
        if given.meta.input.peek(Token![<])
            && let Some(last) = path.segments.last_mut()
        {
            // The type that the user chooses for a generic payload.
            last.arguments = PathArguments::AngleBracketed(given.meta.input.parse()?);
        }
        if self.trigger.replace(path.clone()).is_some() {
            let help = "a function handles one trigger; let two functions call a third";
            return Err(mistake(&path, "a second trigger", help));
        }
        if !given.meta.input.is_empty() && !given.meta.input.peek(Token![,]) {
            return Err(Error::new(given.meta.input.span(), with_help("expected `,` after the trigger", SEVERAL)));
        }
        Ok(())
    }

    fn option(&mut self, given: &Given<'_>, mistakes: &mut Mistakes) -> Result<()> {
        match given.key.as_str() {
            "crate" => self.runtime = Some(given.value::<Runtime>("the path of triggerkit")?.0),
            "validate" => self.validate = Some(validate(given)?),
            "config" => self.config = Some(Config::read(given.meta.input, given.meta.path.span())?),
            "each" => self.each = Some(each(given, mistakes)?),
            _ => return Err(given.unknown()),
        }
        Ok(())
    }
}

/// Returns the attribute for an id such as `huawei.kafka`.
fn path(id: &str) -> Option<String> {
    let (provider, trigger) = id.split_once('.')?;
    let provider = triggerkit_spec::builtin::find(provider)?.check().ok()?;
    let trigger = provider.trigger(trigger)?;
    Some(format!("#[trigger({}::{})]", provider.name, trigger.marker))
}

/// Reads which violations keep the function from being called, as a method of `Handler`.
fn validate(given: &Given<'_>) -> Result<&'static str> {
    let expected = "`\"strict\"` or `\"report\"`";
    let word: LitStr = given.value(expected)?;
    let value = word.value();
    let known = VALIDATE.into_iter().find(|(each, _)| *each == value);
    known.map(|(_, method)| method).ok_or_else(|| {
        let suggestion = Suggestion::new(&value, "values of `validate`", VALIDATE.map(|(each, _)| each));
        mistake(&word, format_args!("`validate` must be {expected}, not `{value}`"), suggestion)
    })
}

/// Reads how many records are handled at a time.
fn each(given: &Given<'_>, mistakes: &mut Mistakes) -> Result<usize> {
    let mut concurrency = 1;
    if given.meta.input.peek(Paren) {
        given.nested(EACH, mistakes, |given| {
            if given.key != "concurrency" {
                return Err(given.unknown());
            }
            let expected = "a positive number of records";
            let count: LitInt = given.value(expected)?;
            let parsed = count.base10_parse().ok().filter(|count| *count > 0);
            concurrency = parsed.ok_or_else(|| given.unfit(&count, expected))?;
            Ok(())
        })?;
    }
    Ok(concurrency)
}

const TRIGGERS: &Known = &[("crate", "crate = renamed")];

/// Reads the arguments of `#[triggers(crate = path)]`.
pub(super) fn runtime(arguments: TokenStream, mistakes: &mut Mistakes) -> Option<Path> {
    let mut runtime = None;
    let read = read_list(arguments, TRIGGERS, mistakes, &mut |given, _| {
        let known = given.is_known().then(|| given.value::<Runtime>("the path of triggerkit"));
        runtime = Some(known.ok_or_else(|| given.unknown())??.0);
        Ok(())
    });
    if let Err(error) = read {
        let help = "write `#[triggers]` without it; each method names its trigger: `#[trigger(huawei::Kafka)]`";
        mistakes.push(Error::new(error.span(), with_help(&error, help)));
    }
    runtime
}
