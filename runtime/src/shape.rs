//! Static descriptions of generated types. The macros emit them, the engine is driven by them.

use std::fmt;
use std::sync::OnceLock;

use regex_lite::Regex;
use triggerkit_core::{Accept, Format, Length, Range, TimeKind};

use crate::trigger::TriggerInfo;
use crate::value::{Json, Map, Str};

/// What the engine must know of a struct.
pub struct Shape {
    /// The Rust type's name.
    pub name: &'static str,
    /// In the order of the payload, as far as the document shows one.
    pub fields: &'static [Field],
    /// Rules across fields.
    pub rules: &'static [FieldsRule],
    /// How the bytes of a whole payload are read.
    pub payload: Payload,
    /// Fields that are missed when their key did not come.
    pub(crate) demands: FieldSet,
}

impl Shape {
    /// A shape; which of its fields have to be looked at when their key did not come is worked out while compiling.
    pub const fn new(name: &'static str, fields: &'static [Field], rules: &'static [FieldsRule], payload: Payload) -> Shape {
        let mut demands = FieldSet::NONE;
        let mut index = 0;
        while index < fields.len() {
            if !matches!(fields[index].presence, Presence::Optional) {
                demands.insert(index);
            }
            index += 1;
        }
        Shape { name, fields, rules, payload, demands }
    }
}

/// Fields of a struct, by their indices. Specs hold at most 256 fields.
#[derive(Clone, Copy)]
pub(crate) struct FieldSet([u64; 4]);

impl FieldSet {
    pub(crate) const NONE: FieldSet = FieldSet([0; 4]);

    /// Adds a field; false when it was there before.
    #[inline]
    pub(crate) const fn insert(&mut self, index: usize) -> bool {
        let word = &mut self.0[index / 64 % 4];
        let bit = 1 << (index % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// The fields that the other set lacks.
    #[inline]
    pub(crate) fn without(&self, others: &FieldSet) -> FieldSet {
        FieldSet(std::array::from_fn(|word| self.0[word] & !others.0[word]))
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.0 == [0; 4]
    }

    /// The indices in order.
    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        (0..256).filter(move |index| self.0[index / 64] >> (index % 64) & 1 == 1)
    }
}

/// How the bytes of a payload are to be read.
#[derive(Clone, Copy, Debug)]
pub enum Payload {
    /// JSON.
    Json,
    /// CBOR, or its rendering in JSON.
    #[cfg(feature = "cbor")]
    Cbor,
    /// Any bytes; the field at an index takes them.
    Raw(usize),
    /// JSON where the trigger's discriminators hold; otherwise the field at the index takes the bytes.
    JsonOrRaw(usize, &'static TriggerInfo),
}

/// What the engine must know of a field.
pub struct Field {
    /// The key on the wire.
    pub wire: &'static str,
    /// The key as JSON, and the colon behind it.
    pub written: &'static str,
    /// Other keys that are read.
    pub aliases: &'static [&'static str],
    /// Whether it must be there.
    pub presence: Presence,
    /// Constraints, in the order in which they are checked; the first that fails is reported.
    pub checks: &'static [Check],
    /// Further wire forms.
    pub accept: &'static [Accept],
    /// Texts that mean nothing.
    pub empty: &'static [&'static str],
    /// Hidden in `Debug` and in reports.
    pub sensitive: bool,
    /// How a time is written.
    pub time: TimeKind,
    /// The items of a list or map.
    pub items: &'static Field,
    /// The sibling whose text selects the type.
    pub tag: Option<usize>,
    /// The document that says so.
    pub source: Option<&'static str>,
}

impl Field {
    /// A field without any demand, to start from.
    pub const PLAIN: Field = Field::bare(Presence::Optional);

    const fn bare(presence: Presence) -> Field {
        Field {
            wire: "",
            written: "",
            aliases: &[],
            presence,
            checks: &[],
            accept: &[],
            empty: &[],
            sensitive: false,
            time: TimeKind::Text,
            items: &ITEM,
            tag: None,
            source: None,
        }
    }

