//! Checks the pages: their links have targets, and their Rust code is compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use xtask::book::{ids, map_links};

use crate::folder::{Folder, copy, page, root};
use crate::followed::blocks;

/// Returns all pages by their paths, relative to the root.
pub(crate) fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for folder in ["", "docs", "docs/decisions", "docs/schema", "docs/triggers"] {
        for entry in fs::read_dir(root().join(folder)).expect("the folder can be read") {
            let name = entry.expect("the entry can be read").file_name().to_string_lossy().into_owned();
            if name.ends_with(".md") {
                let path = Path::new(folder).join(name).to_string_lossy().into_owned();
                let text = page(&path);
                pages.insert(path, text);
            }
        }
    }
    pages
}

/// Returns the targets of all links outside of code blocks.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    map_links(text, |link| {
        links.push(link.to_owned());
        link.to_owned()
    });
    links
}

#[test]
fn every_link_has_a_target() {
    let pages = pages();
    let mut checked = 0;
    for (path, text) in &pages {
        for link in links(text).into_iter().filter(|link| !link.contains("://")) {
            let (file, id) = link.split_once('#').unwrap_or((&link, ""));
            let folder = Path::new(path).parent().expect("a page is in a folder");
            let target = if file.is_empty() { path.clone() } else { folder.join(file).to_string_lossy().into_owned() };
            assert!(root().join(&target).exists(), "{path}: {link}");
            if !id.is_empty() {
                let text = pages.get(&target).unwrap_or_else(|| panic!("{path}: {link}"));
                assert!(ids(text).contains(id), "{path}: {link}");
            }
            checked += 1;
        }
    }
    assert!(checked > 200, "{checked}");
}

#[test]
fn ids_are_unique() {
    for (path, text) in pages() {
        let mut seen = BTreeSet::new();
        for id in text.split("<a id=\"").skip(1).filter_map(|part| part.split('"').next()) {
            assert!(seen.insert(id.to_owned()), "{path}: {id}");
        }
    }
}

/// Returns a folder with specs that use the whole language.
fn whole_language() -> Folder {
    let folder = Folder::copy();
    let accepted = root().join("spec/tests/accepted");
    for entry in fs::read_dir(&accepted).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        // Folders have samples, and parts of specs.
        if path.is_dir() || path.extension().is_some_and(|end| end == "toml") {
            copy(&path, &folder.path("spec").join(path.file_name().expect("a file has a name")));
        }
    }
    folder
}

#[test]
fn pages_explain_what_is_special_about_a_trigger() {
    let folder = whole_language();
    assert_eq!(folder.xtask(&["docs"]).code, Some(0));
    for (page, line) in [
        (
            "status",
            "- Since 2018\n- Retired by the vendor: 2025-06-30\n- Replaced by [`status.function_url`](#status.function_url)\n",
        ),
        ("status", "- Replaced by `elsewhere.queue`\n"),
        ("README", "| [`status.gateway`](status.md#status.gateway) | API gateway (retired) | `GatewayEvent` |\n"),
        ("tolerant", "Events are also read in the forms that clouds mix up, such as a number in place of text. Handlers"),
        ("batches", "- The records are in `messages` and `records[].messages`\n"),
        ("batches", "- `topics()`: `topic` and `records[].topic`\n"),
        ("batches", "    for each in batches::Queue::records(event) {\n"),
        (
            "lists",
            "- The payload is a list of [`Order`](#Order), one of its items alone, or an object with the list in `events` or \
             `EventList`\n",
        ),
        ("generic", "`#[trigger(generic::Queue<Order>)]` with `QueueEvent<Order>`"),
        (
            "answers",
            "- The event is an HTTP request: method in `requestContext.method`, path in `rawPath` or `path`, base path in",
        ),
        ("detection", " in any case"),
    ] {
        let text = folder.read(&format!("docs/triggers/{page}.md"));
        assert!(text.contains(line), "{line} is not in:\n{text}");
    }
}

/// Generates pages with texts that contain Markdown.
#[test]
fn every_table_is_well_formed() {
    let folder = whole_language();
    folder.write(
        "spec/odd.toml",
        r#"provider = { title = "Odd", source = "[1] <2>" }

[triggers.odd]
title  = "Odd"
doc    = "A | B\nand `C | D`."
sample = '{}'
fields = { type = { type = "string", pattern = "^(a|b)$", doc = "x | y" }, "a|b" = { type = "string" } }
"#,
    );
    let ran = folder.xtask(&["docs"]);
    assert_eq!(ran.code, Some(0), "{}", ran.complaints);
    let mut rows = 0;
    for entry in fs::read_dir(folder.path("docs/triggers")).expect("the folder can be read") {
        let page = fs::read_to_string(entry.expect("the entry can be read").path()).expect("it is text");
        let prose: String = page.split("\n```").step_by(2).collect();
        let cells = |line: &str| line.replace("\\|", "").matches('|').count();
        let lines: Vec<&str> = prose.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair.iter().all(|line| line.starts_with('|'))) {
            assert_eq!(cells(pair[0]), cells(pair[1]), "{}\n{}", pair[0], pair[1]);
            rows += 1;
        }
        for (words, text) in blocks(&page) {
            if words == ["rust"] {
                assert!(syn::parse_file(&text).is_ok(), "{text}");
            }
        }
    }
    assert!(rows > 1_000, "{rows}");
}

#[test]
fn the_rust_of_every_page_is_compiled() {
    let compiled = page("examples/lib.rs");
    for (path, text) in pages() {
        if text.contains("```rust\n") {
            assert!(compiled.contains(&format!("\"../{path}\"")), "{path} is not in examples/lib.rs");
        }
    }
}
