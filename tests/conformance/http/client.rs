//! A client that sends and reads raw bytes, so that nothing is normalised on the way.

use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpSocket, TcpStream};

/// A header of a request or response: its value may be any bytes.
pub type Header = (String, Vec<u8>);

/// A request of a client.
#[derive(Clone)]
pub struct Request {
    /// Names the request in the table of forced differences.
    pub name: String,
    pub method: &'static str,
    pub target: Vec<u8>,
    pub headers: Vec<Header>,
    pub body: Vec<u8>,
    /// The length of the chunks that the body is sent in; it is sent with a length if there is none.
    pub chunks: Option<usize>,
}

impl Request {
    pub fn new(name: impl Into<String>, method: &'static str, target: impl AsRef<[u8]>) -> Self {
        let (name, target) = (name.into(), target.as_ref().into());
        Request { name, method, target, headers: vec![header("Host", "shop.example")], body: Vec::new(), chunks: None }
    }

    pub fn get(target: &str) -> Self {
        Request::new(target, "GET", target)
    }

    pub fn post(target: &str, body: impl AsRef<[u8]>) -> Self {
        Request::new(target, "POST", target).body("", body)
    }

    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push(header(name, value));
        self
    }

    /// Sets a body with its length, and its content type unless that is empty.
    pub fn body(mut self, content_type: &str, body: impl AsRef<[u8]>) -> Self {
        self.body = body.as_ref().into();
        if !content_type.is_empty() {
            self.headers.push(header("Content-Type", content_type));
        }
        self.headers.push(header("Content-Length", self.body.len().to_string()));
        self
    }

    /// Sends the body in chunks, and not with its length.
    pub fn chunked(mut self, length: usize) -> Self {
        self.headers.retain(|(name, _)| name != "Content-Length");
        self.chunks = Some(length);
        self.header("Transfer-Encoding", "chunked")
    }

    pub fn with(&self, headers: &[(&str, &str)]) -> Self {
        headers.iter().fold(self.clone(), |request, (name, value)| request.header(name, value))
    }

    pub fn head(&self) -> Vec<u8> {
        let mut bytes = [self.method.as_bytes(), b" ", &self.target, b" HTTP/1.1\r\n"].concat();
        for (name, value) in &self.headers {
            bytes.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
        }
        bytes.extend(b"\r\n");
        bytes
    }

    pub fn bytes(&self) -> Vec<u8> {
        match self.chunks {
            None => [self.head(), self.body.clone()].concat(),
            Some(length) => {
                let chunks = self.body.chunks(length).map(chunk).collect::<Vec<_>>().concat();
                [self.head(), chunks, b"0\r\n\r\n".to_vec()].concat()
            }
        }
    }
}

pub fn header(name: &str, value: impl AsRef<[u8]>) -> Header {
    (name.into(), value.as_ref().into())
}

/// Returns one chunk of a chunked body.
pub fn chunk(piece: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat()
}

/// How a response shows where its body ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// There is no body, or it lasts until the connection closes.
    None,
    Length(usize),
    Chunked,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub framing: Framing,
    /// All headers but those of the framing, in lower case.
    pub headers: Vec<Header>,
    pub body: Vec<u8>,
    /// Whether the body did not stop half-way.
    pub is_complete: bool,
}

impl Answer {
    /// Returns the values of a header.
    pub fn values(&self, name: &str) -> Vec<String> {
        let values = self.headers.iter().filter(|(key, _)| key == name);
        values.map(|(_, value)| String::from_utf8_lossy(value).into_owned()).collect()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns the value of a line `key: value` of the body, as `/echo` writes them.
    pub fn line(&self, key: &str) -> Option<String> {
        self.text().lines().find_map(|line| Some(line.strip_prefix(key)?.strip_prefix(": ")?.to_owned()))
    }
}

/// One connection.
pub struct Client {
    pub reader: BufReader<OwnedReadHalf>,
    pub writer: OwnedWriteHalf,
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Self {
        Client::new(TcpStream::connect(address).await.unwrap())
    }

