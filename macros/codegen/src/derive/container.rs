//! The options of a hand-written struct.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{DeriveInput, LitStr, Path, Result};

use crate::arguments::{Runtime, default_runtime};
use crate::attributes::{Given, Known, doc, read_attributes};
use crate::mistakes::{Mistakes, mistake};
use crate::plan::{Response, TriggerImpl};

/// The name and the options of the struct.
pub(super) struct Container {
    /// Its name, never raw.
    pub(super) name: String,
    pub(super) doc: Option<String>,
    /// Where triggerkit is.
    pub(super) runtime: Path,
    id: Option<LitStr>,
    title: Option<LitStr>,
}

const OPTIONS: &Known = &[("crate", "crate = renamed"), ("id", "id = \"shop.order\""), ("title", "title = \"Order placed\"")];

impl Container {
    pub(super) fn read(input: &DeriveInput, mistakes: &mut Mistakes) -> Container {
        let mut container = Container {
            name: input.ident.unraw().to_string(),
            doc: doc(&input.attrs),
            runtime: default_runtime(),
            id: None,
            title: None,
        };
        let given = read_attributes(&input.attrs, OPTIONS, mistakes, &mut |given, _| container.option(given));
        container.check(&given, mistakes);
        container
    }

    fn option(&mut self, given: &Given<'_>) -> Result<()> {
        match given.key.as_str() {
            "crate" => self.runtime = given.value::<Runtime>("the path of triggerkit")?.0,
            "id" => self.id = Some(given.value("a string")?),
            "title" => self.title = Some(given.value("a string")?),
            _ => return Err(given.unknown()),
        }
        Ok(())
    }

    fn check(&self, given: &[String], mistakes: &mut Mistakes) {
        match (&self.id, &self.title) {
            (Some(id), _) if !is_id(&id.value()) => {
                let help = "an id is a provider and a trigger, each in snake_case: `shop.order_placed`";
                mistakes.push(mistake(id, format_args!("`{}` is not the id of a trigger", id.value()), help));
            }
            (None, Some(title)) if !given.iter().any(|key| key == "id") => {
                let help = "add `id = \"shop.order_placed\"`, or remove it";
                mistakes.push(mistake(title, "`title` has no effect without `id`", help));
            }
            _ => {}
        }
    }

    /// Plans the trigger that the struct is if it has an `id`.
    pub(super) fn trigger(&self, ident: &Ident) -> Option<TriggerImpl<'static>> {
        let id = self.id.as_ref()?;
        Some(TriggerImpl {
            generic: false,
            model: None,
            marker: ident.clone(),
            event: ident.clone(),
            response: Response::Undocumented,
            id: id.value(),
            title: self.title.as_ref().map_or_else(|| self.name.clone(), LitStr::value),
            http: None,
        })
    }
}

/// Whether a text is two words in snake_case, joined by a dot.
fn is_id(text: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_lowercase())
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    text.split_once('.').is_some_and(|(provider, trigger)| is_word(provider) && is_word(trigger))
}
