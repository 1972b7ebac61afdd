//! Embeds every `*.toml` of this folder with the files of `samples/<stem>/`, so that a provider is added by writing them.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    // The folder itself, not the files in it: a new spec must be noticed as well.
    println!("cargo:rerun-if-changed=.");
    let mut table = String::from("/// Every built-in spec, in the order of names.\npub const ALL: &[Builtin] = &[\n");
    for stem in specs(Path::new("."))? {
        let file = embedded("include_str", &format!("{stem}.toml"));
        let mut samples = String::new();
        for sample in names(&Path::new("samples").join(&stem))? {
            let bytes = embedded("include_bytes", &format!("samples/{stem}/{sample}"));
            let _ = writeln!(samples, "            ({sample:?}, {bytes}),");
        }
        let _ = writeln!(
            table,
            "    Builtin {{\n        name: {stem:?},\n        text: {file},\n        samples: &[\n{samples}        ],\n    }},"
        );
    }
    table.push_str("];\n");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    fs::write(Path::new(&out).join("builtin.rs"), table)
}

/// An `include` of a file in this folder. The folder's own path stays out of the table.
fn embedded(include: &str, path: &str) -> String {
    format!("{include}!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))", format!("/{path}"))
}

/// Stems of the specs in a folder, sorted.
fn specs(folder: &Path) -> io::Result<Vec<String>> {
    let stems = names(folder)?.into_iter().filter_map(|name| name.strip_suffix(".toml").map(str::to_owned));
    Ok(stems.filter(|stem| stem != "Cargo").collect())
}

/// Names of the files in a folder, sorted; a folder that does not exist has none.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        if let Ok(name) = entry.file_name().into_string()
            && entry.file_type()?.is_file()
            && !name.starts_with('.')
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
