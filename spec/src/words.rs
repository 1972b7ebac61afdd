//! Types and constraints in words: the same in the generated documentation, on pages and in messages.

use triggerkit_core::{Accept, Step, TimeKind};

use crate::model::{Check, Field, Presence, Type, ValueRules};

/// The type in words: "list of text".
///
/// ```
/// use triggerkit_spec::{model::Type, words};
///
/// assert_eq!(words::ty(&Type::List(Box::new(Type::String))), "list of text");
/// assert_eq!(words::ty(&Type::Map(Box::new(Type::I64))), "map of whole numbers");
/// ```
pub fn ty(ty: &Type) -> String {
    match ty {
        Type::List(item) => format!("list of {}", plural(item)),
        Type::Map(item) => format!("map of {}", plural(item)),
        Type::String => "text".into(),
        Type::Bool => "boolean".into(),
        Type::I64 => "whole number".into(),
        Type::U64 => "whole number from 0".into(),
        Type::F64 => "number".into(),
        Type::Json => "any JSON".into(),
        Type::Scalar => "any simple value".into(),
        Type::Raw => "bytes".into(),
        Type::Bytes => "bytes".into(),
        Type::Time(TimeKind::Rfc3339) => "time (RFC 3339)".into(),
        Type::Time(TimeKind::Text) => "time (text)".into(),
        Type::Time(kind) => format!("time ({})", kind.expected()),
        Type::Object(name) | Type::Enum(name) | Type::Union(name) | Type::Foreign(name) => format!("`{name}`"),
    }
}

fn plural(item: &Type) -> String {
    match item {
        Type::List(item) => format!("lists of {}", plural(item)),
        Type::Map(item) => format!("maps of {}", plural(item)),
        Type::Bool => "booleans".into(),
        Type::I64 => "whole numbers".into(),
        Type::U64 => "whole numbers from 0".into(),
        Type::F64 => "numbers".into(),
        Type::Time(TimeKind::Rfc3339) => "times (RFC 3339)".into(),
        Type::Time(TimeKind::Text) => "times (text)".into(),
        Type::Time(kind) => format!("times ({})", kind.expected()),
        other => ty(other),
    }
}

/// The type in words with an article: "a list of text", "the enum `Method`".
pub fn described(ty: &Type) -> String {
    match ty {
        Type::List(_) | Type::Map(_) | Type::Time(_) => format!("a {}", self::ty(ty)),
        Type::Object(name) | Type::Foreign(name) => format!("the type `{name}`"),
        Type::Enum(name) => format!("the enum `{name}`"),
        Type::Union(name) => format!("the union `{name}`"),
        Type::Bytes => "bytes".into(),
        Type::String | Type::Bool | Type::I64 | Type::U64 | Type::F64 | Type::Json | Type::Scalar | Type::Raw => expected(ty),
    }
}

/// What a value of this type is called in "expected …": with an article.
pub fn expected(ty: &Type) -> String {
    match ty {
        Type::String => "text".into(),
        Type::Bool => "a boolean".into(),
        Type::I64 => "a whole number".into(),
        Type::U64 => "a whole number from 0".into(),
        Type::F64 => "a number".into(),
        Type::Json => "any JSON".into(),
        Type::Scalar => "any simple value".into(),
        Type::Raw => "bytes".into(),
        Type::Bytes => "encoded text".into(),
        Type::Time(kind) => kind.expected().into(),
        Type::List(_) => "a list".into(),
        Type::Map(_) | Type::Union(_) => "an object".into(),
        Type::Object(name) | Type::Foreign(name) => format!("an object (`{name}`)"),
        Type::Enum(_) => "text".into(),
    }
}

/// Everything that the spec asks of a field, in words: "Required. 1 to 32768 characters, JSON text." Empty when it asks nothing.
pub fn field(field: &Field) -> String {
    let required = match &field.presence {
        Presence::Required => "Required. ",
        Presence::Nullable => "Required, may be null. ",
        Presence::Optional | Presence::Default(_) => "",
    };
    format!("{required}{}", constraints(field)).trim_end().to_owned()
}

