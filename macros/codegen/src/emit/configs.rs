//! Configurations: the struct, and what ties it to the vendor's file.

use proc_macro2::TokenStream;
use quote::quote;
use triggerkit_spec::model::{Config, Provider};

use super::{objects, shapes};
use crate::plan::{Planner, ident};

pub(crate) fn config(provider: &Provider, config: &Config, planner: &Planner<'_>) -> TokenStream {
    let object = objects::object(&planner.object(&config.object));
    let name = ident(&config.object.name);
    let id = format!("{}.{}", provider.name, config.id);
    let wrapper = shapes::option(config.wrapper.as_ref());
    quote! {
        #object

        impl tk::Config for #name {
            const ID: &'static str = #id;
            const WRAPPER: tk::Option<&'static str> = #wrapper;
        }
    }
}
