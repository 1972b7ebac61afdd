//! Arguments and item of `#[spec(…)]`, every mistake at its token.

use proc_macro2::{Span, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::{Error, Ident, ItemMod, LitStr, Path, Result, Token};

/// What `#[spec("file.toml", crate = path)]` says.
pub(crate) struct Arguments {
    /// Where the spec is.
    pub(crate) spec: Location,
    /// Where triggerkit is; `::triggerkit` unless said.
    pub(crate) runtime: Path,
}

/// Where a spec is.
pub(crate) enum Location {
    /// A file of the invoking crate.
    File(LitStr),
    /// One of the specs that come with triggerkit, by name.
    BuiltIn(LitStr),
}

impl Location {
    pub(crate) fn span(&self) -> Span {
        match self {
            Location::File(literal) | Location::BuiltIn(literal) => literal.span(),
        }
    }
}

/// The path under which the runtime is found when nobody says otherwise.
pub(crate) fn default_runtime() -> Path {
    syn::parse_quote!(::triggerkit)
}

const USAGE: &str = "write `#[triggerkit::spec(\"path/to/spec.toml\")] pub mod name {}`";

pub(crate) fn parse(arguments: TokenStream, item: TokenStream) -> Result<(Arguments, ItemMod)> {
    let arguments = arguments_of.parse2(arguments);
    let module = module_of(item);
    match (arguments, module) {
        (Ok(arguments), Ok(module)) => Ok((arguments, module)),
        (Err(mut error), Err(other)) => {
            error.combine(other);
            Err(error)
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

fn module_of(item: TokenStream) -> Result<ItemMod> {
    let module: ItemMod =
        syn::parse2(item.clone()).map_err(|_| Error::new_spanned(item, format!("`#[spec]` stands on a module: {USAGE}")))?;
    if module.content.is_none() {
        return Err(Error::new_spanned(module, format!("the module needs a body, `{{}}`: {USAGE}")));
    }
    Ok(module)
}

/// One argument.
enum Argument {
    Spec(Location),
    Crate(Path),
}

fn arguments_of(input: ParseStream<'_>) -> Result<Arguments> {
    let mut spec = None;
    let mut runtime = None;
    let mut errors: Option<Error> = None;
    while !input.is_empty() {
        let start = input.span();
        let twice = match argument(input)? {
            Argument::Spec(location) => spec.replace(location).map(|_| "a spec"),
            Argument::Crate(path) => runtime.replace(path).map(|_| "`crate`"),
        };
        if let Some(what) = twice {
            let error = Error::new(start, format!("{what} is given twice"));
            match &mut errors {
                Some(errors) => errors.combine(error),
                None => errors = Some(error),
            }
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    match (errors, spec) {
        (Some(errors), _) => Err(errors),
        (None, Some(spec)) => Ok(Arguments { spec, runtime: runtime.unwrap_or_else(default_runtime) }),
        (None, None) => Err(Error::new(Span::call_site(), format!("no spec is named: {USAGE}"))),
    }
}

fn argument(input: ParseStream<'_>) -> Result<Argument> {
    if input.peek(LitStr) {
        return input.parse().map(Location::File).map(Argument::Spec);
    }
    if input.peek(Token![crate]) {
        input.parse::<Token![crate]>()?;
        input.parse::<Token![=]>()?;
        return input.parse().map(Argument::Crate);
    }
    let Ok(key) = input.parse::<Ident>() else {
        return Err(input.error(format!("expected a path in quotes, or `crate = path`: {USAGE}")));
    };
    if key == "builtin" {
        input.parse::<Token![=]>()?;
        return input.parse().map(Location::BuiltIn).map(Argument::Spec);
    }
    Err(Error::new_spanned(&key, format!("unknown option `{key}`; the only option is `crate = path`")))
}
