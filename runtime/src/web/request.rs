//! Converts the event of an HTTP trigger to the request that it describes.

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, COOKIE, HOST, TRANSFER_ENCODING};
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use triggerkit_core::data::{Map, decode_base64};
use triggerkit_core::engine::{Object, View, value_at};
use triggerkit_core::quote::{quote_plain_text, quote_text};
use triggerkit_core::report::{Report, Rule, Violation};
use triggerkit_core::text::Str;

use super::info::HttpInfo;
use super::texts::{each_entry, each_text, first, text};
use crate::percent_encoding::{self as percent, PATH, QUERY, SEGMENT};

/// The parameters that a gateway took from the path of a request. Requests that arrive as events have them among their extensions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathParameters(pub Map<Str>);

/// The address of the client. Requests that arrive as events have it among their extensions if the event has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// Converts an event to its request.
///
/// # Errors
/// Returns a violation for a method, a path or a body that cannot be part of a request.
pub(crate) fn to_request(event: &dyn Object, info: &HttpInfo) -> Result<Request<Bytes>, Report> {
    let body = body(event, info)?;
    let (method, uri) = (method(event, info, &body)?, uri(event, info)?);
    let headers = headers(event, info, &body);
    let mut request = Request::new(body);
    (*request.method_mut(), *request.uri_mut(), *request.headers_mut()) = (method, uri, headers);
    if let Some(address) = parse_address(&text(event, info.client)) {
        request.extensions_mut().insert(ClientAddress(address));
    }
    let mut parameters = Map::new();
    each_entry(first(event, info.path_parameters.iter().copied()), &mut |name, value| {
        each_text(value, &mut |text| parameters.push(name, Str::from(text)));
    });
    if !parameters.is_empty() {
        request.extensions_mut().insert(PathParameters(parameters));
    }
    Ok(request)
}

/// Creates the violation of a part of an event.
pub(super) fn violation(place: Option<&str>, expected: &str, found: String) -> Report {
    let mut violation = Violation::new(Rule::Http, expected.to_owned(), found);
    violation.path = place.unwrap_or("$").to_owned();
    violation.into()
}

fn method(event: &dyn Object, info: &HttpInfo, body: &[u8]) -> Result<Method, Report> {
    match &*text(event, info.method) {
        "" if body.is_empty() => Ok(Method::GET),
        "" => Ok(Method::POST),
        method => Method::from_bytes(method.as_bytes())
            .map_err(|_| violation(info.method.first().copied(), "an HTTP method", quote_plain_text(method))),
    }
}

/// Builds the URI from the path, without the base path that the gateway added, and the query.
fn uri(event: &dyn Object, info: &HttpInfo) -> Result<Uri, Report> {
    let path = text(event, info.path);
    let split = if info.query.is_empty() { path.split_once('?') } else { None };
    let (path, query) = split.unwrap_or((&path, ""));
    let mut uri = String::with_capacity(path.len() + 64);
    let rest = strip_base_path(path, &text(event, info.base_path));
    if !rest.starts_with('/') {
        uri.push('/');
    }
    percent::encode(&mut uri, rest, PATH);
    if query.is_empty() {
        push_query(&mut uri, event, info);
    } else {
        uri.push('?');
        percent::encode(&mut uri, query, QUERY);
    }
    let invalid = |uri: &str| violation(info.path.first().copied(), "the path of a request", quote_path(uri));
    let uri = Bytes::from(uri);
    let parsed = PathAndQuery::from_maybe_shared(uri.clone());
    parsed.map(Uri::from).map_err(|_| invalid(&String::from_utf8_lossy(&uri)))
}

/// Quotes the path of a URI. Its query may contain secrets, and so may a path that is JSON.
fn quote_path(uri: &str) -> String {
    let path = uri.split('?').next().unwrap_or_default();
    match path.contains("%7B") || path.contains("%22") {
        true => format!("a path ({} bytes)", path.len()),
        false => quote_text(path),
    }
}

