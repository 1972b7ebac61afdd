//! Follows paths of wire names through objects: `records[].messages`.

use triggerkit_core::key_path::{BRACES, KeyStep, Mark, path_steps, read_marks, split_path, write_key};

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
    /// The type of the value, or of what the path goes through if it ends in `[]` or `{}`.
    pub(super) ty: &'d Type,
}

impl<'d> End<'d> {
    /// Returns what the path leads to, in words with an article.
    fn words(&self) -> String {
        words::described(self.ty)
    }

    /// Returns the type of the records, if the path names a list of them, or ends with the map whose values they are.
    pub(super) fn record(&self) -> Option<&'d Type> {
        match self.ty {
            Type::Encoded(..) => None,
            Type::List(item) => Some(item),
            ty => (self.last_mark() == Some(Mark::Values)).then_some(ty),
        }
    }

    /// Returns what the path does with the last list or map, if it ends with that.
    pub(super) fn last_mark(&self) -> Option<Mark> {
        self.path.0.last()?.marks.last().copied()
    }
}

/// Follows a path from an object. `Err` is the reason why it leads nowhere; it is empty if that was reported before.
pub(super) fn follow<'d>(types: &'d Drafts, start: &'d Draft, text: &str) -> Result<End<'d>, String> {
    walk(types, start, text, true)
}

/// Follows a path that must not go through lists and maps.
pub(super) fn follow_objects<'d>(types: &'d Drafts, start: &'d Draft, text: &str) -> Result<End<'d>, String> {
    walk(types, start, text, false)
}

fn walk<'d>(types: &'d Drafts, start: &'d Draft, text: &str, through_items: bool) -> Result<End<'d>, String> {
    let mut draft = start;
    let mut path = Vec::new();
    let mut steps = path_steps(text).peekable();
    while let Some(step) = steps.next() {
        let key = step.key;
        let marks = marks(&step)?;
        let owner = &draft.head.owner;
        let Some(slot) = draft.find(key).map(|found| &draft.slots[found]) else {
            return Err(format!("{owner} has no field `{key}`; {}", draft.suggest(key)));
        };
        let ty = slot.ty.as_ref().ok_or_else(String::new)?;
        if ty.is_encoded() && (!marks.is_empty() || steps.peek().is_some()) {
            return Err(format!("`{key}` is encoded text"));
        }
        let ty = go_through(key, ty, &marks, through_items)?;
        path.push(PathStep { wire: key.to_owned(), marks });
        if steps.peek().is_none() {
            return Ok(End { path: Path(path), slot, ty });
        }
        draft = match ty {
            Type::Object(name) => types.get(name).ok_or_else(String::new)?,
            ty => return Err(stuck(&format!("{}{}", write_key(key), step.marks), ty, through_items)),
        };
    }
    Err(String::new())
}

/// Returns the marks of a step that is well-formed.
fn marks(step: &KeyStep<'_>) -> Result<Vec<Mark>, String> {
    let KeyStep { key, marks, is_quoted } = step;
    if key.is_empty() {
        return Err("a name is missing".to_owned());
    }
    if !is_quoted && key.contains(BRACES) {
        return Err(format!("the name `{key}` has braces, so it has to be in double quotes"));
    }
    read_marks(marks).ok_or_else(|| format!("`{key}` is followed by `{marks}`"))
}

/// Returns the type of what is inside of the lists and maps of a field.
fn go_through<'d>(key: &str, ty: &'d Type, marks: &[Mark], through_items: bool) -> Result<&'d Type, String> {
    let mut reached = write_key(key).into_owned();
    let mut inner = ty;
    for mark in marks {
        inner = match (mark, inner) {
            (Mark::Items, Type::List(item)) | (Mark::Values, Type::Map(item)) if through_items => item,
            (_, ty) => return Err(stuck(&reached, ty, through_items)),
        };
        reached += mark.text();
    }
    Ok(inner)
}

/// Returns why a path does not go on from where it has led to.
fn stuck(reached: &str, ty: &Type, through_items: bool) -> String {
    match ty {
        Type::List(_) if through_items => format!("`{reached}` is a list; write `{reached}[]` to go through its items"),
        Type::Map(_) if through_items => format!("`{reached}` is a map; write `{reached}{{}}` to go through its values"),
        ty => format!("`{reached}` holds {}", words::described(ty)),
    }
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
        if end.ty != first.ty {
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
            mark(provider, index, &path, |field, step, is_last| {
                let inside = step.marks.iter().fold(&field.ty, |ty, _| item_of(ty).unwrap_or(ty));
                let is_list = is_last && matches!(inside, Type::List(_));
                let containers = step.marks.len() + usize::from(is_list);
                field.batch = true;
                field.batch_items = field.batch_items.max(containers.saturating_sub(1));
            });
        }
    }
}

/// Returns the type of the items of a list, or of the values of a map.
fn item_of(ty: &Type) -> Option<&Type> {
    match ty {
        Type::List(item) | Type::Map(item) => Some(item),
        _ => None,
    }
}

/// Changes the fields on a path from the event of a trigger. `change` also gets the step, and whether it is the last one.
pub(super) fn mark(provider: &mut Provider, trigger: usize, path: &Path, change: impl Fn(&mut Field, &PathStep, bool)) {
    let mut owner: Option<String> = None;
    for (index, step) in path.0.iter().enumerate() {
        let object = match &owner {
            None => Some(&mut provider.triggers[trigger].event),
            Some(name) => provider.types.iter_mut().find(|ty| ty.object.name == *name).map(|ty| &mut ty.object),
        };
        let field = object.and_then(|object| object.fields.iter_mut().find(|field| field.wire == step.wire));
        let Some(field) = field else { break };
        change(field, step, index + 1 == path.0.len());
        owner = name_of(&field.ty).map(str::to_owned);
    }
}
