//! Links between pages, which have other places in the book than in the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::pages::Page;

/// Files that the book contains, by their paths in it.
type Pictures = BTreeMap<String, PathBuf>;

/// Returns a page with the links that the book needs, and the pictures that it shows. A link to a file that is no page leads to the
/// repository. Adds the links that lead nowhere to `broken`.
pub(super) fn rewrite(
    root: &Path,
    repository: &str,
    page: &Page,
    pages: &[Page],
    broken: &mut Vec<String>,
) -> (String, Pictures) {
    let mut pictures = Pictures::new();
    let resolve = |link: &str| {
        let resolved =
            if link.contains("://") { Some(link.to_owned()) } else { target(root, repository, page, pages, link, &mut pictures) };
        resolved.unwrap_or_else(|| {
            broken.push(format!("{}: {link}", page.source));
            link.to_owned()
        })
    };
    let text = map_links(&page.text, resolve);
    (text, pictures)
}

/// Returns a page with other links. Code has none.
pub fn map_links(page: &str, mut change: impl FnMut(&str) -> String) -> String {
    let mut text = String::new();
    for (index, part) in page.split("```").enumerate() {
        text.push_str(if index == 0 { "" } else { "```" });
        let mut pieces = part.split("](");
        text.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            text.push_str("](");
            match piece.split_once(')') {
                Some((link, rest)) if index % 2 == 0 => text.extend([&*change(link), ")", rest]),
                _ => text.push_str(piece),
            }
        }
    }
    text
}

/// Returns where a link of a page leads in the book.
fn target(root: &Path, repository: &str, page: &Page, pages: &[Page], link: &str, pictures: &mut Pictures) -> Option<String> {
    let (file, id) = link.split_once('#').unwrap_or((link, ""));
    let source = if file.is_empty() { page.source.clone() } else { beside(&page.source, file) };
    let mut candidates = pages.iter().filter(|page| page.source == source).peekable();
    if candidates.peek().is_some() {
        // Several pages come from one file.
        let found = candidates.find_map(|page| match id {
            "" => Some((page, String::new())),
            id if is_page_of(page, id) => Some((page, String::new())),
            id => ids(&page.text).contains(id).then(|| (page, format!("#{id}"))),
        });
        return found.map(|(target, id)| format!("{}{id}", relative(&page.path, &target.path)));
    }
    let path = root.join(&source);
    if source.ends_with(".svg") && path.is_file() {
        let place = source.trim_start_matches("docs/").to_owned();
        let link = relative(&page.path, &place);
        pictures.insert(place, path);
        return Some(link);
    }
    let kind = if path.is_dir() { "tree" } else { "blob" };
    path.exists().then(|| format!("{repository}/{kind}/main/{source}"))
}

/// Returns whether a page is about the trigger with this id, and nothing else.
fn is_page_of(page: &Page, id: &str) -> bool {
    let path = page.path.strip_prefix("triggers/").and_then(|path| path.strip_suffix(".md"));
    path.is_some_and(|path| path.contains('/') && path.replace('/', ".") == id)
}

/// Returns the ids of a page that links may lead to: explicit ones, and those of headings.
pub fn ids(text: &str) -> BTreeSet<String> {
    let set = text.split("<a id=\"").skip(1).filter_map(|part| part.split('"').next()).map(str::to_owned);
    let headings = text.lines().filter_map(|line| line.strip_prefix('#')).map(|line| line.trim_start_matches('#').trim());
    let slug = |heading: &str| -> String {
        let is_kept = |each: &char| each.is_alphanumeric() || matches!(each, ' ' | '-' | '_');
        heading.to_lowercase().chars().filter(is_kept).collect::<String>().replace(' ', "-")
    };
    set.chain(headings.map(slug)).collect()
}

/// Returns the path of a file that is named relative to another.
fn beside(path: &str, file: &str) -> String {
    let mut parts = PathBuf::new();
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    for component in folder.join(file).components() {
        match component {
            Component::ParentDir => drop(parts.pop()),
            component => parts.push(component),
        }
    }
    parts.to_string_lossy().replace('\\', "/")
}

/// Returns the link from one file of the book to another.
fn relative(from: &str, to: &str) -> String {
    "../".repeat(from.matches('/').count()) + to
}
