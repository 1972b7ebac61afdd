//! Converts HTTP requests that contain a CloudEvent to payloads.

use std::borrow::Cow;
use std::str::Utf8Error;

use triggerkit_core::data::{Base64, decode_base64};
use triggerkit_core::json::{self, Kind, Scan, Scanner};
use triggerkit_core::report::{Report, Rule, Violation, describe_not_utf8};

use crate::json_text::{push_member, string};
use crate::percent_encoding as percent;

/// Converts a request that contains one CloudEvent to a JSON payload.
///
/// The payload has the form in which function runtimes pass CloudEvents to functions: an object that contains the attributes that
/// CloudEvents defines, `data`, and all other attributes under `extensions`.
///
/// - In binary mode, the request has the header `ce-specversion`. The attributes come from the `ce-*` headers and `data` from the
///   body. A JSON object or list is kept as it is, other text becomes a string, and other bytes become base64 in `data_base64`. The
///   content type is `datacontenttype`. A header `ce-datacontenttype` counts only in its absence, as CloudEvents allows only one of them.
/// - In structured mode, the content type is `application/cloudevents+json` and the body is an object. Attributes that
///   CloudEvents does not define move to `extensions`. `data_base64` is decoded into `data` if it contains text.
/// - The body of any other request is returned unchanged.
///
/// ```
/// let headers = [("ce-specversion", "1.0"), ("ce-type", "faas.kafka.event"), ("ce-id", "1"), ("ce-partition", "9")];
/// let payload = triggerkit::cloudevents::payload(&headers, b"user data")?;
/// let expected = r#"{"specversion":"1.0","type":"faas.kafka.event","id":"1","data":"user data","extensions":{"partition":"9"}}"#;
/// assert_eq!(std::str::from_utf8(&payload), Ok(expected));
/// # Ok::<(), triggerkit::Report>(())
/// ```
///
/// # Errors
/// Returns a report if the request is in structured mode and its body is not a JSON object, or if it is in binary mode and a header has
/// percent-encoded bytes that are not UTF-8.
pub fn payload<'b>(headers: &[(&str, &str)], body: &'b [u8]) -> Result<Cow<'b, [u8]>, Report> {
    let header = |name: &str| headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
    match Mode::detect(header("ce-specversion").is_some(), header("content-type")) {
        Some(Mode::Binary) => convert_binary(headers, header("content-type"), body).map(|text| Cow::Owned(text.into_bytes())),
        Some(Mode::Structured) => convert_structured(body).map(|text| Cow::Owned(text.into_bytes())),
        None => Ok(Cow::Borrowed(body)),
    }
}

/// How a request contains a CloudEvent.
pub(crate) enum Mode {
    Binary,
    Structured,
}

impl Mode {
    /// Detects the mode from whether the request has the header `ce-specversion`, and from its content type.
    ///
    /// Returns `None` if the request does not contain a CloudEvent.
    pub(crate) fn detect(has_version: bool, content_type: Option<&str>) -> Option<Self> {
        let media_type = content_type.and_then(|content_type| content_type.split(';').next()).unwrap_or_default().trim();
        match has_version {
            true => Some(Mode::Binary),
            false => media_type.eq_ignore_ascii_case("application/cloudevents+json").then_some(Mode::Structured),
        }
    }
}

/// Builds the payload.
#[derive(Default)]
struct PayloadBuilder {
    /// The JSON object without its closing brace, or nothing if there are no members.
    attributes: String,
    /// The value of `extensions` in the same form.
    extensions: String,
}

impl PayloadBuilder {
    /// Adds an attribute whose value is JSON text.
    fn add(&mut self, name: &str, value: &str) {
        let object = match name {
            // The members of a payload at the top level. Every other attribute is an extension.
            "specversion" | "id" | "source" | "type" | "subject" | "time" | "datacontenttype" | "dataschema" | "data"
            | "data_base64" | "extensions" => &mut self.attributes,
            _ => &mut self.extensions,
        };
        push_member(object, name, value);
    }

