//! The modules of a crate, each with the names and paths that its source contains. Nothing is resolved here.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use syn::{Attribute, Expr, Ident, Item, ItemUse, Lit, Meta, UseTree, Visibility};

use super::paths::{Path, Paths};

/// Texts of source files by their paths.
pub(super) type Sources = BTreeMap<String, String>;

/// The modules that the roots of a crate declare. Modules for tests are left out.
#[derive(Default)]
pub(super) struct Tree {
    /// The name and the root of the library, which binaries of the same package can import from.
    pub(super) library: Option<(String, usize)>,
    pub(super) modules: Vec<Module>,
}

/// A module: a file, or a block in one.
pub(super) struct Module {
    /// The file that contains it.
    pub(super) file: String,
    /// Names from the crate's root down to it; empty for the root.
    pub(super) path: Path,
    /// The root of its crate.
    pub(super) root: usize,
    /// The module around it.
    pub(super) parent: Option<usize>,
    /// What each name may refer to: one name can be a type, a value and a macro.
    pub(super) names: BTreeMap<String, Vec<Name>>,
    /// Paths that are imported with `*`.
    pub(super) globs: Vec<Path>,
    /// All imports.
    pub(super) uses: Vec<Use>,
    /// The paths in its code.
    pub(super) paths: BTreeSet<Path>,
}

/// What a name in a module refers to.
pub(super) enum Name {
    Module(usize),
    Item,
    Import(Path),
}

/// One imported path.
pub(super) struct Use {
    pub(super) path: Path,
    /// Whether it is a re-export: it has any visibility but the private one.
    pub(super) public: bool,
}

impl Tree {
    /// Reads the crate whose sources are in `folder`; `library` is the name of the library, if there is one.
    ///
    /// # Errors
    /// Returns an error if a file is not Rust.
    pub(super) fn read(sources: &Sources, folder: &str, library: &str) -> Result<Tree> {
        let mut tree = Tree::default();
        for name in ["lib", "main"] {
            let file = format!("{folder}/{name}.rs");
            if !sources.contains_key(&file) {
                continue;
            }
            if name == "lib" {
                tree.library = Some((library.replace('-', "_"), tree.modules.len()));
            }
            tree.file(sources, &file, &Place { folder: folder.to_owned(), path: Path::new(), parent: None })?;
        }
        Ok(tree)
    }

    /// Adds a module that is a file.
    fn file(&mut self, sources: &Sources, file: &str, place: &Place) -> Result<usize> {
        let text = sources.get(file).with_context(|| format!("there is no `{file}`"))?;
        let parsed = syn::parse_file(text).with_context(|| file.to_owned())?;
        self.module(sources, file, place, &parsed.items)
    }

    fn module(&mut self, sources: &Sources, file: &str, place: &Place, items: &[Item]) -> Result<usize> {
        let id = self.modules.len();
        self.modules.push(Module {
            file: file.to_owned(),
            path: place.path.clone(),
            root: place.parent.and_then(|parent| self.modules.get(parent)).map_or(id, |parent| parent.root),
            parent: place.parent,
            names: BTreeMap::new(),
            globs: Vec::new(),
            uses: Vec::new(),
            paths: BTreeSet::new(),
        });
        let mut module = Scope::default();
        for item in items {
            let (attributes, name) = head(item);
            if attributes.iter().any(is_test) {
                continue;
            }
            match item {
                Item::Mod(declared) => {
                    let place = place.child(&declared.ident, id);
                    let child = match &declared.content {
                        Some((_, items)) => self.module(sources, file, &place, items)?,
                        None => {
                            let path = place.file(sources, file, attributes);
                            self.file(sources, &path, &place)?
                        }
                    };
                    module.define(&declared.ident, Name::Module(child));
                }
                Item::Use(item) => module.import(item),
                item => {
                    if let Some(name) = name {
                        module.define(name, Name::Item);
                    }
                    module.paths.add(item);
                }
            }
        }
        for item in std::mem::take(&mut module.paths.uses) {
            module.import(&item);
        }
        let Scope { names, globs, uses, paths } = module;
        if let Some(module) = self.modules.get_mut(id) {
            *module =
                Module { names, globs, uses, paths: paths.found, file: file.to_owned(), path: place.path.clone(), ..*module };
        }
        Ok(id)
    }
}

