//! Running a [`Router`] on a platform or locally: [`run`] and [`Server`].

mod aliyun;
mod aws;
mod browser_guard;
mod connection;
mod context_sources;
mod deadline;
mod delivery;
mod environment;
mod event_batch;
mod exchange;
mod extension;
mod function_kind;
mod http_client;
mod http_platform;
mod http_server;
mod huawei;
mod invoker;
mod limits;
mod load;
mod local;
mod local_page;
mod pass_through;
mod platform;
mod poll_loop;
mod reply_target;
mod request_body;
mod retry;
mod run_error;
mod runtime_api;
mod stream;
mod streamed_triggers;
mod tencent;
mod terminal;
mod traffic;
mod volcengine;

use std::future::Future;
use std::io::{self, Write};
use std::net::TcpListener;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::select;
use tokio::sync::{mpsc, watch};

use self::browser_guard::BrowserGuard;
use self::environment::Environment;
#[doc(hidden)]
pub use self::event_batch::event_batch;
pub use self::function_kind::FunctionKind;
use self::function_kind::find_kind;
use self::http_platform::Accepts;
use self::invoker::Invoker;
use self::limits::{Limits, TimeLimits};
use self::load::Load;
pub use self::platform::Platform;
use self::platform::Protocol;
use self::poll_loop::PollOptions;
pub use self::run_error::RunError;
use self::runtime_api::RuntimeApi;
use self::streamed_triggers::find_streamed;
use crate::handler::Router;

/// The default body limit in bytes, which is the largest event that any of the platforms sends.
const BODY_LIMIT: usize = 32 << 20;

/// The idle time-out on a developer's machine.
const LOCAL_IDLE_TIMEOUT: Duration = Duration::from_secs(60);

/// The drain limit if the function's timeout is not known.
const DRAIN_LIMIT: Duration = Duration::from_secs(10);

/// Answers events until SIGTERM or SIGINT, then waits for the running invocations.
///
/// The platform is detected from the environment: AWS Lambda, Huawei FunctionGraph, Tencent SCF, Aliyun Function Compute or Volcengine
/// veFaaS. On any other machine, events are accepted on `http://127.0.0.1:8787`.
///
/// Prepare everything that must be ready before the first event, such as database connections, in `main` before you call `run`.
///
/// ```no_run
/// # async fn main_() -> Result<(), triggerkit::RunError> {
/// triggerkit::run(triggerkit::Router::new()).await
/// # }
/// ```
///
/// # Errors
/// Returns an error if the server cannot start: the router fails [`Router::check`], an environment variable has a value that
/// cannot be used, or the address is taken. Also returns an error if invocations are still running when the drain limit expires.
pub async fn run(router: Router) -> Result<(), RunError> {
    Server::new(router).run().await
}

/// Runs a [`Router`] like [`run`], with options.
///
/// ```no_run
/// # async fn main_() -> Result<(), triggerkit::RunError> {
/// use triggerkit::{Platform, Router, Server};
///
/// Server::new(Router::new()).platform(Platform::HuaweiHttp).body_limit(1 << 20).run().await
/// # }
/// ```
#[must_use = "a server does nothing until `run` is called"]
pub struct Server {
    router: Router,
    environment: Option<Environment>,
    platform: Option<Platform>,
    kind: Option<FunctionKind>,
    listener: Option<TcpListener>,
    shutdown: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    drain_limit: Option<Duration>,
    body_limit: usize,
    concurrency: usize,
    limits: Limits,
    times: TimeLimits,
    allowed_hosts: Vec<String>,
    extension: bool,
    streamed: Vec<String>,
}

impl Server {
    /// Creates a server with the options that [`run`] uses.
    pub fn new(router: Router) -> Self {
        Server {
            router,
            environment: None,
            platform: None,
            kind: None,
            listener: None,
            shutdown: None,
            drain_limit: None,
            body_limit: BODY_LIMIT,
            concurrency: 1,
            limits: Limits::default(),
            times: TimeLimits::default(),
            allowed_hosts: Vec::new(),
            extension: true,
            streamed: Vec::new(),
        }
    }

    /// Sets the environment variables that the server reads instead of those of the process.
    pub fn environment<K: Into<String>, V: Into<String>>(mut self, variables: impl IntoIterator<Item = (K, V)>) -> Self {
        self.environment = Some(Environment::new(variables));
        self
    }

    /// Sets the platform instead of detecting it from the environment.
    ///
    /// The environment variable `TRIGGERKIT_PLATFORM` does the same without a change to the code.
    pub fn platform(mut self, platform: Platform) -> Self {
        self.platform = Some(platform);
        self
    }