/// The same without whether the field must be there: "1 to 32768 characters, JSON text."
pub fn constraints(field: &Field) -> String {
    let mut sentences = Vec::new();
    if let Presence::Default(json) = &field.presence {
        sentences.push(format!("`{json}` when absent"));
    }
    sentences.extend(checks(&field.rules.checks).map(|words| capital(&words)));
    sentences.extend(checks(&field.items.checks).map(|words| format!("Each item: {words}")));
    if !field.codec.is_empty() {
        sentences.push(codec(&field.codec));
    }
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
    sentences.iter().map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ")
}

/// Words as Markdown that shows them letter by letter: what stands between backticks is code already.
pub fn escape(words: &str) -> String {
    let parts = words.split('`').enumerate().map(|(index, part)| match index % 2 {
        0 => part.replace('[', "\\[").replace(']', "\\]").replace('<', "\\<"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

fn checks(list: &[Check]) -> Option<String> {
    (!list.is_empty()).then(|| list.iter().map(Check::to_string).collect::<Vec<_>>().join(", "))
}

fn forms(rules: &ValueRules, lead: &str) -> Option<String> {
    let words = rules.accept.iter().map(|form| match form {
        Accept::String => "a string",
        Accept::Number => "a number",
        Accept::JsonText => "JSON text",
        Accept::One => "a single item",
        Accept::CommaText => "text with commas",
    });
    (!rules.accept.is_empty()).then(|| format!("{lead} {}", words.collect::<Vec<_>>().join(" or ")))
}

/// A codec chain in words: "Base64 of packed or plain bytes of JSON text".
fn codec(steps: &[Step]) -> String {
    let words = steps.iter().map(|step| match step {
        Step::Base64 => "base64",
        Step::Unpack => "packed or plain bytes",
        Step::Json => "JSON text",
    });
    capital(&words.collect::<Vec<_>>().join(" of "))
}

/// Texts that mean nothing: "`None` or empty text".
fn nothings(texts: &[String]) -> String {
    let words = texts.iter().map(|text| if text.is_empty() { "empty text".to_owned() } else { format!("`{text}`") });
    capital(&words.collect::<Vec<_>>().join(" or "))
}

/// Texts in a row: "`a`, `b`".
pub(crate) fn quoted(texts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    texts.into_iter().map(|text| format!("`{}`", text.as_ref())).collect::<Vec<_>>().join(", ")
}

/// The first letter in upper case.
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
            codec: Vec::new(),
            base64_flag: None,
            tag: None,
            span: 0..0,
        }
    }

    #[test]
    fn a_field_without_demands_has_no_words() {
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
    fn everything_a_field_can_say() {
        let rules = ValueRules {
            checks: vec![Check::Length(Length { min: 0, max: 3, unit: Unit::Items })],
            accept: vec![Accept::One, Accept::JsonText],
            empty: vec!["None".into(), String::new()],
            sensitive: true,
        };
        let items = ValueRules {
            checks: vec![
                Check::Range(Range { min: 1.0, max: f64::INFINITY }),
                Check::OneOf(["a", "b"].map(Into::into).to_vec().into()),
            ],
            accept: vec![Accept::String],
            ..ValueRules::default()
        };
        let codec = vec![Step::Base64, Step::Unpack, Step::Json];
        let all = Field { presence: Presence::Default("3".into()), rules, items, aliases: vec!["g".into()], codec, ..plain() };
        assert_eq!(
            field(&all),
            "`3` when absent. At most 3 items. Each item: at least 1, one of `a`, `b`. Base64 of packed or plain bytes of JSON text. \
             Also read from a single item or JSON text. Items are also read from a string. `None` or empty text means nothing. \
             Also called `g`. Sensitive."
        );
    }

    #[test]
    fn types_read_as_a_person_says_them() {
        let nested = Type::Map(Box::new(Type::List(Box::new(Type::Time(TimeKind::UnixMillis)))));
        assert_eq!(ty(&nested), "map of lists of times (milliseconds since 1970)");
        assert_eq!(described(&nested), "a map of lists of times (milliseconds since 1970)");
        assert_eq!(ty(&Type::List(Box::new(Type::Object("Item".into())))), "list of `Item`");
    }
}
