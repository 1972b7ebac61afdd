//! `cargo xtask new`: drafts a spec from samples. The draft has to be completed by hand, because samples do not show everything.

mod detection;
mod draft;
mod guess;
mod render;
mod seen;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result, anyhow, bail};
use triggerkit_core::key_path::{Mark, write_key};
use triggerkit_spec::json::{self, Node, line_column};
use triggerkit_spec::model::{Body, Provider};
use triggerkit_spec::{SampleFiles, SampleFolder, SourceFile, check, names};

use crate::workspace::{Spec, Workspace};
use detection::{condition, holds};
use draft::{Drafts, Field};
use render::{GUESSED, Head};
use seen::Seen;

/// A sample file.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its path. The extension decides the kind of payload.
    pub path: PathBuf,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The draft of a spec.
#[derive(Clone, Debug)]
pub struct Written {
    /// The files to write, with paths relative to the root: the spec, then the samples.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// The number of lines with a guess.
    pub guesses: usize,
    /// Whether the provider is new.
    pub is_new: bool,
}

impl Written {
    /// Returns what is left to do by hand.
    pub fn left(&self) -> String {
        let guesses = format!(
            "{} lines end with `{}`: compare each with the vendor's document, then remove the comment",
            self.guesses,
            GUESSED.trim()
        );
        let provider = "a new provider also needs a line in runtime/src/providers.rs and a feature in runtime/Cargo.toml; see docs/adding-a-provider.md";
        if self.is_new { format!("{guesses}\n{provider}") } else { guesses }
    }
}

/// Reads the samples, and writes the spec and copies of the samples.
///
/// # Errors
/// Returns an error if a sample cannot be read, if there are no samples, or if the trigger already exists.
pub fn command(root: &Path, provider: &str, trigger: &str, from: &[PathBuf]) -> Result<Written> {
    let read = |path: &PathBuf| -> Result<Given> {
        Ok(Given { path: path.clone(), bytes: fs::read(path).with_context(|| path.display().to_string())? })
    };
    let given = from.iter().map(read).collect::<Result<Vec<_>>>()?;
    let written = write(&workspace(root, provider, from)?, provider, trigger, &given)?;
    for (path, bytes) in &written.files {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    }
    Ok(written)
}

/// Reads the valid specs of the workspace. The samples in `from` may already be in the folder of samples, where they do not
/// belong to any trigger yet.
fn workspace(root: &Path, provider: &str, from: &[PathBuf]) -> Result<Workspace> {
    let mut workspace = Workspace::read(root)?.workspace;
    let path = root.join(format!("spec/{provider}.toml"));
    if path.is_file() && !workspace.providers().any(|each| each.name == provider) {
        let source = SourceFile::read(format!("spec/{provider}.toml"), &path).with_context(|| path.display().to_string())?;
        let samples = Without { folder: SampleFolder::beside(&path, provider), files: from };
        let provider = check(&source, provider, &samples).map_err(|failure| anyhow!("{failure}"))?;
        workspace.specs.push(Spec { source, provider });
    }
    Ok(workspace)
}

/// A folder of samples without some of its files.
struct Without<'f> {
    folder: SampleFolder,
    files: &'f [PathBuf],
}

impl SampleFiles for Without<'_> {
    fn files(&self) -> io::Result<Vec<(String, Cow<'_, [u8]>)>> {
        let mut files = self.folder.files()?;
        let left_out: Vec<PathBuf> = self.files.iter().filter_map(|path| path.canonicalize().ok()).collect();
        files.retain(|(name, _)| !self.folder.path().join(name).canonicalize().is_ok_and(|path| left_out.contains(&path)));
        Ok(files)
    }
}

