//! Ways through structs: the records of a batch, and the values at one of several paths.

use proc_macro2::TokenStream;
use quote::quote;

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
    way.steps.iter().fold(quote!(tk::once(self)), |values, WayStep { field, optional, each }| match (optional, each) {
        (false, false) => quote!(#values.map(|value| &value.#field)),
        (true, true) => quote!(#values.flat_map(|value| value.#field.iter().flatten())),
        _ => quote!(#values.flat_map(|value| value.#field.iter())),
    })
}

/// Emits the statements that take the records out of `event`, and the records.
pub(super) fn records(lists: &[Way]) -> TokenStream {
    match lists {
        [Way { steps, .. }] if steps.iter().all(|step| !step.each) => only_list(steps),
        _ => {
            let lists = lists.iter().map(owned);
            quote! {
                let mut records = tk::Vec::new();
                #(records.extend(#lists);)*
                records
            }
        }
    }
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

/// The items of the list at the end of a way, taken out of `event`.
fn owned(way: &Way) -> TokenStream {
    let last = way.steps.len() - 1;
    let steps = way.steps.iter().enumerate();
    steps.fold(TokenStream::new(), |values, (index, WayStep { field, optional, each })| {
        // A list and an option both become what they hold.
        let is_list = *each || index == last;
        let both = (*optional && is_list).then(|| quote!(.flatten()));
        match (index, *optional || is_list) {
            (0, _) if last == 0 && !optional => quote!(event.#field),
            (0, true) => quote!(event.#field.into_iter()#both),
            (0, false) => quote!(tk::once(event.#field)),
            (_, true) => quote!(#values.flat_map(|value| value.#field)#both),
            (_, false) => quote!(#values.map(|value| value.#field)),
        }
    })
}
