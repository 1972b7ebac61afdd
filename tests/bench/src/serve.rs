//! The part "serve": functions as processes, with their cold start, their memory, and the duration of an invocation over loopback.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use serde_json::json;
use triggerkit::{Trigger, huawei};

use crate::cargo;
use crate::part::{Part, Table};

pub mod app;
pub mod by_hand;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The number of processes for the cold start of each function.
const STARTS: usize = 40;

/// The number of rounds, and of the invocations of each round that are measured and that come before them.
const ROUNDS: usize = 60;
const INVOCATIONS: usize = 400;
const WARM_UP: usize = 100;

/// A function to measure.
pub struct Subject {
    /// The name in the tables.
    pub name: &'static str,
    /// Its program.
    pub program: &'static str,
    /// What it receives.
    pub message: Message,
}

/// A message that a function receives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// A documented event of Huawei's gateway.
    Event,
    /// The request of a client.
    Request,
    /// The event that Huawei's gateway makes of the same request.
    RequestEvent,
}

impl Message {
    /// Returns the request with this message.
    fn bytes(self, address: &str) -> Vec<u8> {
        const PATH: &str = "/shops/north/orders";
        const BODY: &str = r#"{"article": "A-100", "count": 3, "note": "please ring twice"}"#;
        let headers = [
            ("Host", address),
            ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)"),
            ("Accept", "application/json"),
            ("Accept-Encoding", "gzip, deflate, br"),
            ("Accept-Language", "en"),
            ("Content-Type", "application/json"),
            ("X-Request-Id", "9d5a8f0c2b7e4a61"),
            ("X-Faas-Request-Id", "9d5a8f0c2b7e4a61"),
            ("X-Cff-Request-Id", "9d5a8f0c2b7e4a61"),
        ];
        let (target, headers, body) = match self {
            Message::Event => ("/".to_owned(), &headers[5..6], huawei::Apig::INFO.samples[0].payload.to_vec()),
            Message::Request => (format!("{PATH}?currency=EUR"), &headers[1..8], BODY.into()),
            Message::RequestEvent => {
                let context =
                    json!({"apiId": "bc1d", "requestId": "9d5a8f0c2b7e4a61", "stage": "RELEASE", "sourceIp": "203.0.113.7"});
                let event = json!({
                    "body": BODY,
                    "requestContext": context,
                    "queryStringParameters": {"currency": "EUR"},
                    "httpMethod": "POST",
                    "pathParameters": {},
                    "headers": BTreeMap::from_iter(headers[..7].iter().copied()),
                    "path": PATH,
                    "isBase64Encoded": false,
                });
                ("/invoke".to_owned(), &headers[5..], event.to_string().into_bytes())
            }
        };
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!("POST {target} HTTP/1.1\r\nHost: {address}\r\n{lines}Content-Length: {}\r\n\r\n", body.len());
        [head.into_bytes(), body].concat()
    }
}

/// Measures functions that receive events, and web applications.
///
/// # Errors
/// Returns an error if a process does not start, or if it responds with something else.
pub fn measure(functions: &[Subject], web: &[Subject]) -> Result<Part> {
    let tables = vec![table("functions", functions)?, table("web", web)?];
    Ok(Part::new("serve", tables).with_versions(cargo::workspace_versions(&["axum", "hyper"])?))
}

/// Measures some functions in turns, so that other work of the machine affects all of them.
fn table(name: &str, subjects: &[Subject]) -> Result<Table> {
    let mut first_answers = vec![Vec::new(); subjects.len()];
    for _ in 0..STARTS {
        for (subject, samples) in subjects.iter().zip(&mut first_answers) {
            let start = Instant::now();
            Function::start(subject)?.invoke()?;
            samples.push(start.elapsed().as_nanos() as f64);
        }
    }
    let (mut invocations, mut resident) = (vec![Vec::new(); subjects.len()], vec![0.0; subjects.len()]);
    for round in 0..ROUNDS {
        for turn in 0..subjects.len() {
            // The order changes, so that a function does not always follow the same one.
            let place = if round % 2 == 0 { turn } else { subjects.len() - 1 - turn };
            let index = (place + round) % subjects.len();
            // Each round has a process of its own, because where code and data happen to lie makes a difference of several percent.
            let mut function = Function::start(&subjects[index])?;
            for _ in 0..WARM_UP {
                function.invoke()?;
            }
            let start = Instant::now();
            for _ in 0..INVOCATIONS {
                function.invoke()?;
            }
            invocations[index].push(start.elapsed().as_nanos() as f64 / INVOCATIONS as f64);
            resident[index] = function.resident()?;
        }
    }
    let mut table = Table::new(name, ["first answer", "idle bytes", "invocation"]);
    for (index, subject) in subjects.iter().enumerate() {
        let [first_answer, invocation] =
            [&mut first_answers[index], &mut invocations[index]].map(|samples| tenth_percentile(samples));
        table.row(subject.name, [first_answer, resident[index], invocation]);
    }
    Ok(table)
}

fn tenth_percentile(samples: &mut [f64]) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 10).copied().unwrap_or(f64::NAN)
}

/// A running function, and a connection to it.
struct Function {
    process: Child,
    connection: BufReader<TcpStream>,
    request: Vec<u8>,
}

impl Drop for Function {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

impl Function {
    fn start(subject: &Subject) -> Result<Function> {
        let mut command = Command::new(Path::new(subject.program));
        let settings: &[_] = match subject.message {
            Message::Event => &[("TRIGGERKIT_PORT", "0")],
            // veFaaS passes requests through.
            Message::Request => &[("_FAAS_RUNTIME_PORT", "0")],
            // Huawei calls container images with events.
            Message::RequestEvent => {
                &[("TRIGGERKIT_PORT", "0"), ("TRIGGERKIT_PLATFORM", "huawei-http"), ("TRIGGERKIT_FUNCTION", "event")]
            }
        };
        let mut process = command.envs(settings.iter().copied()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stderr.as_mut().ok_or("no standard error")?).read_line(&mut line)?;
        let (_, address) = line.trim().rsplit_once("http://").ok_or("the output has no address")?;
        let address = &address.replace("0.0.0.0", "127.0.0.1");
        let connection = TcpStream::connect(address)?;
        connection.set_nodelay(true)?;
        Ok(Function { process, connection: BufReader::new(connection), request: subject.message.bytes(address) })
    }

    /// Sends the event and reads the response.
    fn invoke(&mut self) -> Result<()> {
        self.connection.get_mut().write_all(&self.request)?;
        let (mut line, mut length, mut first) = (String::new(), 0, true);
        loop {
            line.clear();
            self.connection.read_line(&mut line)?;
            if first && !line.starts_with("HTTP/1.1 200 ") {
                return Err(format!("it answers {line}").into());
            }
            first = false;
            match line.trim_end().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse()?,
                Some(_) => {}
                None if line.trim_end().is_empty() => break,
                None => {}
            }
        }
        let mut body = vec![0; length];
        self.connection.read_exact(&mut body)?;
        if body.windows(5).any(|window| window == b"hello") { Ok(()) } else { Err("it answers something else".into()) }
    }

    /// Returns the bytes of its resident memory.
    fn resident(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? * 1024.0)
    }
}
