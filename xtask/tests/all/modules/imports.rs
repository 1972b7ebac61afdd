//! The imports between files: every path of a module is followed to the file that defines the item.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{Name, Tree};

/// Names by the file that imports them and the file that defines them.
pub(super) type Imports = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// What a path leads to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    Module(usize),
    /// An item and the module that defines it.
    Item(usize, String),
}

/// Collects the imports between the files of a crate.
///
/// Importing a module is not an import by itself; using its items is. Neither is a re-export from a descendant, because it only
/// makes the module's own items visible.
pub(super) fn imports(tree: &Tree) -> Imports {
    let mut imports = Imports::new();
    for (id, module) in tree.modules.iter().enumerate() {
        let uses = module.uses.iter().map(|import| (&import.path, import.public));
        for (path, public) in uses.chain(module.paths.iter().map(|path| (path, false))) {
            for target in resolve(tree, id, path, &mut BTreeSet::new()) {
                let Target::Item(definer, name) = target else { continue };
                let Some(definer) = tree.modules.get(definer) else { continue };
                let own = definer.root == module.root && definer.path.starts_with(&module.path);
                if definer.file != module.file && !(public && own) {
                    imports.entry(module.file.clone()).or_default().entry(definer.file.clone()).or_default().insert(name);
                }
            }
        }
    }
    imports
}

/// Returns what a path leads to from a module. A path to another crate leads to nothing.
fn resolve(tree: &Tree, from: usize, path: &[String], seen: &mut BTreeSet<(usize, String)>) -> BTreeSet<Target> {
    let Some(module) = tree.modules.get(from) else { return BTreeSet::new() };
    let Some((first, rest)) = path.split_first() else { return BTreeSet::new() };
    let mut found = match first.as_str() {
        "crate" => BTreeSet::from([Target::Module(module.root)]),
        "self" => BTreeSet::from([Target::Module(from)]),
        "super" => module.parent.map(Target::Module).into_iter().collect(),
        name => look_up(tree, from, name, seen),
    };
    if let (true, Some((name, root))) = (found.is_empty(), &tree.library)
        && name == first
    {
        found.insert(Target::Module(*root));
    }
    for name in rest {
        let inside: BTreeSet<Target> = found
            .iter()
            .flat_map(|target| match target {
                Target::Module(id) if name == "super" => resolve(tree, *id, std::slice::from_ref(name), seen),
                Target::Module(id) => look_up(tree, *id, name, seen),
                Target::Item(..) => BTreeSet::new(),
            })
            .collect();
        if inside.is_empty() {
            // A variant or an associated item: the path leads to its type.
            found.retain(|target| matches!(target, Target::Item(..)));
            return found;
        }
        found = inside;
    }
    found
}

/// Returns what a name refers to in a module: its items and imports first, then what it imports with `*`.
fn look_up(tree: &Tree, id: usize, name: &str, seen: &mut BTreeSet<(usize, String)>) -> BTreeSet<Target> {
    let Some(module) = tree.modules.get(id) else { return BTreeSet::new() };
    if !seen.insert((id, name.to_owned())) {
        return BTreeSet::new();
    }
    let mut found = BTreeSet::new();
    for meaning in module.names.get(name).into_iter().flatten() {
        match meaning {
            Name::Module(id) => _ = found.insert(Target::Module(*id)),
            Name::Item => _ = found.insert(Target::Item(id, name.to_owned())),
            Name::Import(path) => found.extend(resolve(tree, id, path, seen)),
        }
    }
    if found.is_empty() {
        for glob in &module.globs {
            for target in resolve(tree, id, glob, seen) {
                if let Target::Module(id) = target {
                    found.extend(look_up(tree, id, name, seen));
                }
            }
        }
    }
    seen.remove(&(id, name.to_owned()));
    found
}
