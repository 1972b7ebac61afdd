//! Enums: sets of names, and events.

use proc_macro2::Ident;
use triggerkit_spec::model::{self, EnumDef, Provider};
use triggerkit_spec::names;

use super::docs::{self, Doc};
use super::ident::ident;

/// An enum, whose variants stand for nodes of the model.
#[derive(Debug, PartialEq)]
pub(crate) struct Enum<'m, M> {
    pub(crate) ident: Ident,
    pub(crate) doc: Doc,
    pub(crate) variants: Vec<Variant<'m, M>>,
}

/// One variant of an [`Enum`].
#[derive(Debug, PartialEq)]
pub(crate) struct Variant<'m, M> {
    pub(crate) model: &'m M,
    pub(crate) ident: Ident,
    /// The type of its value, if it has one.
    pub(crate) ty: Option<Ident>,
    pub(crate) doc: Doc,
}

impl<'m> Enum<'m, model::Variant> {
    /// Plans an enum of names. It has a last variant, `Other`, for any other text.
    pub(crate) fn of_names(def: &'m EnumDef) -> Self {
        let other = if def.closed { "Any other text is a violation." } else { "Any other text is kept in `Other`." };
        let variants = def.variants.iter().map(|variant| Variant {
            model: variant,
            ident: ident(&variant.name),
            ty: None,
            doc: Doc(variant.doc.clone().unwrap_or_else(|| format!("`{}`", variant.wire))),
        });
        let doc = docs::paragraphs(&[docs::named(&def.name, def.doc.as_ref()), other.into()]);
        Enum { ident: ident(&def.name), doc, variants: variants.collect() }
    }
}

impl<'m> Enum<'m, String> {
    /// Plans the enum of the types that a function can return for an event, if there are several.
    pub(crate) fn of_responses(trigger: &'m model::Trigger) -> Option<Self> {
        let types = trigger.response.types();
        let variants = types.iter().map(|name| Variant {
            model: name,
            ident: ident(name),
            ty: Some(ident(name)),
            doc: Doc(format!("A [`{name}`].")),
        });
        let doc = format!("A response to a [`{}`]. A handler can also return a value of one of the types.", trigger.event.name);
        let name = ident(&names::response(&trigger.marker));
        (types.len() > 1).then(|| Enum { ident: name, doc: Doc(doc), variants: variants.collect() })
    }
}

impl<'m> Enum<'m, model::Trigger> {
    /// Plans the enum of all events of a provider. Its variants are named after the markers.
    pub(crate) fn of_events(provider: &'m Provider) -> Self {
        let variants = provider.triggers.iter().map(|trigger| Variant {
            model: trigger,
            ident: ident(&trigger.marker),
            ty: Some(ident(&trigger.event.name)),
            doc: Doc(format!("{}.", trigger.title)),
        });
        let doc = Doc("An event of any trigger of this module.".to_owned());
        Enum { ident: ident(names::ANY_EVENT), doc, variants: variants.collect() }
    }
}
