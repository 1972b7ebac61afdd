//! [`BrowserGuard`]: keeps pages of other sites from using a server on a developer's machine.

use http::header::{HOST, ORIGIN};
use http::request::Parts;
use http::uri::Authority;
use http::{HeaderMap, HeaderName, StatusCode, Uri};

use super::http_platform::{Response, text_response};

/// Names of a developer's machine, as `Host` and `Origin` contain them.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The hosts whose pages may use the server.
///
/// A browser sends requests to this machine for any page that it shows. `Origin` and `Sec-Fetch-Site` reveal such a page. `Host` reveals a
/// page whose own name leads to this machine (DNS rebinding).
pub(super) struct BrowserGuard {
    /// The names, without ports, in addition to those of the machine.
    pub(super) allowed: Vec<String>,
}

impl BrowserGuard {
    /// Returns the response to a request that another site has caused.
    pub(super) fn refuse(&self, request: &Parts) -> Option<Response> {
        let headers = &request.headers;
        let (host, origin) = (text(headers, &HOST), text(headers, &ORIGIN));
        let refused = if host.is_some_and(|host| !self.allows(host.parse().ok().as_ref())) {
            format!("the host `{}`", host.unwrap_or_default())
        } else if origin.is_some_and(|origin| !self.allows(origin.parse().ok().as_ref().and_then(Uri::authority))) {
            format!("the origin `{}`", origin.unwrap_or_default())
        } else if request.uri.authority().is_some_and(|authority| !self.allows(Some(authority))) {
            format!("the address `{}`", request.uri)
        } else if text(headers, &FETCH_SITE) == Some("cross-site") {
            "a page of another site".to_owned()
        } else {
            return None;
        };
        let help = "send requests to http://localhost from this machine, or allow another host with `Server::allow_host`";
        tracing::warn!("a request was refused: {refused} may not use this local server; {help}");
        Some(text_response(StatusCode::FORBIDDEN, &format!("{refused} may not use this local server\nhelp: {help}\n")))
    }

    fn allows(&self, authority: Option<&Authority>) -> bool {
        authority.is_some_and(|authority| {
            let is_host = |name: &str| authority.host().eq_ignore_ascii_case(name);
            LOOPBACK.iter().any(|name| is_host(name)) || self.allowed.iter().any(|name| is_host(name))
        })
    }
}

/// Returns the value of a header; one that is not text matches nothing.
fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}
