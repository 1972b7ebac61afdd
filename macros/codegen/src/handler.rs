//! `#[trigger(…)]` on a function and `#[triggers]` on an `impl`. The item stays as it is. An implementation of `Handlers` is added,
//! which a router takes.

mod config;
mod emit;
mod options;
mod parsed;
mod signature;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{Attribute, Error, ImplItem, Item, ItemFn, ItemImpl, Meta, Type};

use self::emit::Owner;
use self::options::Options;
use self::parsed::{Parsed, cfgs};
use self::signature::Call;
use crate::arguments::default_runtime;
use crate::mistakes::{Mistakes, mistake, rejected, with_help};

/// Expands `#[trigger(huawei::Kafka)] async fn …`.
pub fn handler(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let Ok(Item::Fn(function)) = syn::parse2(item.clone()) else {
        let help = "on an `impl`, use `#[triggers]` with `#[trigger(…)]` on its methods; on a struct, put `#[trigger(…)]` after `#[derive(Trigger)]`";
        let what = with_help("`#[trigger]` can only be applied to functions", help);
        return rejected(&Error::new(Span::call_site(), what), &item);
    };
    if let Some(receiver) = function.sig.receiver() {
        // The function is inside of an `impl`, where no item can be added.
        let help = "put `#[triggers]` on the `impl`, and pass the value to a router: `Router::new().with(shop)`";
        return rejected(&mistake(receiver, "a method is a handler only if its `impl` has `#[triggers]`", help), &item);
    }
    let mut mistakes = Mistakes::default();
    let written = quote!(#arguments #item);
    let options = Options::read(arguments, Span::call_site(), &mut mistakes);
    mistakes.next_place();
    if function.sig.ident == "main" {
        let help = "give the handler another name, and pass it to a router in `main`";
        mistakes.push(mistake(&function.sig.ident, "`main` cannot be a handler", help));
    }
    let call = Call::of(&function.sig, &mut mistakes);
    let name = function.sig.ident.unraw().to_string();
    let runtime = options.runtime.clone().unwrap_or_else(default_runtime);
    // The function's `#[cfg(…)]` is repeated on the added items, and not inside of them.
    let handler = Parsed::new(options, call, name, &[], &mut mistakes);
    let ItemFn { vis, sig, .. } = &function;
    let (ident, cfgs) = (&sig.ident, &cfgs(&function.attrs));
    // Only the alias has the function's name. If a module has it too, that is one error.
    let hidden = format_ident!("__{ident}");
    let marker = quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #[#runtime::__private::derive(
            #runtime::__private::Clone,
            #runtime::__private::Copy,
            #runtime::__private::fmt::Debug,
        )]
        #vis struct #hidden {}

        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #vis type #ident = #hidden;
    };
    let ty = hidden.to_token_stream();
    let owner = Owner { runtime: &runtime, written: &written, generics: &sig.generics, ty, cfgs, has_state: false };
    let implementation = owner.implementation(&[handler], mistakes);
    quote!(#function #marker #implementation)
}

