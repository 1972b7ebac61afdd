//! `#[derive(Trigger)]`: a hand-written struct becomes raw fields, goes through the spec's own checks, and gets the same code.

mod container;
mod member;
mod options;
mod places;
mod types;

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Field, Fields, Token, Type};
use triggerkit_spec::definitions::Definitions;
use triggerkit_spec::{Struct as RawStruct, check_struct};

use self::container::Container;
use self::member::Member;
use self::places::Places;
use crate::alias::importing;
use crate::emit;
use crate::mistakes::{Mistakes, compile_errors, mistake};
use crate::plan::{Struct, ident};
use crate::tokens::{Verbatim, verbatim};

/// Expands `#[derive(Trigger)]`. Errors become `compile_error!`, all at once.
pub fn derive(item: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return compile_errors(&error),
    };
    let mut mistakes = Mistakes::default();
    let container = Container::read(&input, &mut mistakes);
    let emitted = emitted(&input, &container, &mut mistakes);
    let trigger = container.trigger(&input.ident).map(|plan| emit::trigger(&plan));
    let (types, implementations) = match (mistakes.combined(), emitted) {
        (None, Some((types, implementations))) => (types, quote!(#implementations #trigger)),
        (errors, _) => {
            let errors = errors.map(|errors| compile_errors(&errors)).unwrap_or_default();
            // A struct with parameters can never be a value.
            if !input.generics.params.is_empty() {
                return errors;
            }
            (TokenStream::new(), emit::failed_derive(&input, trigger.as_ref(), &errors))
        }
    };
    let implementations = importing(&container.runtime, &input, implementations);
    quote! {
        #types

        const _: () = {
            #implementations
        };
    }
}

/// Emits the types that the user can name, and the implementations. Returns `None` if there are mistakes.
fn emitted(input: &DeriveInput, container: &Container, mistakes: &mut Mistakes) -> Option<(TokenStream, TokenStream)> {
    let mut places = Places::default();
    let fields = fields(input, mistakes)?;
    let members = fields.iter().map(|field| {
        places.begin_field(mistakes.next_place());
        Member::read(field, &mut places, mistakes)
    });
    let members: Vec<Member<'_>> = members.collect();
    let kept = kept(&members, mistakes);
    let unaliased = unaliased(&members);
    let members = members.into_iter().filter(|member| !member.unknown);
    let (fields, types) = members.map(|member| (member.raw, member.types)).unzip();
    let raw = RawStruct {
        name: container.name.clone(),
        span: places.of(&input.ident),
        doc: container.doc.clone(),
        source: None,
        fields,
        rules: Vec::new(),
    };
    let object = check_struct(&raw)
        .map_err(|diagnostics| diagnostics.iter().for_each(|diagnostic| places.report(diagnostic, mistakes)))
        .ok()?;
    // The struct refers to no enums of a spec.
    let plan = Struct::new(&object, input.ident.clone(), types, &Definitions::default());
    let plan = Struct { vis: Verbatim::of(&input.vis), kept, ..plan };
    let implementations = emit::hand_written(&plan);
    Some((emit::builder_types(&plan), quote!(#unaliased #implementations)))
}

/// Returns the fields of a struct that can be an event.
fn fields<'i>(input: &'i DeriveInput, mistakes: &mut Mistakes) -> Option<&'i Punctuated<Field, Token![,]>> {
    if !input.generics.params.is_empty() {
        let help = "use owned types: `Str` for text, `Json` for what may be anything";
        mistakes.push(mistake(&input.generics, "an event cannot have type parameters or lifetimes", help));
        return None;
    }
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(&fields.named),
            Fields::Unnamed(unnamed) => {
                mistakes.push(mistake(unnamed, "the fields of an event must have names", "write `struct Name { field: Type }`"));
            }
            Fields::Unit => {
                let help = format!("write `struct {} {{}}`, or give it fields", input.ident);
                mistakes.push(mistake(&input.ident, "the fields of an event must have names", help));
            }
        },
        Data::Enum(data) => {
            let help = "declare a set of names as an enum of a spec, or use `one_of = [\"a\", \"b\"]`";
            mistakes.push(mistake(&data.enum_token, "`Trigger` can only be derived for structs", help));
        }
        Data::Union(data) => {
            let help = "declare a type that depends on a sibling field as a union of a spec";
            mistakes.push(mistake(&data.union_token, "`Trigger` can only be derived for structs", help));
        }
    }
    None
}

/// Emits assertions that the types which the derive takes for the user's own are no aliases of types that it has to know. Only the
/// compiler knows which type an alias is.
fn unaliased(members: &[Member<'_>]) -> Option<TokenStream> {
    let types: Vec<&Type> = members.iter().filter(|member| !member.unknown).filter_map(Member::foreign).collect();
    let assertions = types.iter().map(|ty| {
        let written = verbatim(ty);
        quote_spanned! {ty.span()=>
            #[allow(unused_qualifications)]
            const _: () = if let tk::Some(message) = tk::Written::<#written>::ALIAS { tk::panic!("{}", message) };
        }
    });
    (!types.is_empty()).then(|| quote!(use tk::Unaliased as _; #(#assertions)*))
}

/// Returns the field that keeps unknown fields.
fn kept(members: &[Member<'_>], mistakes: &mut Mistakes) -> Option<Ident> {
    let mut kept = members.iter().filter(|member| member.unknown);
    let first = kept.next()?;
    for again in kept {
        let help = format!("`{}` keeps them already; remove one of the two", first.ident);
        mistakes.push(mistake(again.ident, "only one field can keep unknown fields", help));
    }
    Some(ident(&first.raw.key))
}
