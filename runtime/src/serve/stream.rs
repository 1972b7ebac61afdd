//! [`Stream`]: the bytes of a connection. It reports to the [`Traffic`] what happens, and decides what is read at shutdown.

use std::io::{self, Read as _};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::OwnedSemaphorePermit;

use super::traffic::{Dry, Traffic};

/// How many bytes are read of what a client still sends after the last response. It is more than any platform allows in a body.
const MAX_UNREAD: usize = 64 << 20;

/// The bytes of a connection.
pub(super) struct Stream {
    stream: TcpStream,
    traffic: Arc<Traffic>,
    /// The same connection, for reads that do not depend on what the runtime has noticed.
    direct: Option<std::net::TcpStream>,
    /// How many bytes were read after the last response.
    unread: usize,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Stream {
    pub(super) fn new(stream: TcpStream, traffic: Arc<Traffic>, permit: Option<OwnedSemaphorePermit>) -> Self {
        Stream { stream, traffic, direct: None, unread: 0, _permit: permit }
    }

    fn poll_fill(&mut self, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.traffic.is_late() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        match Pin::new(&mut self.stream).poll_read(cx, buffer) {
            Poll::Pending if self.traffic.is_draining() => self.read_arrived(buffer),
            polled => polled,
        }
    }

    /// Reads what has arrived, even if the runtime has not noticed it yet.
    fn read_arrived(&mut self, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.direct.is_none() {
            self.direct = duplicate(&self.stream)?;
        }
        let read = match &mut self.direct {
            Some(direct) => direct.read(buffer.initialize_unfilled()),
            None => Err(io::ErrorKind::WouldBlock.into()),
        };
        match read {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => match self.traffic.run_dry() {
                Dry::End => Poll::Ready(Ok(())),
                Dry::Wait | Dry::Cut => Poll::Pending,
            },
            read => Poll::Ready(read.map(|bytes| buffer.advance(bytes))),
        }
    }

    /// Reads what the client still sends, until it ends the connection. A connection that is closed with bytes unread is reset, and the
    /// client may lose the response.
    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.traffic.linger();
        let mut bytes = [0; 8 << 10];
        while self.unread < MAX_UNREAD {
            let mut buffer = ReadBuf::new(&mut bytes);
            match ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buffer)) {
                Ok(()) if !buffer.filled().is_empty() => self.unread += buffer.filled().len(),
                _ => break,
            }
        }
        Poll::Ready(Ok(()))
    }

    /// Notices if the client hangs up during a request, when nothing else reads.
    fn watch(&self, cx: &mut Context<'_>) -> io::Result<()> {
        let mut byte = [0];
        match self.stream.poll_peek(cx, &mut ReadBuf::new(&mut byte)) {
            Poll::Ready(Ok(0)) => self.traffic.half_close(),
            Poll::Ready(Err(error)) => return Err(error),
            Poll::Ready(Ok(_)) | Poll::Pending => {}
        }
        Ok(())
    }
}

/// Returns the same connection, which does not block either; `None` where that is not possible.
#[cfg(unix)]
fn duplicate(stream: &TcpStream) -> io::Result<Option<std::net::TcpStream>> {
    use std::os::fd::AsFd;
    Ok(Some(stream.as_fd().try_clone_to_owned()?.into()))
}

#[cfg(not(unix))]
fn duplicate(_: &TcpStream) -> io::Result<Option<std::net::TcpStream>> {
    Ok(None)
}

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = self.poll_fill(cx, buffer);
        self.traffic.has_read(polled.is_ready().then(|| buffer.filled().len() - before));
        polled
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.traffic.has_written(polled.is_ready());
        polled
    }

    /// Has nothing to do for the socket, but is called after every read and write.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.traffic.may_hang_up() {
            self.watch(cx)?;
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_shutdown(cx))?;
        if self.traffic.is_draining() { Poll::Ready(Ok(())) } else { self.poll_linger(cx) }
    }
}
