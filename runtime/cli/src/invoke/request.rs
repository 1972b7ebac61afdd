//! [`HttpArgs`]: the HTTP request that the user describes.

use clap::Args;
use clap::builder::TypedValueParser;
use triggerkit::{AnyTrigger, triggers};
use ureq::http::{Method, Request, Uri};

use super::client::to_header;
use crate::files::read_file;
use crate::names::Names;
use crate::triggers::find_trigger;

/// The methods that users may write in small letters.
const METHODS: [&str; 9] = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];

/// What can be sent instead of a request. clap ignores `requires` if the required option conflicts with another one.
const OTHERS: [&str; 2] = ["trigger", "file"];

#[derive(Args)]
pub(crate) struct HttpArgs {
    /// Send the request as the event that this HTTP trigger would make of it, and convert the answer back.
    #[arg(long = "as", value_name = "ID", requires = "http", conflicts_with_all = OTHERS, value_parser = http_trigger_parser(), hide_possible_values = true)]
    pub(super) gateway: Option<&'static AnyTrigger>,
    /// The body of the request.
    #[arg(long, value_name = "TEXT", requires = "http", conflicts_with_all = OTHERS)]
    data: Option<String>,
    /// The file with the body of the request; `-` is standard input.
    #[arg(long, value_name = "FILE", requires = "http", conflicts_with_all = OTHERS, conflicts_with = "data")]
    data_file: Option<String>,
}

/// Parses the id of an HTTP trigger.
fn http_trigger_parser() -> impl TypedValueParser<Value = &'static AnyTrigger> {
    Names {
        parse: find_http_trigger,
        all: || triggers().filter(|trigger| trigger.http().is_some()).map(|trigger| trigger.info.id).collect(),
    }
}

fn find_http_trigger(id: &str) -> Result<&'static AnyTrigger, String> {
    let names = || -> String {
        let ids = triggers().filter(|trigger| trigger.http().is_some()).map(|trigger| format!("`{}`", trigger.info.id));
        ids.collect::<Vec<_>>().join(", ")
    };
    match find_trigger(id) {
        Ok(trigger) if trigger.http().is_some() => Ok(trigger),
        Ok(_) => Err(format!("not an HTTP trigger; the HTTP triggers are {}", names())),
        Err(_) => Err(format!("unknown trigger; the HTTP triggers are {}", names())),
    }
}

impl HttpArgs {
    /// Returns the request with this method and path. Its body is `None` if the user gave none.
    pub(super) fn request(&self, line: &[String], headers: &[(String, String)]) -> Result<Request<Option<Vec<u8>>>, String> {
        let [method, path] = line else { return Err("expected a method and a path".to_owned()) };
        let method = parse_method(method, path)?;
        let uri = parse_path(path)?;
        let body = match (&self.data, &self.data_file) {
            (Some(text), _) => Some(text.clone().into_bytes()),
            (None, Some(file)) => Some(read_file(file)?),
            (None, None) => None,
        };
        let mut request = Request::new(body);
        (*request.method_mut(), *request.uri_mut()) = (method, uri);
        for (name, value) in headers {
            let (name, value) = to_header(name, value)?;
            request.headers_mut().append(name, value);
        }
        Ok(request)
    }
}

fn parse_method(text: &str, path: &str) -> Result<Method, String> {
    let capitals = text.to_ascii_uppercase();
    if text != capitals && METHODS.contains(&capitals.as_str()) {
        return Err(format!("expected a method, found `{text}`; write `{capitals}`"));
    }
    Method::from_bytes(text.as_bytes()).map_err(|_| match text.starts_with('/') {
        true => format!("expected a method before the path, found `{text}`; write `--http {} {text}`", path.to_ascii_uppercase()),
        false => format!("expected a method such as `GET`, found `{text}`"),
    })
}

fn parse_path(text: &str) -> Result<Uri, String> {
    let invalid = |help: &str| Err(format!("expected a path that begins with `/`, found `{text}`; {help}"));
    if text.contains("://") && !text.starts_with('/') {
        return invalid("pass the address of the function with `--url`");
    }
    if !text.starts_with('/') {
        return invalid(&format!("write `/{text}`"));
    }
    // A fragment is not sent, so the user meant a part of the path.
    match text.find(|character: char| character == '#' || character.is_whitespace() || character.is_control()) {
        Some(position) => {
            let found = text[position..].chars().next().unwrap_or_default();
            Err(format!("`{text}` contains {found:?}, which a path cannot contain; write `%{:02X}` instead", u32::from(found)))
        }
        None => text.parse().map_err(|error| format!("`{text}` cannot be the path of a request: {error}")),
    }
}
