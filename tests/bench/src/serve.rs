//! Functions as processes: how soon the first answer comes, what they hold in memory, and what one invocation takes over loopback.

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use serde_json::json;
use triggerkit::{Trigger, huawei};

pub mod by_hand;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Processes started for the cold start of each.
const STARTS: usize = 40;

/// Rounds of invocations of each, and invocations in a round.
const ROUNDS: usize = 60;
const INVOCATIONS: usize = 400;

/// A function to measure, by its name.
pub struct Subject {
    /// Name in the tables.
    pub name: &'static str,
    /// Its program.
    pub program: &'static str,
}

/// What was measured of one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measured {
    /// Milliseconds from the start of the process to its first answer.
    pub first_answer_ms: f64,
    /// Megabytes of resident memory after a thousand invocations, idle.
    pub idle_mb: f64,
    /// Microseconds of an invocation.
    pub invocation_us: f64,
}

/// Measures all in turns, so that whatever else the machine does hits all alike.
///
/// # Errors
/// A process that does not start or answers wrong.
pub fn measure(subjects: &[Subject]) -> Result<Vec<Measured>> {
    let mut first_answers = vec![Vec::new(); subjects.len()];
    for _ in 0..STARTS {
        for (subject, samples) in subjects.iter().zip(&mut first_answers) {
            let start = Instant::now();
            let mut function = Function::start(subject)?;
            function.invoke()?;
            samples.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    let mut functions = subjects.iter().map(Function::start).collect::<Result<Vec<_>>>()?;
    let mut invocations = vec![Vec::new(); subjects.len()];
    for round in 0..ROUNDS {
        for turn in 0..subjects.len() {
            // Nobody always follows the same neighbour.
            let index = (turn + round) % subjects.len();
            let start = Instant::now();
            for _ in 0..INVOCATIONS {
                functions[index].invoke()?;
            }
            invocations[index].push(start.elapsed().as_secs_f64() * 1e6 / INVOCATIONS as f64);
        }
    }
    let mut measured = Vec::new();
    for ((function, first_answers), invocations) in functions.iter().zip(first_answers).zip(invocations) {
        measured.push(Measured {
            first_answer_ms: tenth_percentile(first_answers),
            idle_mb: function.resident_mb()?,
            invocation_us: tenth_percentile(invocations),
        });
    }
    Ok(measured)
}

/// Keeps what was measured, as `results/serve.json`.
///
/// # Errors
/// A file that cannot be written.
pub fn store(subjects: &[Subject], measured: &[Measured]) -> Result<()> {
    let row = |(subject, Measured { first_answer_ms, idle_mb, invocation_us }): (&Subject, &Measured)| {
        let values = [first_answer_ms, idle_mb, invocation_us].map(|value| (value * 100.0).round() / 100.0);
        json!({"name": subject.name, "values": values})
    };
    let rows: Vec<_> = subjects.iter().zip(measured).map(row).collect();
    let columns = ["first answer, ms", "idle, MB", "invocation, µs"];
    let part = json!({"name": "serve", "tables": [{"name": "functions", "columns": columns, "rows": rows}]});
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
    fs::create_dir_all(&folder)?;
    Ok(fs::write(folder.join("serve.json"), serde_json::to_string_pretty(&part)? + "\n")?)
}

fn tenth_percentile(mut samples: Vec<f64>) -> f64 {
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
        let mut process = command.env("TRIGGERKIT_PORT", "0").stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stderr.as_mut().ok_or("no standard error")?).read_line(&mut line)?;
        let (_, address) = line.trim().rsplit_once("http://").ok_or("it says nowhere where it listens")?;
        let connection = TcpStream::connect(address)?;
        connection.set_nodelay(true)?;
        let payload = huawei::Apig::INFO.samples[0].payload;
        let head = format!(
            "POST / HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            payload.len()
        );
        Ok(Function { process, connection: BufReader::new(connection), request: [head.as_bytes(), payload].concat() })
    }

    /// Sends the event and reads the answer.
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

    fn resident_mb(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    }
}
