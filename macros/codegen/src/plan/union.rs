//! Unions: enums of types.

use proc_macro2::Ident;
use triggerkit_spec::definitions::Definitions;
use triggerkit_spec::model::{By, Presence, Type, UnionDef, UnionVariant};
use triggerkit_spec::words;

use super::docs::{self, Doc};
use super::ident::ident;
use super::object::{Value, items};
use super::types::RustType;

/// An enum of types. It has a last variant, `Other`, for any other JSON.
#[derive(Debug, PartialEq)]
pub(crate) struct Union<'m> {
    pub(crate) model: &'m UnionDef,
    pub(crate) ident: Ident,
    pub(crate) doc: Doc,
    pub(crate) variants: Vec<Alternative<'m>>,
}

/// One variant of a [`Union`].
#[derive(Debug, PartialEq)]
pub(crate) struct Alternative<'m> {
    pub(crate) model: &'m UnionVariant,
    pub(crate) ident: Ident,
    pub(crate) doc: Doc,
    /// The type of its value, without a box.
    pub(crate) ty: RustType,
    /// Whether the value is in a box: objects may be large, and unions may contain themselves.
    pub(crate) boxed: bool,
    /// Whether no other variant has this type, so that a value of it converts into the union.
    pub(crate) converts: bool,
    /// What the engine has to know of the value.
    pub(crate) value: Value<'m>,
    /// The items of a list or map, if they are constrained in any way.
    pub(crate) items: Option<Value<'m>>,
}

impl<'m> Union<'m> {
    pub(crate) fn new(def: &'m UnionDef, definitions: &Definitions<'m>) -> Self {
        let types: Vec<RustType> = def.variants.iter().map(|variant| RustType::of(&variant.field.ty, definitions)).collect();
        let variants = def.variants.iter().zip(&types).map(|(variant, ty)| {
            let field = &variant.field;
            let is_named = matches!(field.ty, Type::Object(_) | Type::Union(_));
            Alternative {
                ident: ident(&variant.name),
                doc: doc(def.by, variant),
                ty: ty.clone(),
                boxed: is_named && def.by != By::Sibling,
                converts: types.iter().filter(|other| *other == ty).count() == 1,
                value: Value::new(Presence::Optional, &field.ty, &field.rules, definitions),
                items: items(field, false, definitions),
                model: variant,
            }
        });
        let doc = docs::paragraphs(&[docs::named(&def.name, def.doc.as_ref()), rule(def)]);
        Union { ident: ident(&def.name), doc, variants: variants.collect(), model: def }
    }
}

/// Returns what the type depends on, in words.
fn rule(def: &UnionDef) -> String {
    let tag = def.tag.as_deref().unwrap_or_default();
    match def.by {
        By::Sibling => {
            format!("Its type depends on the sibling `{tag}`. With any other text there, the value is kept as JSON.")
        }
        By::Field => format!("Its type depends on its field `{tag}`. With any other text there, the value is kept as JSON."),
        By::Key => "Its type depends on the only key of the object. With any other keys, the object is kept as JSON.".to_owned(),
        By::Kind => "Its type depends on the kind of the value. A value of any other kind is kept as JSON.".to_owned(),
        By::Detect => "Its type is the first whose condition holds. If none does, the value is kept as JSON.".to_owned(),
    }
}

fn doc(by: By, variant: &UnionVariant) -> Doc {
    let tags = variant.tags.join("`, `");
    let selector = match (&variant.detect, by) {
        (Some(condition), _) => format!("If {condition}."),
        (None, By::Key) => format!("With the key `{tags}`."),
        (None, By::Kind) => format!("A value of kind `{tags}`."),
        (None, _) => format!("With `{tags}`."),
    };
    let doc = variant.field.doc.clone().unwrap_or_default();
    docs::paragraphs(&[doc, words::escape(&selector), words::escape(&words::constraints(&variant.field))])
}
