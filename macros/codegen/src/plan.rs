//! Names and Rust types of a model: everything that emission needs and the model leaves open.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::Visibility;
use triggerkit_core::{Accept, Step};
use triggerkit_spec::definitions::{Definition, Definitions};
use triggerkit_spec::model::{Check, Field, HttpShape, Object, Presence, Provider, Type};

/// A struct to emit, or to emit implementations for.
pub(crate) struct Struct<'m> {
    pub(crate) ident: Ident,
    /// Of the struct, and of what stands beside it.
    pub(crate) vis: Visibility,
    pub(crate) object: &'m Object,
    /// How its bytes are read, when they are not JSON alone.
    pub(crate) payload: Option<TokenStream>,
    /// Set when it is an HTTP answer.
    pub(crate) http: Option<HttpShape>,
    pub(crate) fields: Vec<FieldPlan<'m>>,
}

/// A field of a [`Struct`].
pub(crate) struct FieldPlan<'m> {
    pub(crate) model: &'m Field,
    pub(crate) ident: Ident,
    /// Where the compiler says what is wrong with the type.
    pub(crate) span: Span,
    /// The type of the struct's field, `Option` included.
    pub(crate) ty: TokenStream,
    /// The type inside the `Option`.
    pub(crate) inner: TokenStream,
    /// The type of a list's items.
    pub(crate) item: Option<TokenStream>,
    pub(crate) optional: bool,
    /// Items of the list or map are `Option`s, which only a hand-written struct has.
    pub(crate) optional_items: bool,
    /// Texts that a closed enum admits.
    pub(crate) names: Option<Vec<String>>,
    /// The same for the items.
    pub(crate) item_names: Option<Vec<String>>,
}

impl FieldPlan<'_> {
    /// A field that has only one valid text is set by the builder.
    pub(crate) fn constant(&self) -> Option<&str> {
        self.model.rules.checks.iter().find_map(|check| match check {
            Check::OneOf(texts) if self.model.ty == Type::String => match &texts[..] {
                [only] => Some(&**only),
                _ => None,
            },
            _ => None,
        })
    }

    /// A field that the builder must be given.
    pub(crate) fn demanded(&self) -> bool {
        self.model.presence == Presence::Required && self.constant().is_none()
    }
}

/// A field that the builder must be given, and the type parameter that says whether it was.
pub(crate) struct Demand<'p> {
    pub(crate) field: &'p FieldPlan<'p>,
    pub(crate) parameter: Ident,
}

impl Struct<'_> {
    /// What the builder must be given. No parameter has the name of another, or of anything in the fields' types.
    pub(crate) fn demands(&self) -> Vec<Demand<'_>> {
        let mut taken = BTreeSet::from([self.ident.to_string()]);
        for field in &self.fields {
            names(field.inner.clone(), &mut taken);
        }
        let mut demands = Vec::new();
        for field in self.fields.iter().filter(|field| field.demanded()) {
            let mut parameter = format!("Has{}", field.model.name.to_upper_camel_case());
            while !taken.insert(parameter.clone()) {
                parameter.push('_');
            }
            demands.push(Demand { field, parameter: Ident::new(&parameter, Span::call_site()) });
        }
        demands
    }
}

/// Every identifier among tokens.
pub(crate) fn names(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                found.insert(ident.to_string());
            }
            TokenTree::Group(group) => names(group.stream(), found),
            _ => {}
        }
    }
}

/// Resolves what fields of a provider hold.
pub(crate) struct Planner<'m> {
    pub(crate) definitions: Definitions<'m>,
}

impl<'m> Planner<'m> {
    pub(crate) fn new(provider: &'m Provider) -> Self {
        Planner { definitions: Definitions::of(provider) }
    }

    /// For a struct that refers to no enums of a spec.
    pub(crate) fn alone() -> Self {
        Planner { definitions: Definitions::default() }
    }

    pub(crate) fn object(&self, object: &'m Object) -> Struct<'m> {
        Struct {
            ident: ident(&object.name),
            vis: syn::parse_quote!(pub),
            object,
            payload: None,
            http: None,
            fields: object.fields.iter().map(|field| self.field(field)).collect(),
        }
    }

    fn field(&self, model: &'m Field) -> FieldPlan<'m> {
        let inner = coded(model);
        let optional = model.is_option();
        let ty = if optional { quote!(tk::Option<#inner>) } else { inner.clone() };
        let item = match &model.ty {
            Type::List(item) | Type::Map(item) => Some(&**item),
            _ => None,
        };
        FieldPlan {
            model,
            ident: ident(&model.name),
            span: Span::call_site(),
            ty,
            inner,
            item: item.map(rust_type),
            optional,
            optional_items: false,
            names: self.closed(&model.ty),
            item_names: item.and_then(|item| self.closed(item)),
        }
    }

    /// The names of a closed enum.
    fn closed(&self, ty: &Type) -> Option<Vec<String>> {
        let Type::Enum(name) = ty else { return None };
        let Some(Definition::Enum(def)) = self.definitions.find(name) else { return None };
        def.closed.then(|| def.variants.iter().map(|variant| variant.wire.clone()).collect())
    }
}

/// The Rust type of a field without its `Option`.
fn coded(field: &Field) -> TokenStream {
    let plain = rust_type(&field.ty);
    match field.codec.as_slice() {
        [] => plain,
        [Step::Base64] => quote!(tk::Base64),
        steps => {
            let chain = match steps {
                [Step::Base64, Step::Json] => quote!(tk::Base64Json),
                [Step::Base64, Step::Unpack, ..] if steps.last() == Some(&Step::Json) => quote!(tk::PackedJson),
                [Step::Json] => quote!(tk::JsonText),
                _ => return quote!(tk::Encoded<(), tk::Packed>),
            };
            quote!(tk::Encoded<#plain, #chain>)
        }
    }
}

/// The Rust type of a plain value.
fn rust_type(ty: &Type) -> TokenStream {
    match ty {
        Type::String => quote!(tk::Str),
        Type::Bool => quote!(bool),
        Type::I64 => quote!(i64),
        Type::U64 => quote!(u64),
        Type::F64 => quote!(f64),
        Type::Json => quote!(tk::Json),
        Type::Scalar => quote!(tk::Scalar),
        Type::Raw => quote!(tk::Raw),
        Type::Bytes => quote!(tk::Base64),
        Type::Time(_) => quote!(tk::Timestamp),
        Type::List(item) => {
            let item = rust_type(item);
            quote!(tk::Vec<#item>)
        }
        Type::Map(item) => {
            let item = rust_type(item);
            quote!(tk::Map<#item>)
        }
        Type::Object(name) | Type::Enum(name) | Type::Union(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Type::Foreign(text) => text.parse().unwrap_or_default(),
    }
}

/// The identifier that is emitted for a name of the model: raw where it must be.
pub fn ident(name: &str) -> Ident {
    syn::parse_str::<Ident>(name).unwrap_or_else(|_| Ident::new_raw(name, Span::call_site()))
}

/// The forms of a field that the runtime must know.
pub(crate) fn accepted(accept: &[Accept]) -> Vec<Ident> {
    accept.iter().map(|form| format_ident!("{}", format!("{form:?}"))).collect()
}
