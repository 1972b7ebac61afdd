//! Emits the implementation of `Handlers` for a function or an `impl`.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Generics, Path, Type};

use super::config;
use super::parsed::Parsed;
use crate::alias::importing;
use crate::mistakes::{Mistakes, compile_errors};
use crate::tokens::verbatim;

/// The type that implements `Handlers`.
pub(super) struct Owner<'i> {
    /// Where triggerkit is.
    pub(super) runtime: &'i Path,
    /// The user's tokens.
    pub(super) written: &'i TokenStream,
    pub(super) generics: &'i Generics,
    pub(super) ty: TokenStream,
    pub(super) cfgs: &'i [Attribute],
    /// Whether its handlers are methods, which share its value.
    pub(super) has_state: bool,
}

impl Owner<'_> {
    /// Emits the implementation. If there are mistakes, it is only enough for the code that uses it to compile.
    pub(super) fn implementation(&self, handlers: &[Parsed], mistakes: Mistakes) -> TokenStream {
        let Owner { runtime, written, generics, ty, cfgs, has_state } = self;
        let errors = mistakes.combined().map(|errors| compile_errors(&errors));
        let body = match &errors {
            Some(_) => {
                // The compiler checks the paths of the triggers too.
                let paths = handlers.iter().filter_map(named);
                quote!(#({ #paths })* loop {})
            }
            None => body(handlers, *has_state),
        };
        // Parameters of a function are a mistake, and not repeated here.
        let (parameters, _, bounds) = generics.split_for_impl();
        let (parameters, bounds) = if *has_state { (verbatim(&parameters), verbatim(&bounds)) } else { Default::default() };
        let ty = verbatim(ty);
        let implementation = quote! {
            impl #parameters tk::Handlers for #ty #bounds {
                fn handlers(self) -> tk::Vec<tk::Handler> {
                    #body
                }
            }
        };
        let implementation = importing(runtime, written, implementation);
        quote! {
            #errors
            #(#cfgs)*
            const _: () = {
                #implementation
            };
        }
    }
}

fn body(handlers: &[Parsed], has_state: bool) -> TokenStream {
    let state = local("state");
    let shared = has_state.then(|| quote!(let #state = tk::Arc::new(self);));
    let handlers = handlers.iter().map(|handler| {
        let cfgs = &handler.cfgs;
        let value = value(handler, has_state);
        quote!(#(#cfgs)* #value)
    });
    quote! {
        #shared
        tk::handlers([#(#handlers),*])
    }
}

/// Emits the value of one handler.
fn value(handler: &Parsed, has_state: bool) -> TokenStream {
    let Parsed { options, name, assertions, .. } = handler;
    let alias = named(handler);
    let trigger = options.alias();
    let (value, function) = (local("handler"), function(handler, has_state));
    let state = local("state");
    // Whatever the compiler finds wrong with the trigger is reported in the place of the trigger, and so only once.
    let at = trigger.span();
    let made = match (options.each.map(Literal::usize_unsuffixed), has_state) {
        (None, false) => quote_spanned!(at=> tk::Handler::new::<#trigger, _, _>(#function)),
        (None, true) => quote_spanned!(at=> tk::method::<#trigger, _, _, _>(&#state, #function)),
        (Some(records), false) => quote_spanned!(at=> tk::Handler::each::<#trigger, _, _>(#records, #function)),
        (Some(records), true) => quote_spanned!(at=> tk::method_each::<#trigger, _, _, _>(#records, &#state, #function)),
    };
    let config = options.config.as_ref().map(|config| config::given(config, &trigger));
    let validate = options.validate.map(|method| Ident::new(method, Span::call_site()));
    let validate = validate.map(|method| quote!(.#method()));
    quote!({
        #alias
        #assertions
        let #value = #made;
        #value.named(#name)#validate #config
    })
}

/// Emits the closure that calls the user's function. Its variables have the places of the user's types, where the compiler
/// reports what is wrong with them.
fn function(handler: &Parsed, has_state: bool) -> TokenStream {
    let Parsed { options, call, .. } = handler;
    let trigger = options.alias();
    let ident = &call.ident;
    let name = if options.each.is_some() { "record" } else { "event" };
    let event = call.event.as_ref().map(|ty| parameter(name, ty));
    let cx = call.context.as_ref().map(|ty| parameter("cx", ty));
    let event_let = event.as_ref().map(|(name, ty)| match options.each {
        None => {
            let expected = quote_spanned!(trigger.span()=> <#trigger as tk::Trigger>::Event);
            quote!(let #name = <#ty as tk::EventOf<#expected>>::of(#name);)
        }
        Some(_) => {
            let expected = quote_spanned!(trigger.span()=> <#trigger as tk::Batch>::Record);
            quote!(let #name = <#ty as tk::RecordOf<#expected>>::of(#name);)
        }
    });
    let cx_let = cx.as_ref().map(|(name, ty)| quote_spanned!(name.span()=> let #name: #ty = #name;));
    let state = has_state.then(|| local("state")).map(|state| quote!(#state,));
    let receiver = state.as_ref().map(|state| quote!(&#state));
    let function = if has_state { quote!(Self::#ident) } else { ident.to_token_stream() };
    let arguments = event.iter().chain(&cx).map(|(name, _)| name);
    let patterns = [&event, &cx].map(|parameter| parameter.as_ref().map_or(quote!(_), |(name, _)| name.to_token_stream()));
    let awaited = call.is_async.then(|| quote!(.await));
    let called = quote!(#function(#receiver #(#arguments),*) #awaited);
    let returns = verbatim(&call.returns);
    let outcome = match options.each {
        None => {
            let response = quote_spanned!(trigger.span()=> <#trigger as tk::Trigger>::Response);
            quote_spanned!(call.returns_at=> tk::outcome::<#response, #returns>(#called))
        }
        Some(_) => {
            let answer = quote_spanned!(trigger.span()=> <#trigger as tk::Batch>::Answer);
            quote_spanned!(call.returns_at=> tk::done::<#answer, #returns>(#called))
        }
    };
    quote! {
        |#state #(#patterns),*| async move {
            #event_let
            #cx_let
            #outcome
        }
    }
}

/// Emits the trigger under a name, so that the compiler resolves its path once.
fn named(handler: &Parsed) -> Option<TokenStream> {
    let path = verbatim(handler.options.trigger.as_ref()?);
    Some(quote!(type __Trigger = #path;))
}

/// Returns the variable for a parameter of the user's function, in the place of its type, and the type.
fn parameter(name: &str, ty: &Type) -> (Ident, TokenStream) {
    let mut name = local(name);
    name.set_span(name.span().located_at(ty.span()));
    (name, verbatim(ty))
}

/// A name that no code of the user refers to.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}
