//! The code that generated operations share. An operation is an HTTP call whose body is an event.

use http::{Method, Request, Response};
use triggerkit_core::document::Document;
use triggerkit_core::quote::{quote, quote_text};
use triggerkit_core::report::{Report, Rule, Violation};
use triggerkit_core::text::Str;

use crate::percent_encoding as percent;

/// The fixed properties of an operation.
#[derive(Debug)]
pub struct OperationInfo {
    /// The HTTP method.
    pub method: &'static str,
    /// The URI template, such as `/v1.0/{project_id}/worker_messages`.
    pub uri: &'static str,
    /// The header that names the message.
    pub header: &'static str,
    /// The header's value for each message.
    pub values: &'static [&'static str],
}

fn violation(expected: impl Into<String>, found: impl Into<Str>) -> Report {
    Violation::new(Rule::Http, expected.into(), found).into()
}

/// Builds the request of a message and fills the URI template with `params` in order.
///
/// # Errors
/// Returns a report if the body has violations or a parameter cannot be a path segment.
pub fn request(info: &OperationInfo, message: usize, params: &[&str], body: &impl Document) -> Result<Request<String>, Report> {
    body.validate()?;
    Request::builder()
        .method(info.method)
        .uri(fill_template(info.uri, params)?)
        .header(info.header, info.values[message])
        .header(http::header::CONTENT_TYPE, "application/json")
        .body(body.to_json())
        .map_err(|error| violation("a valid request", error.to_string()))
}

/// Replaces each `{…}` of the template with a parameter, percent-encoded as one path segment.
fn fill_template(template: &str, params: &[&str]) -> Result<String, Report> {
    let mut uri = String::new();
    let mut rest = template;
    for param in params {
        let (before, placeholder) = rest.split_once('{').unwrap_or((rest, ""));
        let (name, after) = placeholder.split_once('}').unwrap_or_default();
        if param.is_empty() || *param == "." || *param == ".." {
            return Err(violation(format!("a value for `{name}`"), format!("{param:?}")));
        }
        uri.push_str(before);
        percent::encode(&mut uri, param, percent::SEGMENT);
        rest = after;
    }
    Ok(uri + rest)
}

/// Returns which message a request contains, as a position in [`OperationInfo::values`].
///
/// # Errors
/// Returns a report if the method or path is different, or if the header is missing or does not name a message.
pub fn message<B>(info: &OperationInfo, request: &Request<B>) -> Result<usize, Report> {
    if *request.method() != info.method.parse::<Method>().unwrap_or_default() {
        return Err(violation(info.method, request.method().as_str()));
    }
    if !is_match(info.uri, request.uri().path()) {
        return Err(violation(info.uri, quote(request.uri().path())));
    }
    let value = request.headers().get(info.header).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned());
    let message = value.as_ref().and_then(|value| info.values.iter().position(|each| each.eq_ignore_ascii_case(value)));
    message.ok_or_else(|| {
        let found = value.map_or("nothing".into(), |value| quote_text(&value));
        violation(format!("header `{}` with one of {}", info.header, info.values.join(", ")), found)
    })
}

/// Returns whether a path matches a template, with a non-empty segment for each `{…}`.
fn is_match(template: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    template.split('/').all(|expected| {
        segments.next().is_some_and(|segment| segment == expected || expected.starts_with('{') && !segment.is_empty())
    }) && segments.next().is_none()
}

/// Returns the percent-decoded parameters of a request that [`message`] has accepted, in the order of the template.
pub fn params<B>(info: &OperationInfo, request: &Request<B>) -> Vec<String> {
    let pairs = info.uri.split('/').zip(request.uri().path().split('/'));
    pairs.filter(|(expected, _)| expected.starts_with('{')).map(|(_, segment)| percent::decode(segment)).collect()
}

/// Decodes the body of a successful response.
///
/// # Errors
/// Returns a report if the status is not 2xx or the body has violations.
pub fn answer<T: Document, B: AsRef<[u8]>>(response: &Response<B>) -> Result<T, Report> {
    succeeded(response)?;
    T::decode(response.body())
}

/// Checks the status of a response without a documented body.
///
/// # Errors
/// Returns a report with the start of the body if the status is not 2xx.
pub fn succeeded<B: AsRef<[u8]>>(response: &Response<B>) -> Result<(), Report> {
    if response.status().is_success() {
        return Ok(());
    }
    let body = String::from_utf8_lossy(response.body().as_ref());
    Err(violation("a 2xx status", format!("{} {}", response.status(), quote(&body)).trim().to_owned()))
}
