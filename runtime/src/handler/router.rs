//! [`Router`]: picks the handler of an event by detection; [`Route`]: the tower service that its layers wrap.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context as TaskContext, Poll};

use bytes::Bytes;
use http::{Request, Response};
use tower_layer::Layer;
use tower_service::Service;
use triggerkit_core::limits::Limits;

use super::table::Table;
use super::web::WebService;
use super::{Answer, Body, BoxError, Error, Handler, Handlers, Invocation, Reply};
use crate::dynamic::AnyTrigger;
use crate::providers;

/// A function that wraps a route in a layer.
pub(super) type Around = Arc<dyn Fn(Route) -> Route + Send + Sync>;

/// Detects which trigger an event belongs to and calls its handler.
///
/// Detection uses only the discriminators that the specs declare. A handler whose trigger cannot be detected receives every event
/// that no other handler claims. Two handlers that cannot be told apart are an error before the first event, which
/// [`check`](Self::check) returns.
///
/// A router is a tower [`Service`]. Layers are put around it from outside, or inside with [`layer`](Self::layer).
///
/// ```
/// # #[cfg(feature = "huawei")] {
/// use triggerkit::{Context, Router, handler, huawei, trigger};
///
/// #[trigger(huawei::Kafka)]
/// async fn on_kafka(event: huawei::KafkaEvent, cx: Context) -> Result<usize, triggerkit::Error> {
///     Ok(event.messages.len())
/// }
///
/// let router = Router::new().with(handler!(on_kafka));
/// assert!(router.check().is_ok());
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Router {
    handlers: Arc<Vec<Handler>>,
    layers: Vec<Around>,
    /// The service that answers HTTP requests.
    service: Option<WebService>,
    base_path: Arc<str>,
    limits: Limits,
    /// Triggers of other specs whose events the service answers.
    http_triggers: Vec<&'static AnyTrigger>,
    /// The provider on whose platform the router runs.
    provider: Option<&'static str>,
    /// The ids of the HTTP triggers whose answers are streamed.
    streamed: Vec<String>,
    /// Built from the handlers and layers when it is first needed. Clones share it, and with it the state of the layers.
    started: Arc<OnceLock<Started>>,
    /// The layers of this clone, which have their own readiness.
    route: Option<Route>,
}

struct Started {
    table: Arc<Table>,
    /// The table with the layers around it; `None` without layers.
    layered: Option<Route>,
    /// The service with the base path.
    #[cfg(feature = "serve")]
    service: Option<WebService>,
}

impl Router {
    /// Creates a router without handlers.
    pub fn new() -> Self {
        Router::default()
    }

    /// Adds handlers: `handler!(function)`, a value whose `impl` has [`#[triggers]`](macro@crate::triggers), or a [`Handler`].
    #[must_use]
    pub fn with(mut self, handlers: impl Handlers) -> Self {
        Arc::make_mut(&mut self.handlers).extend(handlers.handlers());
        self.changed()
    }

    /// Puts a tower layer around all handlers, and around the layers that were added before it.
    ///
    /// Errors of handlers come out unchanged. Errors that a layer makes are of the kind `HandlerError`.
    #[must_use]
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Send + Sync + 'static,
        L::Service: Service<Invocation, Response = Reply> + Clone + Send + Sync + 'static,
        <L::Service as Service<Invocation>>::Error: Into<BoxError>,
        <L::Service as Service<Invocation>>::Future: Send + 'static,
    {
        self.layers.push(Arc::new(move |route| Route::layered(layer.layer(route))));
        self.changed()
    }

