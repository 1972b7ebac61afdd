//! [`Encoded`]: values encoded as text, which are decoded when you call `open`.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use triggerkit_core::Step;
use triggerkit_core::data::{Base64, Json, decode_base64, decode_byte_list, encode_byte_list};
use triggerkit_core::engine::{self, Contents, Decoder, Encodes, Value, View};
use triggerkit_core::form::Form;
use triggerkit_core::json::{Scan, Scanner};
use triggerkit_core::limits::Limits;
use triggerkit_core::report::{HIDDEN, Report, Rule, Violation, WHOLE_PAIRS};
use triggerkit_core::shape::{Field, Presence};
use triggerkit_core::text::Str;

use crate::percent_encoding;
use crate::unpack::unpack;

/// The steps by which a value is decoded from text.
pub trait Codec: Send + Sync + 'static {
    /// The steps in the order of decoding.
    const STEPS: &'static [Step];
}

/// Declares the codecs that a spec can name.
macro_rules! codecs {
    ($($(#[$doc:meta])* $name:ident = [$($step:ident),+];)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {}

        impl Codec for $name {
            const STEPS: &'static [Step] = &[$(Step::$step),+];
        }
    )+};
}

codecs! {
    /// JSON text in a string.
    JsonText = [Json];
    /// Base64 of JSON text.
    Base64Json = [Base64, Json];
    /// Base64 of JSON text that may be compressed.
    PackedJson = [Base64, Unpack, Json];
    /// Base64 of bytes that may be compressed.
    Packed = [Base64, Unpack];
    /// Bytes as a list of numbers from -128 to 255. `from_bytes` writes signed ones, as Java does.
    ByteList = [Numbers];
    /// Text that is percent-encoded like a form, with `+` for a blank.
    PercentText = [Percent];
}

/// A value encoded as text by the codec `C`. The text is kept as it arrived and decoded when you call [`open`](Encoded::open).
///
/// Decoding the event never fails because of this field. `open` reports what is wrong with its contents. If the text is plain JSON,
/// the payload may contain the value itself instead of the text, because published payloads contain either.
///
/// ```
/// use triggerkit::{Encoded, JsonText, Map, Str};
///
/// let item: Encoded<Map<Str>, JsonText> = Encoded::from_text(r#"{"question": "one plus one?"}"#);
/// assert_eq!(item.open()?.get("question").unwrap(), "one plus one?");
/// # Ok::<(), triggerkit::Report>(())
/// ```
///
/// Percent-encoded text is made from plain text:
///
/// ```
/// use triggerkit::{Encoded, PercentText, Str};
///
/// let key: Encoded<Str, PercentText> = "photos/my photo.jpg".into();
/// assert_eq!(key.text(), "photos/my+photo.jpg");
/// assert_eq!(key.open()?, "photos/my photo.jpg");
/// # Ok::<(), triggerkit::Report>(())
/// ```
pub struct Encoded<T, C> {
    /// The JSON value as it arrived: a string with its quotes, or the value itself.
    raw: Json,
    /// Whether it was read from a sensitive field.
    sensitive: bool,
    target: PhantomData<fn() -> (T, C)>,
}

/// Describes the contents of a sensitive field.
static SENSITIVE: Field = Field { presence: Presence::Required, sensitive: true, ..Field::PLAIN };

impl<T, C: Codec> Encoded<T, C> {
    /// The first step. Without steps, the value itself takes the place of the text.
    const FIRST: Step = match C::STEPS {
        [first, ..] => *first,
        [] => Step::Json,
    };

    /// Creates a value from encoded text, without JSON's own quotes. `open` checks the text. The text of a list is its JSON.
    pub fn from_text(text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        let list = || Json::parse(text).ok();
        let raw = if Self::FIRST == Step::Numbers { list() } else { None };
        Encoded { raw: raw.unwrap_or_else(|| Json::from(text)), sensitive: false, target: PhantomData }
    }

    /// Returns the encoded text, or the JSON of a value or list that is not in a string.
    pub fn text(&self) -> Cow<'_, str> {
        self.raw.text().unwrap_or_else(|| Cow::Borrowed(self.raw.as_str()))
    }

    /// Returns the decoded bytes, before they are read as JSON.
    ///
    /// # Errors
    /// Returns a report with the rule `codec` if a step fails, or with the rule `limit` if the bytes unpack to more than the default
    /// [`Limits`] allow: 16 MiB, or a hundred times their packed size.
    pub fn bytes(&self) -> Result<Vec<u8>, Report> {
        self.bytes_with(&Limits::DEFAULT)
    }

    /// Returns the decoded bytes like [`bytes`](Encoded::bytes), with other limits.
    ///
    /// # Errors
    /// Those of [`bytes`](Encoded::bytes).
    pub fn bytes_with(&self, limits: &Limits) -> Result<Vec<u8>, Report> {
        self.decoded_bytes(limits).map(Cow::into_owned)
    }

    fn decoded_bytes(&self, limits: &Limits) -> Result<Cow<'_, [u8]>, Report> {
        let (mut bytes, steps) = match self.outermost() {
            Some(decoded) => decoded,
            None => (self.text_bytes()?, C::STEPS),
        };
        for step in steps {
            bytes = match step {
                Step::Base64 => decode_base64(&bytes)?.into(),
                Step::Unpack => unpack(bytes.into_owned(), limits)?.into(),
                Step::Numbers => decode_byte_list(&bytes)?.into(),
                Step::Percent => percent_encoding::decode_form_bytes(&bytes)?.into(),
                Step::Json => break,
            };
        }
        Ok(bytes)
    }

    /// Returns the encoded text as bytes.
    fn text_bytes(&self) -> Result<Cow<'_, [u8]>, Report> {
        let mut json = Scanner::new(self.raw.as_str());
        match json.string() {
            Ok(Cow::Borrowed(text)) => Ok(text.as_bytes().into()),
            Ok(Cow::Owned(text)) if json.is_lossy(0, &text) => Err(Violation::new(Rule::Utf8, WHOLE_PAIRS, "one").into()),
            Ok(Cow::Owned(text)) => Ok(text.into_bytes().into()),
            Err(_) => Ok(self.raw.as_str().as_bytes().into()),
        }
    }

    /// Decodes base64 without escapes, and returns the remaining steps. Decoding finds an escape as fast as a search for one.
    fn outermost(&self) -> Option<(Cow<'_, [u8]>, &'static [Step])> {
        match (C::STEPS, self.raw.as_str().as_bytes()) {
            ([Step::Base64, rest @ ..], [b'"', text @ .., b'"']) => Some((decode_base64(text).ok()?.into(), rest)),
            _ => None,
        }
    }
}

