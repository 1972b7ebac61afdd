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

/// The trigger `answers.authorizer`: Authorizer of an API.
///
/// Its event is [`AuthorizerEvent`] and its response [`AuthorizerResponse`].
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum Authorizer {}

impl tk::Trigger for Authorizer {
    type Event = AuthorizerEvent;
    type Response = AuthorizerResponse;

    const INFO: tk::TriggerInfo = tk::TriggerInfo::new(
        "answers.authorizer",
        "Authorizer of an API",
        tk::samples![("", br#"{ "token": "t-1" }"#)],
        tk::None,
    );
}

/// `AuthorizerEvent` of the spec.
///
/// The event of `answers.authorizer`, whose marker is [`Authorizer`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct AuthorizerEvent {
    /// `token` of the payload.
    ///
    /// Required. Sensitive.
    pub token: tk::Str,
    kept: tk::Kept,
}

impl AuthorizerEvent {
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

impl tk::Object for AuthorizerEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "AuthorizerEvent",
            &[tk::Field { key: tk::key!("token"), presence: tk::Presence::Required, sensitive: true, ..tk::Field::PLAIN }],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.token
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.token
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for AuthorizerEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for AuthorizerEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self { token: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for AuthorizerEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for AuthorizerEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// A response to a [`AuthorizerEvent`]. A handler can also return a value of one of the types.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum AuthorizerResponse {
    /// A [`SimpleAnswer`].
    SimpleAnswer(SimpleAnswer),
    /// A [`PolicyAnswer`].
    PolicyAnswer(PolicyAnswer),
}

impl tk::From<SimpleAnswer> for AuthorizerResponse {
    fn from(value: SimpleAnswer) -> Self {
        Self::SimpleAnswer(value)
    }
}

impl tk::From<PolicyAnswer> for AuthorizerResponse {
    fn from(value: PolicyAnswer) -> Self {
        Self::PolicyAnswer(value)
    }
}
tk::responses!(
    AuthorizerResponse { SimpleAnswer(SimpleAnswer), PolicyAnswer(PolicyAnswer) }
);

/// `SimpleAnswer` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct SimpleAnswer {
    /// `isAuthorized` of the payload.
    ///
    /// Required.
    pub is_authorized: bool,
    kept: tk::Kept,
}

impl SimpleAnswer {
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

impl tk::Object for SimpleAnswer {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "SimpleAnswer",
            &[tk::Field { key: tk::key!("isAuthorized"), presence: tk::Presence::Required, ..tk::Field::PLAIN }],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.is_authorized
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.is_authorized
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for SimpleAnswer {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for SimpleAnswer {
    #[inline(never)]
    fn empty() -> Self {
        Self { is_authorized: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for SimpleAnswer {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for SimpleAnswer {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `PolicyAnswer` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct PolicyAnswer {
    /// `principalId` of the payload.
    ///
    /// Required.
    pub principal_id: tk::Str,
    kept: tk::Kept,
}

impl PolicyAnswer {
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

impl tk::Object for PolicyAnswer {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "PolicyAnswer",
            &[tk::Field { key: tk::key!("principalId"), presence: tk::Presence::Required, ..tk::Field::PLAIN }],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.principal_id
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.principal_id
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for PolicyAnswer {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for PolicyAnswer {
    #[inline(never)]
    fn empty() -> Self {
        Self { principal_id: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for PolicyAnswer {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for PolicyAnswer {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// Every configuration of this module, in the order of the spec.
pub static CONFIGS: &[tk::ConfigType] = &[];

/// Every trigger of this module, in the order of the spec.
pub static TRIGGERS: &[tk::AnyTrigger] = &[tk::AnyTrigger::of::<SignUp>(), tk::AnyTrigger::of::<Authorizer>()];

/// An event of any trigger of this module.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum AnyEvent {
    /// Before a user signs up.
    SignUp(SignUpEvent),
    /// Authorizer of an API.
    Authorizer(AuthorizerEvent),
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
        match index {
            0 => tk::Document::decode(payload).map(Self::SignUp),
            _ => tk::Document::decode(payload).map(Self::Authorizer),
        }
    }

    /// Returns the trigger that the event belongs to.
    pub fn trigger(&self) -> tk::TriggerInfo {
        match self {
            Self::SignUp(_) => <SignUp as tk::Trigger>::INFO,
            Self::Authorizer(_) => <Authorizer as tk::Trigger>::INFO,
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

    /// The builder of [`AuthorizerEvent`].
    #[must_use]
    pub struct AuthorizerEventBuilder<HasToken> {
        value: AuthorizerEvent,
        _set: [fn() -> (HasToken,); 0],
    }

    /// The required fields of [`AuthorizerEvent`](super::AuthorizerEvent) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod AuthorizerEvent_fields {
        pub enum token {}
    }

    impl AuthorizerEvent {
        /// Returns a builder. `token` must be set before `build`.
        pub fn builder() -> AuthorizerEventBuilder<AuthorizerEvent_fields::token> {
            let value = <Self as tk::Value>::empty();
            AuthorizerEventBuilder { value, _set: [] }
        }
    }

    impl<HasToken> AuthorizerEventBuilder<HasToken> {
        /// `token` of the payload.
        ///
        /// Required. Sensitive.
        pub fn token(mut self, value: impl tk::Into<tk::Str>) -> AuthorizerEventBuilder<tk::Set> {
            self.value.token = tk::Into::into(value);
            AuthorizerEventBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<AuthorizerEvent, tk::Report>
        where
            HasToken: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`SimpleAnswer`].
    #[must_use]
    pub struct SimpleAnswerBuilder<HasIsAuthorized> {
        value: SimpleAnswer,
        _set: [fn() -> (HasIsAuthorized,); 0],
    }

    /// The required fields of [`SimpleAnswer`](super::SimpleAnswer) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod SimpleAnswer_fields {
        pub enum is_authorized {}
    }

    impl SimpleAnswer {
        /// Returns a builder. `is_authorized` must be set before `build`.
        pub fn builder() -> SimpleAnswerBuilder<SimpleAnswer_fields::is_authorized> {
            let value = <Self as tk::Value>::empty();
            SimpleAnswerBuilder { value, _set: [] }
        }
    }

    impl<HasIsAuthorized> SimpleAnswerBuilder<HasIsAuthorized> {
        /// `isAuthorized` of the payload.
        ///
        /// Required.
        pub fn is_authorized(mut self, value: bool) -> SimpleAnswerBuilder<tk::Set> {
            self.value.is_authorized = value;
            SimpleAnswerBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<SimpleAnswer, tk::Report>
        where
            HasIsAuthorized: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`PolicyAnswer`].
    #[must_use]
    pub struct PolicyAnswerBuilder<HasPrincipalId> {
        value: PolicyAnswer,
        _set: [fn() -> (HasPrincipalId,); 0],
    }

    /// The required fields of [`PolicyAnswer`](super::PolicyAnswer) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod PolicyAnswer_fields {
        pub enum principal_id {}
    }

    impl PolicyAnswer {
        /// Returns a builder. `principal_id` must be set before `build`.
        pub fn builder() -> PolicyAnswerBuilder<PolicyAnswer_fields::principal_id> {
            let value = <Self as tk::Value>::empty();
            PolicyAnswerBuilder { value, _set: [] }
        }
    }

    impl<HasPrincipalId> PolicyAnswerBuilder<HasPrincipalId> {
        /// `principalId` of the payload.
        ///
        /// Required.
        pub fn principal_id(mut self, value: impl tk::Into<tk::Str>) -> PolicyAnswerBuilder<tk::Set> {
            self.value.principal_id = tk::Into::into(value);
            PolicyAnswerBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<PolicyAnswer, tk::Report>
        where
            HasPrincipalId: tk::IsSet,
        {
            tk::built(self.value)
        }
    }
}