    /// A plain field with a key. The key is written as JSON with its colon, and has no escapes: `"\"name\":"`.
    pub const fn named(written: &'static str) -> Field {
        let (_, rest) = written.split_at(1);
        let (wire, _) = rest.split_at(rest.len() - 2);
        Field::escaped(wire, written)
    }

    /// A plain field with a key that JSON writes with escapes.
    pub const fn escaped(wire: &'static str, written: &'static str) -> Field {
        Field { wire, written, ..Field::PLAIN }
    }

    #[inline]
    pub(crate) fn accepts(&self, form: Accept) -> bool {
        self.accept.contains(&form)
    }
}

/// Items of lists and maps that a spec says nothing about.
static ITEM: Field = Field::bare(Presence::Required);

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// There, and not null.
    Required,
    /// There, perhaps null.
    Nullable,
    /// Absent and null both mean nothing.
    Optional,
    /// Absent and null both mean this value, in JSON.
    Default(&'static str),
}

/// A constraint on one value.
#[derive(Debug)]
pub enum Check {
    /// Of a string, list or map.
    Length(Length),
    /// Of a number.
    Range(Range),
    /// A regular expression that must match somewhere.
    Pattern(&'static Pattern),
    /// Of a string.
    Format(Format),
    /// Nothing else is valid.
    OneOf(&'static [&'static str]),
}

/// A regular expression, compiled when it is first needed.
pub struct Pattern {
    text: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The spec checker has compiled it once already.
    pub const fn new(text: &'static str) -> Self {
        Pattern { text, regex: OnceLock::new() }
    }

    pub(crate) fn as_str(&self) -> &'static str {
        self.text
    }

    pub(crate) fn admits(&self, text: &str) -> bool {
        self.regex.get_or_init(|| Regex::new(self.text).ok()).as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.text)
    }
}

/// A rule across the fields of an object; fields are indices into [`Shape::fields`].
#[derive(Debug)]
pub struct FieldsRule {
    /// What it asks.
    pub ask: Ask,
    /// What to say instead of the rule's own words.
    pub doc: Option<&'static str>,
}