/// Drafts the trigger, adds it to the spec of its provider, and checks the result. Neither reads nor writes files.
///
/// # Errors
/// Returns an error if there are no valid samples, if the trigger already exists, or if the new spec would have errors.
pub fn write(workspace: &Workspace, provider: &str, trigger: &str, given: &[Given]) -> Result<Written> {
    if !names::is_id(trigger) {
        let right = names::field(trigger).filter(|right| names::is_id(right)).unwrap_or_else(|| "work_success".into());
        bail!("`{trigger}` is not a valid trigger id; use lower-case words joined by `_`: `{right}`");
    }
    let old = workspace.specs.iter().find(|spec| spec.provider.name == provider);
    if old.is_some_and(|spec| spec.provider.trigger(trigger).is_some()) {
        bail!("the trigger `{provider}.{trigger}` already exists; choose another id, or edit spec/{provider}.toml");
    }
    let samples = Samples::of(trigger, given)?;
    let added = draft(workspace, provider, trigger, &samples, old.map(|spec| &spec.provider))?;
    let text = match old {
        Some(spec) => format!("{}\n\n{added}", spec.source.own_text().trim_end()),
        None => format!("{}\n{added}", render::provider(provider, &samples.source(provider))),
    };
    let name = format!("spec/{provider}.toml");
    let source = old.map_or_else(|| SourceFile::new(&name, &text), |spec| spec.source.with_own_text(&text));
    let all = Beside { old: old.map(|spec| &spec.provider), new: &samples.files };
    check(&source, provider, &all)
        .map_err(|failure| anyhow!("nothing was written, because the spec would have errors:\n{failure}"))?;
    let guesses = added.lines().filter(|line| line.ends_with(GUESSED)).count();
    let folder = PathBuf::from(format!("spec/samples/{provider}"));
    let copies = samples.files.iter().map(|(name, bytes)| (folder.join(name), bytes.clone()));
    let files = std::iter::once((PathBuf::from(name), text.into_bytes())).chain(copies).collect();
    Ok(Written { files, guesses, is_new: old.is_none() })
}

/// The samples with their new names.
struct Samples {
    files: Vec<(String, Vec<u8>)>,
    /// The texts of the JSON samples.
    json: Vec<String>,
    bodies: Vec<Body>,
}

impl Samples {
    fn of(trigger: &str, given: &[Given]) -> Result<Self> {
        let mut samples = Samples { files: Vec::new(), json: Vec::new(), bodies: Vec::new() };
        for each in given {
            let shown = each.path.display();
            let body = match each.path.extension().and_then(|end| end.to_str()) {
                Some("cbor") => Body::Cbor,
                Some("txt") => Body::Raw,
                _ => Body::Json,
            };
            if body == Body::Json {
                let text = std::str::from_utf8(&each.bytes)
                    .map_err(|error| anyhow!("{shown} is not UTF-8: byte {} is invalid; {NOT_JSON}", error.valid_up_to() + 1))?;
                let node = json::parse(text).map_err(|error| {
                    anyhow!("{shown} is not JSON: {} at {}; {NOT_JSON}", error.reason(), line_column(text, error.offset()))
                })?;
                if !matches!(node.value, json::Value::Object(_)) {
                    bail!("expected an object in {shown}, found {}; {NOT_JSON}", node.words());
                }
                samples.json.push(text.to_owned());
            }
            let name = samples.name(trigger, &each.path, body);
            samples.files.push((name, each.bytes.clone()));
            if !samples.bodies.contains(&body) {
                samples.bodies.push(body);
            }
        }
        if samples.files.is_empty() {
            bail!("a trigger needs a sample, for example `--from event.json`");
        }
        if samples.bodies.contains(&Body::Cbor) && samples.json.is_empty() {
            bail!("a CBOR sample needs the same payload as JSON: `--from {trigger}.json --from {trigger}.cbor`");
        }
        Ok(samples)
    }