    /// Connects with small buffers, which the system does not enlarge while the client reads.
    pub async fn connect_with_small_buffers(address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(64 << 10).unwrap();
        socket.set_send_buffer_size(64 << 10).unwrap();
        Client::new(socket.connect(address).await.unwrap())
    }

    fn new(stream: TcpStream) -> Self {
        let (reader, writer) = stream.into_split();
        Client { reader: BufReader::new(reader), writer }
    }

    /// Sends bytes, unless the other side has closed the connection.
    pub async fn write(&mut self, bytes: &[u8]) {
        drop(self.writer.write_all(bytes).await);
    }

    /// Sends a request and reads its response at the same time. Returns `None` if the connection closes instead.
    pub async fn exchange(&mut self, request: &Request) -> Option<Answer> {
        let bytes = request.bytes();
        let (_, answer) = tokio::join!(self.writer.write_all(&bytes), read_answer(&mut self.reader, request.method == "HEAD"));
        answer
    }

    /// Reads a response.
    pub async fn read(&mut self) -> Option<Answer> {
        read_answer(&mut self.reader, false).await
    }

    /// Reads a response without its body.
    pub async fn read_head(&mut self) -> Option<Answer> {
        read_head(&mut self.reader).await
    }

    /// Reads the next chunk of a body. Returns `None` at the end, and an error if the body stops half-way.
    pub async fn read_chunk(&mut self) -> Result<Option<Vec<u8>>, ()> {
        read_chunk(&mut self.reader).await
    }

    /// Returns whether the other side closes the connection without sending anything.
    pub async fn is_closed(&mut self) -> bool {
        self.reader.read_u8().await.is_err()
    }
}

/// Sends a request on a connection of its own.
pub async fn send(address: SocketAddr, request: &Request) -> Answer {
    Client::connect(address).await.exchange(request).await.unwrap()
}

type Reader = BufReader<OwnedReadHalf>;

async fn read_answer(reader: &mut Reader, is_head: bool) -> Option<Answer> {
    let mut answer = read_head(reader).await?;
    if is_head || answer.status == 204 || answer.status == 304 {
        return Some(answer);
    }
    match answer.framing {
        Framing::Length(length) => {
            answer.body.resize(length, 0);
            answer.is_complete = reader.read_exact(&mut answer.body).await.is_ok();
        }
        Framing::Chunked => loop {
            match read_chunk(reader).await {
                Ok(Some(chunk)) => answer.body.extend(chunk),
                ended => {
                    answer.is_complete = ended.is_ok();
                    break;
                }
            }
        },
        Framing::None => answer.is_complete = reader.read_to_end(&mut answer.body).await.is_ok(),
    }
    Some(answer)
}

async fn read_head(reader: &mut Reader) -> Option<Answer> {
    let first = read_line(reader).await?;
    let status = std::str::from_utf8(&first).unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut answer = Answer { status, framing: Framing::None, headers: Vec::new(), body: Vec::new(), is_complete: true };
    loop {
        let line = read_line(reader).await?;
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { return Some(answer) };
        let (name, value) = (String::from_utf8(line[..colon].to_ascii_lowercase()).unwrap(), line[colon + 1..].trim_ascii());
        match name.as_str() {
            "content-length" => answer.framing = Framing::Length(std::str::from_utf8(value).unwrap().parse().unwrap()),
            "transfer-encoding" => answer.framing = Framing::Chunked,
            _ => answer.headers.push((name, value.into())),
        }
    }
}

async fn read_chunk(reader: &mut Reader) -> Result<Option<Vec<u8>>, ()> {
    let line = read_line(reader).await.ok_or(())?;
    let length = usize::from_str_radix(std::str::from_utf8(&line).map_err(drop)?, 16).map_err(drop)?;
    let mut chunk = vec![0; length];
    reader.read_exact(&mut chunk).await.map_err(drop)?;
    read_line(reader).await.ok_or(())?;
    Ok((length > 0).then_some(chunk))
}

/// Reads a line. Returns `None` if the connection closes before its end.
async fn read_line(reader: &mut Reader) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    reader.read_until(b'\n', &mut line).await.ok()?;
    line.ends_with(b"\n").then(|| line.trim_ascii_end().to_vec())
}
