//! What a person sees who opens `/` of a function on a developer's machine.

use std::fmt::Write;

use http::header::{ACCEPT, HOST};
use http::{HeaderMap, StatusCode};

use super::http_platform::{Response, bytes_response, text_response};
use crate::handler::{Handler, Router, SERVICE};

/// The beginning of the HTML. It has an empty icon, so that browsers do not request one.
const HTML_HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>triggerkit</title>\n\
    <link rel=\"icon\" href=\"data:,\">\n<style>body { font: 1rem/1.5 sans-serif; margin: 2rem } td { padding-right: 2rem }</style>\n";

/// Returns whether the client is a browser that shows a page.
pub(super) fn wants_html(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accepted| accepted.contains("text/html"))
}

/// Responds with what the function handles and how to send an event to it: as HTML to browsers, and as text to others.
pub(super) fn respond_page(router: &Router, headers: &HeaderMap) -> Response {
    let host = headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or("127.0.0.1:8787");
    match wants_html(headers) {
        true => bytes_response(StatusCode::OK, "text/html; charset=utf-8", to_html(router, host).into()),
        false => text_response(StatusCode::OK, &to_text(router, host)),
    }
}

/// Returns the handlers that the user has written.
fn handlers(router: &Router) -> impl Iterator<Item = &Handler> {
    router.answered().filter(|handler| handler.name() != SERVICE)
}

/// Describes what receives requests that are not events.
fn describe_service(router: &Router) -> &'static str {
    match router.service() {
        Some(_) => "Its HTTP service answers all other requests, and events of gateways.",
        None => "It has no HTTP service.",
    }
}

/// Returns commands that send an event.
fn commands(router: &Router, host: &str) -> String {
    let with_sample = handlers(router).map(|handler| handler.trigger().info).find(|info| !info.samples.is_empty());
    let sample = with_sample.map(|info| format!("curl -s http://{host}/samples/{} | ", info.id));
    let file = if sample.is_some() { "@-" } else { "@event.json" };
    format!("{}curl http://{host}/ --data-binary {file}", sample.unwrap_or_default())
}

fn to_text(router: &Router, host: &str) -> String {
    let mut text = "This is a triggerkit function on your own machine. It handles the events of\n\n".to_owned();
    for handler in handlers(router) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {} ({}): {}", handler.trigger().info.id, handler.trigger().info.title, handler.name());
    }
    let (service, command) = (describe_service(router), commands(router, host));
    let _ = write!(
        text,
        "\n{service} Send an event to POST /, for example\n\n  {command}\n\n\
         GET /triggers lists the known triggers, and GET /samples their documented payloads.\n"
    );
    text
}

fn to_html(router: &Router, host: &str) -> String {
    let mut html = HTML_HEAD.to_owned();
    html.push_str("<h1>A triggerkit function on your own machine</h1>\n<p>It handles the events of</p>\n<table>\n");
    for handler in handlers(router) {
        let info = handler.trigger().info;
        let (id, title, name) = (escape(info.id), escape(info.title), escape(handler.name()));
        let sample = if info.samples.is_empty() { String::new() } else { format!("<a href=\"/samples/{id}\">sample</a>") };
        // Writing to a string cannot fail.
        let _ = writeln!(html, "<tr><td><code>{id}</code><td>{title}<td><code>{name}</code><td>{sample}");
    }
    let (service, command) = (describe_service(router), escape(&commands(router, host)));
    let _ = write!(
        html,
        "</table>\n<p>{service} Send an event to <code>POST /</code>, for example</p>\n<pre>{command}</pre>\n\
         <p><a href=\"/triggers\">/triggers</a> lists the known triggers, and <a href=\"/samples\">/samples</a> their documented payloads.</p>\n"
    );
    html
}

/// Returns text as HTML shows it.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
