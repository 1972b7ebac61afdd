//! `#[derive(Trigger)]`: a hand-written struct becomes raw fields, goes through the spec's own checks, and gets the same code.

mod attributes;
mod types;

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, Error, Fields, Ident, Path, Result};
use triggerkit_spec::{Diagnostic, Struct as RawStruct, check_struct};

use self::attributes::{Container, Member};
use crate::emit;
use crate::plan::{Planner, Struct};

/// Token spans by number: the spec's checks carry byte ranges, which here are indices into this table.
#[derive(Default)]
pub(crate) struct Spans(Vec<Span>);

impl Spans {
    /// A range that stands for the tokens' place.
    pub(crate) fn of(&mut self, tokens: &impl ToTokens) -> triggerkit_spec::model::Span {
        self.0.push(tokens.to_token_stream().into_iter().next().map_or_else(Span::call_site, |first| first.span()));
        self.0.len() - 1..self.0.len()
    }

    fn error(&self, diagnostic: &Diagnostic) -> Error {
        let span = self.0.get(diagnostic.span.start).copied().unwrap_or_else(Span::call_site);
        Error::new(span, format!("{}\n  = help: {}", diagnostic.message, diagnostic.help))
    }
}

/// Expands `#[derive(Trigger)]`. Errors become `compile_error!`, all at once.
pub fn derive(item: TokenStream) -> TokenStream {
    syn::parse2(item).and_then(|input: DeriveInput| expand(&input)).unwrap_or_else(|error| error.to_compile_error())
}

fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let mut spans = Spans::default();
    let mut errors = Vec::new();
    let container = Container::read(input, &mut errors);
    let members: Vec<Member<'_>> = fields(input)?.iter().map(|field| Member::read(field, &mut spans, &mut errors)).collect();
    let kept = kept(&members, &mut errors);
    let (raw, types): (Vec<_>, Vec<_>) = members.into_iter().filter_map(|member| Some((member.raw?, member.inner))).unzip();
    let raw = RawStruct {
        name: input.ident.to_string(),
        span: spans.of(&input.ident),
        doc: container.doc.clone(),
        source: None,
        fields: raw,
        rules: Vec::new(),
    };
    let object = match check_struct(&raw) {
        Ok(object) if errors.is_empty() => object,
        Ok(_) => return Err(combined(errors)),
        Err(diagnostics) => {
            errors.extend(diagnostics.iter().map(|diagnostic| spans.error(diagnostic)));
            return Err(combined(errors));
        }
    };
    let mut plan = Planner::alone().object(&object);
    plan.ident = input.ident.clone();
    plan.vis = input.vis.clone();
    for (field, ty) in plan.fields.iter_mut().zip(types) {
        field.inner = ty;
    }
    Ok(emitted(&plan, &container, kept.as_ref()))
}

fn emitted(plan: &Struct<'_>, container: &Container, kept: Option<&Ident>) -> TokenStream {
    let kept = kept.map(ToTokens::to_token_stream);
    let implementations = emit::implementations(plan, kept.as_ref());
    let builder = emit::builder(plan);
    let ident = &plan.ident;
    let trigger = container.id.as_ref().map(|id| {
        let title = container.title.clone().unwrap_or_else(|| ident.to_string());
        quote! {
            impl tk::Trigger for #ident {
                type Event = Self;
                const INFO: tk::TriggerInfo = tk::TriggerInfo::new(#id, #title, &[], tk::None);
            }
        }
    });
    qualified(quote!(#implementations #builder #trigger), &container.runtime)
}

/// A derive cannot import anything beside the struct, so the short `tk` becomes the whole path.
fn qualified(tokens: TokenStream, runtime: &Path) -> TokenStream {
    let mut out = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if ident == "tk" => out.extend(quote!(#runtime::__private)),
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), qualified(group.stream(), runtime));
                inner.set_span(group.span());
                out.extend([TokenTree::Group(inner)]);
            }
            other => out.extend([other]),
        }
    }
    out
}

fn fields(input: &DeriveInput) -> Result<&syn::punctuated::Punctuated<syn::Field, syn::Token![,]>> {
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(
            &input.generics,
            "an event has no type parameters or lifetimes; use owned types such as `Str`",
        ));
    }
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Ok(&fields.named),
            _ => Err(Error::new_spanned(&input.ident, "an event's fields need names: `struct Name { field: Type }`")),
        },
        _ => Err(Error::new_spanned(&input.ident, "`Trigger` is derived for structs; a set of names is an enum of a spec")),
    }
}

/// The field that keeps what the struct does not name.
fn kept(members: &[Member<'_>], errors: &mut Vec<Error>) -> Option<Ident> {
    let mut kept = members.iter().filter(|member| member.raw.is_none()).map(|member| member.ident);
    let first = kept.next();
    errors.extend(kept.map(|again| Error::new_spanned(again, "only one field keeps what is unknown")));
    first.cloned()
}

fn combined(errors: Vec<Error>) -> Error {
    let all = errors.into_iter().reduce(|mut all, error| {
        all.combine(error);
        all
    });
    all.unwrap_or_else(|| Error::new(Span::call_site(), "the struct is not a valid event"))
}
