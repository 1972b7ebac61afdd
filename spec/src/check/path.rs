//! Follows paths of wire names through objects: `records[].messages`.

use triggerkit_core::key_path::{KeyStep, path_steps, split_path};

use super::distinct::distinct;
use super::draft::{Draft, Drafts, Slot};
use crate::definitions::name_of;
use crate::diagnostic::{Context, Problem};
use crate::model::{Accessor, Field, Path, PathStep, Provider, Type};
use crate::names;
use crate::raw::{self, Text};
use crate::words;

/// The methods of generated structs, of their own or of `Document`.
const METHODS: [&str; 11] = [
    "builder",
    "clone",
    "decode",
    "decode_lenient",
    "decode_lenient_with",
    "decode_with",
    "to_json",
    "to_payload",
    "unknown",
    "validate",
    "validate_with",
];

/// The end of a path.
pub(super) struct End<'d> {
    pub(super) path: Path,
    /// The last field.
    pub(super) slot: &'d Slot,
    /// The type of the value, or of the items if the path ends in `[]`.
    pub(super) ty: &'d Type,
}

impl End<'_> {
    /// Returns what the path leads to, in words with an article.
    fn words(&self) -> String {
        if self.slot.encoded { "encoded text".to_owned() } else { words::described(self.ty) }
    }
}

/// Follows a path from an object. `Err` is the reason why it leads nowhere; it is empty if that was reported before.
pub(super) fn follow<'d>(types: &'d Drafts, start: &'d Draft, text: &str) -> Result<End<'d>, String> {
    walk(types, start, text, true)
}

/// Follows a path that must not go through lists.
pub(super) fn follow_objects<'d>(types: &'d Drafts, start: &'d Draft, text: &str) -> Result<End<'d>, String> {
    walk(types, start, text, false)
}

fn walk<'d>(types: &'d Drafts, start: &'d Draft, text: &str, through_lists: bool) -> Result<End<'d>, String> {
    let mut draft = start;
    let mut path = Vec::new();
    let mut steps = path_steps(text).peekable();
    while let Some(KeyStep { key, marks, .. }) = steps.next() {
        if key.is_empty() {
            return Err("a name is missing".to_owned());
        }
        let each = !marks.is_empty();
        if each && marks != "[]" {
            return Err(format!("`{key}` is followed by `{marks}`"));
        }
        let owner = &draft.head.owner;
        let Some(slot) = draft.find(key).map(|found| &draft.slots[found]) else {
            return Err(format!("{owner} has no field `{key}`; {}", draft.suggest(key)));
        };
        path.push(PathStep { wire: key.to_owned(), each });
        let ty = match slot.ty.as_ref().ok_or_else(String::new)? {
            _ if slot.encoded && (each || steps.peek().is_some()) => return Err(format!("`{key}` is encoded text")),
            Type::List(item) if each && through_lists => item,
            ty if each => return Err(format!("`{key}` holds {}", words::described(ty))),
            ty => ty,
        };
        if steps.peek().is_none() {
            return Ok(End { path: Path(path), slot, ty });
        }
        draft = match ty {
            Type::Object(name) => types.get(name).ok_or_else(String::new)?,
            Type::List(_) if through_lists => {
                return Err(format!("`{key}` is a list; write `{key}[]` to go through its items"));
            }
            ty => return Err(format!("`{key}` holds {}", words::described(ty))),
        };
    }
    Err(String::new())
}

/// Follows a path and reports why it leads nowhere.
fn follow_or_report<'d>(cx: &mut Context, types: &'d Drafts, start: &'d Draft, path: &Text) -> Option<End<'d>> {
    match follow(types, start, path) {
        Ok(end) => Some(end),
        Err(reason) if reason.is_empty() => None,
        Err(reason) => cx.fail(&path.span, Problem::BadFieldPath { path: &**path, reason: &reason }),
    }
}

/// Checks the paths in rules, once every type is known. Names of fields were checked with the object.
pub(super) fn check_rules(cx: &mut Context, types: &Drafts, draft: &Draft, rules: &[raw::Rule]) {
    use raw::RuleKind::{AtLeastOne, AtMostOne, ExactlyOne, Requires};
    for rule in rules {
        let (AtLeastOne(names) | AtMostOne(names) | ExactlyOne(names) | Requires { requires: names, .. }) = &rule.kind else {
            continue;
        };
        let starts = |path: &Text| draft.find(split_path(path).0.key).is_some();
        for path in names.iter().filter(|name| draft.find(name).is_none() && starts(name)) {
            follow_or_report(cx, types, draft, path);
        }
    }
}

/// Checks `accessors`: each name is free, and all its paths lead to values of one type.
pub(super) fn accessors(cx: &mut Context, types: &Drafts, draft: &Draft, raw: &[(Text, Vec<Text>)]) -> Vec<Accessor> {
    raw.iter().filter_map(|(name, paths)| accessor(cx, types, draft, name, paths)).collect()
}

fn accessor(cx: &mut Context, types: &Drafts, draft: &Draft, name: &Text, paths: &[Text]) -> Option<Accessor> {
    let rust_name = names::field(name).filter(|rust_name| *rust_name == name.value);
    let why = match rust_name {
        None => Some("it is not in snake_case"),
        Some(_) if METHODS.contains(&name.as_str()) => Some("another method has this name"),
        Some(rust_name) => draft.slots.iter().find_map(|slot| taken_by(slot, &rust_name)),
    };
    if let Some(why) = why {
        return cx.fail(&name.span, Problem::BadAccessor { name: &**name, why: &why });
    }
    distinct(cx, name, paths);
    let ends: Vec<End<'_>> = paths.iter().map(|path| follow_or_report(cx, types, draft, path)).collect::<Option<_>>()?;
    let first = ends.first()?;
    for (end, path) in ends.iter().zip(paths) {
        if end.ty != first.ty || end.slot.encoded != first.slot.encoded {
            return cx.fail(&path.span, Problem::AccessorTypes { path: &**path, ty: &end.words(), first: &first.words() });
        }
    }
    Some(Accessor { name: name.value.clone(), paths: ends.into_iter().map(|end| end.path).collect() })
}

/// Returns what of a field has the name of an accessor.
fn taken_by(slot: &Slot, name: &str) -> Option<&'static str> {
    let own = slot.name.as_deref()?;
    let is_bytes = || slot.flag.is_some() && name.strip_suffix("_bytes") == Some(own);
    if own == name { Some("a field has this name") } else { is_bytes().then_some("another method has this name") }
}

/// Marks the fields that lead to the records of batches.
pub(super) fn mark_batches(provider: &mut Provider) {
    for index in 0..provider.triggers.len() {
        for path in provider.triggers[index].records.clone() {
            mark(provider, index, &path, |field, _| field.batch = true);
        }
    }
}

/// Changes the fields on a path from the event of a trigger. `change` is also told whether the field is the last one.
pub(super) fn mark(provider: &mut Provider, trigger: usize, path: &Path, change: impl Fn(&mut Field, bool)) {
    let mut owner: Option<String> = None;
    for (step, PathStep { wire, .. }) in path.0.iter().enumerate() {
        let object = match &owner {
            None => Some(&mut provider.triggers[trigger].event),
            Some(name) => provider.types.iter_mut().find(|ty| ty.object.name == *name).map(|ty| &mut ty.object),
        };
        let field = object.and_then(|object| object.fields.iter_mut().find(|field| field.wire == *wire));
        let Some(field) = field else { break };
        change(field, step + 1 == path.0.len());
        owner = name_of(&field.ty).map(str::to_owned);
    }
}
