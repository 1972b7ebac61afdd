//! [`Router`]: picks the handler of an event by detection; [`Route`]: the tower service that its layers wrap.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context as TaskContext, Poll};

use tower_layer::Layer;
use tower_service::Service;

use super::table::Table;
use super::{Answer, BoxError, Error, Handler, Handlers, Invocation, Reply};

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
    /// Built from the handlers and layers when it is first needed. Clones share it, and with it the state of the layers.
    started: Arc<OnceLock<Started>>,
    /// The service of this clone, which has its own readiness.
    service: Option<Route>,
}

struct Started {
    table: Arc<Table>,
    /// The table with the layers around it; `None` without layers.
    layered: Option<Route>,
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

    fn changed(self) -> Self {
        Router { started: Arc::default(), service: None, ..self }
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
            let table = Arc::new(Table::new(&self.handlers));
            let layered = (!self.layers.is_empty())
                .then(|| self.layers.iter().fold(Route::new(Arc::clone(&table)), |route, around| around(route)));
            Started { table, layered }
        })
    }

    /// Returns the service of this clone; `None` without layers.
    fn service(&mut self) -> Option<&mut Route> {
        if self.service.is_none() {
            self.service = self.started().layered.clone();
        }
        self.service.as_mut()
    }
}

impl Service<Invocation> for Router {
    type Response = Reply;
    type Error = Error;
    type Future = Answer;

    fn poll_ready(&mut self, cx: &mut TaskContext<'_>) -> Poll<Result<(), Error>> {
        self.check()?;
        match self.service() {
            Some(service) => service.poll_ready(cx).map_err(Error::from),
            None => Poll::Ready(Ok(())),
        }
    }

    fn call(&mut self, invocation: Invocation) -> Answer {
        match self.service() {
            Some(service) => {
                let answer = service.call(invocation);
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
