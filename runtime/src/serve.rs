//! Running a [`Router`]: on the platform that the environment tells of, or locally.

mod aliyun;
mod facts;
mod huawei;
mod local;
mod platform;
mod poll;
mod tencent;
mod volcengine;
mod web;
mod work;

use std::fmt;
use std::future::Future;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::pin::{Pin, pin};
use std::time::Duration;

use futures_util::future::select;
use tokio::sync::{mpsc, watch};

use self::facts::Environment;
pub use self::platform::Platform;
use self::platform::Protocol;
use self::work::Work;
use crate::handler::{Error, Router};

/// Largest event that is read unless said otherwise, in bytes: what the most generous platform passes on.
const BODY_LIMIT: usize = 32 << 20;

/// How long running invocations have at the end when the platform does not say.
const DRAIN_LIMIT: Duration = Duration::from_secs(10);

/// Answers events until the process is told to stop (SIGTERM or SIGINT), then finishes those that are running.
///
/// The platform is told from the environment: Huawei FunctionGraph, Tencent SCF, Aliyun Function Compute, Volcengine veFaaS; without one,
/// events are taken on `127.0.0.1:8787`. What has to be ready before the first event stands in `main` before this call.
///
/// ```no_run
/// # async fn main_() -> Result<(), triggerkit::RunError> {
/// triggerkit::run(triggerkit::Router::new()).await
/// # }
/// ```
///
/// # Errors
/// What keeps it from starting: handlers that cannot be told apart, a variable that makes no
/// sense, an address that is taken. Or invocations that did not end in time.
pub async fn run(router: Router) -> Result<(), RunError> {
    Server::new(router).run().await
}

/// What [`run`] does, with everything that may be said about it.
///
/// ```no_run
/// # async fn main_() -> Result<(), triggerkit::RunError> {
/// use triggerkit::{Platform, Router, Server};
///
/// Server::new(Router::new()).platform(Platform::HuaweiHttp).body_limit(1 << 20).run().await
/// # }
/// ```
#[must_use = "it serves when it is run"]
pub struct Server {
    router: Router,
    environment: Option<Environment>,
    platform: Option<Platform>,
    listener: Option<TcpListener>,
    shutdown: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    drain_limit: Option<Duration>,
    body_limit: usize,
    concurrency: usize,
}

impl Server {
    /// A server that does what [`run`] does.
    pub fn new(router: Router) -> Self {
        Server {
            router,
            environment: None,
            platform: None,
            listener: None,
            shutdown: None,
            drain_limit: None,
            body_limit: BODY_LIMIT,
            concurrency: 1,
        }
    }

    /// Reads these variables in place of the process's.
    pub fn environment<K: Into<String>, V: Into<String>>(mut self, variables: impl IntoIterator<Item = (K, V)>) -> Self {
        self.environment = Some(Environment::of(variables));
        self
    }

    /// Speaks this platform's protocol, whatever the environment tells. So does the variable `TRIGGERKIT_PLATFORM`.
    pub fn platform(mut self, platform: Platform) -> Self {
        self.platform = Some(platform);
        self
    }

    /// Takes connections from this listener in place of the platform's address. Platforms that are polled have none.
    pub fn listener(mut self, listener: TcpListener) -> Self {
        self.listener = Some(listener);
        self
    }

    /// Stops when this future ends, in place of SIGTERM and SIGINT.
    pub fn shutdown(mut self, shutdown: impl Future<Output = ()> + Send + 'static) -> Self {
        self.shutdown = Some(Box::pin(shutdown));
        self
    }

    /// How long running invocations have once it was told to stop. Unless said, the function's timeout, or 10 seconds.
    pub fn drain_limit(mut self, limit: Duration) -> Self {
        self.drain_limit = Some(limit);
        self
    }

    /// Largest event that is read, in bytes; 32 MiB unless said. A larger one is answered with an error.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// How many events are asked for at a time where the platform is polled; one unless said. Platforms whose answers carry no
    /// request id take one at a time.
    pub fn concurrency(mut self, events: usize) -> Self {
        self.concurrency = events.max(1);
        self
    }

