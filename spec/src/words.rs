//! Words for types and constraints, which generated documentation, pages and messages share.

use triggerkit_core::{Accept, Step, TimeKind};

use crate::model::{Check, Field, KeyList, Presence, Type, ValueRules};

/// Returns the type in words: "list of text".
///
/// ```
/// use triggerkit_spec::{model::Type, words};
///
/// assert_eq!(words::ty(&Type::List(Box::new(Type::String))), "list of text");
/// assert_eq!(words::ty(&Type::Map(Box::new(Type::I64))), "map of whole numbers");
/// ```
pub fn ty(ty: &Type) -> String {
    noun(ty, "")
}

/// Returns the type in words, with `s` at the end of the word that counts.
fn noun(ty: &Type, s: &str) -> String {
    match ty {
        Type::List(item) => format!("list{s} of {}", noun(item, "s")),
        Type::Map(item) => format!("map{s} of {}", noun(item, "s")),
        Type::String => "text".into(),
        Type::Bool => format!("boolean{s}"),
        Type::I64 => format!("whole number{s}"),
        Type::U64 => format!("whole number{s} from 0"),
        Type::F64 => format!("number{s}"),
        Type::Json => "any JSON".into(),
        Type::Generic => "any JSON, or a type of your own".into(),
        Type::Scalar => "any simple value".into(),
        Type::Raw | Type::Bytes => "bytes".into(),
        Type::Encoded(contents, _) => noun(contents, s),
        Type::Time(TimeKind::Rfc3339) => format!("time{s} (RFC 3339)"),
        Type::Time(TimeKind::Text) => format!("time{s} (text)"),
        Type::Time(TimeKind::Any) => format!("time{s} in any form"),
        Type::TimeLike(pattern) => format!("time{s} (`{}`)", pattern.as_str()),
        Type::Time(kind) => format!("time{s} ({})", kind.expected()),
        Type::Object(name) | Type::Enum(name) | Type::Union(name) | Type::Foreign(name) => format!("`{name}`"),
    }
}

/// Returns the type in words with an article: "a list of text", "the enum `Method`".
pub fn described(ty: &Type) -> String {
    match ty {
        Type::String | Type::Json | Type::Scalar | Type::Raw | Type::Bytes => self::ty(ty),
        Type::Generic => "a type of your choice".into(),
        Type::Encoded(_, steps) if steps.first() == Some(&Step::Numbers) => "encoded bytes".into(),
        Type::Encoded(..) => "encoded text".into(),
        Type::Object(name) | Type::Foreign(name) => format!("the type `{name}`"),
        Type::Enum(name) => format!("the enum `{name}`"),
        Type::Union(name) => format!("the union `{name}`"),
        _ => format!("a {}", self::ty(ty)),
    }
}

/// Returns all that a spec requires of a field: "Required. 1 to 32768 characters, JSON text.", or nothing.
pub fn field(field: &Field) -> String {
    let required = match &field.presence {
        Presence::Required => "Required. ",
        Presence::Nullable => "Required, may be null. ",
        Presence::Optional | Presence::Default(_) => "",
    };
    format!("{required}{}", constraints(field)).trim_end().to_owned()
}

/// Returns the constraints and forms of a field, without its presence: "1 to 32768 characters, JSON text."
pub fn constraints(field: &Field) -> String {
    let mut sentences = Vec::new();
    if let Presence::Default(json) = &field.presence {
        sentences.push(format!("`{json}` when absent"));
    }
    sentences.extend(checks(&field.rules.checks).map(|words| capital(&words)));
    sentences.extend(checks(&field.items.checks).map(|words| format!("Each item: {words}")));
    if field.ty.is_encoded() {
        sentences.push(capital(&codec(field.ty.codec())));
    }
    sentences.extend(item_codec(&field.ty));
    sentences.extend(forms(&field.rules, "Also read from"));
    sentences.extend(forms(&field.items, "Items are also read from"));
    if !field.rules.empty.is_empty() {
        sentences.push(format!("{} means nothing", nothings(&field.rules.empty)));
    }
    if !field.aliases.is_empty() {
        sentences.push(format!("Also called {}", quoted(&field.aliases)));
    }
    if field.rules.sensitive || field.items.sensitive {
        sentences.push("Sensitive".to_owned());
    }
    sentences.extend(sensitive_keys(&field.rules));
    sentences.extend(sensitive_keys(&field.items));
    sentences.iter().map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ")
}

