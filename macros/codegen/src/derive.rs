//! `#[derive(Trigger)]`: a hand-written struct becomes raw fields, goes through the spec's own checks, and gets the same code.

mod container;
mod member;
mod options;
mod types;

use std::ops::Range;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Field, Fields, Token};
use triggerkit_spec::{Diagnostic, Struct as RawStruct, check_struct};

use self::container::Container;
use self::member::Member;
use crate::alias::{alias, renamed, verbatim};
use crate::emit::{self, Builder};
use crate::mistakes::{Mistakes, mistake};
use crate::plan::{Planner, ident};

/// Tokens by number: the spec's checks carry byte ranges, which here are indices into this table.
#[derive(Default)]
struct Places {
    tokens: Vec<TokenStream>,
    /// How many tokens there were when a field was begun, and its place among the mistakes.
    fields: Vec<(usize, usize)>,
}

impl Places {
    /// A range that stands for the tokens' place.
    fn of(&mut self, tokens: &impl ToTokens) -> Range<usize> {
        self.tokens.push(tokens.to_token_stream());
        self.tokens.len() - 1..self.tokens.len()
    }

    /// Puts what the spec's checks have found with what was found before them.
    fn report(&self, diagnostic: &Diagnostic, mistakes: &mut Mistakes) {
        let at = diagnostic.span.start;
        let place = self.fields.iter().rev().find(|(start, _)| *start <= at).map_or(0, |(_, place)| *place);
        mistakes.push_at(place, mistake(&self.tokens[at], &diagnostic.message, help(diagnostic)));
    }
}

/// What to do about a mistake, where a Rust attribute is written otherwise than TOML.
fn help(diagnostic: &Diagnostic) -> &str {
    match diagnostic.code {
        "E104" => "choose another name, and put the wire name in `#[trigger(rename = \"…\")]`",
        "E304" => "use the syntax of the `regex-lite` crate; in Rust, write the pattern as a raw string: `r\"^\\d+$\"`",
        "E321" => "put the constraint on the field itself: `#[trigger(length = \"1-64\")]`",
        _ => &diagnostic.help,
    }
}

/// Expands `#[derive(Trigger)]`. Errors become `compile_error!`, all at once.
pub fn derive(item: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut mistakes = Mistakes::default();
    let container = Container::read(&input, &mut mistakes);
    let emitted = emitted(&input, &container, &mut mistakes);
    let trigger = container.trigger(&input.ident);
    let (types, implementations) = match (mistakes.combined(), emitted) {
        (None, Some(Emitted { types, implementations })) => (types, quote!(#implementations #trigger)),
        (errors, _) => {
            let errors = errors.map(|errors| errors.to_compile_error()).unwrap_or_default();
            // With parameters, the struct cannot be a value whatever else is said about it.
            if !input.generics.params.is_empty() {
                return errors;
            }
            (TokenStream::new(), emit::skeleton::derived(&input, trigger.as_ref(), &errors))
        }
    };
    let alias = alias(&input);
    let header = emit::header(&container.runtime, &alias);
    let implementations = renamed(implementations, &alias);
    quote! {
        #types

        const _: () = {
            #header
            #implementations
        };
    }
}

/// What a struct gets.
struct Emitted {
    /// What may be named.
    types: TokenStream,
    implementations: TokenStream,
}

/// `None` where mistakes were found.
fn emitted(input: &DeriveInput, container: &Container, mistakes: &mut Mistakes) -> Option<Emitted> {
    let mut places = Places::default();
    let fields = fields(input, mistakes)?;
    let members = fields.iter().map(|field| {
        places.fields.push((places.tokens.len(), mistakes.next_place()));
        Member::read(field, &mut places, mistakes)
    });
    let members: Vec<Member<'_>> = members.collect();
    let kept = kept(&members, mistakes);
    let members: Vec<Member<'_>> = members.into_iter().filter(|member| !member.unknown).collect();
    let raw = RawStruct {
        name: container.name.clone(),
        span: places.of(&input.ident),
        doc: container.doc.clone(),
        source: None,
        fields: members.iter().map(|member| member.raw.clone()).collect(),
        rules: Vec::new(),
    };
    let object = check_struct(&raw)
        .map_err(|diagnostics| diagnostics.iter().for_each(|diagnostic| places.report(diagnostic, mistakes)))
        .ok()?;
    let mut plan = Planner::alone().object(&object);
    plan.ident = input.ident.clone();
    plan.vis = input.vis.clone();
    for (field, member) in plan.fields.iter_mut().zip(&members) {
        field.span = Span::call_site().located_at(member.ty.span());
        field.inner = verbatim(member.inner);
        field.item = types::item(member.inner).map(verbatim);
        field.optional = member.optional;
        field.optional_items = member.optional_items;
    }
    let Builder { types, implementations: building } = Builder::of(&plan);
    let kept = kept.map(ToTokens::into_token_stream);
    let implementations = emit::implementations(&plan.ident, &emit::Bodies::of(&plan, kept));
    Some(Emitted { types, implementations: quote!(#building #implementations) })
}

/// The fields of a struct that can be an event.
fn fields<'i>(input: &'i DeriveInput, mistakes: &mut Mistakes) -> Option<&'i Punctuated<Field, Token![,]>> {
    if !input.generics.params.is_empty() {
        let help = "use owned types: `Str` for text, `Json` for any value";
        mistakes.push(mistake(&input.generics, "an event cannot have type parameters or lifetimes", help));
        return None;
    }
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(&fields.named),
            Fields::Unnamed(unnamed) => {
                mistakes.push(mistake(unnamed, "expected named fields", "write `struct Name { field: Type }`"));
            }
            Fields::Unit => {
                let help = format!("write `struct {} {{}}`, or add fields", input.ident);
                mistakes.push(mistake(&input.ident, "expected named fields", help));
            }
        },
        Data::Enum(data) => {
            let help = "describe the enum in a spec, or use `one_of = [\"a\", \"b\"]` on a field";
            mistakes.push(mistake(&data.enum_token, "`Trigger` can only be derived for structs", help));
        }
        Data::Union(data) => {
            let help = "describe the union in a spec, with the field that chooses its type";
            mistakes.push(mistake(&data.union_token, "`Trigger` can only be derived for structs", help));
        }
    }
    None
}

/// The field that keeps what the struct does not name.
fn kept(members: &[Member<'_>], mistakes: &mut Mistakes) -> Option<Ident> {
    let mut kept = members.iter().filter(|member| member.unknown);
    let first = kept.next()?;
    for again in kept {
        let help = format!("remove this field or `{}`", first.ident);
        mistakes.push(mistake(again.ident, "expected only one field for unknown fields", help));
    }
    Some(ident(&first.raw.key))
}
