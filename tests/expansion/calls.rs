// The expansion of `calls.toml`, written by the test target `expansion`.

use ::triggerkit::__private as tk;

/// The trigger `calls.on`: Lamp on.
///
/// Its event is [`OnEvent`] and its response [`Answer`].
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum On {}

impl tk::Trigger for On {
    type Event = OnEvent;
    type Response = Answer;

    const INFO: tk::TriggerInfo = {
        static DETECT: tk::Condition = tk::Condition::Header(tk::Borrowed("X-Lamp"), tk::Borrowed(&[tk::Borrowed("on")]));
        tk::TriggerInfo::new("calls.on", "Lamp on", tk::samples![("", br#"{"colour": "red"}"#)], tk::Some(&DETECT))
    };
}

/// `OnEvent` of the spec.
///
/// The event of `calls.on`, whose marker is [`On`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct OnEvent {
    /// Its colour.
    ///
    /// Required.
    pub colour: tk::Str,
    kept: tk::Kept,
}

impl OnEvent {
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

impl tk::Object for OnEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "OnEvent",
            &[tk::Field { key: tk::key!("colour"), presence: tk::Presence::Required, ..tk::Field::PLAIN }],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.colour
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.colour
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for OnEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for OnEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self { colour: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for OnEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for OnEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// The trigger `calls.off`: Lamp off.
///
/// Its event is [`OffEvent`].
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum Off {}

impl tk::Trigger for Off {
    type Event = OffEvent;
    type Response = tk::NoResponse;

    const INFO: tk::TriggerInfo = {
        static DETECT: tk::Condition = tk::Condition::Header(tk::Borrowed("X-Lamp"), tk::Borrowed(&[tk::Borrowed("off")]));
        tk::TriggerInfo::new("calls.off", "Lamp off", tk::samples![("", br#"{}"#)], tk::Some(&DETECT))
    };
}

/// `OffEvent` of the spec.
///
/// The event of `calls.off`, whose marker is [`Off`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct OffEvent {
    /// In seconds.
    pub after: tk::Option<u64>,
    kept: tk::Kept,
}

impl OffEvent {
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

impl tk::Object for OffEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape =
            tk::Shape::new("OffEvent", &[tk::Field { key: tk::key!("after"), ..tk::Field::PLAIN }], &[], tk::Payload::Json);
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.after
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.after
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for OffEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for OffEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self { after: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for OffEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for OffEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// The trigger `calls.asked`: Lamp asked.
///
/// Its event is [`AskedEvent`] and its response [`Answer`].
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum Asked {}

impl tk::Trigger for Asked {
    type Event = AskedEvent;
    type Response = Answer;

    const INFO: tk::TriggerInfo = {
        static DETECT: tk::Condition = tk::Condition::Path(tk::Borrowed("line.method"), tk::Test::Present);

        static HTTP: tk::HttpInfo = tk::HttpInfo::new(&[tk::Place::Mixed("headers")])
            .query(&[tk::Place::Text("query"), tk::Place::Joined("parameters")])
            .method(&["line.method"])
            .path(&["rawPath", "line.path"])
            .body(&["body"])
            .base64(&["isBase64Encoded"])
            .answer(tk::AnswerInfo::new("statusCode", tk::Place::Joined("headers"), "body", "isBase64Encoded"));
        tk::TriggerInfo::new(
            "calls.asked",
            "Lamp asked",
            tk::samples![("", br#"{"line": {"method": "GET", "path": "/lamp"}, "headers": {"host": "lamp.example"}}"#)],
            tk::Some(&DETECT),
        )
        .http(&HTTP)
    };
}

impl tk::HttpTrigger for Asked {}
/// `AskedEvent` of the spec.
///
/// The event of `calls.asked`, whose marker is [`Asked`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct AskedEvent {
    /// The request line.
    pub line: tk::Option<Line>,
    /// The path as it was sent.
    pub raw_path: tk::Option<tk::Str>,
    /// The query as it was sent.
    ///
    /// Parameters that carry secrets are sensitive.
    pub query: tk::Option<tk::Str>,
    /// The query.
    ///
    /// Parameters that carry secrets are sensitive.
    pub parameters: tk::Map<tk::Str>,
    /// Headers.
    ///
    /// Headers that carry secrets are sensitive.
    pub headers: tk::Map<tk::Json>,
    /// Body.
    pub body: tk::Option<tk::Str>,
    /// Whether the body is base64.
    pub is_base64_encoded: tk::Option<bool>,
    kept: tk::Kept,
}

impl AskedEvent {
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

impl AskedEvent {
    /// Returns the bytes of `body`, decoded from base64 if `isBase64Encoded` is true.
    ///
    /// # Errors
    /// Returns a violation of rule `codec` if the flag is true and the text is not base64.
    pub fn body_bytes(&self) -> tk::Result<tk::Vec<u8>, tk::Report> {
        tk::flagged_bytes(self.body.as_ref(), self.is_base64_encoded == tk::Some(true))
    }
}

impl tk::Object for AskedEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "AskedEvent",
            &[
                tk::Field { key: tk::key!("line"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("rawPath"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("query"), sensitive_keys: tk::secrets::PARAMETERS, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("parameters"), sensitive_keys: tk::secrets::PARAMETERS, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("headers"), sensitive_keys: tk::secrets::HEADERS, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("body"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("isBase64Encoded"), ..tk::Field::PLAIN },
            ],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.line,
            1 => &self.raw_path,
            2 => &self.query,
            3 => &self.parameters,
            4 => &self.headers,
            5 => &self.body,
            _ => &self.is_base64_encoded,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.line,
            1 => &mut self.raw_path,
            2 => &mut self.query,
            3 => &mut self.parameters,
            4 => &mut self.headers,
            5 => &mut self.body,
            _ => &mut self.is_base64_encoded,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for AskedEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for AskedEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self {
            line: tk::Value::empty(),
            raw_path: tk::Value::empty(),
            query: tk::Value::empty(),
            parameters: tk::Value::empty(),
            headers: tk::Value::empty(),
            body: tk::Value::empty(),
            is_base64_encoded: tk::Value::empty(),
            kept: tk::Kept::new(),
        }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for AskedEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for AskedEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// A request line.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Line {
    /// Method.
    pub method: tk::Option<tk::Str>,
    /// Path.
    pub path: tk::Option<tk::Str>,
    kept: tk::Kept,
}

impl tk::Object for Line {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "Line",
            &[tk::Field { key: tk::key!("method"), ..tk::Field::PLAIN }, tk::Field { key: tk::key!("path"), ..tk::Field::PLAIN }],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.method,
            _ => &self.path,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.method,
            _ => &mut self.path,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for Line {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Line {
    #[inline(never)]
    fn empty() -> Self {
        Self { method: tk::Value::empty(), path: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for Line {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Line {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// What the lamp says.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Answer {
    /// Status.
    ///
    /// Required.
    pub status_code: i64,
    /// Headers.
    ///
    /// Headers that carry secrets are sensitive.
    pub headers: tk::Map<tk::Str>,
    /// Body.
    pub body: tk::Option<tk::Str>,
    /// Whether the body is base64.
    pub is_base64_encoded: tk::Option<bool>,
    kept: tk::Kept,
}

impl Answer {
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

impl Answer {
    /// Returns the bytes of `body`, decoded from base64 if `isBase64Encoded` is true.
    ///
    /// # Errors
    /// Returns a violation of rule `codec` if the flag is true and the text is not base64.
    pub fn body_bytes(&self) -> tk::Result<tk::Vec<u8>, tk::Report> {
        tk::flagged_bytes(self.body.as_ref(), self.is_base64_encoded == tk::Some(true))
    }
}

impl Answer {
    /// An answer of plain text.
    pub fn text(status: u16, body: impl tk::Into<tk::Str>) -> Self {
        Self::with_body(status, "text/plain; charset=utf-8", tk::Into::into(body), false)
    }

    /// An answer of JSON.
    ///
    /// # Errors
    /// Returns an error if the value's own serialisation fails.
    pub fn json(status: u16, body: &impl tk::serde::Serialize) -> tk::Result<Self, tk::Report> {
        let body = tk::Json::from_serialize(body)?;
        tk::Ok(Self::with_body(status, "application/json", tk::Into::into(body.as_str()), false))
    }

    /// An answer of bytes, sent as base64.
    pub fn binary(status: u16, content_type: &str, body: impl tk::AsRef<[u8]>) -> Self {
        let body = tk::Base64::encode(body);
        Self::with_body(status, content_type, tk::Into::into(body.as_str()), true)
    }

    fn with_body(status: u16, content_type: &str, body: tk::Str, base64: bool) -> Self {
        let mut value = <Self as tk::Value>::empty();
        value.status_code = tk::Into::into(status);
        value.headers.push("Content-Type", tk::Into::into(content_type));
        value.body = tk::Some(body);
        value.is_base64_encoded = tk::Some(base64);
        value
    }
}

impl tk::Object for Answer {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "Answer",
            &[
                tk::Field { key: tk::key!("statusCode"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("headers"), sensitive_keys: tk::secrets::HEADERS, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("body"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("isBase64Encoded"), ..tk::Field::PLAIN },
            ],
            &[tk::FieldsRule {
                kind: tk::RuleKind::Base64 { text: tk::Borrowed("body"), flag: tk::Borrowed("isBase64Encoded") },
                doc: tk::None,
            }],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.status_code,
            1 => &self.headers,
            2 => &self.body,
            _ => &self.is_base64_encoded,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.status_code,
            1 => &mut self.headers,
            2 => &mut self.body,
            _ => &mut self.is_base64_encoded,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for Answer {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Answer {
    #[inline(never)]
    fn empty() -> Self {
        Self {
            status_code: tk::Value::empty(),
            headers: tk::Value::empty(),
            body: tk::Value::empty(),
            is_base64_encoded: tk::Value::empty(),
            kept: tk::Kept::new(),
        }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for Answer {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Answer {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// How the lamp is switched.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct SwitchConfig {
    /// In seconds.
    ///
    /// Required. 3 to 600.
    pub interval: u64,
    kept: tk::Kept,
}

impl SwitchConfig {
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

impl tk::Object for SwitchConfig {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "SwitchConfig",
            &[tk::Field {
                key: tk::key!("interval"),
                presence: tk::Presence::Required,
                checks: &[tk::Check::Range(tk::Range::new(3.0, 600.0))],
                ..tk::Field::PLAIN
            }],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.interval
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.interval
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for SwitchConfig {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for SwitchConfig {
    #[inline(never)]
    fn empty() -> Self {
        Self { interval: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for SwitchConfig {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for SwitchConfig {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

impl tk::Config for SwitchConfig {
    const ID: &'static str = "calls.switch";

    const WRAPPER: tk::Option<&'static str> = tk::Some("switchConfig");
}

/// Switch a lamp.
///
/// `POST /v1/{room}/lamp`. The header `X-Lamp` names the message.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum SwitchLamp {
    /// Lamp on
    On(OnEvent),
    /// Lamp off
    Off(OffEvent),
}

impl SwitchLamp {
    const INFO: tk::operation::OperationInfo =
        tk::operation::OperationInfo { method: "POST", uri: "/v1/{room}/lamp", header: "X-Lamp", values: &["on", "off"] };

    /// Returns the request that carries this message.
    ///
    /// - `room`: Which room.
    ///
    /// # Errors
    /// Returns everything that is wrong with the message, or a parameter that cannot be part of a URI.
    pub fn into_request(self, room: &str) -> tk::Result<tk::http::Request<tk::String>, tk::Report> {
        let params = [room];
        match self {
            Self::On(event) => tk::operation::request(&Self::INFO, 0, &params, &event),
            Self::Off(event) => tk::operation::request(&Self::INFO, 1, &params, &event),
        }
    }

    /// Reads the message of a request: which one it is from the header, and its body.
    ///
    /// # Errors
    /// Returns an error if the method or path is another one, if the header names no message, or else everything
    /// that is wrong with the body.
    pub fn from_request<B: tk::AsRef<[u8]>>(request: &tk::http::Request<B>) -> tk::Result<Self, tk::Report> {
        let index = tk::operation::message(&Self::INFO, request)?;
        match index {
            0 => tk::Document::decode(request.body()).map(Self::On),
            _ => tk::Document::decode(request.body()).map(Self::Off),
        }
    }

    /// Reads the answer to this message.
    ///
    /// # Errors
    /// Returns an error if the status is not 2xx, or else everything that is wrong with the body.
    pub fn read_response<B: tk::AsRef<[u8]>>(
        &self,
        response: &tk::http::Response<B>,
    ) -> tk::Result<SwitchLampResponse, tk::Report> {
        match self {
            Self::On(_) => tk::operation::answer(response).map(SwitchLampResponse::On),
            Self::Off(_) => tk::operation::succeeded(response).map(|()| SwitchLampResponse::Off),
        }
    }
}

/// The answer to a message of [`SwitchLamp`].
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum SwitchLampResponse {
    /// The answer to a [`OnEvent`].
    On(Answer),
    /// The answer to a [`OffEvent`], which has no body.
    Off,
}

/// Every configuration of this module, in the order of the spec.
pub static CONFIGS: &[tk::ConfigType] = &[tk::ConfigType::of::<SwitchConfig>()];

/// Every trigger of this module, in the order of the spec.
pub static TRIGGERS: &[tk::AnyTrigger] =
    &[tk::AnyTrigger::of::<On>(), tk::AnyTrigger::of::<Off>(), tk::AnyTrigger::of_http::<Asked>()];

/// An event of any trigger of this module.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum AnyEvent {
    /// Lamp on.
    On(OnEvent),
    /// Lamp off.
    Off(OffEvent),
    /// Lamp asked.
    Asked(AskedEvent),
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
            0 => tk::Document::decode(payload).map(Self::On),
            1 => tk::Document::decode(payload).map(Self::Off),
            _ => tk::Document::decode(payload).map(Self::Asked),
        }
    }

    /// Returns the trigger that the event belongs to.
    pub fn trigger(&self) -> tk::TriggerInfo {
        match self {
            Self::On(_) => <On as tk::Trigger>::INFO,
            Self::Off(_) => <Off as tk::Trigger>::INFO,
            Self::Asked(_) => <Asked as tk::Trigger>::INFO,
        }
    }
}

/// The builders of this module's structs. Each struct has a function `builder` that returns its builder.
pub mod builders {
    use super::*;

    /// The builder of [`OnEvent`].
    #[must_use]
    pub struct OnEventBuilder<HasColour> {
        value: OnEvent,
        _set: [fn() -> (HasColour,); 0],
    }

    /// The required fields of [`OnEvent`](super::OnEvent) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod OnEvent_fields {
        pub enum colour {}
    }

    impl OnEvent {
        /// Returns a builder. `colour` must be set before `build`.
        pub fn builder() -> OnEventBuilder<OnEvent_fields::colour> {
            let value = <Self as tk::Value>::empty();
            OnEventBuilder { value, _set: [] }
        }
    }

    impl<HasColour> OnEventBuilder<HasColour> {
        /// Its colour.
        ///
        /// Required.
        pub fn colour(mut self, value: impl tk::Into<tk::Str>) -> OnEventBuilder<tk::Set> {
            self.value.colour = tk::Into::into(value);
            OnEventBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<OnEvent, tk::Report>
        where
            HasColour: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`OffEvent`].
    #[must_use]
    pub struct OffEventBuilder {
        value: OffEvent,
    }

    impl OffEvent {
        /// Returns a builder. No field is required.
        pub fn builder() -> OffEventBuilder {
            let value = <Self as tk::Value>::empty();
            OffEventBuilder { value }
        }
    }

    impl OffEventBuilder {
        /// In seconds.
        pub fn after(mut self, value: u64) -> Self {
            self.value.after = tk::Some(value);
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<OffEvent, tk::Report> {
            tk::built(self.value)
        }
    }

    /// The builder of [`AskedEvent`].
    #[must_use]
    pub struct AskedEventBuilder {
        value: AskedEvent,
    }

    impl AskedEvent {
        /// Returns a builder. No field is required.
        pub fn builder() -> AskedEventBuilder {
            let value = <Self as tk::Value>::empty();
            AskedEventBuilder { value }
        }
    }

    impl AskedEventBuilder {
        /// The request line.
        pub fn line(mut self, value: Line) -> Self {
            self.value.line = tk::Some(value);
            self
        }

        /// The path as it was sent.
        pub fn raw_path(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.raw_path = tk::Some(tk::Into::into(value));
            self
        }

        /// The query as it was sent.
        ///
        /// Parameters that carry secrets are sensitive.
        pub fn query(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.query = tk::Some(tk::Into::into(value));
            self
        }

        /// The query.
        ///
        /// Parameters that carry secrets are sensitive.
        pub fn parameters(mut self, value: impl tk::Into<tk::Map<tk::Str>>) -> Self {
            self.value.parameters = tk::Into::into(value);
            self
        }

        /// Headers.
        ///
        /// Headers that carry secrets are sensitive.
        pub fn headers(mut self, value: impl tk::Into<tk::Map<tk::Json>>) -> Self {
            self.value.headers = tk::Into::into(value);
            self
        }

        /// Body.
        pub fn body(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.body = tk::Some(tk::Into::into(value));
            self
        }

        /// Whether the body is base64.
        pub fn is_base64_encoded(mut self, value: bool) -> Self {
            self.value.is_base64_encoded = tk::Some(value);
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<AskedEvent, tk::Report> {
            tk::built(self.value)
        }
    }

    /// The builder of [`Line`].
    #[must_use]
    pub struct LineBuilder {
        value: Line,
    }

    impl Line {
        /// Returns a builder. No field is required.
        pub fn builder() -> LineBuilder {
            let value = <Self as tk::Value>::empty();
            LineBuilder { value }
        }
    }

    impl LineBuilder {
        /// Method.
        pub fn method(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.method = tk::Some(tk::Into::into(value));
            self
        }

        /// Path.
        pub fn path(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.path = tk::Some(tk::Into::into(value));
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Line, tk::Report> {
            tk::built(self.value)
        }
    }

    /// The builder of [`Answer`].
    #[must_use]
    pub struct AnswerBuilder<HasStatusCode> {
        value: Answer,
        _set: [fn() -> (HasStatusCode,); 0],
    }

    /// The required fields of [`Answer`](super::Answer) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod Answer_fields {
        pub enum status_code {}
    }

    impl Answer {
        /// Returns a builder. `status_code` must be set before `build`.
        pub fn builder() -> AnswerBuilder<Answer_fields::status_code> {
            let value = <Self as tk::Value>::empty();
            AnswerBuilder { value, _set: [] }
        }
    }

    impl<HasStatusCode> AnswerBuilder<HasStatusCode> {
        /// Status.
        ///
        /// Required.
        pub fn status_code(mut self, value: i64) -> AnswerBuilder<tk::Set> {
            self.value.status_code = value;
            AnswerBuilder { value: self.value, _set: [] }
        }

        /// Headers.
        ///
        /// Headers that carry secrets are sensitive.
        pub fn headers(mut self, value: impl tk::Into<tk::Map<tk::Str>>) -> Self {
            self.value.headers = tk::Into::into(value);
            self
        }

        /// Body.
        pub fn body(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.body = tk::Some(tk::Into::into(value));
            self
        }

        /// Whether the body is base64.
        pub fn is_base64_encoded(mut self, value: bool) -> Self {
            self.value.is_base64_encoded = tk::Some(value);
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Answer, tk::Report>
        where
            HasStatusCode: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`SwitchConfig`].
    #[must_use]
    pub struct SwitchConfigBuilder<HasInterval> {
        value: SwitchConfig,
        _set: [fn() -> (HasInterval,); 0],
    }

    /// The required fields of [`SwitchConfig`](super::SwitchConfig) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod SwitchConfig_fields {
        pub enum interval {}
    }

    impl SwitchConfig {
        /// Returns a builder. `interval` must be set before `build`.
        pub fn builder() -> SwitchConfigBuilder<SwitchConfig_fields::interval> {
            let value = <Self as tk::Value>::empty();
            SwitchConfigBuilder { value, _set: [] }
        }
    }

    impl<HasInterval> SwitchConfigBuilder<HasInterval> {
        /// In seconds.
        ///
        /// Required. 3 to 600.
        pub fn interval(mut self, value: u64) -> SwitchConfigBuilder<tk::Set> {
            self.value.interval = value;
            SwitchConfigBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<SwitchConfig, tk::Report>
        where
            HasInterval: tk::IsSet,
        {
            tk::built(self.value)
        }
    }
}
