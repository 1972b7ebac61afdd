//! CloudEvents over HTTP: binary and structured mode folded into the one JSON form that events are decoded from.

use std::borrow::Cow;

use triggerkit_core::json::{self, Kind, Scan, Scanner, write_string};

use triggerkit_core::data::Base64;
use triggerkit_core::report::{Report, Rule, Violation};

/// Attributes that stand beside `data`; every other one is an extension.
const ATTRIBUTES: &[&str] = &[
    "specversion",
    "id",
    "source",
    "type",
    "subject",
    "time",
    "datacontenttype",
    "dataschema",
    "data",
    "data_base64",
    "extensions",
];

/// The JSON payload of a request that carries one CloudEvent, as function runtimes hand it over: the context attributes
/// beside `data`, everything else under `extensions`.
///
/// - Binary mode (header `ce-specversion`): the attributes come from the `ce-*` headers, `data` from the body: JSON objects and lists as they
///   are, other text as a string, other bytes as base64 in `data_base64`.
/// - Structured mode (`application/cloudevents+json`): attributes at the top level that CloudEvents does not define move into `extensions`.
/// - Any other request: its body as it is.
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
/// A structured event that is no JSON object.
pub fn payload<'b>(headers: &[(&str, &str)], body: &'b [u8]) -> Result<Cow<'b, [u8]>, Report> {
    let header = |name: &str| headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
    match Mode::of(header("ce-specversion").is_some(), header("content-type")) {
        Some(Mode::Binary) => Ok(Cow::Owned(binary(headers, header("content-type"), body).into_bytes())),
        Some(Mode::Structured) => structured(body).map(|text| Cow::Owned(text.into_bytes())),
        None => Ok(Cow::Borrowed(body)),
    }
}

/// How a request carries a CloudEvent.
pub(crate) enum Mode {
    Binary,
    Structured,
}

impl Mode {
    /// `None` for a request that carries none; by whether it has the header `ce-specversion`, and by its `content-type`.
    pub(crate) fn of(has_version: bool, content_type: Option<&str>) -> Option<Self> {
        match has_version {
            true => Some(Mode::Binary),
            false => content_type.is_some_and(is_structured).then_some(Mode::Structured),
        }
    }
}

fn is_structured(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    media_type.eq_ignore_ascii_case("application/cloudevents+json")
}

/// An object in the making, its extensions kept apart.
#[derive(Default)]
struct Event {
    attributes: String,
    extensions: String,
}

impl Event {
    /// Adds an attribute whose value is JSON text.
    fn add(&mut self, name: &str, value: &str) {
        let object = if ATTRIBUTES.contains(&name) { &mut self.attributes } else { &mut self.extensions };
        object.push(if object.is_empty() { '{' } else { ',' });
        write_string(object, name);
        object.push(':');
        object.push_str(value);
    }

    /// Adds the members of an object that holds extensions.
    fn extend(&mut self, json: &mut Scanner<'_>) -> Scan<()> {
        json.enter_object()?;
        while let Some(key) = json.next_key()? {
            let value = json.skip()?;
            self.extensions.push(if self.extensions.is_empty() { '{' } else { ',' });
            write_string(&mut self.extensions, &key);
            self.extensions.push(':');
            self.extensions.push_str(value);
        }
        Ok(())
    }

    fn finish(mut self) -> String {
        if !self.extensions.is_empty() {
            let extensions = std::mem::take(&mut self.extensions) + "}";
            self.add("extensions", &extensions);
        }
        if self.attributes.is_empty() { "{}".into() } else { self.attributes + "}" }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_string(&mut out, text);
    out
}

fn binary(headers: &[(&str, &str)], content_type: Option<&str>, body: &[u8]) -> String {
    let mut event = Event::default();
    for (name, value) in headers {
        let name = name.to_ascii_lowercase();
        // What is no attribute cannot come as one.
        if let Some(attribute) = name.strip_prefix("ce-").filter(|name| !["data", "data_base64", "extensions"].contains(name)) {
            event.add(attribute, &quoted(&percent_decoded(value)));
        }
    }
    if let Some(content_type) = content_type {
        event.add("datacontenttype", &quoted(content_type));
    }
    match std::str::from_utf8(body) {
        Ok("") => {}
        Ok(text) if is_container(text) => event.add("data", text),
        Ok(text) => event.add("data", &quoted(text)),
        Err(_) => event.add("data_base64", &quoted(Base64::encode(body).as_str())),
    }
    event.finish()
}

/// Whether a text is a JSON object or list.
fn is_container(text: &str) -> bool {
    matches!(Scanner::new(text).peek(), Ok(Kind::Object | Kind::List)) && json::validate(text).is_ok()
}

/// CloudEvents has `%XX` in header values for what is not printable ASCII.
fn percent_decoded(value: &str) -> Cow<'_, str> {
    if value.contains('%') { Cow::Owned(crate::percent::decode(value)) } else { Cow::Borrowed(value) }
}

fn structured(body: &[u8]) -> Result<String, Report> {
    let text = std::str::from_utf8(body).map_err(|error| Violation::new(Rule::Utf8, "UTF-8", error.to_string()))?;
    let mut event = Event::default();
    let mut json = Scanner::new(text);
    let mut fold = || {
        json.enter_object()?;
        while let Some(key) = json.next_key()? {
            if key == "extensions" && json.peek()? == Kind::Object {
                event.extend(&mut json)?;
                continue;
            }
            let value = json.skip()?;
            event.add(&key, value);
        }
        json.end()
    };
    fold().map_err(|error| Report::not_json(text, error))?;
    Ok(event.finish())
}
