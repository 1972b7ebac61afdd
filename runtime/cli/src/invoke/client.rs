//! The HTTP client, for a function that runs locally.

use std::io::ErrorKind;

use ureq::http::{HeaderName, HeaderValue, Request, Response, Uri};
use ureq::{Agent, AsSendBody, Body};

/// Checks the URL of a function.
pub(crate) fn parse_url(text: &str) -> Result<String, String> {
    match text.strip_prefix("http://") {
        Some(host) if !host.is_empty() => Ok(text.to_owned()),
        _ => Err("expected `http://host:port`".to_owned()),
    }
}

/// Sends an event and reads the whole response.
pub(super) fn send_event(url: &str, headers: &[(&str, &str)], payload: &[u8]) -> Result<Response<Vec<u8>>, String> {
    let mut request = Request::post(url).body(payload).map_err(|error| cannot_send(&error))?;
    for (name, value) in headers {
        let (name, value) = to_header(name, value)?;
        request.headers_mut().append(name, value);
    }
    let mut response = run(url, request)?;
    let body = response.body_mut().with_config().limit(u64::MAX).read_to_vec();
    let body = body.map_err(|error| format!("cannot read the response: {error}"))?;
    Ok(response.map(|_| body))
}

/// Sends a request to its path below the URL.
pub(super) fn send_request(url: &str, request: Request<Option<Vec<u8>>>) -> Result<Response<Body>, String> {
    let (mut parts, body) = request.into_parts();
    let uri = format!("{}{}", url.trim_end_matches('/'), parts.uri);
    parts.uri = uri.parse::<Uri>().map_err(|error| cannot_send(&error))?;
    match body {
        Some(body) => run(url, Request::from_parts(parts, body)),
        None => run(url, Request::from_parts(parts, ())),
    }
}

/// Converts the texts of a header.
pub(super) fn to_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let invalid = |what: &str| format!("cannot send: `{name}: {value}` has a {what} that HTTP does not allow");
    let parsed = HeaderName::try_from(name).map_err(|_| invalid("name"))?;
    Ok((parsed, HeaderValue::try_from(value).map_err(|_| invalid("value"))?))
}

fn run(url: &str, request: Request<impl AsSendBody>) -> Result<Response<Body>, String> {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).allow_non_standard_methods(true);
    // The function runs locally, so a configured proxy must not be used.
    let agent: Agent = config.proxy(None).build().into();
    agent.run(request).map_err(|error| match error {
        ureq::Error::Http(_) | ureq::Error::BadUri(_) => cannot_send(&error),
        ureq::Error::Io(error) if matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset) => {
            "the function closed the connection before it had the whole request; the body may be larger than its limit".to_owned()
        }
        error => format!("cannot reach {url}: {error}; is the function running?"),
    })
}

fn cannot_send(error: &dyn std::error::Error) -> String {
    format!("cannot send: {error}")
}