impl<T, C: Codec> Encoded<T, C> {
    fn read_contents(&self, value: &mut dyn Value, bytes: &[u8], limits: &Limits) -> Result<Report, Report> {
        match self.sensitive {
            _ if C::STEPS.last() != Some(&Step::Json) => Ok(value.read_raw(bytes).map(|()| Report::default())?),
            true => engine::decode_as(value, &SENSITIVE, bytes, limits),
            false => engine::decode_into(value, bytes, limits),
        }
    }
}

impl<T: Value, C: Codec> Encoded<T, C> {
    /// Decodes the value.
    ///
    /// # Errors
    /// Returns the errors of [`bytes`](Encoded::bytes), or a report of all violations of the value.
    pub fn open(&self) -> Result<T, Report> {
        self.open_with(&Limits::DEFAULT)
    }

    /// Decodes the value like [`open`](Encoded::open), with other limits.
    ///
    /// ```
    /// use triggerkit::{Encoded, Limits, Map, PackedJson, Str};
    ///
    /// # let packed = Encoded::<Map<Str>, PackedJson>::encode(&[("question", "one plus one?")].into());
    /// // Logs that pack unusually well.
    /// let limits = Limits::DEFAULT.unpacked(32 << 20, 1_000);
    /// assert_eq!(packed.open_with(&limits)?.get("question").unwrap(), "one plus one?");
    /// # Ok::<(), triggerkit::Report>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`open`](Encoded::open).
    pub fn open_with(&self, limits: &Limits) -> Result<T, Report> {
        let mut value = T::empty();
        let bytes = self.decoded_bytes(limits)?;
        let limits = limits.for_unpacked(bytes.len());
        self.read_contents(&mut value, &bytes, &limits)?.into_result(value)
    }

    /// Encodes a value. The codec `unpack` reads plain bytes too, so nothing is compressed.
    pub fn encode(value: &T) -> Self {
        let mut text = String::new();
        match value.view() {
            View::Text(plain) if C::STEPS.last() != Some(&Step::Json) => text.push_str(plain),
            view => engine::write_view(&mut text, view, &Field::PLAIN, Form::PLAIN),
        }
        for step in C::STEPS.iter().rev() {
            match step {
                Step::Base64 => text = Base64::encode(text).as_str().to_owned(),
                Step::Percent => text = percent_encoding::encode_form(&text),
                Step::Numbers => text = encode_byte_list(text.as_bytes()),
                Step::Unpack | Step::Json => {}
            }
        }
        Encoded::from_text(text)
    }
}

