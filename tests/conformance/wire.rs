//! Reads and writes HTTP/1.1 messages, for both sides of a connection.

use std::fmt::Write;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A request or a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The request line or the status line.
    pub first: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Message {
    pub fn new(first: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        Message { first: first.into(), headers, body: body.as_ref().into() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub fn status(&self) -> u16 {
        self.first.split(' ').nth(1).unwrap().parse().unwrap()
    }

    pub fn body(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut head = format!("{}\r\n", self.first);
        // Every request of HTTP/1.1 names its host.
        if !self.first.starts_with("HTTP/") && self.header("host").is_none() {
            head += "Host: localhost\r\n";
        }
        for (name, value) in &self.headers {
            write!(head, "{name}: {value}\r\n").unwrap();
        }
        write!(head, "Content-Length: {}\r\n\r\n", self.body.len()).unwrap();
        [head.as_bytes(), &self.body].concat()
    }

    /// Returns the message as text, without the parts that differ between runs.
    pub fn shown(&self) -> String {
        let mut text = format!("{}\n", self.first);
        for (name, value) in &self.headers {
            match name.as_str() {
                "date" => {}
                "host" => text += "host: the platform\n",
                "x-faas-execution-duration" => {
                    let (_, fraction) = value.split_once('.').unwrap();
                    assert!(value.parse::<f64>().is_ok() && fraction.len() == 2, "{value}");
                    text += "x-faas-execution-duration: milliseconds\n";
                }
                _ => writeln!(text, "{name}: {value}").unwrap(),
            }
        }
        text + "\n" + self.body()
    }
}

/// One side of a connection.
pub struct Connection(BufReader<TcpStream>);

impl Connection {
    pub fn new(stream: TcpStream) -> Self {
        // Pieces of a message are sent at once, not when the piece before has been acknowledged.
        stream.set_nodelay(true).unwrap();
        Connection(BufReader::new(stream))
    }

    /// Reads the next message. Returns `None` if the other side has closed the connection.
    pub async fn read(&mut self) -> Option<Message> {
        let mut message = self.read_head().await?;
        let length = message.header("content-length").map_or(0, |length| length.parse().unwrap());
        message.body.resize(length, 0);
        self.0.read_exact(&mut message.body).await.ok()?;
        Some(message)
    }

    /// Reads the next message without its body.
    pub async fn read_head(&mut self) -> Option<Message> {
        let first = self.line().await?;
        let mut headers = Vec::new();
        loop {
            match self.line().await?.split_once(": ") {
                Some((name, value)) => headers.push((name.to_owned(), value.to_owned())),
                None => return Some(Message { first, headers, body: Vec::new() }),
            }
        }
    }

    /// Reads the bytes of the next message, whose body has a length. Returns `None` if the other side has closed the connection.
    pub async fn read_bytes(&mut self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut length = 0;
        while !bytes.ends_with(b"\r\n\r\n") {
            let start = bytes.len();
            if self.0.read_until(b'\n', &mut bytes).await.ok()? == 0 {
                return None;
            }
            let line = String::from_utf8_lossy(&bytes[start..]).to_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let start = bytes.len();
        bytes.resize(start + length, 0);
        self.0.read_exact(&mut bytes[start..]).await.ok()?;
        Some(bytes)
    }

    /// Reads the next chunk of a body. Returns `None` after the last one.
    pub async fn read_chunk(&mut self) -> Option<Vec<u8>> {
        let length = usize::from_str_radix(&self.line().await.unwrap(), 16).unwrap();
        if length == 0 {
            return None;
        }
        let mut chunk = vec![0; length + 2];
        self.0.read_exact(&mut chunk).await.unwrap();
        chunk.truncate(length);
        Some(chunk)
    }

    /// Reads the trailers after the last chunk.
    pub async fn read_trailers(&mut self) -> Vec<(String, String)> {
        let mut trailers = Vec::new();
        while let Some((name, value)) = self.line().await.unwrap().split_once(": ") {
            trailers.push((name.to_owned(), value.to_owned()));
        }
        trailers
    }

    async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        match self.0.read_line(&mut line).await {
            Ok(read) if read > 0 => Some(line.trim_end().to_owned()),
            _ => None,
        }
    }

    pub async fn write(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
    }

    /// Ends what this side sends.
    pub async fn end(&mut self) {
        self.0.shutdown().await.unwrap();
    }
}
