//! What has changed from one spec to another, and whether it breaks code that was written, or payloads that were taken, before.

mod field;
mod named;
mod object;
mod source;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use triggerkit_spec::model::{Body, Config, Provider, Trigger};

use source::{last_release, read};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whether code that compiled may not, or payloads that passed may be rejected.
    pub breaking: bool,
    /// Where: `huawei.kafka.messages`.
    pub at: String,
    /// What, and what follows from it.
    pub what: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.breaking { "breaking" } else { "compatible" };
        write!(f, "{word:<10}  {}: {}", self.at, self.what)
    }
}

/// Every change between two sets of specs, in the order of the old ones, what is new last.
pub fn providers(old: &[Provider], new: &[Provider]) -> Vec<Change> {
    let mut changes = Changes::default();
    changes.each(old, new, |each| each.name.clone(), Changes::provider);
    changes.list
}

/// Collects changes at the place at hand.
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

    /// Runs `inner` one step deeper.
    fn step(&mut self, step: &str, inner: impl FnOnce(&mut Self)) {
        let length = self.at.len();
        if length > 0 {
            self.at.push('.');
        }
        self.at.push_str(step);
        inner(self);
        self.at.truncate(length);
    }

    /// Pairs what has the same name; the rest was removed or added.
    fn each<T>(&mut self, old: &[T], new: &[T], name: impl Fn(&T) -> String, mut both: impl FnMut(&mut Self, &T, &T)) {
        let mut added: BTreeMap<String, &T> = new.iter().map(|each| (name(each), each)).collect();
        for before in old {
            let name = name(before);
            self.step(&name, |changes| match added.remove(&name) {
                Some(after) => both(changes, before, after),
                None => changes.breaking("removed: code that names it does not compile"),
            });
        }
        for name in new.iter().map(name).filter(|name| added.contains_key(name)) {
            self.step(&name, |changes| changes.compatible("added"));
        }
    }

    /// Something that code relies on as it is.
    fn fixed<T: PartialEq>(&mut self, what: &str, old: &T, new: &T, words: impl Fn(&T) -> String, follows: &str) {
        if old != new {
            self.breaking(format!("{what} {} → {}: {follows}", words(old), words(new)));
        }
    }

    fn provider(&mut self, old: &Provider, new: &Provider) {
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
        self.fixed("wrapper", &old.wrapper, &new.wrapper, or_none, "the vendor's files are read and written otherwise");
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
            (None, Some(now)) => self.compatible(format!("is now detected, when {now}")),
            (Some(before), None) => self.breaking(format!("is no longer detected, which it was when {before}")),
            (Some(before), Some(now)) if before != now => {
                self.breaking(format!("detected when {before} → when {now}: payloads may go to another handler"));
            }
            _ => {}
        }
        self.fixed("answer", &old.response, &new.response, or_none, "handlers return another type");
        let path = |path: &Option<Vec<String>>| path.as_ref().map_or_else(|| "none".to_owned(), |path| path.join("."));
        match (&old.records, &new.records) {
            (None, Some(now)) => self.compatible(format!("its batch is in {}", now.join("."))),
            (before, now) => self.fixed("batch", before, now, path, "failures are told of other items"),
        }
        if old.bodies != [Body::Raw] && new.bodies != [Body::Raw] {
            let raw = |trigger: &Trigger| trigger.raw.map(|index| trigger.event.fields[index].wire.clone());
            self.fixed("field of raw payloads", &raw(old), &raw(new), or_none, "they are read elsewhere");
            self.object(&old.event, &new.event);
        }
    }
}

fn or_none(text: &Option<String>) -> String {
    text.clone().unwrap_or_else(|| "none".to_owned())
}

/// The words that end a report.
pub fn summary(changes: &[Change]) -> String {
    let breaking = changes.iter().filter(|change| change.breaking).count();
    match changes.len() - breaking {
        0 if breaking == 0 => "no changes".to_owned(),
        compatible => format!("{breaking} breaking, {compatible} compatible"),
    }
}

/// The subcommand: 0 when nothing breaks, 1 when something does, 2 when there is nothing to compare.
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

/// Breaking changes are fine when the version says so.
fn since_release(root: &Path) -> Result<ExitCode> {
    let Some(release) = last_release(root)? else {
        println!("no release to compare with");
        return Ok(ExitCode::SUCCESS);
    };
    let version = env!("CARGO_PKG_VERSION");
    println!("since {}:", release.tag);
    let breaks = print(&providers(&read(root, &release.tag)?, &read(root, &root.join("spec").to_string_lossy())?));
    if breaks && !release.may_break(version) {
        eprintln!("version {version} may not break what {} was; raise it in Cargo.toml", release.version);
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the changes; whether one of them breaks something.
fn print(changes: &[Change]) -> bool {
    changes.iter().for_each(|change| println!("{change}"));
    println!("{}", summary(changes));
    changes.iter().any(|change| change.breaking)
}

#[cfg(test)]
mod tests;