    /// Returns the name of a sample. The first one of a kind has no variant, the others have the names of their files.
    fn name(&self, trigger: &str, path: &Path, body: Body) -> String {
        let end = body.extension();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let own = stem.strip_prefix(trigger).map_or(&*stem, |rest| rest.trim_start_matches('.'));
        let word = names::field(own).filter(|word| names::is_id(word)).unwrap_or_else(|| "more".to_owned());
        let numbered = (2..).map(|index| format!("{trigger}.{word}_{index}.{end}"));
        let mut names = [format!("{trigger}.{end}"), format!("{trigger}.{word}.{end}")].into_iter().chain(numbered);
        names.find(|name| !self.files.iter().any(|(taken, _)| taken == name)).unwrap_or_default()
    }

    /// Returns the `source` of the spec.
    fn source(&self, provider: &str) -> String {
        let names = self.files.iter().map(|(name, _)| format!("samples/{provider}/{name}"));
        names.collect::<Vec<_>>().join(", ")
    }

    /// Returns the values of `body`, or none if all samples are JSON. JSON next to CBOR only shows the same payload.
    fn body(&self) -> Vec<&'static str> {
        let mut bodies = self.bodies.clone();
        if bodies.contains(&Body::Cbor) {
            bodies.retain(|body| *body != Body::Json);
        }
        bodies.sort_by_key(|body| Body::ALL.iter().position(|each| each == body));
        if bodies == [Body::Json] { Vec::new() } else { bodies.into_iter().map(Body::word).collect() }
    }
}

const NOT_JSON: &str = "rename the file to `.txt` if the payload is not JSON, for `body = \"raw\"`";

/// Returns the text of the trigger with its types and enums.
fn draft(workspace: &Workspace, provider: &str, trigger: &str, samples: &Samples, old: Option<&Provider>) -> Result<String> {
    let nodes = samples
        .json
        .iter()
        .map(|text| json::parse(text))
        .collect::<Result<Vec<Node<'_>>, _>>()
        .map_err(|error| anyhow!(error.reason()))?;
    let body = samples.body();
    let mut head = Head { id: trigger, source: samples.source(provider), body: &body, ..Head::default() };
    if nodes.is_empty() {
        return Ok(render::trigger(&head, None, &[]));
    }
    let mut seen = Seen::default();
    nodes.iter().for_each(|node| seen.add(node));
    let marker = names::type_name(trigger).unwrap_or_default();
    let mut drafts = Drafts::new(&marker, old.map(taken).unwrap_or_default().into_iter().chain(own(&marker)).collect());
    let mut fields = drafts.fields(&seen, 0);
    if body.contains(&"raw") {
        head.raw = Some(takes_raw(&mut fields)?);
    }
    detect(&mut head, workspace, provider, samples, &nodes, old);
    head.records = records(&fields, &drafts);
    drafts.retain_used(&fields);
    Ok(render::trigger(&head, Some(&fields), &drafts.named))
}

fn detect(
    head: &mut Head<'_>,
    workspace: &Workspace,
    provider: &str,
    samples: &Samples,
    nodes: &[Node<'_>],
    old: Option<&Provider>,
) {
    let own: Vec<&str> = samples.json.iter().map(String::as_str).collect();
    let texts = |provider: &'_ Provider| -> Vec<String> {
        let samples = provider.triggers.iter().flat_map(|each| &each.samples).filter(|sample| sample.body != Body::Cbor);
        samples.filter_map(|sample| String::from_utf8(sample.bytes.clone()).ok()).collect()
    };
    let others: Vec<String> = workspace.providers().flat_map(texts).collect();
    head.detect = condition(&own, nodes, &others.iter().map(String::as_str).collect::<Vec<_>>());
    let Some(old) = old else { return };
    for other in &old.triggers {
        let mut payloads = other.samples.iter().filter_map(|sample| std::str::from_utf8(&sample.bytes).ok());
        let taken_for_ours = payloads.any(|payload| head.detect.as_ref().is_some_and(|condition| holds(condition, payload)));
        let ours_taken_for = other.detect.as_ref().is_some_and(|condition| own.iter().any(|payload| holds(condition, payload)));
        if taken_for_ours || ours_taken_for {
            head.ambiguous.push(format!("{provider}.{}", other.id));
        }
    }
}