/// What a [`FieldsRule`] asks.
#[derive(Debug)]
pub enum Ask {
    /// One of the fields is present.
    AtLeastOne(&'static [usize]),
    /// No two of the fields are present.
    AtMostOne(&'static [usize]),
    /// Exactly one of the fields is present.
    ExactlyOne(&'static [usize]),
    /// The field present (with this text) needs the others present.
    Requires {
        /// The field that asks.
        when: usize,
        /// Only with this text.
        equals: Option<&'static str>,
        /// What it needs.
        fields: &'static [usize],
    },
    /// A member of a list excludes others.
    Excludes {
        /// The list.
        list: usize,
        /// The member.
        value: &'static str,
        /// What may not stand beside it.
        others: &'static [&'static str],
    },
    /// The text is base64 when the boolean says so.
    Base64 {
        /// The text.
        text: usize,
        /// The boolean.
        flag: usize,
    },
    /// No member of the list twice.
    Unique {
        /// The list.
        list: usize,
    },
}

/// The form in which a value arrived, so that it is written back alike: four bits, but for
/// [`MISFIT`](Form::MISFIT).
///
/// What a form means depends on the value's state, so a value changed after decoding is never written wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form(u8);

impl Form {
    /// The usual one.
    pub const PLAIN: Form = Form(0);
    /// `null` for nothing.
    pub const NULL: Form = Form(1);
    /// No key, where a default stands in.
    pub const ABSENT: Form = Form(2);
    /// A string where a number, boolean or object is usual.
    pub const TEXT: Form = Form(3);
    /// One item where a list is usual.
    pub const ONE: Form = Form(4);
    /// Comma text where a list is usual; `""` for an empty list or map.
    pub const COMMA: Form = Form(5);
    /// `[]`, `{}` or `""` for nothing.
    pub const EMPTY: Form = Form(6);
    /// Each item of a list or map in the form [`TEXT`](Self::TEXT).
    pub const TEXT_ITEMS: Form = Form(7);
    /// A float written without a fraction.
    pub const WHOLE: Form = Form(8);
    /// A number where text is usual.
    pub const NUMBER: Form = Form(9);
    /// A float in a string, without a fraction. No float stands where text is usual, so the bits are free for it.
    pub const WHOLE_TEXT: Form = Form::NUMBER;

    /// The value did not fit its field, which has been recorded. No field keeps this form.
    pub const MISFIT: Form = Form(16);

    const SENTINEL: u8 = 10;

    /// The form of a list or map after one more item. Of a list, `ONE` and the like mean something else, so these are not kept.
    pub(crate) fn with_item(self, item: Form) -> Form {
        let form = match item {
            Form::TEXT => Form::TEXT_ITEMS,
            Form::TEXT_ITEMS | Form::WHOLE | Form::NUMBER => item,
            _ => Form::PLAIN,
        };
        match (self, form) {
            // Floats without a fraction, and numbers for text, tell themselves from the others when they are written.
            (Form::WHOLE | Form::NUMBER, Form::PLAIN) => self,
            (Form::PLAIN, Form::WHOLE | Form::NUMBER) => form,
            _ if self == Form::EMPTY || self == form => form,
            // Where items differ, none of their forms is kept.
            _ => Form::PLAIN,
        }
    }

    /// The form of each item of a list or map in this form.
    pub(crate) fn inside(self) -> Form {
        match self {
            Form::TEXT_ITEMS => Form::TEXT,
            Form::WHOLE | Form::NUMBER => self,
            _ => Form::PLAIN,
        }
    }

    /// The n-th of [`Field::empty`], for nothing; `None` when there are too many to remember.
    pub(crate) fn sentinel(index: usize) -> Form {
        u8::try_from(index)
            .ok()
            .filter(|index| Self::SENTINEL + *index < 16)
            .map_or(Form::NULL, |index| Form(Self::SENTINEL + index))
    }

    pub(crate) fn as_sentinel(self) -> Option<usize> {
        self.0.checked_sub(Self::SENTINEL).map(usize::from)
    }
}

/// What a struct keeps of its payload besides its fields: unknown fields, and forms. Cheap while there is nothing to keep.
///
/// It takes no part in equality, but for the unknown fields.
#[derive(Clone, Default)]
pub struct Kept {
    /// Forms of the first sixteen fields, four bits each.
    forms: u64,
    rest: Option<Box<Rest>>,
}

#[derive(Clone, Default)]
struct Rest {
    unknown: Map<Json>,
    forms: Vec<(usize, Form)>,
    aliases: Vec<(usize, Str)>,
}

impl Kept {
    /// Nothing kept.
    pub const fn new() -> Self {
        Kept { forms: 0, rest: None }
    }

    /// The fields that the spec does not know, in the order of the payload.
    pub fn unknown(&self) -> &Map<Json> {
        static NONE: Map<Json> = Map::new();
        self.rest.as_ref().map_or(&NONE, |rest| &rest.unknown)
    }

    /// The same, to add to.
    pub fn unknown_mut(&mut self) -> &mut Map<Json> {
        &mut self.rest.get_or_insert_default().unknown
    }

    #[inline]
    pub(crate) fn set_form(&mut self, field: usize, form: Form) {
        if field < 16 {
            let shift = field * 4;
            self.forms = self.forms & !(0xf << shift) | u64::from(form.0) << shift;
        } else if form != Form::PLAIN {
            self.rest.get_or_insert_default().forms.push((field, form));
        }
    }

    pub(crate) fn form(&self, field: usize) -> Form {
        if field < 16 {
            return Form((self.forms >> (field * 4) & 0xf) as u8);
        }
        let forms = self.rest.iter().flat_map(|rest| rest.forms.iter());
        forms.rev().find(|(index, _)| *index == field).map_or(Form::PLAIN, |(_, form)| *form)
    }

    pub(crate) fn set_alias(&mut self, field: usize, key: Str) {
        self.rest.get_or_insert_default().aliases.push((field, key));
    }

    /// The key under which a field came, when it was an alias.
    pub(crate) fn alias(&self, field: usize) -> Option<&str> {
        let aliases = &self.rest.as_ref()?.aliases;
        aliases.iter().find(|(index, _)| *index == field).map(|(_, key)| key.as_str())
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.unknown() == other.unknown()
    }
}