    /// Adds the members of an `extensions` object.
    fn add_extensions(&mut self, json: &mut Scanner<'_>) -> Scan<()> {
        json.enter_object()?;
        while let Some(key) = json.next_key()? {
            push_member(&mut self.extensions, &key, json.skip()?);
        }
        Ok(())
    }

    /// Adds the data: a JSON object or list as it is, other text as a string, and other bytes as base64.
    fn add_data(&mut self, bytes: &[u8]) {
        match std::str::from_utf8(bytes) {
            Ok(text) if matches!(Scanner::new(text).peek(), Ok(Kind::Object | Kind::List)) && json::validate(text).is_ok() => {
                self.add("data", text);
            }
            Ok(text) => self.add("data", &string(text)),
            Err(_) => self.add("data_base64", &string(Base64::encode(bytes).as_str())),
        }
    }

    fn finish(mut self) -> String {
        if !self.extensions.is_empty() {
            let extensions = std::mem::take(&mut self.extensions) + "}";
            self.add("extensions", &extensions);
        }
        if self.attributes.is_empty() { "{}".into() } else { self.attributes + "}" }
    }
}

fn convert_binary(headers: &[(&str, &str)], content_type: Option<&str>, body: &[u8]) -> Result<String, Report> {
    let mut payload = PayloadBuilder::default();
    for (name, value) in headers {
        let name = name.to_ascii_lowercase();
        // A header must not set the members that are not attributes.
        if let Some(attribute) = name.strip_prefix("ce-").filter(|name| !["data", "data_base64", "extensions"].contains(name))
            && (attribute != "datacontenttype" || content_type.is_none())
        {
            let value = attribute_value(value).ok_or_else(|| {
                let found = format!("other bytes in the header `{name}`");
                Violation::new(Rule::Utf8, "UTF-8 where it is percent-encoded", found)
            })?;
            payload.add(attribute, &string(&value));
        }
    }
    if let Some(content_type) = content_type {
        payload.add("datacontenttype", &string(content_type));
    }
    if !body.is_empty() {
        payload.add_data(body);
    }
    Ok(payload.finish())
}

/// Decodes the value of a header as CloudEvents prescribes: first its quotes, which older senders write, then what is percent-encoded.
/// Returns `None` if that is not UTF-8.
fn attribute_value(value: &str) -> Option<Cow<'_, str>> {
    let value = unquoted(value).map_or(Cow::Borrowed(value), Cow::Owned);
    if value.contains('%') { String::from_utf8(percent::decode_bytes(&value)).ok().map(Cow::Owned) } else { Some(value) }
}

/// Returns the contents of a value that is a quoted string as a whole. A backslash escapes the character after it.
fn unquoted(value: &str) -> Option<String> {
    let mut contents = value.trim().strip_prefix('"')?.strip_suffix('"')?.chars();
    let mut out = String::new();
    while let Some(character) = contents.next() {
        match character {
            '"' => return None,
            '\\' => out.push(contents.next()?),
            _ => out.push(character),
        }
    }
    Some(out)
}

/// Returns the bytes of `data_base64`, unless they are not base64.
fn decoded(key: &str, value: &str) -> Option<Vec<u8>> {
    let text = Scanner::new(value).string().ok().filter(|_| key == "data_base64")?;
    decode_base64(text.as_bytes()).ok()
}

fn convert_structured(body: &[u8]) -> Result<String, Report> {
    let not_utf8 = |error: Utf8Error| Violation::new(Rule::Utf8, "UTF-8", describe_not_utf8(body, error.valid_up_to()));
    let text = std::str::from_utf8(body).map_err(not_utf8)?;
    let mut payload = PayloadBuilder::default();
    let mut json = Scanner::new(text);
    let mut convert = || {
        json.enter_object()?;
        while let Some(key) = json.next_key()? {
            if key == "extensions" && json.peek()? == Kind::Object {
                payload.add_extensions(&mut json)?;
                continue;
            }
            let value = json.skip()?;
            match decoded(&key, value) {
                Some(bytes) => payload.add_data(&bytes),
                None => payload.add(&key, value),
            }
        }
        json.end()
    };
    convert().map_err(|error| Report::not_json(text, error))?;
    Ok(payload.finish())
}
