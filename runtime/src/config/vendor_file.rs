//! Reads and writes vendors' files that contain configurations.

use std::collections::BTreeMap;

use triggerkit_core::data::Json;
use triggerkit_core::quote::quote;
use triggerkit_core::report::{Report, Rule, Violation};
use triggerkit_core::serde_text::from_json_text;

use super::section::Section;
use crate::json_text::push_member;
#[cfg(feature = "handlers")]
use crate::json_text::string;

fn invalid_yaml(error: &dyn std::fmt::Display) -> Report {
    Violation::new(Rule::Codec, "YAML", quote(&error.to_string())).into()
}

/// Returns the configurations in a text, of which there is at least one: those of the section's entries, that under the
/// wrapping key, or else the whole text. Without a wrapping key, an entry is a configuration itself.
pub(super) fn read(text: &str, wrapper: Option<&str>, section: Option<&Section>) -> Result<Vec<Json>, Report> {
    let root: Json = serde_saphyr::from_str(text).map_err(|error| invalid_yaml(&error))?;
    let list = section.and_then(|section| members(&root).remove(section.list?));
    let entries = list.and_then(|list| from_json_text(list.as_str()).ok()).unwrap_or_else(|| vec![root.clone()]);
    let found: Vec<Json> = entries.iter().filter_map(|entry| configuration(entry, wrapper, section)).collect();
    Ok(if found.is_empty() { vec![root] } else { found })
}

/// Returns the configuration of an entry: the value of its wrapping key, also from JSON text. Returns `None` if the entry is of
/// another kind.
fn configuration(entry: &Json, wrapper: Option<&str>, section: Option<&Section>) -> Option<Json> {
    let mut members = members(entry);
    let with = section.map_or(&[][..], |section| section.with);
    let is_of_kind = |(key, text): &(&str, &str)| members.get(*key).is_none_or(|value| value.text().as_deref() == Some(*text));
    if !with.iter().all(is_of_kind) {
        return None;
    }
    let Some(wrapper) = wrapper else { return Some(entry.clone()) };
    let value = members.remove(wrapper)?;
    match value.text() {
        Some(text) if text.trim_start().starts_with('{') => Json::parse(&*text).ok(),
        _ => Some(value),
    }
}

/// Returns the members of an object. Any other value has none.
fn members(value: &Json) -> BTreeMap<String, Json> {
    from_json_text(value.as_str()).unwrap_or_default()
}

/// Writes a configuration as YAML under the wrapping key.
pub(super) fn write_fragment(json: &str, wrapper: Option<&str>) -> Result<String, Report> {
    let Some(wrapper) = wrapper else { return to_yaml(json) };
    let mut object = String::new();
    push_member(&mut object, wrapper, json);
    to_yaml(&(object + "}"))
}

fn to_yaml(json: &str) -> Result<String, Report> {
    serde_saphyr::to_string(&Json::parse(json)?).map_err(|error| invalid_yaml(&error))
}

/// The documents of a file that is being written.
#[cfg(feature = "handlers")]
#[derive(Default)]
pub(super) struct Sections(Vec<Document>);

#[cfg(feature = "handlers")]
struct Document {
    comments: String,
    /// The key of the list that has the entries.
    list: Option<&'static str>,
    entries: Vec<String>,
}

#[cfg(feature = "handlers")]
impl Sections {
    /// Adds a configuration under the name of its trigger.
    pub(super) fn add(&mut self, name: &str, id: &str, json: &str, wrapper: Option<&str>, section: Option<&Section>) {
        let entry = entry(name, json, wrapper, section);
        let list = section.and_then(|section| section.list);
        let comment = format!("# {name} ({id})\n");
        match self.0.iter_mut().find(|document| list.is_some() && document.list == list) {
            Some(document) => {
                document.comments.push_str(&comment);
                document.entries.push(entry);
            }
            None => self.0.push(Document { comments: comment, list, entries: vec![entry] }),
        }
    }

    /// Returns the documents as YAML.
    pub(super) fn write(&self) -> Result<String, Report> {
        let documents = self.0.iter().map(|Document { comments, list, entries }| {
            let entries = entries.join(",");
            let root = list.map_or_else(|| entries.clone(), |list| format!("{{{}:[{entries}]}}", string(list)));
            Ok(format!("{comments}{}", to_yaml(&root)?))
        });
        Ok(documents.collect::<Result<Vec<_>, Report>>()?.join("---\n"))
    }
}

/// Returns the JSON of an entry: the trigger's name, what is the same for all of its kind, and the configuration.
#[cfg(feature = "handlers")]
fn entry(name: &str, json: &str, wrapper: Option<&str>, section: Option<&Section>) -> String {
    let mut object = String::new();
    if let Some(key) = section.and_then(|section| section.name) {
        push_member(&mut object, key, &string(name));
    }
    for (key, text) in section.map_or(&[][..], |section| section.with) {
        push_member(&mut object, key, &string(text));
    }
    let Some(wrapper) = wrapper else { return json.to_owned() };
    let value = if section.is_some_and(|section| section.text) { string(json) } else { json.to_owned() };
    push_member(&mut object, wrapper, &value);
    object + "}"
}
