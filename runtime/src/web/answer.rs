//! Converts HTTP responses to the answers that gateways take, and back.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, SET_COOKIE, TRAILER, TRANSFER_ENCODING, UPGRADE};
use http::{HeaderName, HeaderValue, Response, StatusCode};
use triggerkit_core::data::{Base64, decode_base64};
use triggerkit_core::engine::View;
use triggerkit_core::json::{Scanner, write_string};
use triggerkit_core::quote::quote_plain_text;
use triggerkit_core::report::Report;

use super::info::{AnswerInfo, HttpInfo, Place};
use super::media;
use super::members::Members;
use super::request::violation;
use super::texts::{each_entry, each_text, values};

/// Headers of one connection, which a gateway does not pass on.
const OF_CONNECTION: [HeaderName; 5] = [CONNECTION, HeaderName::from_static("keep-alive"), TRAILER, TRANSFER_ENCODING, UPGRADE];

/// Returns whether a header is one of a connection.
pub(crate) fn is_of_connection(name: &HeaderName) -> bool {
    OF_CONNECTION.contains(name)
}

/// Writes the answer of a trigger as JSON. Without a documented answer, it is the body of the response.
pub(crate) fn write_answer(info: &HttpInfo, response: &Response<Bytes>) -> Bytes {
    let Some(info) = &info.answer else { return response.body().clone() };
    let text = media::text(response.headers(), response.body());
    let body = text.map_or_else(|| Cow::Owned(Base64::encode(response.body()).as_str().to_owned()), Cow::Borrowed);
    let mut out = String::with_capacity(body.len() + 256);
    let mut member = |name: &str, write: &mut dyn FnMut(&mut String)| {
        out.push(if out.is_empty() { '{' } else { ',' });
        write_string(&mut out, name);
        out.push(':');
        write(&mut out);
    };
    member(info.status, &mut |out| out.push_str(response.status().as_str()));
    member(info.headers.path(), &mut |out| write_headers(out, info, response));
    if let Some(cookies) = info.cookies {
        let values: Vec<_> = values(response.headers(), SET_COOKIE).collect();
        member(cookies, &mut |out| write_list(out, &values));
    }
    member(info.base64, &mut |out| out.push_str(if text.is_some() { "false" } else { "true" }));
    member(info.body, &mut |out| write_string(out, &body));
    out.push('}');
    out.into()
}

fn write_headers(out: &mut String, info: &AnswerInfo, response: &Response<Bytes>) {
    let (status, headers) = (response.status(), response.headers());
    let has_no_body = status.is_informational() || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    let is_left_out = |name: &HeaderName| is_of_connection(name) || has_no_body && *name == CONTENT_LENGTH;
    out.push('{');
    let mut separator = "";
    let mut key = |out: &mut String, name: &str| {
        out.push_str(separator);
        separator = ",";
        write_string(out, name);
        out.push(':');
    };
    for name in headers.keys().filter(|name| !is_left_out(name)) {
        let values: Vec<_> = values(headers, name).collect();
        match (info.headers, values.as_slice()) {
            _ if *name == SET_COOKIE && info.cookies.is_some() => {}
            (Place::Mixed(_) | Place::Joined(_), [value]) => {
                key(out, name.as_str());
                write_string(out, value);
            }
            // Cookies cannot be joined, so each has a name of its own, which differs in case alone.
            (Place::Joined(_), values) if *name == SET_COOKIE => {
                for (number, value) in values.iter().enumerate() {
                    key(out, &with_capitals(name.as_str(), number));
                    write_string(out, value);
                }
            }
            (Place::Joined(_), values) => {
                key(out, name.as_str());
                write_string(out, &values.join(", "));
            }
            (_, values) => {
                key(out, name.as_str());
                write_list(out, values);
            }
        }
    }
    out.push('}');
}

fn write_list(out: &mut String, values: &[Cow<'_, str>]) {
    out.push('[');
    for (index, value) in values.iter().enumerate() {
        out.push_str(if index > 0 { "," } else { "" });
        write_string(out, value);
    }
    out.push(']');
}

/// Writes the letters of a name in upper case where the number has a binary 1, so that each number gives another name.
fn with_capitals(name: &str, number: usize) -> String {
    let mut bits = number;
    let mut capital = |letter: char| {
        let is_capital = bits & 1 == 1;
        bits >>= 1;
        if is_capital { letter.to_ascii_uppercase() } else { letter }
    };
    name.chars().map(|character| if character.is_ascii_alphabetic() { capital(character) } else { character }).collect()
}

/// Converts the JSON of an answer to the response that a gateway would make of it: JSON without a status is the body of a
/// response with status 200.
///
/// # Errors
/// Returns a violation for a status, a header or a body that cannot be part of a response.
pub(crate) fn read_answer(info: &HttpInfo, answer: &[u8]) -> Result<Response<Bytes>, Report> {
    let members = Members::read(std::str::from_utf8(answer).unwrap_or_default());
    if let Some(info) = &info.answer
        && let Some(status) = members.get(info.status)
    {
        return read_members(info, status, &members);
    }
    let mut response = Response::new(Bytes::copy_from_slice(answer));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

fn read_members(info: &AnswerInfo, status: &str, members: &Members) -> Result<Response<Bytes>, Report> {
    let status = text_of(status);
    let body = members.get(info.body).filter(|body| *body != "null").map(text_of).unwrap_or_default();
    let is_base64 = members.get(info.base64).is_some_and(|flag| text_of(flag).eq_ignore_ascii_case("true"));
    let body = if is_base64 { decode_base64(body.as_bytes())?.into() } else { Bytes::from(body.into_owned()) };
    let mut response = Response::new(body);
    *response.status_mut() =
        status.parse().map_err(|_| violation(Some(info.status), "an HTTP status", quote_plain_text(&status)))?;
    let mut invalid = None;
    let mut append = |name: &str, value: View<'_>| {
        each_text(value, &mut |text| {
            let header = HeaderName::try_from(name).ok().zip(HeaderValue::from_bytes(text.as_bytes()).ok());
            let appended = header.and_then(|(name, value)| response.headers_mut().try_append(name, value).ok());
            if appended.is_none() {
                invalid.get_or_insert_with(|| quote_plain_text(name));
            }
        });
    };
    each_entry(View::Json(members.get(info.headers.path()).unwrap_or("null")), &mut append);
    if let Some(cookies) = info.cookies.and_then(|name| members.get(name)) {
        append(SET_COOKIE.as_str(), View::Json(cookies));
    }
    match invalid {
        Some(name) => Err(violation(Some(info.headers.path()), "headers that HTTP allows", name)),
        None => Ok(response),
    }
}

/// Returns a string without its quotes, and any other value as JSON.
fn text_of(json: &str) -> Cow<'_, str> {
    Scanner::new(json).string().unwrap_or(Cow::Borrowed(json))
}
