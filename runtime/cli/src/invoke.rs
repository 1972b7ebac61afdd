//! `triggerkit invoke`: sends an event or a request to a function that runs locally, and prints the response.

mod client;
mod event;
mod request;

use clap::Args;
use triggerkit::{AnyTrigger, Json};
use ureq::http::{Response, StatusCode};

use self::client::{parse_url, send_event, send_request};
use self::event::{GatewayEvent, read_answer};
use self::request::HttpArgs;
use crate::console::{ExitStatus, print, print_answer, print_error, print_note, print_stream};
use crate::files::read_file;
use crate::indent::indent;
use crate::payload_args::parse_header;
use crate::triggers::{find_sample, trigger_parser};

/// The exit codes of this command, which differ from those of the others.
pub(crate) const EXIT_CODES: &str = "Exit codes:
  0  the function answered with status 2xx; with `--http`, also with 1xx or 3xx
  1  the function answered with status 400
  2  the function answered with another status or not at all, or the command was used incorrectly";

#[derive(Args)]
pub(crate) struct InvokeArgs {
    #[command(flatten)]
    input: InputArgs,
    /// The variant of the sample [default: the main sample].
    #[arg(long, default_value = "", hide_default_value = true, conflicts_with_all = ["file", "http"])]
    variant: String,
    #[command(flatten)]
    http: HttpArgs,
    /// The URL of the function.
    #[arg(long, default_value = "http://127.0.0.1:8787", value_parser = parse_url)]
    url: String,
    /// A header to send; repeat the option for more headers.
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE", value_parser = parse_header)]
    headers: Vec<(String, String)>,
    /// Indent the answer of the function if it is JSON.
    #[arg(long, conflicts_with = "http")]
    pretty: bool,
    /// Print only the body of the response, without its status and headers.
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct InputArgs {
    /// Send the sample of this trigger, with the headers that the trigger is detected by.
    #[arg(long, value_name = "ID", value_parser = trigger_parser(), hide_possible_values = true)]
    trigger: Option<&'static AnyTrigger>,
    /// Send an HTTP request, such as `--http GET /orders?page=2`, and print the response as a client would receive it.
    #[arg(long, num_args = 2, value_names = ["METHOD", "PATH"])]
    http: Option<Vec<String>>,
    /// The file with the payload; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: Option<String>,
}

pub(crate) fn invoke(arguments: &InvokeArgs) -> ExitStatus {
    let input = &arguments.input;
    let sent = match (input.trigger, &input.http, &input.file) {
        (Some(trigger), ..) => find_sample(trigger, &arguments.variant)
            .and_then(|payload| invoke_event(arguments, &event_headers(trigger, &arguments.headers), payload)),
        (_, Some(line), _) => invoke_http(arguments, line),
        (_, _, Some(file)) => {
            read_file(file).and_then(|payload| invoke_event(arguments, &borrowed(&arguments.headers), &payload))
        }
        (None, None, None) => Err("expected a trigger, a request or a file".to_owned()),
    };
    sent.unwrap_or_else(|message| print_error(&message))
}

/// Sends an event. Prints the body of the response to standard output and its status to standard error.
fn invoke_event(arguments: &InvokeArgs, headers: &[(&str, &str)], payload: &[u8]) -> Result<ExitStatus, String> {
    let response = send_event(&arguments.url, headers, payload)?;
    if !arguments.quiet {
        print_note(&response.status().to_string());
    }
    let status = match response.status().as_u16() {
        200..=299 => ExitStatus::Clean,
        400 => ExitStatus::Violations,
        _ => ExitStatus::Failed,
    };
    let json = std::str::from_utf8(response.body()).ok().filter(|text| arguments.pretty && Json::parse(*text).is_ok());
    let answer = json.map_or_else(|| response.body().clone(), |json| indent(json).into_bytes());
    Ok(print_answer(&answer).max(status))
}

/// Sends a request as it is or as the event of a gateway. Prints the body of the response to standard output, and its status and
/// headers to standard error.
fn invoke_http(arguments: &InvokeArgs, line: &[String]) -> Result<ExitStatus, String> {
    let request = arguments.http.request(line, &arguments.headers)?;
    let event = match arguments.http.gateway {
        Some(trigger) => GatewayEvent::of(&request, trigger, &arguments.url)?,
        None => None,
    };
    let Some(event) = event else {
        let mut response = send_request(&arguments.url, request)?;
        print_head(arguments, &response);
        let status = status_of(response.status());
        return Ok(print_stream(response.body_mut().as_reader()).max(status));
    };
    let answer = send_event(&arguments.url, &[], &event.payload)?;
    let response = match answer.status() {
        status if status.is_success() => read_answer(event.trigger, answer.body()),
        status => Err(event.not_answered(status)),
    };
    match response {
        Ok(response) => {
            print_head(arguments, &response);
            Ok(print_stream(response.body().as_slice()).max(status_of(response.status())))
        }
        Err(message) => {
            print_head(arguments, &answer);
            let failed = print_error(&message);
            Ok(print(answer.body()).max(if answer.status() == StatusCode::BAD_REQUEST { ExitStatus::Violations } else { failed }))
        }
    }
}

/// Prints the status and the headers of a response to standard error, unless the user does not want them.
fn print_head<B>(arguments: &InvokeArgs, response: &Response<B>) {
    if arguments.quiet {
        return;
    }
    print_note(&response.status().to_string());
    for (name, value) in response.headers() {
        print_note(&format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()).replace(char::is_control, " ")));
    }
}

fn status_of(status: StatusCode) -> ExitStatus {
    match status.as_u16() {
        ..=399 => ExitStatus::Clean,
        400 => ExitStatus::Violations,
        _ => ExitStatus::Failed,
    }
}

fn borrowed(headers: &[(String, String)]) -> Vec<(&str, &str)> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// Returns the headers that a trigger is detected by, followed by the given headers.
fn event_headers<'h>(trigger: &AnyTrigger, given: &'h [(String, String)]) -> Vec<(&'h str, &'h str)> {
    let detected_by = trigger.info.detect.map(|condition| condition.headers()).unwrap_or_default();
    detected_by.into_iter().chain(borrowed(given)).collect()
}
