//! Converts a request to the event that a gateway would make of it.

use std::borrow::Cow;
use std::net::IpAddr;

use http::header::{COOKIE, HOST};
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, Method, Request, Uri};
use triggerkit_core::data::Base64;
use triggerkit_core::json::write_string;
use triggerkit_core::report::Report;

use super::info::{HttpInfo, Place};
use super::media;
use super::members::Members;
use super::request::violation;
use super::texts::values;
use crate::percent_encoding as percent;

/// Writes the payload of an event with the parts of a request. The other values of `base`, a payload, are kept.
///
/// # Errors
/// Returns a violation if the body is not text and the event has no base64 flag.
pub(crate) fn write_event(
    info: &HttpInfo,
    request: &Request<impl AsRef<[u8]>>,
    client: Option<IpAddr>,
    base: &str,
) -> Result<Vec<u8>, Report> {
    let mut event = Members::read(base);
    write_headers(&mut event, info, request.headers());
    write_line(&mut event, info, request.method(), request.uri());
    write_body(&mut event, info, media::text(request.headers(), request.body().as_ref()), request.body().as_ref())?;
    set(&mut event, info.base_path, "\"\"");
    set(&mut event, info.path_parameters, "{}");
    if let Some(client) = client {
        set(&mut event, info.client, &to_json(&client.to_string()));
    }
    let mut out = String::new();
    event.write(&mut out);
    Ok(out.into_bytes())
}

fn set(event: &mut Members, places: &[&str], json: &str) {
    places.iter().for_each(|place| event.set(place, json));
}

fn write_headers(event: &mut Members, info: &HttpInfo, headers: &HeaderMap) {
    for place in info.headers {
        // Some gateways move the cookies from the headers to a list of their own.
        let names = headers.keys().filter(|name| **name != COOKIE || info.cookies.is_empty()).map(HeaderName::as_str);
        let entries = names.flat_map(|name| values(headers, name).map(move |value| (Cow::Borrowed(name), value.into_owned())));
        event.set(place.path(), &to_map(*place, entries));
    }
    let cookies: Vec<_> = values(headers, COOKIE).collect();
    let cookies = cookies.iter().flat_map(|line| line.split(';')).map(|cookie| to_json(cookie.trim()));
    set(event, info.cookies, &to_list(cookies.collect()));
    if let Some(host) = values(headers, HOST).next() {
        set(event, info.host, &to_json(&host));
    }
}

fn write_line(event: &mut Members, info: &HttpInfo, method: &Method, uri: &Uri) {
    set(event, info.method, &to_json(method.as_str()));
    let query = uri.query().unwrap_or_default();
    // Without a place of its own, the query stays in the path.
    let path = if info.query.is_empty() { uri.path_and_query().map_or("/", PathAndQuery::as_str) } else { uri.path() };
    set(event, info.path, &to_json(path));
    for place in info.query {
        let json = match place {
            Place::Text(_) => to_json(query),
            _ => to_map(*place, pairs(query)),
        };
        event.set(place.path(), &json);
    }
}

fn write_body(event: &mut Members, info: &HttpInfo, text: Option<&str>, body: &[u8]) -> Result<(), Report> {
    set(event, info.base64, if text.is_some() { "false" } else { "true" });
    let json = match text {
        Some(text) => to_json(text),
        None if info.base64.is_empty() => {
            let found = format!("{} bytes of another type", body.len());
            return Err(violation(info.body.first().copied(), "a body of text", found));
        }
        None => to_json(Base64::encode(body).as_str()),
    };
    set(event, info.body, &json);
    Ok(())
}

fn to_json(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    write_string(&mut json, text);
    json
}

fn to_list(items: Vec<String>) -> String {
    format!("[{}]", items.join(","))
}

/// Returns the decoded names and values of a query in order.
fn pairs(query: &str) -> impl Iterator<Item = (Cow<'_, str>, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.map(|(name, value)| (Cow::Owned(percent::decode_form(name)), percent::decode_form(value)))
}

/// Writes the values of each name in the form that the place has. A name is where its first value is.
fn to_map<'n>(place: Place, entries: impl Iterator<Item = (Cow<'n, str>, String)>) -> String {
    let mut lists: Vec<(Cow<'n, str>, Vec<String>)> = Vec::new();
    for (name, value) in entries {
        match lists.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => lists.push((name, vec![value])),
        }
    }
    let mut map = Members::default();
    for (name, values) in lists {
        let json = match (place, values.as_slice()) {
            (Place::Joined(_), values) => to_json(&values.join(",")),
            (Place::Mixed(_), [value]) => to_json(value),
            (_, values) => to_list(values.iter().map(|value| to_json(value)).collect()),
        };
        map.push(&name, json);
    }
    let mut out = String::new();
    map.write(&mut out);
    out
}
