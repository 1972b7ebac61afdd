//! Ways through structs: the records of a batch, and the values at one of several paths.

use proc_macro2::TokenStream;
use quote::quote;
use triggerkit_core::key_path::Mark;

use crate::plan::{Accessor, Way, WayStep};

/// Emits the method of an accessor.
pub(super) fn accessor(plan: &Accessor) -> TokenStream {
    let Accessor { ident, doc, value, ways } = plan;
    let mut values = ways.iter().map(borrowed);
    let first = values.next();
    quote! {
        #doc
        pub fn #ident(&self) -> impl tk::Iterator<Item = &#value> {
            #first #(.chain(#values))*
        }
    }
}

/// The values at the end of a way, borrowed.
fn borrowed(way: &Way) -> TokenStream {
    way.steps.iter().fold(quote!(tk::once(self)), |values, WayStep { field, optional, marks }| {
        let (first, inner) = match (optional, &marks[..]) {
            (false, []) => return quote!(#values.map(|value| &value.#field)),
            (false, [Mark::Values, inner @ ..]) => (quote!(values), inner),
            (false, [Mark::Items, inner @ ..]) | (true, inner) => (quote!(iter), inner),
        };
        let inner = inner.iter().map(|mark| match mark {
            Mark::Items => quote!(.flatten()),
            Mark::Values => quote!(.flat_map(tk::Map::values)),
        });
        quote!(#values.flat_map(|value| value.#field.#first()#(#inner)*))
    })
}

/// Emits the statements that take the records out of `event`, and the records.
pub(super) fn records(ways: &[Way]) -> TokenStream {
    match ways {
        [Way { steps, .. }] if is_one_list(steps) => only_list(steps),
        _ => {
            let records = ways.iter().map(owned);
            quote! {
                let mut records = tk::Vec::new();
                #(records.extend(#records);)*
                records
            }
        }
    }
}

/// Returns whether a way goes through nothing but the list at its end.
fn is_one_list(steps: &[WayStep]) -> bool {
    steps.split_last().is_some_and(|(last, steps)| last.marks == [Mark::Items] && steps.iter().all(|step| step.marks.is_empty()))
}

/// Takes one list out of an event. A field that is missing on the way means that there are no records.
fn only_list(steps: &[WayStep]) -> TokenStream {
    let mut lets = TokenStream::new();
    let mut records = quote!(event);
    for WayStep { field, optional, .. } in steps {
        records = if *optional {
            lets.extend(quote!(let tk::Some(#field) = #records.#field else { return tk::Vec::new() };));
            quote!(#field)
        } else {
            quote!(#records.#field)
        };
    }
    quote!(#lets #records)
}

/// The records at the end of a way, taken out of `event`.
fn owned(way: &Way) -> TokenStream {
    let steps = way.steps.iter().enumerate();
    steps.fold(TokenStream::new(), |values, (index, WayStep { field, optional, marks })| {
        // An option and a list both become what they hold by themselves.
        let (first, inner) = match (optional, &marks[..]) {
            (false, [Mark::Values, inner @ ..]) => (quote!(.into_values()), inner),
            (false, [Mark::Items, inner @ ..]) | (true, inner) => (TokenStream::new(), inner),
            (false, []) if index == 0 => return quote!(tk::once(event.#field)),
            (false, []) => return quote!(#values.map(|value| value.#field)),
        };
        let is_all = way.steps.len() == 1 && inner.is_empty();
        let first = match index {
            0 if first.is_empty() && !is_all => quote!(event.#field.into_iter()),
            0 => quote!(event.#field #first),
            _ => quote!(#values.flat_map(|value| value.#field #first)),
        };
        let inner = inner.iter().map(|mark| match mark {
            Mark::Items => quote!(.flatten()),
            Mark::Values => quote!(.flat_map(tk::Map::into_values)),
        });
        quote!(#first #(#inner)*)
    })
}