/// Chooses the text field of the event that takes payloads which are not JSON.
fn takes_raw(fields: &mut [Field]) -> Result<String> {
    const WORDS: [&str; 4] = ["body", "message", "data", "payload"];
    let is_body = |field: &Field| WORDS.contains(&field.wire.to_lowercase().as_str());
    let index = fields.iter().position(|field| is_body(field) && field.value.ty == "string");
    let index = index.or_else(|| fields.iter().position(|field| field.value.ty == "string"));
    let index = index.context("the event has no text field for the payloads that are not JSON")?;
    fields[index].value = draft::Value::of("string");
    Ok(fields[index].wire.clone())
}

/// Returns the path of the list of objects of the event, or of the map of such lists, if there is exactly one.
fn records(fields: &[Field], drafts: &Drafts) -> Option<String> {
    let mut batches = fields.iter().filter(|field| field.value.codec.is_empty()).filter_map(|field| {
        let (list, mark) = match item_of(&field.value.ty, "map<") {
            Some(value) => (value, Mark::Values.text()),
            None => (field.value.ty.as_str(), ""),
        };
        let is_batch = item_of(list, "list<").is_some_and(|item| drafts.is_struct(item));
        is_batch.then(|| format!("{}{mark}", write_key(&field.wire)))
    });
    batches.next().filter(|_| batches.next().is_none())
}

/// Returns the type of the items of a list, or of the values of a map.
fn item_of<'t>(ty: &'t str, start: &str) -> Option<&'t str> {
    ty.strip_prefix(start)?.strip_suffix('>')
}

/// Returns the Rust names that a provider already uses.
fn taken(provider: &Provider) -> BTreeSet<String> {
    let objects = provider.types.iter().map(|each| &each.object).chain(provider.configs.iter().map(|each| &each.object));
    let objects = objects
        .chain(provider.triggers.iter().map(|each| &each.event))
        .flat_map(|each| [each.name.clone(), names::builder(&each.name)]);
    let markers = provider.triggers.iter().map(|each| each.marker.clone());
    let sets = provider.enums.iter().map(|each| each.name.clone()).chain(provider.unions.iter().map(|each| each.name.clone()));
    let operations = provider.operations.iter().flat_map(|each| [each.name.clone(), names::response(&each.name)]);
    objects.chain(markers).chain(sets).chain(operations).collect()
}

/// Returns the Rust names that the new trigger uses.
fn own(marker: &str) -> Vec<String> {
    let event = names::event(marker);
    vec![marker.to_owned(), names::builder(&event), event, names::ANY_EVENT.to_owned()]
}

/// The samples of a provider together with new ones.
struct Beside<'s> {
    old: Option<&'s Provider>,
    new: &'s [(String, Vec<u8>)],
}

impl SampleFiles for Beside<'_> {
    fn files(&self) -> io::Result<Vec<(String, Cow<'_, [u8]>)>> {
        let old = self.old.into_iter().flat_map(|provider| {
            let triggers = provider.triggers.iter().flat_map(|each| &each.samples);
            let types = provider.types.iter().flat_map(|each| &each.samples);
            triggers.chain(types).chain(provider.configs.iter().flat_map(|each| &each.samples))
        });
        let name = |file: &str| file.rsplit('/').next().unwrap_or(file).to_owned();
        let old = old.filter_map(|sample| Some((name(sample.file.as_deref()?), Cow::Borrowed(&sample.bytes[..]))));
        let mut files: Vec<_> =
            old.chain(self.new.iter().map(|(name, bytes)| (name.clone(), Cow::Borrowed(&bytes[..])))).collect();
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(files)
    }
}

#[cfg(test)]
mod tests;
