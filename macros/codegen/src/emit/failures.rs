//! How platforms learn which records of a batch have failed, as values of the runtime's types.

use proc_macro2::TokenStream;
use quote::quote;
use triggerkit_spec::model::{Failures, RecordId, Template, TemplatePart};

/// Emits the constant that describes the answer, and the functions that show a record and its answer without their types.
pub(super) fn info_and_objects(failures: &Failures, has_answer: bool) -> (TokenStream, TokenStream) {
    let info = info(failures);
    let answer = has_answer.then(|| {
        quote! {
            fn answer_object(answer: &Self::Answer) -> tk::Option<&dyn tk::Object> {
                tk::Some(answer)
            }
        }
    });
    let constant = quote!(const FAILURES: tk::Option<tk::FailuresInfo> = tk::Some(#info););
    let objects = quote! {
        fn record_object(record: &Self::Record) -> tk::Option<&dyn tk::Object> {
            tk::Some(record)
        }

        #answer
    };
    (constant, objects)
}

fn info(failures: &Failures) -> TokenStream {
    let Failures { list, key, id, group, stop, every, with, copy } = failures;
    let id = match id {
        RecordId::One(value) => {
            let value = template(value);
            quote!(tk::RecordId::One(#value))
        }
        RecordId::Named(values) => {
            let values = values.iter().map(|(name, value)| {
                let value = template(value);
                quote!((#name, #value))
            });
            quote!(tk::RecordId::Named(&[#(#values),*]))
        }
    };
    let group = group.as_ref().map(template).map(|group| quote!(.group(#group)));
    let stop = stop.then(|| quote!(.stop()));
    let every = every.then(|| quote!(.every()));
    let with = with.iter().map(|(key, text)| quote!((#key, #text)));
    let with = (with.len() > 0).then(|| quote!(.with(&[#(#with),*])));
    let copy = (!copy.is_empty()).then(|| quote!(.copy(&[#(#copy),*])));
    quote!(tk::FailuresInfo::new(#list, #key, #id)#group #stop #every #with #copy)
}

fn template(template: &Template) -> TokenStream {
    let parts = template.0.iter().map(|part| match part {
        TemplatePart::Text(text) => quote!(tk::IdPart::Text(#text)),
        TemplatePart::Path(path) => quote!(tk::IdPart::Path(#path)),
    });
    quote!(&[#(#parts),*])
}
