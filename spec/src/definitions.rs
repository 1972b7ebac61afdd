//! The named types of a provider, and the types that each refers to.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Check, EnumDef, Object, Provider, Type, TypeDef, UnionDef};

/// What the name of a type refers to.
#[derive(Clone, Copy, Debug)]
pub enum Definition<'m> {
    /// An object type.
    Object(&'m TypeDef),
    /// An enum.
    Enum(&'m EnumDef),
    /// A union: a value of one of several types.
    Union(&'m UnionDef),
}

/// Every named type of a provider, by name.
#[derive(Clone, Debug, Default)]
pub struct Definitions<'m> {
    by_name: BTreeMap<&'m str, Definition<'m>>,
    /// The objects that hold a value whose type the user of the trigger chooses.
    generic: BTreeSet<&'m str>,
}

impl<'m> Definitions<'m> {
    /// Collects the named types of a provider.
    pub fn of(provider: &'m Provider) -> Self {
        let objects = provider.types.iter().map(Definition::Object);
        let enums = provider.enums.iter().map(Definition::Enum);
        let unions = provider.unions.iter().map(Definition::Union);
        objects.chain(enums).chain(unions).collect()
    }

    /// Returns the type with this name.
    pub fn find(&self, name: &str) -> Option<Definition<'m>> {
        self.by_name.get(name).copied()
    }

    /// Returns the types that can be reached from some names, those names included. Each comes once, before the types that it
    /// refers to. If `enter` returns false for a name, it is left out together with what only it refers to.
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

    /// Returns whether an object holds a value whose type the user of the trigger chooses.
    pub fn is_generic(&self, object: &Object) -> bool {
        has_chosen(object) || named(object).any(|name| self.generic.contains(name))
    }

    /// Returns whether the type with this name is [generic](Self::is_generic).
    pub fn is_generic_name(&self, name: &str) -> bool {
        self.generic.contains(name)
    }

    /// Returns the constraint that a type puts on its values: a closed enum, or the form of a time.
    pub fn check_of(&self, ty: &Type) -> Option<Check> {
        if let Type::TimeLike(pattern) = ty {
            return Some(Check::Time(pattern));
        }
        let Type::Enum(name) = ty else { return None };
        let Some(Definition::Enum(def)) = self.find(name) else { return None };
        def.closed.then(|| Check::OneOf(def.variants.iter().map(|variant| variant.wire.clone().into()).collect()))
    }
}

impl<'m> FromIterator<Definition<'m>> for Definitions<'m> {
    fn from_iter<I: IntoIterator<Item = Definition<'m>>>(list: I) -> Self {
        let by_name = list.into_iter().map(|each| (each.name(), each)).collect();
        let mut definitions = Definitions { by_name, generic: BTreeSet::new() };
        // A type that holds a generic type is generic too.
        let mut holders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut open = Vec::new();
        for definition in definitions.by_name.values() {
            let Definition::Object(ty) = definition else { continue };
            named(&ty.object).for_each(|name| holders.entry(name).or_default().push(&ty.object.name));
            open.extend(has_chosen(&ty.object).then_some(ty.object.name.as_str()));
        }
        while let Some(name) = open.pop() {
            if definitions.generic.insert(name) {
                open.extend(holders.get(name).into_iter().flatten());
            }
        }
        definitions
    }
}

/// Returns whether a field of the object itself has a type that the user of the trigger chooses.
fn has_chosen(object: &Object) -> bool {
    object.fields.iter().any(|field| innermost(&field.ty) == &Type::Generic)
}

impl<'m> Definition<'m> {
    /// Returns the name of the Rust type.
    pub fn name(self) -> &'m str {
        match self {
            Definition::Object(ty) => &ty.object.name,
            Definition::Enum(def) => &def.name,
            Definition::Union(def) => &def.name,
        }
    }

    /// Returns the names of the types that it refers to, in the order of the file.
    fn refers_to(self) -> Vec<&'m str> {
        match self {
            Definition::Object(ty) => named(&ty.object).collect(),
            Definition::Enum(_) => Vec::new(),
            Definition::Union(def) => def.variants.iter().filter_map(|variant| name_of(&variant.field.ty)).collect(),
        }
    }
}

/// Returns the names of the types that an object's fields refer to, in the order of the fields.
pub fn named(object: &Object) -> impl Iterator<Item = &str> {
    object.fields.iter().filter_map(|field| name_of(&field.ty))
}

/// Returns the named type inside of a field's type.
pub fn name_of(ty: &Type) -> Option<&str> {
    match innermost(ty) {
        Type::Object(name) | Type::Enum(name) | Type::Union(name) => Some(name),
        _ => None,
    }
}

/// Returns the type of what is in the lists, maps and codecs of a type.
pub fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::List(item) | Type::Map(item) | Type::Encoded(item, _) => innermost(item),
        ty => ty,
    }
}
