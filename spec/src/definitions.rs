//! The named types of a provider by their names, and what leads to what.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{EnumDef, Object, Provider, Type, TypeDef, UnionDef};

/// What the name of a type stands for.
#[derive(Clone, Copy, Debug)]
pub enum Definition<'m> {
    /// An object type.
    Object(&'m TypeDef),
    /// A set of names.
    Enum(&'m EnumDef),
    /// An object whose type depends on a sibling.
    Union(&'m UnionDef),
}

/// Every named type of a provider.
#[derive(Clone, Debug, Default)]
pub struct Definitions<'m>(BTreeMap<&'m str, Definition<'m>>);

impl<'m> Definitions<'m> {
    /// Those of a provider.
    pub fn of(provider: &'m Provider) -> Self {
        let objects = provider.types.iter().map(Definition::Object);
        let enums = provider.enums.iter().map(Definition::Enum);
        let unions = provider.unions.iter().map(Definition::Union);
        objects.chain(enums).chain(unions).collect()
    }

    /// The one with this name.
    pub fn find(&self, name: &str) -> Option<Definition<'m>> {
        self.0.get(name).copied()
    }

    /// Everything that some names lead to, themselves included: each once, what it leads to right behind it. Where `enter` says
    /// no to a name, neither it nor what is behind it is followed.
    pub fn reached(
        &self,
        names: impl IntoIterator<Item = &'m str>,
        mut enter: impl FnMut(&'m str) -> bool,
    ) -> Vec<Definition<'m>> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        let mut open: Vec<&'m str> = names.into_iter().collect();
        open.reverse();
        while let Some(name) = open.pop() {
            let Some(definition) = self.find(name) else { continue };
            if !seen.insert(name) || !enter(name) {
                continue;
            }
            found.push(definition);
            let mut next = definition.refers_to();
            next.reverse();
            open.extend(next);
        }
        found
    }
}

impl<'m> FromIterator<Definition<'m>> for Definitions<'m> {
    fn from_iter<I: IntoIterator<Item = Definition<'m>>>(list: I) -> Self {
        Definitions(list.into_iter().map(|each| (each.name(), each)).collect())
    }
}

impl<'m> Definition<'m> {
    /// The Rust type's name.
    pub fn name(self) -> &'m str {
        match self {
            Definition::Object(ty) => &ty.object.name,
            Definition::Enum(def) => &def.name,
            Definition::Union(def) => &def.name,
        }
    }

    /// Names of the types that it mentions, in its own order.
    fn refers_to(self) -> Vec<&'m str> {
        match self {
            Definition::Object(ty) => named(&ty.object).collect(),
            Definition::Enum(_) => Vec::new(),
            Definition::Union(def) => def.variants.iter().map(|variant| variant.type_name.as_str()).collect(),
        }
    }
}

/// Names of the types that an object's fields mention, in the order of the fields.
pub fn named(object: &Object) -> impl Iterator<Item = &str> {
    object.fields.iter().filter_map(|field| name_of(&field.ty))
}

/// The named type that a field's type is made of.
pub fn name_of(ty: &Type) -> Option<&str> {
    match ty {
        Type::List(item) | Type::Map(item) => name_of(item),
        Type::Object(name) | Type::Enum(name) | Type::Union(name) => Some(name),
        _ => None,
    }
}
