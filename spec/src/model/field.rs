//! Fields: their types, constraints and forms.

use triggerkit_core::json::Kind;
use triggerkit_core::shape::Check;
use triggerkit_core::time::TimePattern;
use triggerkit_core::{Accept, Step, TimeKind, secrets};

use super::span::Span;

/// One field of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The key on the wire.
    pub wire: String,
    /// The Rust name without `r#`, which emission adds to keywords.
    pub name: String,
    /// What the field is, in a sentence.
    pub doc: Option<String>,
    /// The section of the vendor's document.
    pub source: Option<String>,
    /// The type of the value.
    pub ty: Type,
    /// Whether the field must be present.
    pub presence: Presence,
    /// Constraints and accepted forms of the value itself.
    pub rules: ValueRules,
    /// Constraints and accepted forms of each item of a list or map.
    pub items: ValueRules,
    /// Other wire names.
    pub aliases: Vec<String>,
    /// The index of the boolean sibling that says whether this text is base64.
    pub base64_flag: Option<usize>,
    /// The index of the sibling that selects the type, if `ty` is a union.
    pub tag: Option<usize>,
    /// Whether the field leads to the records of a batch.
    pub batch: bool,
    /// How many lists and maps inside of the field's own one lead to the records as well: one, if they are in the lists of a map.
    pub batch_items: usize,
    /// The place of the key.
    pub span: Span,
}

impl Field {
    /// Returns whether the Rust type is an `Option`. Lists and maps that may be absent are empty instead.
    pub fn is_option(&self) -> bool {
        let container = matches!(self.ty, Type::List(_) | Type::Map(_));
        match self.presence {
            Presence::Optional => !container,
            Presence::Nullable => true,
            Presence::Required | Presence::Default(_) => false,
        }
    }
}

/// Constraints and accepted forms of one value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ValueRules {
    /// The constraints in the order in which they are checked, at most one of each kind.
    pub checks: Vec<Check>,
    /// Further forms that are accepted on the wire.
    pub accept: Vec<Accept>,
    /// Texts that count as absent.
    pub empty: Vec<String>,
    /// Whether the value is hidden in `Debug` and reports.
    pub sensitive: bool,
    /// The keys of a map whose values are hidden, or the parameters of the text of a query. Case does not matter.
    pub sensitive_keys: Vec<String>,
}

/// The kinds of JSON values, in the order in which the language lists them.
pub const VALUE_KINDS: [Kind; 6] = [Kind::Object, Kind::List, Kind::String, Kind::Number, Kind::Bool, Kind::Null];

/// A list of sensitive keys that the language has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyList {
    /// The headers that carry secrets.
    Headers,
    /// The parameters of a query that carry secrets.
    Query,
}

impl KeyList {
    /// Every list.
    pub const ALL: [KeyList; 2] = [KeyList::Headers, KeyList::Query];

    /// Returns the word for the list in a spec.
    pub const fn word(self) -> &'static str {
        match self {
            KeyList::Headers => "headers",
            KeyList::Query => "query",
        }
    }

    /// Returns the name of the list in the runtime.
    pub const fn constant(self) -> &'static str {
        match self {
            KeyList::Headers => "HEADERS",
            KeyList::Query => "PARAMETERS",
        }
    }

    /// Returns the keys.
    pub const fn keys(self) -> &'static [&'static str] {
        match self {
            KeyList::Headers => secrets::HEADERS,
            KeyList::Query => secrets::PARAMETERS,
        }
    }

    /// Returns the list that has exactly these keys.
    pub fn of(keys: &[String]) -> Option<KeyList> {
        KeyList::ALL.into_iter().find(|list| list.keys().iter().copied().eq(keys.iter().map(String::as_str)))
    }
}

impl ValueRules {
    /// Returns whether values are read in a form, in a payload that is or is not read tolerantly.
    pub fn accepts(&self, form: Accept, tolerant: bool) -> bool {
        self.accept.contains(&form) || (tolerant && form.is_mixed_up())
    }
}

/// Whether a field must be present.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// Present and not null.
    Required,
    /// Present, perhaps null.
    Nullable,
    /// May be absent. Null counts as absent.
    Optional,
    /// May be absent or null, and then has this value, given as JSON text.
    Default(String),
}

/// The type of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// `true` or `false`.
    Bool,
    /// A signed integer.
    I64,
    /// An unsigned integer.
    U64,
    /// A float.
    F64,
    /// Any JSON.
    Json,
    /// Any JSON, or a type that the user of the trigger chooses.
    Generic,
    /// Any JSON but arrays and objects.
    Scalar,
    /// A whole payload of bytes.
    Raw,
    /// Bytes, encoded as base64.
    Bytes,
    /// A time.
    Time(TimeKind),
    /// A time as text of a form that the spec names.
    TimeLike(&'static TimePattern),
    /// A value that is encoded, and the steps that decode it, from the wire inward.
    Encoded(Box<Type>, Vec<Step>),
    /// A list of items.
    List(Box<Type>),
    /// A map from text to values.
    Map(Box<Type>),
    /// A named object.
    Object(String),
    /// A named enum.
    Enum(String),
    /// A named union.
    Union(String),
    /// A Rust type of a hand-written struct that implements the runtime's `Value` trait. Only the derive makes these.
    Foreign(String),
}

impl Type {
    /// Types without parameters, by their name in specs.
    pub const PLAIN: [(&str, Type); 9] = [
        ("string", Type::String),
        ("bool", Type::Bool),
        ("i64", Type::I64),
        ("u64", Type::U64),
        ("f64", Type::F64),
        ("json", Type::Json),
        ("generic", Type::Generic),
        ("scalar", Type::Scalar),
        ("bytes", Type::Bytes),
    ];

    /// Returns the type of the decoded value if it is encoded, or else the type itself.
    pub fn contents(&self) -> &Type {
        match self {
            Type::Encoded(contents, _) => contents,
            ty => ty,
        }
    }

    /// Returns the steps that decode the value, from the wire inward. There are none if it is not encoded.
    pub fn codec(&self) -> &[Step] {
        match self {
            Type::Encoded(_, steps) => steps,
            _ => &[],
        }
    }

    /// Returns the steps that decode the innermost items of a list or map.
    pub fn item_codec(&self) -> &[Step] {
        match self {
            Type::List(item) | Type::Map(item) if item.is_encoded() => item.codec(),
            Type::List(item) | Type::Map(item) => item.item_codec(),
            _ => &[],
        }
    }

    /// Returns whether the value is encoded.
    pub fn is_encoded(&self) -> bool {
        matches!(self, Type::Encoded(..))
    }

    /// The deepest nesting of lists and maps. Real specs are far below it.
    pub const MAX_DEPTH: usize = 8;
}
