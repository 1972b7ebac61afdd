//! Embeds the spec and the samples of every provider that has a folder in `samples/`.
//!
//! Only that folder is watched. A change in a spec or a sample needs no new run: the compiler follows the files that it includes.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

const SAMPLES: &str = "samples";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed={SAMPLES}");
    let mut table = String::from("/// Every built-in spec, in the order of names.\npub const ALL: &[Builtin] = &[\n");
    for provider in names(Path::new(SAMPLES), fs::FileType::is_dir)? {
        let text = embedded("include_str", &format!("{provider}.toml"));
        // The parts of a spec are in a folder with its name.
        let (mut parts, mut samples) = (String::new(), String::new());
        if Path::new(&provider).is_dir() {
            println!("cargo:rerun-if-changed={provider}");
            for part in names(Path::new(&provider), fs::FileType::is_file)? {
                let text = embedded("include_str", &format!("{provider}/{part}"));
                let _ = writeln!(parts, "            ({:?}, {text}),", part.trim_end_matches(".toml"));
            }
        }
        for sample in names(&Path::new(SAMPLES).join(&provider), fs::FileType::is_file)? {
            let bytes = embedded("include_bytes", &format!("{SAMPLES}/{provider}/{sample}"));
            let _ = writeln!(samples, "            ({sample:?}, {bytes}),");
        }
        let _ = writeln!(
            table,
            "    Builtin {{\n        name: {provider:?},\n        text: {text},\n        parts: &[\n{parts}        ],\n        samples: &[\n{samples}        ],\n    }},"
        );
    }
    table.push_str("];\n");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    fs::write(Path::new(&out).join("builtin.rs"), table)
}

/// Returns an `include` of a file of this crate. The crate's own path stays out of the table.
fn embedded(include: &str, path: &str) -> String {
    format!("{include}!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))", format!("/{path}"))
}

/// Returns the sorted names of the visible entries of a folder that are of one kind.
fn names(folder: &Path, is_kind: fn(&fs::FileType) -> bool) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if let Ok(name) = entry.file_name().into_string()
            && is_kind(&entry.file_type()?)
            && !name.starts_with('.')
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
