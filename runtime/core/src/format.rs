//! [`Format`]: formats of texts, such as `format = "json"`.

mod cron;

use crate::vocabulary::words;
use crate::{json, time};

words! {
    /// A format that a string must have.
    Format {
        /// One JSON value.
        Json = "json", "JSON text";
        /// A time in the format of RFC 3339.
        Rfc3339 = "rfc3339", "an RFC 3339 time";
        /// Standard base64 with padding.
        Base64 = "base64", "base64 text";
        /// A cron expression of five to seven fields, or `@every 5m`, with or without `CRON_TZ=`.
        Cron = "cron", "a cron expression";
        /// An absolute URI: a scheme, a colon, and no white space.
        Uri = "uri", "an absolute URI";
        /// `urn:` with a namespace and a name.
        Urn = "urn", "a URN";
        /// Eight, four, four, four and twelve hexadecimal digits.
        Uuid = "uuid", "a UUID";
        /// Four decimal numbers up to 255.
        Ipv4 = "ipv4", "an IPv4 address";
        /// A whole number in decimal digits.
        Integer = "integer", "a whole number";
    }
}

impl Format {
    /// Returns whether a text has the format.
    pub fn admits(self, text: &str) -> bool {
        match self {
            Format::Json => json::validate(text).is_ok(),
            Format::Rfc3339 => time::parse_rfc3339(text).is_some(),
            Format::Base64 => base64(text),
            Format::Cron => cron::is_cron(text),
            Format::Uri => uri(text),
            Format::Urn => urn(text),
            Format::Uuid => uuid(text),
            Format::Ipv4 => text.parse::<std::net::Ipv4Addr>().is_ok(),
            Format::Integer => text.parse::<i128>().is_ok(),
        }
    }
}

fn base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    // The last digit before padding has bits that belong to no byte and must be zero.
    let exact = match (padding, digits.bytes().next_back()) {
        (1, Some(last)) => b"AEIMQUYcgkosw048".contains(&last),
        (2, Some(last)) => b"AQgw".contains(&last),
        _ => padding == 0,
    };
    text.len().is_multiple_of(4)
        && exact
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

fn uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let mut letters = scheme.bytes();
    letters.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && !rest.is_empty()
        && !text.contains(|character: char| character.is_whitespace() || character.is_control())
}

fn urn(text: &str) -> bool {
    let mut parts = text.splitn(3, ':');
    parts.next().is_some_and(|scheme| scheme.eq_ignore_ascii_case("urn"))
        && parts.next().is_some_and(|namespace| !namespace.is_empty())
        && parts.next().is_some_and(|name| !name.is_empty() && !name.contains(char::is_whitespace))
}

fn uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
