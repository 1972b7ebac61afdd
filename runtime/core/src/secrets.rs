//! Names of secrets, and texts without the values that such names have.

use std::borrow::Cow;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::json::{Kind, Scan, Scanner, write_string};
use crate::quote::starts_like_json;
use crate::report::HIDDEN;

/// The headers that carry secrets. Every map of headers that a spec's `http` names has them as sensitive keys.
pub const HEADERS: &[&str] = &[
    "Authorization",
    "Proxy-Authorization",
    "X-Forwarded-Authorization",
    "X-Original-Authorization",
    "Cookie",
    "Cookie2",
    "Set-Cookie",
    "Set-Cookie2",
    "Api-Key",
    "ApiKey",
    "X-Api-Key",
    "X-ApiKey",
    "X-Api-Token",
    "X-Api-Secret",
    "X-Access-Key",
    "X-Secret-Key",
    "X-Access-Token",
    "X-Refresh-Token",
    "X-Id-Token",
    "X-Auth-Token",
    "X-Auth-Key",
    "X-Subject-Token",
    "X-Session-Token",
    "X-Security-Token",
    "X-Csrf-Token",
    "X-Xsrf-Token",
    "X-Token",
    "X-Signature",
    "Token",
    "Signature",
    "X-Amz-Security-Token",
    "X-Amz-Signature",
    "X-Acs-Security-Token",
    "X-Acs-Signature",
    "X-Oss-Security-Token",
    "X-Oss-Signature",
    "X-Ca-Signature",
    "X-Cos-Security-Token",
    "X-Tc-Token",
    "X-Obs-Security-Token",
    "X-Tos-Security-Token",
    "X-Fc-Access-Key-Id",
    "X-Fc-Access-Key-Secret",
    "X-Fc-Security-Token",
    "X-Cff-Access-Key",
    "X-Cff-Secret-Key",
    "X-Cff-Security-Access-Key",
    "X-Cff-Security-Secret-Key",
    "X-Cff-Security-Token",
    "X-Cff-Auth-Token",
    "X-Faas-Access-Key-Id",
    "X-Faas-Secret-Access-Key",
    "X-Faas-Session-Token",
];

/// The parameters of a query that carry secrets, above all signatures. Every query that a spec's `http` names has them as
/// sensitive keys.
pub const PARAMETERS: &[&str] = &[
    "signature",
    "sign",
    "sig",
    "token",
    "access_token",
    "refresh_token",
    "id_token",
    "auth_token",
    "auth_key",
    "authorization",
    "security_token",
    "security-token",
    "SecurityToken",
    "session_token",
    "accessToken",
    "refreshToken",
    "jwt",
    "api_key",
    "apikey",
    "api-key",
    "X-Api-Key",
    "secret",
    "client_secret",
    "password",
    "passwd",
    "q-signature",
    "X-Signature",
    "X-Amz-Signature",
    "X-Amz-Credential",
    "X-Amz-Security-Token",
    "X-Oss-Signature",
    "X-Oss-Credential",
    "X-Oss-Security-Token",
    "X-Cos-Security-Token",
    "X-Obs-Signature",
    "X-Obs-Credential",
    "X-Obs-Security-Token",
    "X-Tos-Signature",
    "X-Tos-Credential",
    "X-Tos-Security-Token",
];

/// How many JSON texts may be inside each other. A text in more of them is hidden.
const MAX_TEXTS: u32 = 12;

/// Returns whether a name is among some names. Upper and lower case do not matter.
pub fn is_among<'n>(names: impl IntoIterator<Item = &'n &'n str>, name: &str) -> bool {
    let is_same =
        |other: &str| other.eq_ignore_ascii_case(name) || (!name.is_ascii() && other.to_lowercase() == name.to_lowercase());
    names.into_iter().any(|other| is_same(other))
}

/// Returns a JSON value in which the values of some names are hidden, at any depth and in JSON text inside of strings.
pub(crate) fn redact_json<'j>(names: &[&str], json: &'j str) -> Cow<'j, str> {
    let mut redactor = Redactor { names, out: String::new(), changed: false, texts: 0 };
    match redactor.value(&mut Scanner::new(json)) {
        Ok(()) if !redactor.changed => Cow::Borrowed(json),
        Ok(()) => Cow::Owned(redactor.out),
        Err(_) => redactor.hide_if_named(json),
    }
}

/// Returns the JSON that is encoded as base64 in a text, or the start of it if the text is cut off.
fn json_in_base64(text: &str) -> Option<String> {
    const PADDING: GeneralPurposeConfig = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    const ENGINE: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, PADDING);
    // The first letter is that of `{`, `[`, `"` or white space.
    if text.len() < 8 || !text.starts_with(['e', 'W', 'I', 'C', 'D']) {
        return None;
    }
    let text: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    let bytes = ENGINE.decode(&text).or_else(|_| ENGINE.decode(&text[..text.len() / 4 * 4])).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    starts_like_json(&text).then_some(text)
}

