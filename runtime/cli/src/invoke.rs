//! `triggerkit invoke`: sends an event to a function that runs locally, and prints the response.

use std::borrow::Cow;

use clap::Args;
use triggerkit::AnyTrigger;
use ureq::Agent;

use crate::console::{ExitStatus, print, print_error, read_file};
use crate::payload_args::parse_header;
use crate::triggers::{find_sample, find_trigger};

#[derive(Args)]
pub(crate) struct InvokeArgs {
    #[command(flatten)]
    event: EventArgs,
    /// The variant of the sample [default: the main sample].
    #[arg(long, default_value = "", hide_default_value = true, conflicts_with = "file")]
    variant: String,
    /// The URL of the function.
    #[arg(long, default_value = "http://127.0.0.1:8787", value_parser = parse_url)]
    url: String,
    /// A header to send; repeat the option for more headers.
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE", value_parser = parse_header)]
    headers: Vec<(String, String)>,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct EventArgs {
    /// Send the sample of this trigger, with the headers that the trigger is detected by.
    #[arg(long, value_name = "ID", value_parser = find_trigger)]
    trigger: Option<&'static AnyTrigger>,
    /// The file with the payload; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: Option<String>,
}

fn parse_url(text: &str) -> Result<String, String> {
    match text.strip_prefix("http://") {
        Some(host) if !host.is_empty() => Ok(text.to_owned()),
        _ => Err("expected `http://host:port`".to_owned()),
    }
}

/// Prints the body of the response to standard output and its status to standard error.
pub(crate) fn invoke(arguments: &InvokeArgs) -> ExitStatus {
    let payload = match arguments.payload() {
        Ok(payload) => payload,
        Err(message) => return print_error(&message),
    };
    match send(&arguments.url, &arguments.headers(), &payload) {
        Ok((http_status, body)) => {
            eprintln!("{http_status}");
            let status = match http_status.as_u16() {
                200..=299 => ExitStatus::Clean,
                400 => ExitStatus::Violations,
                _ => ExitStatus::Failed,
            };
            print(&body).max(status)
        }
        Err(error @ (ureq::Error::Http(_) | ureq::Error::BadUri(_))) => print_error(&format!("cannot send: {error}")),
        Err(error) => print_error(&format!("cannot reach {}: {error}; is the function running?", arguments.url)),
    }
}

impl InvokeArgs {
    fn payload(&self) -> Result<Cow<'static, [u8]>, String> {
        match (self.event.trigger, &self.event.file) {
            (Some(trigger), _) => find_sample(trigger, &self.variant).map(Cow::Borrowed),
            (None, Some(file)) => read_file(file).map(Cow::Owned),
            (None, None) => Err("expected a trigger or a file; pass `--trigger <ID>` or `<FILE>`".to_owned()),
        }
    }

    /// Returns the headers that the trigger is detected by, followed by the given headers.
    fn headers(&self) -> Vec<(&str, &str)> {
        let condition = self.event.trigger.and_then(|trigger| trigger.info.detect);
        let detected_by = condition.map(|condition| condition.headers()).unwrap_or_default();
        let given = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        detected_by.into_iter().chain(given).collect()
    }
}

fn send(url: &str, headers: &[(&str, &str)], payload: &[u8]) -> Result<(ureq::http::StatusCode, Vec<u8>), ureq::Error> {
    // The function runs locally, so a configured proxy must not be used.
    let agent: Agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None).build().into();
    let mut request = agent.post(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut response = request.send(payload)?;
    let body = response.body_mut().with_config().limit(u64::MAX).read_to_vec()?;
    Ok((response.status(), body))
}
