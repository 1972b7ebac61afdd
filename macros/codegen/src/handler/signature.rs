//! What a handler's signature must be, as far as tokens tell; the types are the compiler's to judge.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, Receiver, ReceiverKind, ReturnType, Safety, Signature, Type};

use crate::mistakes::{Mistakes, mistake};
use crate::tokens::identifiers;

/// How a handler is called.
pub(super) struct Call {
    pub(super) ident: Ident,
    pub(super) is_async: bool,
    /// Type of the event, or of one record; `None` where it is missing.
    pub(super) event: Option<Type>,
    /// Type of the second parameter, if there is one.
    pub(super) context: Option<Type>,
    /// What it returns, as a type or a guess at it, and where that stands.
    pub(super) returns: TokenStream,
    pub(super) returns_at: Span,
}

impl Call {
    pub(super) fn of_method(signature: &Signature, mistakes: &mut Mistakes) -> Call {
        match signature.receiver() {
            Some(receiver) if is_shared(receiver) => {}
            Some(receiver) => mistakes.push(mistake(
                receiver,
                "handlers share their value",
                "take `&self`; what changes goes behind a lock or an atomic",
            )),
            None => mistakes.push(mistake(
                &signature.ident,
                "a handler in an `impl` is a method",
                "take `&self`, or move the function out of the `impl` and leave `#[trigger(…)]` on it",
            )),
        }
        Call::of(signature, mistakes)
    }

    pub(super) fn of(signature: &Signature, mistakes: &mut Mistakes) -> Call {
        if !signature.generics.params.is_empty() {
            let help = "name the event's type; what the handler needs besides can be a field of a type with `#[triggers]`";
            mistakes.push(mistake(&signature.generics, "a handler has no type parameters and no lifetimes", help));
        }
        if let Safety::Unsafe(token) = &signature.safety {
            mistakes.push(mistake(token, "a handler is called with any event, so it is safe to call", "remove `unsafe`"));
        }
        let mut types = signature.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(&*typed.ty),
            FnArg::Receiver(_) => None,
        });
        let (event, context) = (types.next(), types.next());
        if event.is_none() {
            let help = "its first parameter is the trigger's event, such as `event: KafkaEvent`";
            mistakes.push(mistake(&signature.ident, "a handler takes the event", help));
        }
        if let Some(more) = types.next() {
            let help = "what it needs besides can be a field of a type with `#[triggers]`";
            mistakes.push(mistake(more, "a handler takes the event and the context, and nothing else", help));
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

fn is_shared(receiver: &Receiver) -> bool {
    matches!(receiver.kind, ReceiverKind::Reference(_, _, None))
}

/// The type that is returned; `_` where it cannot be written a second time.
fn returns(signature: &Signature) -> (TokenStream, Span) {
    match &signature.output {
        ReturnType::Default => (quote_spanned!(signature.ident.span()=> ()), signature.ident.span()),
        ReturnType::Type(_, ty) => {
            let written = ty.to_token_stream();
            (if identifiers(&written).contains("impl") { quote!(_) } else { written }, ty.span())
        }
    }
}
