//! [`Encoded`]: values wrapped in text, opened on request, with a bound on what they may unpack to.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use triggerkit_core::Step;
use triggerkit_core::json::{Kind, Scan, Scanner};

use super::bytes::decode_base64;
use super::{Base64, Encodes, Json, Str, Value, View};
use crate::engine::{self, Decoder};
use crate::report::{Report, Violation};
use crate::shape::{Field, Form};
use crate::unpack::unpack;

/// A chain of [`Step`]s from the wire inward.
pub trait Codec: Send + Sync + 'static {
    /// The steps, outermost first.
    const STEPS: &'static [Step];
}

/// Declares the chains that a spec can name.
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
}

/// A value wrapped in text by the chain `C`. The text is kept as it came; [`open`](Encoded::open) unwraps it.
///
/// The envelope decodes even when the inside is rubbish; what is wrong with the inside is said on opening. Where the text is plain
/// JSON, the value itself may stand in its place: published payloads hold either.
///
/// ```
/// use triggerkit::{Encoded, JsonText, Map, Str};
///
/// let item: Encoded<Map<Str>, JsonText> = Encoded::from_text(r#"{"question": "one plus one?"}"#);
/// assert_eq!(item.open()?.get("question").unwrap(), "one plus one?");
/// # Ok::<(), triggerkit::Report>(())
/// ```
pub struct Encoded<T, C> {
    /// The JSON value as it stood in the payload: a string with its quotes.
    raw: Json,
    target: PhantomData<fn() -> (T, C)>,
}

impl<T, C: Codec> Encoded<T, C> {
    /// Takes the encoded text, without JSON's own quotes; it is checked when opened.
    pub fn from_text(text: impl AsRef<str>) -> Self {
        Encoded { raw: Json::from(text.as_ref()), target: PhantomData }
    }

    /// The encoded text. Where the payload held the value itself, its JSON.
    pub fn text(&self) -> Cow<'_, str> {
        self.raw.text().unwrap_or_else(|| Cow::Borrowed(self.raw.as_str()))
    }

    /// The bytes inside: every step but the last `json` undone.
    ///
    /// # Errors
    /// Rule `codec`, naming the step that failed; also when the bytes would unpack to more than 64 MiB.
    pub fn bytes(&self) -> Result<Vec<u8>, Report> {
        self.unwrapped().map(Cow::into_owned)
    }

    fn unwrapped(&self) -> Result<Cow<'_, [u8]>, Report> {
        let (mut bytes, steps) = self.outermost().unwrap_or_else(|| (self.text_bytes(), C::STEPS));
        for step in steps {
            bytes = match step {
                Step::Base64 => decode_base64(&bytes)?.into(),
                Step::Unpack => unpack(bytes.into_owned())?.into(),
                Step::Json => break,
            };
        }
        Ok(bytes)
    }

    /// What base64 without escapes holds, and the steps that are left. To decode it tells as much as to look for escapes.
    fn outermost(&self) -> Option<(Cow<'_, [u8]>, &'static [Step])> {
        match (C::STEPS, self.raw.as_str().as_bytes()) {
            ([Step::Base64, rest @ ..], [b'"', text @ .., b'"']) => Some((decode_base64(text).ok()?.into(), rest)),
            _ => None,
        }
    }

    fn text_bytes(&self) -> Cow<'_, [u8]> {
        match self.text() {
            Cow::Borrowed(text) => text.as_bytes().into(),
            Cow::Owned(text) => text.into_bytes().into(),
        }
    }
}

impl<T: Value, C: Codec> Encoded<T, C> {
    /// Unwraps and decodes the value.
    ///
    /// # Errors
    /// Rule `codec`, naming the step that failed; or every violation in the value inside.
    pub fn open(&self) -> Result<T, Report> {
        let mut value = T::empty();
        let report = engine::decode_into(&mut value, &self.unwrapped()?)?;
        report.into_result(value)
    }

    /// Wraps a value: JSON text, plain or in base64.
    pub fn encode(value: &T) -> Self {
        let mut text = String::new();
        engine::write_view(&mut text, value.view(), &Field::PLAIN, Form::PLAIN);
        if C::STEPS.contains(&Step::Base64) {
            text = Base64::encode(text).as_str().to_owned();
        }
        Encoded::from_text(text)
    }
}

/// Whether the value itself may stand where its text is usual: published payloads hold either.
fn opened<C: Codec>() -> bool {
    C::STEPS.first() == Some(&Step::Json)
}

impl<T, C> Clone for Encoded<T, C> {
    fn clone(&self) -> Self {
        Encoded { raw: self.raw.clone(), target: PhantomData }
    }
}

impl<T, C> PartialEq for Encoded<T, C> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl<T, C> fmt::Debug for Encoded<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.raw.as_str())
    }
}

impl<T: 'static, C: Codec> Value for Encoded<T, C> {
    fn empty() -> Self {
        Encoded::from_text("")
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        let kind = input.json.peek()?;
        let open = opened::<C>() && matches!(kind, Kind::Object | Kind::List);
        if kind != Kind::String && !open {
            return input.mismatch(field, "a string");
        }
        let raw = input.json.skip()?;
        if !open && !field.checks.is_empty() {
            let text = Scanner::new(raw).string()?;
            input.check_text(field, &text);
        }
        self.raw = Json::raw(input.share(raw));
        Ok(Form::PLAIN)
    }

    fn view(&self) -> View<'_> {
        View::Encoded(self)
    }
}

impl<T, C: Codec> Encodes for Encoded<T, C> {
    fn raw(&self) -> &str {
        self.raw.as_str()
    }

    fn inside(&self) -> Result<Vec<u8>, Report> {
        self.bytes()
    }
}

/// The bytes of a body whose sibling says whether it is base64.
///
/// # Errors
/// Rule `codec` when the sibling says so and the text is not base64.
pub fn flagged_bytes(text: Option<&Str>, base64: bool) -> Result<Vec<u8>, Report> {
    match text {
        Some(text) if base64 => decode_base64(text.as_bytes()).map_err(Report::from),
        Some(text) => Ok(text.as_bytes().to_vec()),
        None => Ok(Vec::new()),
    }
}

impl From<Violation> for Report {
    fn from(violation: Violation) -> Self {
        let mut report = Report::default();
        report.push(violation);
        report
    }
}
