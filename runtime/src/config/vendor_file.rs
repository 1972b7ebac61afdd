//! Reads and writes vendors' files that contain configurations.

use triggerkit_core::data::Json;
use triggerkit_core::json::{Kind, Scan, Scanner};
use triggerkit_core::quote::quote;
use triggerkit_core::report::{Report, Rule, Violation};

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
    let list = section.and_then(|section| section.list).and_then(|list| member(root.as_str(), list));
    let entries = list.as_deref().and_then(|list| items(list).ok()).unwrap_or_else(|| vec![root.as_str().to_owned()]);
    let with = section.map_or(&[][..], |section| section.with);
    let is_of_kind = |entry: &String| {
        with.iter().all(|(key, text)| member(entry, key).is_none_or(|value| text_of(&value).as_deref() == Some(*text)))
    };
    let found: Vec<Json> = entries.iter().filter(|entry| is_of_kind(entry)).filter_map(|entry| inside(entry, wrapper)).collect();
    Ok(if found.is_empty() { vec![root] } else { found })
}

/// Returns the configuration under its wrapping key, also from JSON text.
fn inside(entry: &str, wrapper: Option<&str>) -> Option<Json> {
    let Some(wrapper) = wrapper else { return Json::parse(entry).ok() };
    let value = member(entry, wrapper)?;
    let text = text_of(&value).filter(|text| text.trim_start().starts_with('{'));
    Json::parse(text.as_deref().unwrap_or(&value)).ok()
}

fn text_of(json: &str) -> Option<String> {
    let mut scanner = Scanner::new(json);
    matches!(scanner.peek(), Ok(Kind::String)).then(|| scanner.string().ok().map(Into::into))?
}

/// Returns the JSON of a member of an object.
fn member(object: &str, name: &str) -> Option<String> {
    let mut json = Scanner::new(object);
    json.enter_object().ok()?;
    while let Some(key) = json.next_key().ok()? {
        let value = json.skip().ok()?;
        if key == name {
            return Some(value.to_owned());
        }
    }
    None
}

/// Returns the JSON of each item of a list.
fn items(list: &str) -> Scan<Vec<String>> {
    let (mut json, mut items) = (Scanner::new(list), Vec::new());
    json.enter_list()?;
    while json.next_item()? {
        items.push(json.skip()?.to_owned());
    }
    Ok(items)
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
