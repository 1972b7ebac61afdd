//! `cargo xtask diff`: finds the changes between two versions of a spec, and which of them break existing code or payloads.

mod field;
mod named;
mod object;
mod source;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use triggerkit_spec::model::{self, Body, Config, Failures, Provider, Response, Status, Trigger};

use source::{last_release, read};

pub use source::Release;

/// A change between two specs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whether existing code may no longer compile, or payloads that passed may be rejected.
    pub breaking: bool,
    /// The changed item: `huawei.kafka.messages`.
    pub at: String,
    /// The change and its consequence.
    pub what: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.breaking { "breaking" } else { "compatible" };
        write!(f, "{word:<10}  {}: {}", self.at, self.what)
    }
}

/// Returns all changes between two sets of specs, in the order of the old ones, with additions last.
pub fn providers(old: &[Provider], new: &[Provider]) -> Vec<Change> {
    let mut changes = Changes::default();
    changes.each(old, new, |each| each.name.clone(), Changes::provider);
    changes.list
}

/// Collects changes, each at the current place.
#[derive(Default)]
struct Changes {
    at: String,
    list: Vec<Change>,
}

impl Changes {
    fn breaking(&mut self, what: impl Into<String>) {
        self.list.push(Change { breaking: true, at: self.at.clone(), what: what.into() });
    }

    fn compatible(&mut self, what: impl Into<String>) {
        self.list.push(Change { breaking: false, at: self.at.clone(), what: what.into() });
    }

    /// Runs `inner` with `step` added to the current place.
    fn step(&mut self, step: &str, inner: impl FnOnce(&mut Self)) {
        let length = self.at.len();
        if length > 0 {
            self.at.push('.');
        }
        self.at.push_str(step);
        inner(self);
        self.at.truncate(length);
    }

    /// Compares the items that have the same name with `both`. All others were removed or added.
    fn each<T>(&mut self, old: &[T], new: &[T], name: impl Fn(&T) -> String, mut both: impl FnMut(&mut Self, &T, &T)) {
        let mut added: BTreeMap<String, &T> = new.iter().map(|each| (name(each), each)).collect();
        for before in old {
            let name = name(before);
            self.step(&name, |changes| match added.remove(&name) {
                Some(after) => both(changes, before, after),
                None => changes.breaking("removed: code that uses it does not compile"),
            });
        }
        for name in new.iter().map(name).filter(|name| added.contains_key(name)) {
            self.step(&name, |changes| changes.compatible("added"));
        }
    }

    /// Reports any change of a value as breaking.
    fn fixed<T: PartialEq>(&mut self, what: &str, old: &T, new: &T, words: impl Fn(&T) -> String, follows: &str) {
        if old != new {
            self.breaking(format!("{what} {} → {}: {follows}", words(old), words(new)));
        }
    }

    /// Compares the paths that lead to values which are read one after the other.
    fn paths(&mut self, what: &str, old: &[model::Path], new: &[model::Path], follows: &str) {
        let words = |paths: &[model::Path]| match paths {
            [] => "none".to_owned(),
            paths => paths.iter().map(model::Path::to_string).collect::<Vec<_>>().join(", "),
        };
        if old.iter().any(|path| !new.contains(path)) {
            self.breaking(format!("{what} {} → {}: {follows}", words(old), words(new)));
        } else if old.len() < new.len() {
            self.compatible(format!("{what} {} → {}", words(old), words(new)));
        }
    }

    fn provider(&mut self, old: &Provider, new: &Provider) {
        match (old.tolerant, new.tolerant) {
            (true, false) => self.breaking("no longer tolerant: payloads that passed are rejected"),
            (false, true) => self.compatible("now tolerant: values are also read in the forms that clouds mix up"),
            _ => {}
        }
        self.each(&old.triggers, &new.triggers, |each| each.id.clone(), Changes::trigger);
        self.each(&old.types, &new.types, |each| each.object.name.clone(), Changes::type_def);
        self.each(&old.configs, &new.configs, |each| format!("config.{}", each.id), Changes::config);
        self.each(&old.enums, &new.enums, |each| each.name.clone(), Changes::enumeration);
        self.each(&old.unions, &new.unions, |each| each.name.clone(), Changes::union);
        self.each(
            &old.operations,
            &new.operations,
            |each| format!("operation.{}", each.id),
            |changes, before, after| {
                changes.operation((old, before), (new, after));
            },
        );
    }

    fn config(&mut self, old: &Config, new: &Config) {
        let follows = "the vendor's files are read and written differently";
        self.fixed("wrapper", &old.wrapper, &new.wrapper, or_none, follows);
        if old.section != new.section {
            self.breaking(format!("section changed: {follows}"));
        }
        self.object(&old.object, &new.object);
    }

