//! Configurations: the struct, and its place in the vendor's file.

use proc_macro2::TokenStream;
use quote::quote;

use super::objects;
use super::shapes::option;
use crate::plan::Config;

pub(crate) fn config(plan: &Config<'_>) -> TokenStream {
    let Config { model, object, id } = plan;
    let ident = &object.ident;
    let object = objects::object(object);
    let wrapper = option(model.wrapper.as_ref());
    quote! {
        #object

        impl tk::Config for #ident {
            const ID: &'static str = #id;
            const WRAPPER: tk::Option<&'static str> = #wrapper;
        }
    }
}
