//! What stands beside a function or an `impl`: the implementation that brings its handlers to a router.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Generics, Path};

use super::signature::Call;
use super::{Handler, config};
use crate::alias::{alias, import, renamed};
use crate::mistakes::Mistakes;
use crate::tokens::verbatim;

/// What is brought to a router.
pub(super) struct Brings<'i> {
    /// Where triggerkit is.
    pub(super) runtime: &'i Path,
    /// The user's tokens.
    pub(super) written: &'i TokenStream,
    pub(super) generics: &'i Generics,
    /// The type that brings them.
    pub(super) ty: TokenStream,
    pub(super) cfgs: &'i [Attribute],
}

impl Brings<'_> {
    /// With mistakes, only so much of it that code which uses it makes no more.
    pub(super) fn implementation(&self, handlers: &[&Handler], has_state: bool, mistakes: Mistakes) -> TokenStream {
        let Brings { runtime, written, generics, ty, cfgs } = self;
        let errors = mistakes.combined().map(|errors| errors.to_compile_error());
        let body = match &errors {
            Some(_) => {
                // The compiler has a word on the paths, too.
                let paths = handlers.iter().filter_map(|handler| named(handler));
                quote!(#({ #paths })* loop {})
            }
            None => body(handlers, has_state),
        };
        // A function's own parameters are a mistake, and nothing of its handler.
        let (parameters, _, bounds) = generics.split_for_impl();
        let (parameters, bounds) = if has_state { (verbatim(&parameters), verbatim(&bounds)) } else { Default::default() };
        let ty = verbatim(ty);
        let implementation = quote! {
            impl #parameters tk::Handlers for #ty #bounds {
                fn handlers(self) -> tk::Vec<tk::Handler> {
                    #body
                }
            }
        };
        let alias = alias(written);
        let import = import(runtime, &alias);
        let implementation = renamed(implementation, &alias);
        quote! {
            #errors
            #(#cfgs)*
            const _: () = {
                #import
                #implementation
            };
        }
    }
}

fn body(handlers: &[&Handler], has_state: bool) -> TokenStream {
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

/// The value of one handler.
fn value(handler: &Handler, has_state: bool) -> TokenStream {
    let Handler { options, call, name, assertions, .. } = handler;
    let alias = named(handler);
    let trigger = options.alias();
    let (state, event) = (local("state"), local("event"));
    let ident = &call.ident;
    let ty = call.event.as_ref().map(verbatim).unwrap_or_default();
    let given = match options.each {
        None => {
            let expected = quote_spanned!(trigger.span()=> <#trigger as tk::Trigger>::Event);
            quote!(<#ty as tk::EventOf<#expected>>::of(#event))
        }
        Some(_) => {
            let expected = quote_spanned!(trigger.span()=> <#trigger as tk::Batch>::Record);
            quote!(<#ty as tk::RecordOf<#expected>>::of(#event))
        }
    };
    let Context { parameter, typed, argument } = Context::of(call);
    let called = if has_state { quote!(Self::#ident(&#state, #given #argument)) } else { quote!(#ident(#given #argument)) };
    let awaited = call.is_async.then(|| quote!(.await));
    let returns = verbatim(&call.returns);
    let outcome = match options.each {
        None => {
            let response = quote_spanned!(trigger.span()=> <#trigger as tk::Trigger>::Response);
            quote_spanned!(call.returns_at=> tk::outcome::<#response, #returns>(#called #awaited))
        }
        Some(_) => quote_spanned!(call.returns_at=> tk::done::<#returns>(#called #awaited)),
    };
    // A value is cloned for the handler, and again for each call.
    let shared = has_state.then(|| quote!(let #state = tk::Clone::clone(&#state);));
    let capture = has_state.then(|| quote!(move));
    let closure = quote!(#capture |#event, #parameter| {
        #shared
        async move {
            #typed
            #outcome
        }
    });
    // All that the compiler may find wrong with the trigger is said in its place, and so only once.
    let made = match options.each {
        None => quote_spanned!(trigger.span()=> tk::Handler::new::<#trigger, _, _>(#closure)),
        Some(concurrency) => {
            let concurrency = Literal::usize_unsuffixed(concurrency);
            quote_spanned!(trigger.span()=> tk::Handler::each::<#trigger, _, _>(#concurrency, #closure))
        }
    };
    let config = options.config.as_ref().map(|config| config::given(config, &trigger));
    let reporting = options.reporting.then(|| quote!(.reporting()));
    quote!({
        #alias
        #assertions
        #shared
        #made.named(#name)#reporting #config
    })
}

/// The trigger under a name, so that the compiler looks its path up once.
fn named(handler: &Handler) -> Option<TokenStream> {
    let path = verbatim(handler.options.trigger.as_ref()?);
    Some(quote!(type __Trigger = #path;))
}

/// How the context gets from the closure's parameter to the function's.
struct Context {
    parameter: TokenStream,
    /// Says the parameter's type in its own place, where a wrong one is reported.
    typed: TokenStream,
    argument: TokenStream,
}

impl Context {
    fn of(call: &Call) -> Context {
        let Some(ty) = &call.context else {
            return Context { parameter: quote!(_), typed: TokenStream::new(), argument: TokenStream::new() };
        };
        let at = ty.span();
        let cx = Ident::new("cx", Span::mixed_site().located_at(at));
        let user = verbatim(ty);
        Context { parameter: cx.to_token_stream(), typed: quote_spanned!(at=> let #cx: #user = #cx;), argument: quote!(, #cx) }
    }
}

/// A name that nothing of the user's refers to.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}
