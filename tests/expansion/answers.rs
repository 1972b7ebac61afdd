// The expansion of `answers.toml`, written by the test target `expansion`.

use ::triggerkit::__private as tk;

/// The trigger `answers.sign_up`: Before a user signs up.
///
/// Its event is [`SignUpEvent`], which is also its response.
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum SignUp {}

impl tk::Trigger for SignUp {
    type Event = SignUpEvent;
    type Response = SignUpEvent;

    const INFO: tk::TriggerInfo = tk::TriggerInfo::new(
        "answers.sign_up",
        "Before a user signs up",
        tk::samples![("", br#"{ "userName": "li", "autoConfirm": false }"#)],
        tk::None,
    );
}

/// `SignUpEvent` of the spec.
///
/// The event of `answers.sign_up`, whose marker is [`SignUp`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct SignUpEvent {
    /// `userName` of the payload.
    ///
    /// Required.
    pub user_name: tk::Str,
    /// `autoConfirm` of the payload.
    pub auto_confirm: tk::Option<bool>,
    kept: tk::Kept,
}

impl SignUpEvent {
    /// Decodes a payload, as described at [`Document::decode`](tk::Document::decode).
    ///
    /// # Errors
    /// Returns everything that is wrong with the payload.
    pub fn decode(payload: impl tk::AsRef<[u8]>) -> tk::Result<Self, tk::Report> {
        tk::Document::decode(payload)
    }

    /// Decodes as much of a payload as possible, as described at
    /// [`Document::decode_lenient`](tk::Document::decode_lenient), and reports the rest.
    ///
    /// # Errors
    /// Returns an error if nothing can be decoded, or if the payload exceeds a limit.
    pub fn decode_lenient(payload: impl tk::AsRef<[u8]>) -> tk::Result<(Self, tk::Report), tk::Report> {
        tk::Document::decode_lenient(payload)
    }

    /// Checks the value, as described at [`Document::validate`](tk::Document::validate).
    ///
    /// # Errors
    /// Returns everything that is wrong with the value.
    pub fn validate(&self) -> tk::Result<(), tk::Report> {
        tk::Document::validate(self)
    }

    /// Writes the value as JSON, as described at [`Document::to_json`](tk::Document::to_json).
    pub fn to_json(&self) -> tk::String {
        tk::Document::to_json(self)
    }
}

impl tk::Object for SignUpEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "SignUpEvent",
            &[
                tk::Field { key: tk::key!("userName"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("autoConfirm"), ..tk::Field::PLAIN },
            ],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.user_name,
            _ => &self.auto_confirm,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.user_name,
            _ => &mut self.auto_confirm,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for SignUpEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for SignUpEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self { user_name: tk::Value::empty(), auto_confirm: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for SignUpEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for SignUpEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// Every trigger of this module, in the order of the spec.
pub static TRIGGERS: &[tk::AnyTrigger] = &[tk::AnyTrigger::of::<SignUp>()];

/// An event of any trigger of this module.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum AnyEvent {
    /// Before a user signs up.
    SignUp(SignUpEvent),
}

impl AnyEvent {
    /// Detects the trigger of a payload, and decodes the payload as its event.
    ///
    /// # Errors
    /// Returns a violation of rule `detect` if the payload belongs to no trigger or to several, or else everything
    /// that is wrong with the payload.
    pub fn decode(payload: impl tk::AsRef<[u8]>, headers: &[(&str, &str)]) -> tk::Result<Self, tk::Report> {
        static DETECTOR: tk::Detector = tk::Detector::new(|| tk::collect(TRIGGERS));
        let payload = tk::AsRef::as_ref(&payload);
        Self::decode_as(tk::detected(&DETECTOR, TRIGGERS, payload, headers)?, payload)
    }

    /// Decodes an event of the trigger at an index of [`TRIGGERS`].
    #[doc(hidden)]
    pub fn decode_as(index: usize, payload: &[u8]) -> tk::Result<Self, tk::Report> {
        let _ = index;
        tk::Document::decode(payload).map(Self::SignUp)
    }

    /// Returns the trigger that the event belongs to.
    pub fn trigger(&self) -> tk::TriggerInfo {
        match self {
            Self::SignUp(_) => <SignUp as tk::Trigger>::INFO,
        }
    }
}

/// The builders of this module's structs. Each struct has a function `builder` that returns its builder.
pub mod builders {
    use super::*;

    /// The builder of [`SignUpEvent`].
    #[must_use]
    pub struct SignUpEventBuilder<HasUserName> {
        value: SignUpEvent,
        _set: [fn() -> (HasUserName,); 0],
    }

    /// The required fields of [`SignUpEvent`](super::SignUpEvent) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod SignUpEvent_fields {
        pub enum user_name {}
    }

    impl SignUpEvent {
        /// Returns a builder. `user_name` must be set before `build`.
        pub fn builder() -> SignUpEventBuilder<SignUpEvent_fields::user_name> {
            let value = <Self as tk::Value>::empty();
            SignUpEventBuilder { value, _set: [] }
        }
    }

    impl<HasUserName> SignUpEventBuilder<HasUserName> {
        /// `userName` of the payload.
        ///
        /// Required.
        pub fn user_name(mut self, value: impl tk::Into<tk::Str>) -> SignUpEventBuilder<tk::Set> {
            self.value.user_name = tk::Into::into(value);
            SignUpEventBuilder { value: self.value, _set: [] }
        }

        /// `autoConfirm` of the payload.
        pub fn auto_confirm(mut self, value: bool) -> Self {
            self.value.auto_confirm = tk::Some(value);
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<SignUpEvent, tk::Report>
        where
            HasUserName: tk::IsSet,
        {
            tk::built(self.value)
        }
    }
}