/// Returns the JSON that is encoded in a text, or the start of it if the text is cut off.
fn json_in_code(text: &str) -> Option<String> {
    if text.starts_with(['%', '+']) {
        return Some(unescape(&text.replace('+', " "))).filter(|text| starts_like_json(text));
    }
    json_in_base64(text)
}

/// Returns whether a quotation may show the value of one of the names: as JSON, as a parameter, or encoded.
pub(crate) fn may_show(names: &[&str], quotation: &str) -> bool {
    let is_named = |text: &str| {
        let lower = text.to_lowercase();
        // Names in JSON may be written with escapes.
        lower.contains("\\\\u") || names.iter().any(|name| lower.contains(&name.to_lowercase()))
    };
    let start = quotation.split('…').next().unwrap_or_default();
    let content = start.trim_start_matches("string ").trim_matches('"');
    (content.contains([':', '=']) && is_named(content)) || json_in_code(content).is_some_and(|json| is_named(&json))
}

/// Returns a text in which the values of some names are hidden, if it is JSON.
pub(crate) fn redact_text<'t>(names: &[&str], text: &'t str) -> Cow<'t, str> {
    Redactor { names, out: String::new(), changed: false, texts: 0 }.text(text)
}

/// Returns the text of a query in which the values of some names are hidden.
pub(crate) fn redact_query<'q>(names: &[&str], query: &'q str) -> Cow<'q, str> {
    let is_secret = |part: &str| part.split_once('=').is_some_and(|(name, _)| is_among(names, &unescape(name)));
    if !query.split(['&', '?', ';']).any(is_secret) {
        return Cow::Borrowed(query);
    }
    let redact = |part: &str| {
        let (bare, end) = part.strip_suffix(['&', '?', ';']).map_or((part, ""), |bare| (bare, &part[bare.len()..]));
        match bare.split_once('=') {
            Some((name, _)) if is_secret(bare) => format!("{name}={HIDDEN}{end}"),
            _ => part.to_owned(),
        }
    };
    Cow::Owned(query.split_inclusive(['&', '?', ';']).map(redact).collect())
}

/// Returns the name of a parameter without its percent escapes.
fn unescape(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let [first, after @ ..] = rest {
        let escaped = match (first, after) {
            (b'%', [high, low, ..]) => char::from(*high).to_digit(16).zip(char::from(*low).to_digit(16)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).trim().to_owned()
}

/// Copies JSON and hides the values of some names.
struct Redactor<'n> {
    names: &'n [&'n str],
    out: String,
    changed: bool,
    /// How many texts the current value is in.
    texts: u32,
}

impl Redactor<'_> {
    fn value(&mut self, json: &mut Scanner<'_>) -> Scan<()> {
        match json.peek()? {
            Kind::Object => {
                json.enter_object()?;
                self.out.push('{');
                let mut is_first = true;
                while let Some(key) = json.next_key()? {
                    self.out.push_str(if std::mem::take(&mut is_first) { "" } else { "," });
                    write_string(&mut self.out, &key);
                    self.out.push(':');
                    if is_among(self.names, &key) {
                        json.skip()?;
                        write_string(&mut self.out, HIDDEN);
                        self.changed = true;
                    } else {
                        self.value(json)?;
                    }
                }
                self.out.push('}');
            }
            Kind::List => {
                json.enter_list()?;
                self.out.push('[');
                let mut is_first = true;
                while json.next_item()? {
                    self.out.push_str(if std::mem::take(&mut is_first) { "" } else { "," });
                    self.value(json)?;
                }
                self.out.push(']');
            }
            Kind::String => {
                let start = json.position();
                let text = json.string()?;
                match self.text(&text) {
                    Cow::Borrowed(_) => self.out.push_str(json.since(start)),
                    Cow::Owned(redacted) => {
                        write_string(&mut self.out, &redacted);
                        self.changed = true;
                    }
                }
            }
            _ => self.out.push_str(json.skip()?),
        }
        Ok(())
    }

    /// Returns a text without secrets, if it is JSON or has the parameters of a query. Encoded JSON with secrets is hidden.
    fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !starts_like_json(text) {
            return match json_in_code(text) {
                Some(json) if matches!(self.text(&json), Cow::Owned(_)) => Cow::Owned(HIDDEN.to_owned()),
                _ => redact_query(self.names, text),
            };
        }
        let mut inner = Redactor { names: self.names, out: String::new(), changed: false, texts: self.texts + 1 };
        let mut json = Scanner::new(text);
        let read = if inner.texts > MAX_TEXTS { None } else { inner.value(&mut json).and_then(|()| json.end()).ok() };
        match read {
            Some(()) if !inner.changed => Cow::Borrowed(text),
            Some(()) => Cow::Owned(inner.out),
            None => self.hide_if_named(text),
        }
    }

    /// Hides a text that cannot be read as JSON if it contains one of the names, or an escape that a name may have.
    fn hide_if_named<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let lower = text.to_lowercase();
        let is_named = lower.contains("\\u") || self.names.iter().any(|name| lower.contains(&name.to_lowercase()));
        if is_named { Cow::Owned(HIDDEN.to_owned()) } else { Cow::Borrowed(text) }
    }
}