    /// Sets the tower service that answers HTTP requests, such as a router of axum.
    ///
    /// It receives every request that the platform passes through, and every event of a gateway, a function URL or another HTTP
    /// trigger that has no handler of its own. Each request has the [`Context`](crate::Context) among its extensions. One that
    /// arrived as an event has the event there, too.
    ///
    /// An error or a panic of the service is logged, and the client receives a response with status 500 that has the request's id
    /// and nothing else. [Layers](Self::layer) of this router see events, not requests that are passed through; put layers for HTTP
    /// around the service.
    ///
    /// ```
    /// use std::convert::Infallible;
    ///
    /// use http::{Request, Response};
    /// use triggerkit::{Body, Router};
    ///
    /// async fn hello(request: Request<Body>) -> Result<Response<String>, Infallible> {
    ///     Ok(Response::new(format!("hello from {}", request.uri().path())))
    /// }
    ///
    /// let router = Router::new().http(tower::service_fn(hello));
    /// assert!(router.check().is_ok());
    /// ```
    #[must_use]
    pub fn http<S, B>(mut self, service: S) -> Self
    where
        S: Service<Request<Body>, Response = Response<B>, Error: Into<BoxError>, Future: Send> + Clone + Send + Sync + 'static,
        B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        self.service = Some(WebService::new(service));
        self.changed()
    }

    /// Adds HTTP triggers of a spec of your own to those whose events the service of [`http`](Self::http) answers: `shop::TRIGGERS`.
    /// Triggers whose events are not HTTP requests are ignored. The triggers of triggerkit need not be added.
    #[must_use]
    pub fn http_triggers(mut self, triggers: impl IntoIterator<Item = &'static AnyTrigger>) -> Self {
        self.http_triggers.extend(triggers);
        self.changed()
    }

    /// Sets the beginning of paths that the service of [`http`](Self::http) does not receive, such as the path of an API that leads
    /// to the function: with `/shop`, a request of `/shop/cart` reaches the service as `/cart`.
    ///
    /// Paths that do not begin with it are not changed. Base paths that a spec or a platform names are always removed.
    #[must_use]
    pub fn base_path(mut self, path: &str) -> Self {
        self.base_path = path.into();
        self.changed()
    }

    /// Sets how much of a hostile event is read. Handlers with [limits](Handler::limits) of their own keep them.
    ///
    /// ```
    /// use triggerkit::{Limits, Router};
    ///
    /// let router = Router::new().limits(Limits::DEFAULT.depth(16).memory(1 << 20, 4));
    /// assert!(router.check().is_ok());
    /// ```
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self.changed()
    }

    fn changed(self) -> Self {
        Router { started: Arc::default(), route: None, ..self }
    }

    /// Returns the handlers in the order in which they were added.
    pub fn handlers(&self) -> &[Handler] {
        &self.handlers
    }

    /// Returns the configurations of the triggers as the vendors' tools read them: one YAML document for each handler that has a
    /// configuration, after a comment with the handler's name and the trigger's id.
    ///
    /// ```
    /// # #[cfg(feature = "aliyun")] {
    /// use triggerkit::{Router, aliyun, handler, trigger};
    ///
    /// #[trigger(aliyun::Timer, config(cronExpression = "0 0 4 * * *", enable = true))]
    /// async fn at_four(_: aliyun::TimerEvent) {}
    ///
    /// let yaml = Router::new().with(handler!(at_four)).configs().unwrap();
    /// assert!(yaml.starts_with("# at_four (aliyun.timer)\ntriggers:\n- triggerName: at_four\n  triggerType: timer\n"));
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns the violations of the first configuration that is not valid. [`check`](Self::check) reports all of them.
    #[cfg(feature = "yaml")]
    pub fn configs(&self) -> Result<String, crate::Report> {
        crate::config::write_sections(self.handlers.iter().filter_map(|handler| Some((handler.name(), handler.config()?))))
    }

    /// Checks that the handlers can be told apart. `run` calls this before the first event. You need not call it to be safe: a router
    /// that fails the check answers every event with the same error.
    ///
    /// # Errors
    /// Returns an error that names every two handlers that cannot be told apart, and every configuration that is not valid.
    pub fn check(&self) -> Result<(), Error> {
        self.started().table.check()
    }

    fn started(&self) -> &Started {
        self.started.get_or_init(|| {
            let service = self.service.as_ref().map(|service| service.with_base_path(&self.base_path));
            let triggers = providers::triggers().chain(self.http_triggers.iter().copied());
            let served = triggers.filter_map(|trigger| Handler::of_service(trigger, service.as_ref()?));
            let limited = |handler: Handler| handler.with_usual_limits(self.limits).streaming(&self.streamed);
            let handlers: Vec<_> = self.handlers.iter().cloned().map(limited).collect();
            let table = Arc::new(Table::new(handlers, served.map(limited), self.provider, &self.streamed));
            let layered = (!self.layers.is_empty())
                .then(|| self.layers.iter().fold(Route::new(Arc::clone(&table)), |route, around| around(route)));
            Started {
                table,
                layered,
                #[cfg(feature = "serve")]
                service,
            }
        })
    }

    /// Answers an invocation. Layers are asked first whether they are ready.
    #[cfg(feature = "serve")]
    pub(crate) async fn invoke(&self, invocation: Invocation) -> Result<Reply, Error> {
        let started = self.started();
        match &started.layered {
            None => started.table.call(invocation).await,
            Some(layered) => {
                let mut route = layered.clone();
                started.table.check()?;
                std::future::poll_fn(|cx| route.poll_ready(cx)).await?;
                route.call(invocation).await.map_err(Error::from)
            }
        }
    }

    /// Returns the layers of this clone; `None` without layers.
    fn route(&mut self) -> Option<&mut Route> {
        if self.route.is_none() {
            self.route = self.started().layered.clone();
        }
        self.route.as_mut()
    }

    /// Returns the service that answers HTTP requests.
    #[cfg(feature = "serve")]
    pub(crate) fn service(&self) -> Option<&WebService> {
        self.started().service.as_ref()
    }

    /// Returns the triggers whose events are answered, those that the service answers included.
    #[cfg(feature = "serve")]
    pub(crate) fn answered(&self) -> impl Iterator<Item = &Handler> {
        self.started().table.handlers().iter()
    }

    /// Sets the provider on whose platform the router runs. Its triggers come before those of other providers.
    #[cfg(feature = "serve")]
    pub(crate) fn on_platform(self, provider: Option<&'static str>) -> Self {
        Router { provider, ..self }.changed()
    }

    /// Sets the ids of the HTTP triggers whose answers are sent while they are being made.
    #[cfg(feature = "serve")]
    pub(crate) fn streaming(self, streamed: Vec<String>) -> Self {
        Router { streamed, ..self }.changed()
    }

    /// Returns the handler of requests that are passed through: that of an HTTP trigger, preferably of the platform's provider.
    #[cfg(feature = "serve")]
    pub(crate) fn request_handler(&self) -> Option<&Handler> {
        let mut handlers = self.handlers.iter().filter(|handler| handler.trigger.http().is_some());
        let is_near = |handler: &&Handler| self.provider.is_some_and(|provider| handler.is_of(provider));
        handlers.clone().find(is_near).or_else(|| handlers.next())
    }

    /// Returns whether a payload is an event of a trigger that has a handler, or of any trigger of the enabled providers.
    #[cfg(feature = "serve")]
    pub(crate) fn is_known_event(&self, payload: &[u8], headers: &[(&str, &str)]) -> bool {
        self.started().table.is_known(payload, headers)
    }
}