/// Expands `#[triggers] impl …`.
pub fn handlers(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let Ok(Item::Impl(mut block)) = syn::parse2(item.clone()) else {
        let help = "on a function, use `#[trigger(…)]`";
        let what = with_help("`#[triggers]` can only be applied to an `impl`", help);
        return rejected(&Error::new(Span::call_site(), what), &item);
    };
    let mut mistakes = Mistakes::default();
    let runtime = options::runtime(arguments, &mut mistakes).unwrap_or_else(default_runtime);
    let trait_ = block.trait_.clone();
    let handlers = methods(&mut block, &mut mistakes);
    if let Some((path, _)) = trait_ {
        let help = "move the methods that handle events to an `impl` of the type itself";
        return rejected(&mistake(&path, "`#[triggers]` cannot be applied to the `impl` of a trait", help), &block);
    }
    report_duplicates(&handlers, &mut mistakes);
    if handlers.is_empty() {
        let help = "put `#[trigger(huawei::Kafka)]` on a method, with its trigger";
        mistakes.push(mistake(&block.self_ty, "no method of this `impl` handles a trigger", help));
    }
    let cfgs = cfgs(&block.attrs);
    let ty = block.self_ty.to_token_stream();
    let owner = Owner { runtime: &runtime, written: &item, generics: &block.generics, ty, cfgs: &cfgs, has_state: true };
    let implementation = owner.implementation(&handlers, mistakes);
    quote!(#block #implementation)
}

/// Expands `#[trigger]`, `#[triggers]` and `handler!` if triggerkit is built without its feature `handlers`. The item stays as it
/// is, except that its methods lose their `#[trigger(…)]`, so that there is only one error.
pub fn without_feature(name: &str, item: TokenStream) -> TokenStream {
    let what = with_help(format_args!("`{name}` needs the feature `handlers`"), "run `cargo add triggerkit --features handlers`");
    let error = Error::new(Span::call_site(), what);
    match syn::parse2(item.clone()) {
        Ok(Item::Impl(mut block)) => {
            methods(&mut block, &mut Mistakes::default());
            rejected(&error, &block)
        }
        _ => rejected(&error, &item),
    }
}

/// Removes the `#[trigger(…)]` from every method that has one.
fn methods(block: &mut ItemImpl, mistakes: &mut Mistakes) -> Vec<Parsed> {
    let owner = match &*block.self_ty {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default(),
        _ => String::new(),
    };
    let mut handlers = Vec::new();
    for item in &mut block.items {
        let ImplItem::Fn(method) = item else { continue };
        let (own, others) = std::mem::take(&mut method.attrs).into_iter().partition::<Vec<_>, _>(is_trigger);
        method.attrs = others;
        let Some((attribute, more)) = own.split_first() else { continue };
        mistakes.next_place();
        let (arguments, span) = arguments(attribute);
        let options = Options::read(arguments, span, mistakes);
        if let Some(again) = more.first() {
            let help = "a function handles one trigger; let two functions call a third";
            mistakes.push(mistake(again, "a second `#[trigger]` on one method", help));
        }
        if let Some(runtime) = &options.runtime {
            let help = "write it once for all methods: `#[triggers(crate = path)]`";
            mistakes.push(mistake(runtime, "`crate` is an option of the `impl`", help));
        }
        mistakes.next_place();
        let call = Call::of_method(&method.sig, mistakes);
        let name = format!("{owner}::{}", method.sig.ident.unraw());
        handlers.push(Parsed::new(options, call, name, &method.attrs, mistakes));
    }
    handlers
}

fn is_trigger(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "trigger")
}

/// Returns an attribute's arguments, and the place to report that one is missing.
fn arguments(attribute: &Attribute) -> (TokenStream, Span) {
    match &attribute.meta {
        Meta::List(list) => (list.tokens.clone(), list.delimiter.span().join()),
        other => (TokenStream::new(), syn::spanned::Spanned::span(other)),
    }
}

/// Reports every trigger that has a handler already, if both are written alike.
fn report_duplicates(handlers: &[Parsed], mistakes: &mut Mistakes) {
    let written = |handler: &Parsed| handler.options.trigger.as_ref().map(|path| path.to_token_stream().to_string());
    for (index, handler) in handlers.iter().enumerate() {
        let (Some(path), Some(text)) = (&handler.options.trigger, written(handler)) else { continue };
        let earlier = handlers[..index]
            .iter()
            .find(|earlier| earlier.cfgs.is_empty() && handler.cfgs.is_empty() && written(earlier).as_ref() == Some(&text));
        if let Some(earlier) = earlier {
            let what = format!("this trigger has a handler already: {}", earlier.name.to_string().replace('"', "`"));
            let help = "a router has one handler for each trigger; distinguish its events in the handler";
            mistakes.push(mistake(path, what, help));
        }
    }
}