/// Returns a path without a base path, or the whole path if it does not begin with the base path. Slashes around the base path
/// do not matter.
pub(crate) fn strip_base_path<'p>(path: &'p str, base_path: &str) -> &'p str {
    if base_path.is_empty() {
        return path;
    }
    let base_path = base_path.trim_matches('/');
    match path.strip_prefix('/').and_then(|path| path.strip_prefix(base_path)) {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') && !base_path.is_empty() => rest,
        _ => path,
    }
}

/// Appends a question mark and the query, if there is one.
fn push_query(uri: &mut String, event: &dyn Object, info: &HttpInfo) {
    let view = first(event, info.query.iter().map(|place| place.path()));
    let mut raw = String::new();
    match view {
        View::Text(query) => raw.push_str(query),
        View::Json(json) if json.starts_with('"') => each_text(view, &mut |query| raw.push_str(query)),
        _ => {}
    }
    let raw = raw.trim_start_matches('?');
    if !raw.is_empty() {
        uri.push('?');
        percent::encode(uri, raw, QUERY);
        return;
    }
    let mut separator = '?';
    let mut push = |name: &str, value: Option<&str>| {
        uri.push(separator);
        separator = '&';
        percent::encode(uri, name, SEGMENT);
        if let Some(value) = value {
            uri.push('=');
            percent::encode(uri, value, SEGMENT);
        }
    };
    each_entry(view, &mut |name, value| match value {
        // A name without a value.
        View::Json("true") => push(name, None),
        value => each_text(value, &mut |text| push(name, Some(text))),
    });
}

/// Collects the headers. A name that one place does not have is looked for in the next. Names and values that HTTP does not allow
/// are left out.
fn headers(event: &dyn Object, info: &HttpInfo, body: &[u8]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for place in info.headers {
        let view = value_at(event, place.path());
        let before = if headers.is_empty() { HeaderMap::new() } else { headers.clone() };
        if let View::Map(map) = view {
            // A map that would be too large grows as far as it can.
            let _ = headers.try_reserve(map.len());
        }
        each_entry(view, &mut |name, value| {
            if let Ok(name) = HeaderName::from_bytes(name.as_bytes())
                && !before.contains_key(&name)
            {
                each_text(value, &mut |text| append(&mut headers, name.clone(), text));
            }
        });
    }
    let mut cookies = String::new();
    each_text(first(event, info.cookies.iter().copied()), &mut |cookie| {
        cookies.push_str(if cookies.is_empty() { "" } else { "; " });
        cookies.push_str(cookie);
    });
    if !cookies.is_empty() {
        append(&mut headers, COOKIE, &cookies);
    }
    let host = text(event, info.host);
    if !host.is_empty() && !headers.contains_key(HOST) {
        append(&mut headers, HOST, &host);
    }
    // The gateway has put the whole body into the event.
    headers.remove(TRANSFER_ENCODING);
    if let Some(length) = headers.get_mut(CONTENT_LENGTH) {
        *length = HeaderValue::from(body.len());
    }
    headers
}

fn append(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
        // A map that is full holds more headers than any server accepts.
        drop(headers.try_append(name, value));
    }
}

fn body(event: &dyn Object, info: &HttpInfo) -> Result<Bytes, Report> {
    let body = text(event, info.body);
    match first(event, info.base64.iter().copied()) {
        View::Bool(true) => {
            let invalid = |broken: Violation| violation(info.body.first().copied(), &broken.expected, broken.found.to_string());
            decode_base64(body.as_bytes()).map(Bytes::from).map_err(invalid)
        }
        _ => Ok(Bytes::from(body.into_owned())),
    }
}

/// Reads an address with or without a port.
pub(crate) fn parse_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    text.parse().ok().or_else(|| text.parse().ok().map(|address: SocketAddr| address.ip()))
}