    /// Answers events until it is told to stop.
    ///
    /// # Errors
    /// As for [`run`].
    pub async fn run(self) -> Result<(), RunError> {
        self.router.check().map_err(RunError::Router)?;
        let environment = self.environment.unwrap_or_else(Environment::of_process);
        let entry = platform::entry(self.platform, &environment)?;
        let limit = self.drain_limit.or_else(|| entry.protocol.facts().timeout(&environment)).unwrap_or(DRAIN_LIMIT);
        let (stopper, stop) = watch::channel(false);
        let (running, mut finished) = mpsc::channel(1);
        let work = Work::new(self.router, environment, entry.protocol.facts(), self.body_limit, stop, running);

        let mut serving: Pin<Box<dyn Future<Output = ()> + Send>> = match entry.protocol {
            Protocol::Poll(api) => Box::pin(poll::serve(api, api.address(work.environment())?, self.concurrency, work)),
            Protocol::Http(site) => {
                let address = (site.address)(work.environment())?;
                let listener = web::listen(self.listener, address)?;
                let address = listener.local_addr().map_err(|source| RunError::Listen { address, source })?;
                // A log that nobody takes is no reason to fail.
                drop(writeln!(io::stderr(), "triggerkit: {}, listening on http://{address}", entry.name));
                Box::pin(web::serve(site, listener, work))
            }
        };
        let shutdown = match self.shutdown {
            Some(shutdown) => shutdown,
            None => Box::pin(signals().map_err(RunError::Signals)?),
        };
        select(shutdown, serving.as_mut()).await;
        stopper.send_replace(true);
        let drained = async {
            serving.await;
            finished.recv().await
        };
        tokio::time::timeout(limit, drained).await.map(drop).map_err(|_| RunError::Unfinished { limit })
    }
}

/// Why a server did not start, or did not end well. `Debug` says what `Display` does, as that is what a `main` that returns it shows.
#[non_exhaustive]
pub enum RunError {
    /// A variable of the environment is missing or makes no sense.
    Environment {
        /// Its name.
        variable: &'static str,
        /// What is wrong with it, and what it should be.
        problem: String,
    },
    /// The address cannot be listened on.
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The router's handlers cannot be told apart.
    Router(Error),
    /// Signals cannot be waited for.
    Signals(io::Error),
    /// Invocations were still running when their time was up.
    Unfinished {
        /// How long they had.
        limit: Duration,
    },
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::Environment { variable, problem } => write!(f, "the environment variable {variable} {problem}"),
            // Only a function on one's own machine listens there.
            RunError::Listen { address, source } if address.ip().is_loopback() => {
                write!(f, "cannot listen on {address}: {source}; TRIGGERKIT_PORT names another port")
            }
            RunError::Listen { address, source } => write!(f, "cannot listen on {address}: {source}"),
            RunError::Router(error) => fmt::Display::fmt(error, f),
            RunError::Signals(source) => write!(f, "cannot wait for signals: {source}"),
            RunError::Unfinished { limit } => write!(
                f,
                "invocations were still running {limit:?} after the signal to stop; `Server::drain_limit` gives them longer"
            ),
        }
    }
}

impl fmt::Debug for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for RunError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            RunError::Listen { source, .. } | RunError::Signals(source) => Some(source),
            RunError::Environment { .. } | RunError::Router(_) | RunError::Unfinished { .. } => None,
        }
    }
}

/// Ends with the signal that platforms, or people at a terminal, stop a process with.
#[cfg(unix)]
fn signals() -> io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        select(pin!(terminate.recv()), pin!(interrupt.recv())).await;
    })
}

/// Ends with the signal that people at a terminal stop a process with.
#[cfg(not(unix))]
fn signals() -> io::Result<impl Future<Output = ()> + Send> {
    Ok(async {
        // Where it cannot be waited for, nothing stops the server but its end.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}
