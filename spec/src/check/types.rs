//! Resolves the text of a type: `map<list<string>>`.

use std::fmt::Display;

use triggerkit_core::TimeKind;
use triggerkit_core::time::{DIRECTIVES, PatternError, TimePattern};

use super::scope::{Named, Scope};
use crate::diagnostic::{Context, Problem};
use crate::model::{By, Span, Type};
use crate::raw::{Text, TypeRef};
use crate::suggest::Suggestion;

/// Names that other languages use, each with the name of the type here.
const ELSEWHERE: [(&str, &str); 26] = [
    ("int", "i64"),
    ("i8", "i64"),
    ("i16", "i64"),
    ("i32", "i64"),
    ("isize", "i64"),
    ("u8", "u64"),
    ("u16", "u64"),
    ("u32", "u64"),
    ("usize", "u64"),
    ("f32", "f64"),
    ("integer", "i64"),
    ("long", "i64"),
    ("number", "f64"),
    ("float", "f64"),
    ("double", "f64"),
    ("boolean", "bool"),
    ("str", "string"),
    ("text", "string"),
    ("object", "json"),
    ("any", "json"),
    ("array", "list<json>"),
    ("list", "list<string>"),
    ("map", "map<string>"),
    ("binary", "bytes"),
    ("timestamp", "time<unix-ms>"),
    ("time", "time<rfc3339>"),
];

/// Types with parameters that other languages have, in lower case.
const LISTS: [&str; 7] = ["list", "vec", "array", "set", "hashset", "btreeset", "sequence"];
const MAPS: [&str; 7] = ["map", "hashmap", "btreemap", "record", "dict", "dictionary", "object"];
const OPTIONS: [&str; 3] = ["option", "optional", "nullable"];

/// Resolves a type. Reports unions that need a sibling inside of lists and maps.
pub(super) fn resolve(cx: &mut Context, scope: &Scope<'_>, ty: &TypeRef) -> Option<Type> {
    match ty {
        TypeRef::Resolved(ty) => Some(ty.value.clone()),
        TypeRef::Text(text) => Reader { cx, scope, whole: text, depth: 0 }.read(text),
    }
}

/// Returns the name here of a type that has another name elsewhere, or is written in another case.
fn here(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    let plain = Type::PLAIN.iter().map(|(name, _)| (*name, *name));
    ELSEWHERE.into_iter().chain(plain).find(|(there, _)| *there == lower).map(|(_, here)| here)
}

struct Reader<'a, 'r> {
    cx: &'a mut Context,
    scope: &'a Scope<'r>,
    whole: &'a Text,
    depth: usize,
}

impl Reader<'_, '_> {
    /// Returns the place of a part of the text: inside the quotes, if the text has no escapes.
    fn place(&self, part: &str) -> Span {
        let Text { value: whole, span } = self.whole;
        if span.len() != whole.len() + 2 {
            return span.clone();
        }
        let start = span.start + 1 + (part.as_ptr() as usize - whole.as_ptr() as usize);
        start..start + part.len()
    }

    fn read(&mut self, text: &str) -> Option<Type> {
        let text = text.trim();
        let Some((head, rest)) = text.split_once('<') else { return self.plain(text) };
        let Some(inner) = rest.strip_suffix('>') else {
            return self.syntax(text, "unmatched `<`", "add `>` at the end");
        };
        let inner = inner.trim();
        match head.trim() {
            _ if inner.is_empty() => self.syntax(text, "there is nothing between `<` and `>`", "write the type of the items"),
            "list" => self.item(inner).map(|item| Type::List(Box::new(item))),
            "map" => self.map(inner),
            "time" => self.time(inner),
            head => match self.translate(text, 0) {
                Some(right) if OPTIONS.contains(&head.to_lowercase().as_str()) => {
                    let suggestion = format!("write `{right}`; a field is optional unless it has `required = true`");
                    self.unknown(text, &suggestion)
                }
                Some(right) => self.unknown(text, &Suggestion::of(&right)),
                None => {
                    let suggestion = Suggestion::new(head, "types with parameters", ["list", "map", "time"]);
                    self.unknown(head, &suggestion)
                }
            },
        }
    }

