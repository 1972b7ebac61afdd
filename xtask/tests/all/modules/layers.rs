//! Layers: a module may import from its own layer and the lower ones.

use std::collections::BTreeMap;

use super::circles::quoted;
use super::imports::Imports;
use super::tree::Tree;

/// Module paths by layer, from the bottom to the top. A path covers the module and everything in it, except for modules that
/// are listed themselves. The crate's root is above all layers.
pub(super) type Layers<'l> = &'l [&'l [&'l str]];

/// Describes every import from a higher layer, every module without a layer, and every listed module that does not exist.
pub(super) fn violations(tree: &Tree, imports: &Imports, layers: Layers<'_>) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut heights: BTreeMap<&str, usize> = BTreeMap::new();
    for module in &tree.modules {
        let path = module.path.join("::");
        match height(&path, layers) {
            Some(height) => _ = heights.entry(&module.file).or_insert(height),
            None => complaints.push(format!(
                "`{path}` is in no layer\n  help: add it to the layers of its crate in xtask/tests/all/modules.rs"
            )),
        }
    }
    for listed in layers.iter().flat_map(|layer| layer.iter()) {
        if !tree.modules.iter().any(|module| module.path.join("::") == *listed) {
            complaints
                .push(format!("there is no module `{listed}`\n  help: remove it from the layers in xtask/tests/all/modules.rs"));
        }
    }
    for (file, from) in imports {
        for (from, names) in from {
            if let (Some(own), Some(other)) = (heights.get(file.as_str()), heights.get(from.as_str()))
                && own < other
            {
                complaints.push(format!(
                    "{file} imports {} from {from}, which is in a higher layer\n  help: move what both need into the lower layer",
                    quoted(names)
                ));
            }
        }
    }
    complaints
}

/// Returns the index of a module's layer. The longest listed path that covers the module counts.
fn height(module: &str, layers: Layers<'_>) -> Option<usize> {
    if module.is_empty() {
        return Some(layers.len());
    }
    let fits = |listed: &str| module.strip_prefix(listed).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    let all = layers.iter().enumerate().flat_map(|(height, layer)| layer.iter().map(move |listed| (height, *listed)));
    all.filter(|(_, listed)| fits(listed)).max_by_key(|(_, listed)| listed.len()).map(|(height, _)| height)
}
