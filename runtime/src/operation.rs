//! HTTP calls whose bodies are events: what generated operations share.

use http::{HeaderMap, Method, Request, Response};

use crate::percent;
use triggerkit_core::document::Document;
use triggerkit_core::quote::{quote, quote_text};
use triggerkit_core::report::{Report, Rule, Violation};
use triggerkit_core::text::Str;

/// What is fixed about an operation.
#[derive(Debug)]
pub struct OperationInfo {
    /// `POST`, …
    pub method: &'static str,
    /// URI template: `/v1.0/{project_id}/worker_messages`.
    pub uri: &'static str,
    /// The header that tells the messages apart.
    pub header: &'static str,
    /// Its values.
    pub values: &'static [&'static str],
}

fn wrong(expected: impl Into<String>, found: impl Into<Str>) -> Report {
    Violation::new(Rule::Http, expected.into(), found).into()
}

/// The request of a message: its body checked, the template filled in order with `params`.
///
/// # Errors
/// Everything that is wrong with the body, or a parameter that cannot stand in a URI.
pub fn request(info: &OperationInfo, message: usize, params: &[&str], body: &impl Document) -> Result<Request<String>, Report> {
    body.validate()?;
    Request::builder()
        .method(info.method)
        .uri(fill(info.uri, params)?)
        .header(info.header, info.values[message])
        .header(http::header::CONTENT_TYPE, "application/json")
        .body(body.to_json())
        .map_err(|error| wrong("a request", error.to_string()))
}

/// The template with each `{…}` replaced, percent-encoded as one path segment.
fn fill(template: &str, params: &[&str]) -> Result<String, Report> {
    let mut uri = String::new();
    let mut rest = template;
    for param in params {
        let (before, name, after) = split(rest).unwrap_or((rest, "", ""));
        if param.is_empty() || *param == "." || *param == ".." {
            return Err(wrong(format!("a value for `{name}`"), format!("{param:?}")));
        }
        uri.push_str(before);
        percent::encode(&mut uri, param);
        rest = after;
    }
    Ok(uri + rest)
}

/// What stands before, in and behind the first `{…}`.
fn split(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// The message that a request holds: its position in [`OperationInfo::values`].
///
/// # Errors
/// Another method or path, or a header that is missing or names no message.
pub fn message<B>(info: &OperationInfo, request: &Request<B>) -> Result<usize, Report> {
    if *request.method() != info.method.parse::<Method>().unwrap_or_default() {
        return Err(wrong(info.method, request.method().as_str()));
    }
    if !matches(info.uri, request.uri().path()) {
        return Err(wrong(info.uri, quote(request.uri().path())));
    }
    let value = header(request.headers(), info.header);
    let message = value.as_ref().and_then(|value| info.values.iter().position(|each| each.eq_ignore_ascii_case(value)));
    message.ok_or_else(|| {
        let found = value.map_or("no such header".into(), |value| quote_text(&value));
        wrong(format!("header {} to be one of {}", info.header, info.values.join(", ")), found)
    })
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
}

/// Whether a path has the template's segments, anything but nothing standing for `{…}`.
fn matches(template: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    template.split('/').all(|expected| {
        segments.next().is_some_and(|segment| segment == expected || expected.starts_with('{') && !segment.is_empty())
    }) && segments.next().is_none()
}

/// The parameters of a path that [matches](message), percent-decoded, in the order of the template.
pub fn params<B>(info: &OperationInfo, request: &Request<B>) -> Vec<String> {
    let pairs = info.uri.split('/').zip(request.uri().path().split('/'));
    pairs.filter(|(expected, _)| expected.starts_with('{')).map(|(_, segment)| percent::decode(segment)).collect()
}

/// The body of a successful response; `None` where the message's answer is empty.
///
/// # Errors
/// A status other than 2xx, or everything that is wrong with the body.
pub fn answer<T: Document, B: AsRef<[u8]>>(response: &Response<B>) -> Result<T, Report> {
    succeeded(response)?;
    T::decode(response.body())
}

/// Checks the status of a response whose body says nothing.
///
/// # Errors
/// A status other than 2xx, with the start of the body.
pub fn succeeded<B: AsRef<[u8]>>(response: &Response<B>) -> Result<(), Report> {
    if response.status().is_success() {
        return Ok(());
    }
    let body = String::from_utf8_lossy(response.body().as_ref());
    Err(wrong("a 2xx status", format!("{} {}", response.status(), quote(&body)).trim().to_owned()))
}