    fn map(&mut self, inner: &str) -> Option<Type> {
        // A comma in the pattern of a time is not one between two types.
        match inner.split_once(',').filter(|(key, _)| !key.contains('%')) {
            Some((_, value)) => {
                let right = format!("write `map<{}>`", value.trim());
                self.syntax(inner, "the keys of a map are always text", &right)
            }
            None => self.item(inner).map(|item| Type::Map(Box::new(item))),
        }
    }

    fn item(&mut self, inner: &str) -> Option<Type> {
        if self.depth == Type::MAX_DEPTH {
            return self.fail(inner, Problem::TypeTooDeep {});
        }
        self.depth += 1;
        let item = self.read(inner);
        self.depth -= 1;
        match &item {
            Some(Type::Union(name)) if self.scope.by(name) == Some(By::Sibling) => {
                self.fail(inner, Problem::UnionNested { name })
            }
            _ => item,
        }
    }

    fn time(&mut self, word: &str) -> Option<Type> {
        if word.contains('%') {
            return match TimePattern::checked(word) {
                Ok(pattern) => Some(Type::TimeLike(pattern)),
                Err(PatternError { part, reason }) => {
                    self.fail(part, Problem::BadTimePattern { part: &part, reason: &reason, directives: &DIRECTIVES })
                }
            };
        }
        TimeKind::from_word(word).map(Type::Time).or_else(|| {
            let suggestion = Suggestion::new(word, "kinds of time", TimeKind::ALL.iter().map(|kind| kind.word()));
            self.fail(word, Problem::UnknownTime { word: &word, suggestion: &suggestion })
        })
    }

    fn plain(&mut self, word: &str) -> Option<Type> {
        if let Some((_, ty)) = Type::PLAIN.iter().find(|(name, _)| *name == word) {
            return Some(ty.clone());
        }
        match self.scope.find(word) {
            Some(Named::Object) => Some(Type::Object(word.to_owned())),
            Some(Named::Enum) => Some(Type::Enum(word.to_owned())),
            Some(Named::Union) => Some(Type::Union(word.to_owned())),
            None if word.contains(['>', ',', ' ', '[', ']', '?']) => self.syntax(
                word,
                "a type name has only letters and digits",
                "write lists as `list<…>`, and leave optional fields unmarked",
            ),
            None => {
                let suggestion = self.suggest(word);
                self.unknown(word, &suggestion)
            }
        }
    }

    /// Returns a type of another language as it is written here: `Option<Vec<String>>` is `list<string>`.
    fn translate(&self, text: &str, depth: usize) -> Option<String> {
        let text = text.trim();
        let Some((head, rest)) = text.split_once('<') else {
            let here = self.scope.find(text).is_none().then(|| here(text)).flatten();
            return Some(here.unwrap_or(text).to_owned());
        };
        let inner = rest.strip_suffix('>').filter(|inner| !inner.is_empty() && depth < Type::MAX_DEPTH)?;
        let head = head.trim().to_lowercase();
        match head.as_str() {
            "time" => Some(text.to_owned()),
            list if LISTS.contains(&list) => Some(format!("list<{}>", self.translate(inner, depth + 1)?)),
            map if MAPS.contains(&map) => {
                let value = inner.split_once(',').map_or(inner, |(_, value)| value);
                Some(format!("map<{}>", self.translate(value, depth + 1)?))
            }
            option if OPTIONS.contains(&option) => self.translate(inner, depth + 1),
            _ => None,
        }
    }

    fn suggest(&self, word: &str) -> Suggestion {
        if let Some(here) = here(word) {
            return Suggestion::of(here);
        }
        let plain = Type::PLAIN.iter().map(|(name, _)| *name).chain(["list<…>", "map<…>", "time<…>"]);
        Suggestion::new(word, "types", plain.chain(self.scope.names()))
    }

    fn unknown(&mut self, word: &str, suggestion: &dyn Display) -> Option<Type> {
        self.fail(word, Problem::UnknownType { name: &word, suggestion: &suggestion })
    }

    fn syntax(&mut self, part: &str, reason: &str, right: &str) -> Option<Type> {
        self.fail(part, Problem::TypeSyntax { text: &part, reason: &reason, right: &right })
    }

    fn fail(&mut self, part: &str, problem: Problem<'_>) -> Option<Type> {
        self.cx.fail(&self.place(part), problem)
    }
}