    fn trigger(&mut self, old: &Trigger, new: &Trigger) {
        for body in old.bodies.iter().filter(|body| !new.bodies.contains(body)) {
            self.breaking(format!("body {} removed: payloads that passed are rejected", body.word()));
        }
        for body in new.bodies.iter().filter(|body| !old.bodies.contains(body)) {
            self.compatible(format!("body {} added", body.word()));
        }
        match (&old.detect, &new.detect) {
            (None, Some(now)) => self.compatible(format!("now detected when {now}")),
            (Some(before), None) => self.breaking(format!("no longer detected when {before}")),
            (Some(before), Some(now)) if before != now => {
                self.breaking(format!("detected when {before} → when {now}: payloads may go to another handler"));
            }
            _ => {}
        }
        if old.fallback != new.fallback {
            let change = if new.fallback { "now" } else { "no longer" };
            self.breaking(format!("{change} a fallback: payloads may go to another handler"));
        }
        self.fixed("response", &old.response, &new.response, response, "handlers return another type");
        self.http_request(old.http.as_ref(), new.http.as_ref());
        self.paths("records", &old.records, &new.records, "handlers with `each` get other records");
        self.failures(old.failures.as_ref(), new.failures.as_ref());
        self.status(&old.status, &new.status);
        if old.bodies != [Body::Raw] && new.bodies != [Body::Raw] {
            let raw = |trigger: &Trigger| trigger.raw.map(|index| trigger.event.fields[index].wire.clone());
            self.fixed("field of raw payloads", &raw(old), &raw(new), or_none, "raw payloads are read into another field");
            self.object(&old.event, &new.event);
        }
    }

    /// Compares how the platform learns which records have failed.
    fn failures(&mut self, old: Option<&Failures>, new: Option<&Failures>) {
        let every = |failures: Option<&Failures>| failures.is_some_and(|failures| failures.every);
        match (old, new) {
            _ if old == new => {}
            _ if every(old) != every(new) => self.breaking("failures changed: functions return something else for each record"),
            (None, Some(_)) => self.compatible("failures added: handlers with `each` answer with the failed records"),
            _ => self.breaking("failures changed: handlers with `each` answer in another way"),
        }
    }

    /// Compares when the vendor introduced and retired a trigger. At most, code that uses it is warned.
    fn status(&mut self, old: &Status, new: &Status) {
        let parts = |status: &Status| [status.since.clone(), status.retired.clone(), status.successor.clone()];
        let changes = ["since", "retired", "successor"].into_iter().zip(parts(old)).zip(parts(new));
        for ((what, before), after) in changes.filter(|((_, before), after)| before != after) {
            self.compatible(format!("{what} {} → {}", or_none(&before), or_none(&after)));
        }
    }
}

fn response(response: &Response) -> String {
    match response {
        Response::Undocumented => "none".to_owned(),
        Response::OneOf(names) => names.join(" or "),
        Response::Event => "the event".to_owned(),
    }
}

fn or_none(text: &Option<String>) -> String {
    text.clone().unwrap_or_else(|| "none".to_owned())
}

/// Returns the last line of the output.
pub fn summary(changes: &[Change]) -> String {
    let breaking = changes.iter().filter(|change| change.breaking).count();
    match changes.len() - breaking {
        0 if breaking == 0 => "no changes".to_owned(),
        compatible => format!("{breaking} breaking, {compatible} compatible"),
    }
}

/// Runs the subcommand. Exits with 0 if nothing breaks, 1 if something does, and 2 if the specs cannot be read.
pub fn command(root: &Path, old: Option<&str>, new: Option<&str>) -> ExitCode {
    let code = match old {
        Some(old) => between(root, old, new),
        None => since_release(root),
    };
    code.unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::from(2)
    })
}

fn between(root: &Path, old: &str, new: Option<&str>) -> Result<ExitCode> {
    let specs = root.join("spec");
    let changes = providers(&read(root, old)?, &read(root, new.unwrap_or(&specs.to_string_lossy()))?);
    Ok(if print(&changes) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Returns the last release, and how the specs changed since then.
///
/// # Errors
/// Returns an error if the specs of the release or of the workspace cannot be read.
pub fn since_last_release(root: &Path) -> Result<Option<(Release, Vec<Change>)>> {
    let Some(release) = last_release(root)? else { return Ok(None) };
    let changes = providers(&read(root, &release.tag)?, &read(root, &root.join("spec").to_string_lossy())?);
    Ok(Some((release, changes)))
}

/// Compares with the last release. Breaking changes are allowed if the version permits them.
fn since_release(root: &Path) -> Result<ExitCode> {
    let Some((release, changes)) = since_last_release(root)? else {
        println!("no release to compare with");
        return Ok(ExitCode::SUCCESS);
    };
    let version = env!("CARGO_PKG_VERSION");
    println!("since {}:", release.tag);
    let breaks = print(&changes);
    if breaks && !release.may_break(version) {
        eprintln!("version {version} must not break {}; raise the version in Cargo.toml", release.version);
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the changes, and returns whether one of them is breaking.
fn print(changes: &[Change]) -> bool {
    changes.iter().for_each(|change| println!("{change}"));
    println!("{}", summary(changes));
    changes.iter().any(|change| change.breaking)
}

#[cfg(test)]
mod tests;
