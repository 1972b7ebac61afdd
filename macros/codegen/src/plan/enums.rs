//! Sets of names, and objects whose type depends on a sibling.

use proc_macro2::Ident;
use triggerkit_spec::model::{EnumDef, UnionDef};

use super::docs;
use super::ident::ident;

/// An enum of names. It has a last variant, `Other`, for any other text.
#[derive(Debug, PartialEq)]
pub(crate) struct Enum<'m> {
    pub(crate) ident: Ident,
    pub(crate) doc: String,
    pub(crate) variants: Vec<Variant<'m>>,
}

/// One name of an [`Enum`].
#[derive(Debug, PartialEq)]
pub(crate) struct Variant<'m> {
    pub(crate) ident: Ident,
    pub(crate) doc: String,
    pub(crate) wire: &'m str,
}

impl<'m> Enum<'m> {
    pub(crate) fn new(def: &'m EnumDef) -> Self {
        let other = if def.closed { "Any other text is a violation." } else { "Any other text is kept in `Other`." };
        let variants = def.variants.iter().map(|variant| Variant {
            ident: ident(&variant.name),
            doc: variant.doc.clone().unwrap_or_else(|| format!("`{}`", variant.wire)),
            wire: &variant.wire,
        });
        Enum {
            ident: ident(&def.name),
            doc: docs::paragraphs(&[docs::named(&def.name, def.doc.as_ref()), other.into()]),
            variants: variants.collect(),
        }
    }
}

/// An enum of types. It has a last variant, `Other`, for any other JSON.
#[derive(Debug, PartialEq)]
pub(crate) struct Union<'m> {
    pub(crate) ident: Ident,
    pub(crate) doc: String,
    pub(crate) variants: Vec<UnionVariant<'m>>,
}

/// One type of a [`Union`].
#[derive(Debug, PartialEq)]
pub(crate) struct UnionVariant<'m> {
    /// The variant, which is named after its type.
    pub(crate) ident: Ident,
    pub(crate) doc: String,
    /// Texts of the sibling that select it.
    pub(crate) tags: &'m [String],
}

impl<'m> Union<'m> {
    pub(crate) fn new(def: &'m UnionDef) -> Self {
        let rule =
            format!("Its type depends on the sibling `{}`. With any other text there, the value is kept as JSON.", def.tag);
        let variants = def.variants.iter().map(|variant| UnionVariant {
            ident: ident(&variant.type_name),
            doc: format!("With `{}`.", variant.tags.join("`, `")),
            tags: &variant.tags,
        });
        Union {
            ident: ident(&def.name),
            doc: docs::paragraphs(&[docs::named(&def.name, def.doc.as_ref()), rule]),
            variants: variants.collect(),
        }
    }
}