impl Service<Invocation> for Router {
    type Response = Reply;
    type Error = Error;
    type Future = Answer;

    fn poll_ready(&mut self, cx: &mut TaskContext<'_>) -> Poll<Result<(), Error>> {
        self.check()?;
        match self.route() {
            Some(route) => route.poll_ready(cx).map_err(Error::from),
            None => Poll::Ready(Ok(())),
        }
    }

    fn call(&mut self, invocation: Invocation) -> Answer {
        match self.route() {
            Some(route) => {
                let answer = route.call(invocation);
                Box::pin(async move { answer.await.map_err(Error::from) })
            }
            None => self.started().table.call(invocation),
        }
    }
}

impl fmt::Debug for Router {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Router").field("handlers", &self.handlers).field("layers", &self.layers.len()).finish()
    }
}

type BoxedFuture = Pin<Box<dyn Future<Output = Result<Reply, BoxError>> + Send>>;

/// The service that a layer of a [`Router`] wraps: the handlers, or the handlers with the layers added before.
///
/// Its errors are boxed because many tower layers require that. The router converts them back to the handlers' own errors.
#[derive(Clone)]
pub struct Route(Inner);

#[derive(Clone)]
enum Inner {
    Handlers(Arc<Table>),
    Layered(Box<dyn CloneService>),
}

impl Route {
    pub(super) fn new(table: Arc<Table>) -> Self {
        Route(Inner::Handlers(table))
    }

    pub(super) fn layered<S>(service: S) -> Self
    where
        S: Service<Invocation, Response = Reply, Error: Into<BoxError>, Future: Send + 'static> + Clone + Send + Sync + 'static,
    {
        Route(Inner::Layered(Box::new(service)))
    }
}

impl Service<Invocation> for Route {
    type Response = Reply;
    type Error = BoxError;
    type Future = BoxedFuture;

    fn poll_ready(&mut self, cx: &mut TaskContext<'_>) -> Poll<Result<(), BoxError>> {
        match &mut self.0 {
            Inner::Handlers(_) => Poll::Ready(Ok(())),
            Inner::Layered(service) => service.poll(cx),
        }
    }

    fn call(&mut self, invocation: Invocation) -> BoxedFuture {
        match &mut self.0 {
            Inner::Handlers(table) => {
                let answer = table.call(invocation);
                Box::pin(async move { answer.await.map_err(Error::into_boxed) })
            }
            Inner::Layered(service) => service.answer(invocation),
        }
    }
}

/// A service that can be cloned as a trait object. The names of its methods differ from those of [`Service`].
trait CloneService: Send + Sync {
    fn poll(&mut self, cx: &mut TaskContext<'_>) -> Poll<Result<(), BoxError>>;
    fn answer(&mut self, invocation: Invocation) -> BoxedFuture;
    fn boxed_clone(&self) -> Box<dyn CloneService>;
}

impl<S> CloneService for S
where
    S: Service<Invocation, Response = Reply, Error: Into<BoxError>, Future: Send + 'static> + Clone + Send + Sync + 'static,
{
    fn poll(&mut self, cx: &mut TaskContext<'_>) -> Poll<Result<(), BoxError>> {
        Service::poll_ready(self, cx).map_err(S::Error::into)
    }

    fn answer(&mut self, invocation: Invocation) -> BoxedFuture {
        let answer = Service::call(self, invocation);
        Box::pin(async move { answer.await.map_err(S::Error::into) })
    }

    fn boxed_clone(&self) -> Box<dyn CloneService> {
        Box::new(self.clone())
    }
}

impl Clone for Box<dyn CloneService> {
    fn clone(&self) -> Self {
        (**self).boxed_clone()
    }
}
