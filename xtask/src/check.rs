//! `cargo xtask check`: checks the specs, the files that are written from them, and the modules of every crate.

use std::path::Path;

use anyhow::Result;
use triggerkit_spec::Failure;
use triggerkit_spec::model::{Field, Object, Provider, Span};

use crate::workspace::{Spec, Workspace};
use crate::{generators, modules};

/// Every complaint about the workspace at `root`; none when all is well. `colour` adds terminal escapes.
///
/// # Errors
/// What the file system says, or a page with a mark that says nothing.
pub fn check(root: &Path, colour: bool) -> Result<Vec<String>> {
    let judged = Workspace::read(root)?;
    let mut complaints: Vec<String> = judged.failures.iter().map(|failure| shown(failure, colour)).collect();
    complaints.extend(judged.workspace.specs.iter().flat_map(undocumented));
    complaints.extend(modules::check(root)?);
    if !judged.failures.is_empty() {
        complaints.push("what is written from the specs was not compared: they are wrong".to_owned());
        return Ok(complaints);
    }
    for generator in generators::ALL {
        complaints.extend((generator.run)(&judged.workspace)?.check(root)?);
    }
    Ok(complaints)
}

/// A wrong spec, as the macro shows it.
pub fn shown(failure: &Failure, colour: bool) -> String {
    failure.diagnostics.render(colour)
}

/// What a published spec has to say of everything, though the language does not demand it.
fn undocumented(spec: &Spec) -> Vec<String> {
    let Provider { triggers, types, configs, operations, .. } = &spec.provider;
    let triggers = triggers.iter().map(|each| (format!("trigger `{}`", each.id), &each.event));
    let types = types.iter().map(|each| (format!("type `{}`", each.object.name), &each.object));
    let configs = configs.iter().map(|each| (format!("configuration `{}`", each.id), &each.object));
    let objects = triggers.chain(types).chain(configs);
    let mut words: Vec<String> =
        objects.flat_map(|(owner, object)| lacking(&owner, object)).map(|(span, words)| at(spec, &span, &words)).collect();
    for operation in operations {
        let said = [("doc", &operation.doc), ("source", &operation.source)];
        let lacks = said.iter().filter(|(_, text)| text.is_none());
        words.extend(lacks.map(|(key, _)| format!("{}: operation `{}` has no `{key}`", spec.source.name, operation.id)));
    }
    words
}

/// What an object and its fields do not say. A field may leave its source to its object.
fn lacking(owner: &str, object: &Object) -> Vec<(Span, String)> {
    let lack = |text: Option<&String>, key: &str, whose: &str, span: &Span| match text {
        Some(_) => None,
        None => Some((span.clone(), format!("{whose} has no `{key}`"))),
    };
    let mut lacking: Vec<(Span, String)> = Vec::new();
    lacking.extend(lack(object.doc.as_ref(), "doc", owner, &object.span));
    for Field { wire, doc, source, span, .. } in &object.fields {
        let whose = format!("the field `{wire}` of {owner}");
        lacking.extend(lack(doc.as_ref(), "doc", &whose, span));
        lacking.extend(lack(source.as_ref().or(object.source.as_ref()), "source", &whose, span));
    }
    lacking
}

fn at(spec: &Spec, span: &Span, words: &str) -> String {
    let before = spec.source.text.get(..span.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{}:{line}:{column}: {words}", spec.source.name)
}