impl<C: Codec> Encoded<(), C> {
    /// Encodes bytes. The step `unpack` reads plain bytes too, so nothing is compressed.
    ///
    /// ```
    /// use triggerkit::{ByteList, Encoded, Packed};
    ///
    /// let header: Encoded<(), ByteList> = Encoded::from_bytes("grün");
    /// assert_eq!(header.text(), "[103,114,-61,-68,110]");
    /// assert_eq!(header.bytes()?, "grün".as_bytes());
    /// assert_eq!(Encoded::<(), Packed>::from_bytes(b"plain").text(), "cGxhaW4=");
    /// # Ok::<(), triggerkit::Report>(())
    /// ```
    pub fn from_bytes(bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        match Self::FIRST {
            Step::Numbers => Encoded::from_text(encode_byte_list(bytes)),
            _ => Encoded::from_text(Base64::encode(bytes).as_str()),
        }
    }
}

/// Encodes bytes.
impl From<&[u8]> for Encoded<(), ByteList> {
    fn from(bytes: &[u8]) -> Self {
        Encoded::from_bytes(bytes)
    }
}

/// Encodes bytes.
impl<const N: usize> From<&[u8; N]> for Encoded<(), ByteList> {
    fn from(bytes: &[u8; N]) -> Self {
        Encoded::from_bytes(bytes)
    }
}

/// Encodes bytes.
impl From<Vec<u8>> for Encoded<(), ByteList> {
    fn from(bytes: Vec<u8>) -> Self {
        Encoded::from_bytes(bytes)
    }
}

/// Encodes plain text.
impl From<Str> for Encoded<Str, PercentText> {
    fn from(plain: Str) -> Self {
        Encoded::encode(&plain)
    }
}

/// Encodes plain text.
impl From<&str> for Encoded<Str, PercentText> {
    fn from(plain: &str) -> Self {
        Str::from(plain).into()
    }
}

/// Encodes plain text.
impl From<String> for Encoded<Str, PercentText> {
    fn from(plain: String) -> Self {
        Str::from(plain).into()
    }
}

impl<T, C> Clone for Encoded<T, C> {
    fn clone(&self) -> Self {
        Encoded { raw: self.raw.clone(), sensitive: self.sensitive, target: PhantomData }
    }
}

impl<T, C> PartialEq for Encoded<T, C> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl<T, C> fmt::Debug for Encoded<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.sensitive { HIDDEN } else { self.raw.as_str() })
    }
}

impl<T: Contents, C: Codec> Value for Encoded<T, C> {
    fn empty() -> Self {
        Encoded::from_text(if Self::FIRST == Step::Numbers { "[]" } else { "" })
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        self.sensitive = input.is_sensitive(field);
        input.read_encoded(&mut self.raw, field, Self::FIRST)
    }

    fn view(&self) -> View<'_> {
        View::Encoded(self)
    }

    fn visit_types(&self, visit: &mut dyn FnMut(&dyn Value)) {
        T::visit_empty(&mut |value| visit(value));
    }
}

impl<T: Contents, C: Codec> Encodes for Encoded<T, C> {
    fn raw(&self) -> &str {
        self.raw.as_str()
    }

    fn first_step(&self) -> Step {
        Self::FIRST
    }

    fn inside(&self) -> Result<Vec<u8>, Report> {
        self.bytes()
    }

    fn visit_contents(&self, bytes: &[u8], visit: &mut dyn FnMut(View<'_>, Report)) {
        let limits = Limits::DEFAULT.for_unpacked(bytes.len());
        T::visit_empty(&mut |value| match self.read_contents(value, bytes, &limits) {
            Ok(report) => visit(value.view(), report),
            Err(report) => visit(View::Absent, report),
        });
    }
}

/// Returns the bytes of a body. Another field of the event states whether its text is base64.
///
/// # Errors
/// Returns a report with the rule `codec` if the text is not base64 as stated.
pub fn flagged_bytes(text: Option<&Str>, base64: bool) -> Result<Vec<u8>, Report> {
    match text {
        Some(text) if base64 => decode_base64(text.as_bytes()).map_err(Report::from),
        Some(text) => Ok(text.as_bytes().to_vec()),
        None => Ok(Vec::new()),
    }
}