    /// Sets what the platform sends: events, or the requests of clients as they are.
    ///
    /// By default, a function on Alibaba Cloud and veFaaS accepts both, because these platforms mark events. On Huawei Cloud and
    /// Tencent Cloud, nothing in a request shows whether it is an event, so a function that has a service accepts only the requests of
    /// clients, and any other function only events.
    ///
    /// The environment variable `TRIGGERKIT_FUNCTION`, which is `event` or `http`, does the same without a change to the code.
    pub fn function_kind(mut self, kind: FunctionKind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Sets the listener that accepts connections, instead of one on the platform's usual address.
    ///
    /// Platforms that are polled do not use it.
    pub fn listener(mut self, listener: TcpListener) -> Self {
        self.listener = Some(listener);
        self
    }

    /// Sets the future whose end stops the server, instead of SIGTERM and SIGINT.
    pub fn shutdown(mut self, shutdown: impl Future<Output = ()> + Send + 'static) -> Self {
        self.shutdown = Some(Box::pin(shutdown));
        self
    }

    /// Sets how long to wait for running invocations at shutdown.
    ///
    /// The default is the function's timeout, or 10 seconds if the environment does not contain it.
    pub fn drain_limit(mut self, limit: Duration) -> Self {
        self.drain_limit = Some(limit);
        self
    }

    /// Sets the largest body of an event or request that is accepted, in bytes. The default is 32 MiB.
    ///
    /// Larger ones are answered with an error. A service that reads a longer body in pieces receives an error after the last
    /// piece within the limit.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sets how many events are processed at the same time on a platform that is polled. The default is one.
    ///
    /// Tencent's custom runtime always processes one at a time, because its replies do not contain a request id. On AWS Lambda, the
    /// platform sets the number: one, or more on managed instances.
    pub fn concurrency(mut self, events: usize) -> Self {
        self.concurrency = events.max(1);
        self
    }

    /// Sets how many invocations run at the same time. Others wait for one of them to end. By default there is no limit, because the
    /// platform has one.
    ///
    /// Events and the requests of clients are invocations.
    pub fn invocation_limit(mut self, invocations: usize) -> Self {
        self.limits.invocations = Some(invocations);
        self
    }

    /// Sets how many connections are open at the same time. The default is 1000.
    ///
    /// Others wait in the system's queue. Platforms that are polled do not connect.
    pub fn connection_limit(mut self, connections: usize) -> Self {
        self.limits.connections = connections;
        self
    }

    /// Sets how many bytes of events are held in memory at the same time. The default is 128 MiB.
    ///
    /// An event that exceeds the limit is answered with status 503, before it is read if its length is known. One event is always
    /// accepted. The limit does not include requests whose bodies a service reads in pieces, nor events of platforms that are polled.
    pub fn buffer_limit(mut self, bytes: usize) -> Self {
        self.limits.buffered = bytes;
        self
    }

    /// Sets how long the headers of a request may take to arrive, from their first byte to their last. The default is 30 seconds. Then
    /// the connection is closed.
    pub fn header_timeout(mut self, time: Duration) -> Self {
        self.times.header = time;
        self
    }

    /// Sets how long to wait for the next bytes of a body. The default is 60 seconds.
    ///
    /// Then an event is answered with status 408, and a service that reads the body receives an error. On a platform that is polled, it
    /// is the time for the whole body, which ends at the invocation's deadline at the latest. An event that takes longer is reported to
    /// the platform as failed.
    pub fn body_timeout(mut self, time: Duration) -> Self {
        self.times.body = time;
        self
    }

    /// Sets how long to wait until the client takes the next bytes of a response. The default is 60 seconds. Then the connection is
    /// closed.
    pub fn write_timeout(mut self, time: Duration) -> Self {
        self.times.write = time;
        self
    }

    /// Sets how long a connection may stay open without a request.
    ///
    /// By default there is no limit on a platform, because platforms keep connections for as long as the instance lives. On your own
    /// machine it is 60 seconds.
    pub fn idle_timeout(mut self, time: Duration) -> Self {
        self.times.idle = Some(time);
        self
    }

    /// Sets how long a client that sends no more may wait for its response. The default is 10 seconds.
    ///
    /// A client that hangs up looks the same. When the time is over, the connection is closed and a service is stopped. A handler runs
    /// to its end.
    pub fn half_close_timeout(mut self, time: Duration) -> Self {
        self.times.half_closed = time;
        self
    }

    /// Allows requests to a host, and those of its pages, on your own machine. Names are given without a port.
    ///
    /// By default only `localhost`, `127.0.0.1` and `[::1]` are allowed, so that no page of another site can use the server. On a
    /// platform, every host is allowed.
    pub fn allow_host(mut self, host: impl Into<String>) -> Self {
        self.allowed_hosts.push(host.into());
        self
    }

    /// Sets whether the function registers as an extension of itself on AWS Lambda. The default is `true`.
    ///
    /// Lambda sends SIGTERM only to functions that have an extension, and kills others at once. The extension receives no events. It
    /// costs one call at the start, and counts as one of the ten extensions that a function may have. Without it, nothing that
    /// follows `run` in your code is executed, unless the function has another extension.
    pub fn register_extension(mut self, register: bool) -> Self {
        self.extension = register;
        self
    }

    /// Sets the HTTP triggers whose responses are sent while they are being made, by their ids. There are none by default.
    ///
    /// On AWS Lambda, whether the response to an event can be streamed depends on the settings of the function URL or the gateway, and the
    /// event does not show it. A trigger whose invoke mode is `RESPONSE_STREAM` needs this, and any other must not have it. Other platforms
    /// ignore it, because they pass requests through if they can stream.
    ///
    /// The environment variable `TRIGGERKIT_STREAM`, a list of ids with commas between them, does the same without a change to the code.
    pub fn stream_responses<I: Into<String>>(mut self, triggers: impl IntoIterator<Item = I>) -> Self {
        self.streamed = triggers.into_iter().map(Into::into).collect();
        self
    }

    /// Answers events until shutdown, then waits for the running invocations.
    ///
    /// # Errors
    /// Returns an error in the same cases as [`run`].
    pub async fn run(self) -> Result<(), RunError> {
        let environment = self.environment.unwrap_or_else(Environment::of_process);
        let entry = platform::find_entry(self.platform, &environment)?;
        let router = self.router.on_platform(entry.provider());
        let router = match entry.protocol {
            Protocol::Poll(RuntimeApi { write_stream: Some(_), .. }) => {
                router.streaming(find_streamed(self.streamed, &environment))
            }
            _ => router,
        };
        if let Err(error) = router.check() {
            if let Protocol::Poll(api) = entry.protocol {
                poll_loop::report_start_error(api, &api.address(&environment)?, &error).await;
            }
            return Err(RunError::Router(error));
        }
        if entry.is_local() {
            terminal::print_problems();
        }
        let kind = find_kind(self.kind, &environment)?;
        let accepts = Accepts::new(kind, entry.protocol.marks_events(), &router);
        let sources = entry.protocol.sources();
        let limit = self.drain_limit.or_else(|| sources.timeout(&environment)).unwrap_or(DRAIN_LIMIT);
        let (stop, shutdown) = watch::channel(false);
        let (running, mut finished) = mpsc::channel(1);
        let load = Load::new(&self.limits, self.body_limit);
        let invoker = Invoker {
            router: Arc::new(router),
            environment: Arc::new(environment),
            sources,
            accepts,
            body_limit: self.body_limit,
            load: Arc::clone(&load),
            browser_guard: entry.is_local().then(|| Arc::new(BrowserGuard { allowed: self.allowed_hosts })),
            shutdown,
            running,
        };

        let mut serving: Pin<Box<dyn Future<Output = ()> + Send>> = match entry.protocol {
            Protocol::Poll(api) => {
                let address = api.address(&invoker.environment)?;
                let concurrency = api.pollers(self.concurrency, &invoker.environment)?;
                let options = PollOptions { concurrency, body_timeout: self.times.body, extension: self.extension };
                Box::pin(poll_loop::serve(api, address, options, invoker))
            }
            Protocol::Http(platform) => {
                let address = (platform.address)(&invoker.environment)?;
                let listener = http_server::listen(self.listener, address)?;
                let address = listener.local_addr().map_err(|source| RunError::Listen { address, source })?;
                // A closed standard error must not keep the server from starting.
                drop(writeln!(io::stderr(), "triggerkit: {}, listening on http://{address}", entry.name));
                let idle = self.times.idle.or(entry.is_local().then_some(LOCAL_IDLE_TIMEOUT));
                Box::pin(http_server::serve(platform, listener, invoker, TimeLimits { idle, ..self.times }))
            }
        };
        let shutdown = match self.shutdown {
            Some(shutdown) => shutdown,
            None => Box::pin(shutdown_signal().map_err(RunError::Signals)?),
        };
        select(shutdown, serving.as_mut()).await;
        stop.send_replace(true);
        let drained = async {
            serving.await;
            finished.recv().await
        };
        let is_drained = tokio::time::timeout(limit, drained).await.is_ok();
        match load.invocations() {
            _ if is_drained => Ok(()),
            // Only connections are left, with clients that do not take their responses.
            0 if matches!(entry.protocol, Protocol::Http(_)) => Ok(()),
            // A poll loop that has not ended still sends a reply.
            running => Err(RunError::Unfinished { limit, invocations: running.max(1) }),
        }
    }
}

/// Waits for SIGTERM, which platforms send, or SIGINT, which Ctrl-C sends.
#[cfg(unix)]
fn shutdown_signal() -> io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        select(pin!(terminate.recv()), pin!(interrupt.recv())).await;
    })
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
fn shutdown_signal() -> io::Result<impl Future<Output = ()> + Send> {
    Ok(async {
        // If Ctrl-C cannot be received, the server runs until the process is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}