/// Escapes words for Markdown, except for code in backticks.
pub fn escape(words: &str) -> String {
    let parts = words.split('`').enumerate().map(|(index, part)| match index % 2 {
        0 => part.replace('[', "\\[").replace(']', "\\]").replace('<', "\\<"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// Words the sensitive keys of a value.
fn sensitive_keys(rules: &ValueRules) -> Option<String> {
    match KeyList::of(&rules.sensitive_keys) {
        Some(KeyList::Headers) => Some("Headers that carry secrets are sensitive".to_owned()),
        Some(KeyList::Query) => Some("Parameters that carry secrets are sensitive".to_owned()),
        None if rules.sensitive_keys.is_empty() => None,
        None => Some(format!("Sensitive in it: {}", quoted(&rules.sensitive_keys))),
    }
}

fn checks(list: &[Check]) -> Option<String> {
    (!list.is_empty()).then(|| list.iter().map(Check::to_string).collect::<Vec<_>>().join(", "))
}

fn forms(rules: &ValueRules, lead: &str) -> Option<String> {
    let words = rules.accept.iter().map(|form| match form {
        Accept::String => "a string",
        Accept::Number => "a number",
        Accept::Bool => "a boolean",
        Accept::Json => "an object or list",
        Accept::JsonText => "JSON text",
        Accept::One => "a single item",
        Accept::CommaText => "text with commas",
    });
    (!rules.accept.is_empty()).then(|| format!("{lead} {}", words.collect::<Vec<_>>().join(" or ")))
}

/// Returns a codec in words: "base64 of packed or plain bytes of JSON text".
fn codec(steps: &[Step]) -> String {
    let words = steps.iter().map(|step| match step {
        Step::Base64 => "base64",
        Step::Unpack => "packed or plain bytes",
        Step::Json => "JSON text",
        Step::Numbers => "bytes as a list of numbers",
        Step::Percent => "percent-encoded text",
    });
    words.collect::<Vec<_>>().join(" of ")
}

/// Returns the codec of items in words: "Each item is base64 of JSON text".
fn item_codec(ty: &Type) -> Option<String> {
    let steps = Some(ty.item_codec()).filter(|steps| !steps.is_empty())?;
    let is_direct = matches!(ty, Type::List(item) | Type::Map(item) if item.is_encoded());
    Some(format!("Each {} is {}", if is_direct { "item" } else { "innermost item" }, codec(steps)))
}

/// Returns the texts that mean nothing: "`None` or empty text".
fn nothings(texts: &[String]) -> String {
    let words = texts.iter().map(|text| if text.is_empty() { "empty text".to_owned() } else { format!("`{text}`") });
    capital(&words.collect::<Vec<_>>().join(" or "))
}

/// Returns a list in backticks: "`a`, `b`".
pub(crate) fn quoted(texts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    texts.into_iter().map(|text| format!("`{}`", text.as_ref())).collect::<Vec<_>>().join(", ")
}

/// Returns the words with the first letter in upper case.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use triggerkit_core::{Format, Length, Range, Unit};

    use super::*;

    fn plain() -> Field {
        Field {
            wire: "f".into(),
            name: "f".into(),
            doc: None,
            source: None,
            ty: Type::String,
            presence: Presence::Optional,
            rules: ValueRules::default(),
            items: ValueRules::default(),
            aliases: Vec::new(),
            base64_flag: None,
            tag: None,
            batch: false,
            batch_items: 0,
            span: 0..0,
        }
    }

    #[test]
    fn a_field_without_constraints_has_no_words() {
        assert_eq!(field(&plain()), "");
    }

    #[test]
    fn constraints_follow_the_presence() {
        let length = Length { min: 1, max: 32768, unit: Unit::Characters };
        let rules = ValueRules { checks: vec![Check::Length(length), Check::Format(Format::Json)], ..ValueRules::default() };
        let result = Field { presence: Presence::Required, rules, ..plain() };
        assert_eq!(field(&result), "Required. 1 to 32768 characters, JSON text.");
    }

    #[test]
    fn every_constraint_has_its_sentence() {
        let rules = ValueRules {
            checks: vec![Check::Length(Length { min: 0, max: 3, unit: Unit::Items })],
            accept: vec![Accept::One, Accept::JsonText],
            empty: vec!["None".into(), String::new()],
            sensitive: true,
            sensitive_keys: Vec::new(),
        };
        let items = ValueRules {
            checks: vec![
                Check::Range(Range { min: 1.0, max: f64::INFINITY }),
                Check::OneOf(["a", "b"].map(Into::into).to_vec().into()),
            ],
            accept: vec![Accept::String],
            ..ValueRules::default()
        };
        let ty = Type::Encoded(Box::new(Type::Json), vec![Step::Base64, Step::Unpack, Step::Json]);
        let all = Field { presence: Presence::Default("3".into()), rules, items, aliases: vec!["g".into()], ty, ..plain() };
        assert_eq!(
            field(&all),
            "`3` when absent. At most 3 items. Each item: at least 1, one of `a`, `b`. Base64 of packed or plain bytes of JSON text. \
             Also read from a single item or JSON text. Items are also read from a string. `None` or empty text means nothing. \
             Also called `g`. Sensitive."
        );
    }

    #[test]
    fn types_read_as_plain_english() {
        let nested = Type::Map(Box::new(Type::List(Box::new(Type::Time(TimeKind::UnixMillis)))));
        assert_eq!(ty(&nested), "map of lists of times (milliseconds since 1970)");
        assert_eq!(described(&nested), "a map of lists of times (milliseconds since 1970)");
        assert_eq!(ty(&Type::List(Box::new(Type::Object("Item".into())))), "list of `Item`");
    }
}
