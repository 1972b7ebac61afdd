//! Plan to tokens. Emitted code is meant to be read: one idea for each item, no generics but the type that the user of a trigger
//! chooses, nothing that the runtime can do.

mod builders;
mod documents;
mod enums;
mod failures;
mod http;
mod module;
mod objects;
mod operations;
mod quoting;
mod shapes;
mod skeleton;
mod target;
mod triggers;
mod types;
mod unions;
mod ways;

use proc_macro2::TokenStream;
use syn::Path;

use crate::alias::importing;
use crate::plan::Item;

pub(crate) use builders::types as builder_types;
pub(crate) use module::{failed as failed_module, module};
pub(crate) use objects::hand_written;
pub(crate) use skeleton::failed as failed_derive;
pub(crate) use triggers::implementation as trigger;

/// Emits the items, and the import of the runtime before them.
pub(crate) fn file(items: &[Item<'_>], runtime: &Path) -> TokenStream {
    importing(runtime, runtime, self::items(items))
}

/// Emits the items without the import, and the module of the builders.
pub(crate) fn items(items: &[Item<'_>]) -> TokenStream {
    let builders = builders::module(items.iter().filter_map(Item::as_struct));
    let items = items.iter().map(|item| match item {
        Item::Trigger(plan) => triggers::trigger(plan),
        Item::Struct(plan) => objects::object(plan),
        Item::Config(plan) => triggers::config(plan),
        Item::Enum(plan) => enums::enumeration(plan),
        Item::Union(plan) => unions::union(plan),
        Item::Operation(plan) => operations::operation(plan),
        Item::Configs(types) => triggers::configs(types),
        Item::AnyEvent(plan) => triggers::any_event(plan),
    });
    items.chain(builders).collect()
}
