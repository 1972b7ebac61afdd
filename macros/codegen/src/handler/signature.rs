//! Checks a handler's signature as far as tokens allow. The compiler checks the types.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, ReceiverKind, ReturnType, Safety, Signature, Type};

use crate::mistakes::{Mistakes, mistake};
use crate::tokens::identifiers;

/// How a handler is called.
pub(super) struct Call {
    pub(super) ident: Ident,
    pub(super) is_async: bool,
    /// The type of the event or of a record, or `None` if the parameter is missing.
    pub(super) event: Option<Type>,
    /// The type of the second parameter.
    pub(super) context: Option<Type>,
    /// The type that it returns, or `_`, and its place.
    pub(super) returns: TokenStream,
    pub(super) returns_at: Span,
}

impl Call {
    pub(super) fn of_method(signature: &Signature, mistakes: &mut Mistakes) -> Call {
        match signature.receiver() {
            Some(receiver) if matches!(receiver.kind, ReceiverKind::Reference(_, _, None)) => {}
            Some(receiver) => mistakes.push(mistake(
                receiver,
                "a handler cannot have exclusive access to its value",
                "take `&self`, and keep mutable state in a lock or an atomic",
            )),
            None => mistakes.push(mistake(
                &signature.ident,
                "a handler in an `impl` must be a method",
                "take `&self`, or move the function out of the `impl` and leave `#[trigger(…)]` on it",
            )),
        }
        Call::of(signature, mistakes)
    }

    pub(super) fn of(signature: &Signature, mistakes: &mut Mistakes) -> Call {
        if !signature.generics.params.is_empty() {
            let help = "name the event's type; anything else that the handler needs can be a field of a type with `#[triggers]`";
            mistakes.push(mistake(&signature.generics, "a handler cannot have type parameters or lifetimes", help));
        }
        if let Safety::Unsafe(token) = &signature.safety {
            mistakes.push(mistake(token, "a handler cannot be `unsafe`", "remove `unsafe`"));
        }
        let mut types = signature.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(&*typed.ty),
            FnArg::Receiver(_) => None,
        });
        let (event, context) = (types.next(), types.next());
        if event.is_none() {
            let help = "add a first parameter of the event's type, such as `event: KafkaEvent`";
            mistakes.push(mistake(&signature.ident, "a handler must take the event", help));
        }
        if let Some(more) = types.next() {
            let help = "anything else that it needs can be a field of a type with `#[triggers]`";
            mistakes.push(mistake(more, "a handler takes only the event and the context", help));
        }
        let (returns, returns_at) = returns(signature);
        Call {
            ident: signature.ident.clone(),
            is_async: signature.asyncness.is_some(),
            event: event.cloned(),
            context: context.cloned(),
            returns,
            returns_at,
        }
    }
}

/// Returns the type of the function's result, or `_` if it cannot be written twice, and its place.
fn returns(signature: &Signature) -> (TokenStream, Span) {
    match &signature.output {
        ReturnType::Default => (quote_spanned!(signature.ident.span()=> ()), signature.ident.span()),
        ReturnType::Type(_, ty) => {
            let written = ty.to_token_stream();
            (if identifiers(&written).contains("impl") { quote!(_) } else { written }, ty.span())
        }
    }
}