/// Where a module is declared.
struct Place {
    /// The folder of its children's files.
    folder: String,
    path: Path,
    parent: Option<usize>,
}

impl Place {
    fn child(&self, name: &Ident, parent: usize) -> Place {
        let name = name.to_string();
        let folder = format!("{}/{name}", self.folder);
        Place { folder, path: [self.path.as_slice(), &[name]].concat(), parent: Some(parent) }
    }

    /// Returns the file of the module. `declaring` is the file with the declaration.
    fn file(&self, sources: &Sources, declaring: &str, attributes: &[Attribute]) -> String {
        if let Some(path) = attributes.iter().find_map(path_of) {
            let folder = declaring.rsplit_once('/').map_or("", |(folder, _)| folder);
            return format!("{folder}/{path}");
        }
        let inside = format!("{}/mod.rs", self.folder);
        if sources.contains_key(&inside) { inside } else { format!("{}.rs", self.folder) }
    }
}

/// The names and paths of one module, while its items are read.
#[derive(Default)]
struct Scope {
    names: BTreeMap<String, Vec<Name>>,
    globs: Vec<Path>,
    uses: Vec<Use>,
    paths: Paths,
}

impl Scope {
    fn define(&mut self, name: &Ident, what: Name) {
        self.names.entry(name.to_string()).or_default().push(what);
    }

    fn import(&mut self, item: &ItemUse) {
        if item.leading_colon.is_none() {
            self.branch(Path::new(), &item.tree, !matches!(item.vis, Visibility::Inherited));
        }
    }

    fn branch(&mut self, mut path: Path, tree: &UseTree, public: bool) {
        match tree {
            UseTree::Path(step) => {
                path.push(step.ident.to_string());
                self.branch(path, &step.tree, public);
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.branch(path.clone(), tree, public)),
            UseTree::Glob(_) => {
                self.globs.push(path.clone());
                self.uses.push(Use { path, public });
            }
            UseTree::Name(name) => self.leaf(path, &name.ident, None, public),
            UseTree::Rename(name) => self.leaf(path, &name.ident, Some(&name.rename), public),
        }
    }

    fn leaf(&mut self, mut path: Path, name: &Ident, rename: Option<&Ident>, public: bool) {
        if name != "self" || path.is_empty() {
            path.push(name.to_string());
        }
        let known = rename.map(Ident::to_string).or_else(|| path.last().cloned()).unwrap_or_default();
        self.names.entry(known).or_default().push(Name::Import(path.clone()));
        self.uses.push(Use { path, public });
    }
}

/// Returns the attributes of an item, and the name that it defines.
fn head(item: &Item) -> (&[Attribute], Option<&Ident>) {
    match item {
        Item::Const(item) => (&item.attrs, Some(&item.ident)),
        Item::Enum(item) => (&item.attrs, Some(&item.ident)),
        Item::Fn(item) => (&item.attrs, Some(&item.sig.ident)),
        Item::Macro(item) => (&item.attrs, item.ident.as_ref()),
        Item::Mod(item) => (&item.attrs, Some(&item.ident)),
        Item::Static(item) => (&item.attrs, Some(&item.ident)),
        Item::Struct(item) => (&item.attrs, Some(&item.ident)),
        Item::Trait(item) => (&item.attrs, Some(&item.ident)),
        Item::Type(item) => (&item.attrs, Some(&item.ident)),
        Item::Union(item) => (&item.attrs, Some(&item.ident)),
        Item::Impl(item) => (&item.attrs, None),
        Item::Use(item) => (&item.attrs, None),
        _ => (&[], None),
    }
}

/// Returns whether an attribute is `#[cfg(test)]`.
fn is_test(attribute: &Attribute) -> bool {
    matches!(&attribute.meta, Meta::List(list) if list.path.is_ident("cfg") && list.tokens.to_string() == "test")
}

/// Returns the value of `#[path = "…"]`.
fn path_of(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            Expr::Lit(value) => match &value.lit {
                Lit::Str(path) => Some(path.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
