//! `invoke`: sends an event to a function that runs locally, and shows what it answers.

use std::borrow::Cow;

use clap::Args;
use triggerkit::AnyTrigger;
use ureq::Agent;

use crate::Outcome;
use crate::console::{complain, print, read};
use crate::payloads::header;
use crate::triggers::{find, payload};

#[derive(Args)]
pub(crate) struct Invoke {
    #[command(flatten)]
    what: What,
    /// Which of its payloads; the main one unless said.
    #[arg(long, default_value = "", conflicts_with = "file")]
    variant: String,
    /// Where the function listens.
    #[arg(long, default_value = "http://127.0.0.1:8787", value_parser = url)]
    url: String,
    /// A header to send along; may be given several times.
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE", value_parser = header)]
    headers: Vec<(String, String)>,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct What {
    /// Send the documented payload of this trigger, with the headers that it is told by.
    #[arg(long, value_name = "ID", value_parser = find)]
    trigger: Option<&'static AnyTrigger>,
    /// A file with the payload; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: Option<String>,
}

fn url(text: &str) -> Result<String, String> {
    match text.strip_prefix("http://") {
        Some(host) if !host.is_empty() => Ok(text.to_owned()),
        _ => Err("write `http://host:port`".to_owned()),
    }
}

/// Prints the answer's body; its status goes to standard error.
pub(crate) fn invoke(arguments: &Invoke) -> Outcome {
    let payload = match arguments.payload() {
        Ok(payload) => payload,
        Err(message) => return complain(&message),
    };
    match send(&arguments.url, &arguments.headers(), &payload) {
        Ok((status, body)) => {
            eprintln!("{status}");
            let outcome = match status.as_u16() {
                200..=299 => Outcome::Clean,
                400 => Outcome::Violations,
                _ => Outcome::Failed,
            };
            print(&body).max(outcome)
        }
        Err(error @ (ureq::Error::Http(_) | ureq::Error::BadUri(_))) => complain(&format!("cannot send: {error}")),
        Err(error) => complain(&format!("cannot reach {}: {error}; is the function running?", arguments.url)),
    }
}

impl Invoke {
    fn payload(&self) -> Result<Cow<'static, [u8]>, String> {
        match (self.what.trigger, &self.what.file) {
            (Some(trigger), _) => payload(trigger, &self.variant).map(Cow::Borrowed),
            (None, Some(file)) => read(file).map(Cow::Owned),
            (None, None) => Err("say what to send: --trigger ID, or a file".to_owned()),
        }
    }

    fn headers(&self) -> Vec<(&str, &str)> {
        let told_by = self.what.trigger.and_then(|trigger| trigger.info.detect).map(|condition| condition.headers());
        let given = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        told_by.unwrap_or_default().into_iter().chain(given).collect()
    }
}

fn send(url: &str, headers: &[(&str, &str)], payload: &[u8]) -> Result<(ureq::http::StatusCode, Vec<u8>), ureq::Error> {
    // The function is on this machine, so no proxy stands before it.
    let agent: Agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None).build().into();
    let mut request = agent.post(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut response = request.send(payload)?;
    let body = response.body_mut().with_config().limit(u64::MAX).read_to_vec()?;
    Ok((response.status(), body))
}
