//! Finds and reads the files that users name: files, folders, patterns such as `events/**/*.json`, and standard input.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use glob::MatchOptions;

/// The name of standard input.
const INPUT: &str = "-";

/// Which files of a folder contain payloads.
pub(crate) const PAYLOADS: &[&str] = &["json", "jsonl", "ndjson"];

/// Which files of a folder contain configurations.
pub(crate) const CONFIGS: &[&str] = &["json", "yaml", "yml"];

/// Reads a file, or standard input if the name is `-`.
pub(crate) fn read_file(file: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = open(file).and_then(|mut reader| reader.read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| cannot_read(file, &error))
}

/// Calls a function with each line of a file that is not blank, and its number. Lines of standard input are passed on as they arrive.
pub(crate) fn read_lines(file: &str, mut function: impl FnMut(usize, &[u8])) -> Result<(), String> {
    let mut reader = open(file).map_err(|error| cannot_read(file, &error))?;
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if reader.read_until(b'\n', &mut line).map_err(|error| cannot_read(file, &error))? == 0 {
            break;
        }
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        if !text.trim_ascii().is_empty() {
            function(number, text);
        }
    }
    Ok(())
}

/// Returns whether the name of a file says that each line is a payload.
pub(crate) fn has_lines(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|extension| extension == "jsonl" || extension == "ndjson")
}

fn open(file: &str) -> io::Result<Box<dyn BufRead>> {
    Ok(if file == INPUT { Box::new(io::stdin().lock()) } else { Box::new(BufReader::new(File::open(file)?)) })
}

fn cannot_read(file: &str, error: &io::Error) -> String {
    format!("cannot read `{file}`: {error}")
}

/// Returns the files that a user names: a file itself, the files of a folder and its subfolders that have one of these extensions, or the
/// files that match a pattern.
///
/// # Errors
/// Returns a message if a folder cannot be read, a pattern is not valid, or nothing is found.
pub(crate) fn find_files(name: &str, extensions: &[&str]) -> Result<Vec<String>, String> {
    let path = Path::new(name);
    if path.is_dir() {
        let mut found = Vec::new();
        collect_folder(path, extensions, &mut found)?;
        if found.is_empty() {
            let (last, others) = extensions.split_last().ok_or("expected an extension")?;
            return Err(format!("the folder `{name}` has no files that end with .{} or .{last}", others.join(", .")));
        }
        return Ok(found);
    }
    // A file may have a name that looks like a pattern.
    if name == INPUT || !name.contains(['*', '?', '[']) || path.exists() {
        return Ok(vec![name.to_owned()]);
    }
    let options = MatchOptions { require_literal_leading_dot: true, ..MatchOptions::new() };
    let matches = glob::glob_with(name, options).map_err(|error| format!("`{name}` is not a valid pattern: {error}"))?;
    let files: Result<Vec<PathBuf>, _> = matches.filter(|path| !path.as_ref().is_ok_and(|path| path.is_dir())).collect();
    let files = files.map_err(|error| cannot_read(&error.path().display().to_string(), error.error()))?;
    if files.is_empty() {
        return Err(format!("no file matches `{name}`"));
    }
    Ok(files.iter().map(|path| path.display().to_string()).collect())
}

/// Adds the files of a folder and its subfolders, in the order of their names. Hidden ones are skipped, and links to folders are not followed.
fn collect_folder(folder: &Path, extensions: &[&str], found: &mut Vec<String>) -> Result<(), String> {
    let failed = |error: io::Error| cannot_read(&folder.display().to_string(), &error);
    let mut entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let is_wanted = path.extension().is_some_and(|extension| extensions.iter().any(|each| extension == *each));
        match entry.file_type().map_err(failed)? {
            _ if entry.file_name().as_encoded_bytes().starts_with(b".") => {}
            kind if kind.is_dir() => collect_folder(&path, extensions, found)?,
            _ if is_wanted && path.is_file() => found.push(path.display().to_string()),
            _ => {}
        }
    }
    Ok(())
}
