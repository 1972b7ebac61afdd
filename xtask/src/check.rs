//! `cargo xtask check`: checks the specs and the files generated from them, and reports all problems at once.

use std::path::Path;

use anyhow::Result;
use triggerkit_spec::json::line_column;
use triggerkit_spec::model::{Field, Object, Provider, Span};

use crate::generators;
use crate::workspace::{Spec, Workspace};

/// Returns all problems of the workspace at `root`. `colour` adds terminal escapes.
///
/// # Errors
/// Returns an error if a file cannot be read, or if a page has an unknown mark.
pub fn check(root: &Path, colour: bool) -> Result<Vec<String>> {
    let checked = Workspace::read(root)?;
    let mut complaints: Vec<String> = checked.failures.iter().map(|failure| failure.diagnostics.render(colour)).collect();
    complaints.extend(checked.workspace.specs.iter().flat_map(undocumented));
    if !checked.failures.is_empty() {
        complaints.push("the generated files were not compared, because the specs have errors".to_owned());
        return Ok(complaints);
    }
    for generator in generators::ALL {
        complaints.extend((generator.run)(&checked.workspace)?.check(root)?);
    }
    Ok(complaints)
}

/// Returns what is undocumented in a spec. The language does not require this documentation, but the pages need it.
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

/// Returns the documentation that an object and its fields lack. A field without a source has the one of its object.
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
    let (name, place) = spec.source.file_at(span.start);
    format!("{name}:{}: {words}", line_column(&spec.source.text[place.clone()], span.start - place.start))
}
