//! The arguments and the item of `#[spec(…)]`. Every mistake is reported at its token.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Error, Ident, Item, ItemMod, LitStr, Path, Result, Token};
use triggerkit_spec::Suggestion;

use crate::mistakes::{Mistakes, with_help};

/// The arguments of `#[spec("file.toml", crate = path)]`.
pub(crate) struct Arguments {
    /// Where the spec is.
    pub(crate) spec: Location,
    /// Where triggerkit is: `::triggerkit` by default.
    pub(crate) runtime: Path,
}

/// Where a spec is: a file of the invoking crate, or the name of one that comes with triggerkit.
pub(crate) struct Location {
    pub(crate) literal: LitStr,
    pub(crate) is_built_in: bool,
}

/// Returns the path of the runtime for macros without `crate = …`.
pub(crate) fn default_runtime() -> Path {
    syn::parse_quote!(::triggerkit)
}

/// The value of `crate = …`: a path, or a path in quotes as other macros take it.
pub(crate) struct Runtime(pub(crate) Path);

impl Parse for Runtime {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(LitStr) {
            return input.parse::<LitStr>()?.parse_with(Path::parse_mod_style).map(Runtime);
        }
        let path = Path::parse_mod_style(input);
        path.map(Runtime).map_err(|error| Error::new(error.span(), "expected the path of triggerkit: `crate = renamed`"))
    }
}

const USAGE: &str = "#[triggerkit::spec(\"path/to/spec.toml\")] pub mod name {}";

fn misuse(what: &str) -> String {
    with_help(what, format_args!("write `{USAGE}`"))
}

/// Parses the module that the attribute is applied to. With an error comes the item to emit, so that code that uses it does not
/// fail as well.
pub(crate) fn module(item: TokenStream) -> std::result::Result<ItemMod, (Error, TokenStream)> {
    let message = match syn::parse2(item.clone()) {
        Ok(Item::Mod(module)) if module.content.is_some() => return Ok(module),
        Ok(Item::Mod(ItemMod { vis, ident, .. })) => {
            let error = Error::new_spanned(&item, misuse("the module has no body"));
            return Err((error, quote!(#vis mod #ident {})));
        }
        Ok(other) => misuse(&format!("`#[spec]` can only be applied to modules, not to {}", described(&other))),
        Err(_) => misuse("`#[spec]` can only be applied to modules"),
    };
    Err((Error::new(Span::call_site(), message), item))
}

fn described(item: &Item) -> &'static str {
    match item {
        Item::Enum(_) => "an enum",
        Item::Fn(_) => "a function",
        Item::Impl(_) => "an `impl`",
        Item::Struct(_) => "a struct",
        Item::Use(_) => "a `use`",
        _ => "this item",
    }
}

/// Reads the arguments, and reports every wrong one.
pub(crate) fn read(arguments: TokenStream) -> Result<Arguments> {
    let mut read = Read::default();
    Parser::parse2(|input: ParseStream<'_>| read.list(input), arguments)?;
    if let Some(errors) = read.mistakes.combined() {
        return Err(errors);
    }
    let spec = read.spec.ok_or_else(|| Error::new(Span::call_site(), misuse("no spec is named")))?;
    Ok(Arguments { spec, runtime: read.runtime.unwrap_or_else(default_runtime) })
}

/// The arguments that were read so far.
#[derive(Default)]
struct Read {
    spec: Option<Location>,
    runtime: Option<Path>,
    mistakes: Mistakes,
}

impl Read {
    fn list(&mut self, input: ParseStream<'_>) -> Result<()> {
        while !input.is_empty() {
            let read = self.argument(input);
            self.mistakes.recover(read, input)?;
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }

    fn argument(&mut self, input: ParseStream<'_>) -> Result<()> {
        let start = input.span();
        if input.peek(LitStr) {
            return self.spec(start, Location { literal: input.parse()?, is_built_in: false });
        }
        let Ok(key) = Ident::parse_any(input) else {
            return Err(Error::new(start, misuse("expected the path of a spec in quotes")));
        };
        match key.to_string().as_str() {
            "builtin" => {
                input.parse::<Token![=]>()?;
                self.spec(start, Location { literal: input.parse()?, is_built_in: true })
            }
            "crate" => {
                input.parse::<Token![=]>()?;
                let Runtime(path) = input.parse()?;
                let twice = self.runtime.replace(path).is_some();
                if twice { Err(Error::new(start, with_help("`crate` is given twice", "keep one of them"))) } else { Ok(()) }
            }
            word => {
                let suggestion = Suggestion::new(word, "options", ["crate"]);
                Err(Error::new(start, with_help(format_args!("unknown option `{word}`"), suggestion)))
            }
        }
    }

    fn spec(&mut self, start: Span, location: Location) -> Result<()> {
        let second = || Error::new(start, with_help("a second spec", "a module has one spec; move this one to another module"));
        self.spec.replace(location).map_or(Ok(()), |_| Err(second()))
    }
}
