//! [`Router`]: picks the handler of an event by the declared discriminators.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::task::{Context as TaskContext, Poll};

use tower_layer::Layer;
use tower_service::Service;

use super::layer::{Around, Route, around};
use super::table::Table;
use super::{Answer, BoxError, Error, Handler, Handlers, Invocation, Reply};

/// Picks the handler of an event by what the specs declare about its trigger, and calls it.
///
/// Only declared discriminators count; no payload is tried out. A handler whose trigger has none takes what no other handler
/// does. Two handlers that cannot be told apart are an error before the first event: [`check`](Self::check) tells.
///
/// It is a tower [`Service`]. Layers go around it from outside, or stay inside with [`layer`](Self::layer).
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
    /// Made of the two when the first event or question comes; clones share it, and what its layers count.
    started: Arc<OnceLock<Started>>,
    /// This clone's own service, which has its own readiness.
    service: Option<Route>,
}

struct Started {
    table: Arc<Table>,
    /// With the layers around it; `None` where there are none.
    layered: Option<Route>,
}

impl Router {
    /// A router that knows no trigger yet.
    pub fn new() -> Self {
        Router::default()
    }

    /// With more handlers: `handler!(function)`, a value whose `impl` has [`#[triggers]`](macro@crate::triggers), or a [`Handler`].
    #[must_use]
    pub fn with(mut self, handlers: impl Handlers) -> Self {
        Arc::make_mut(&mut self.handlers).extend(handlers.handlers());
        self.changed()
    }

    /// With a layer of tower around all handlers, and around the layers that came before it.
    ///
    /// The errors of what is inside come out as they were; those that a layer makes are of the kind `HandlerError`.
    #[must_use]
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Send + Sync + 'static,
        L::Service: Service<Invocation, Response = Reply> + Clone + Send + Sync + 'static,
        <L::Service as Service<Invocation>>::Error: Into<BoxError>,
        <L::Service as Service<Invocation>>::Future: Send + 'static,
    {
        self.layers.push(around(layer));
        self.changed()
    }

    fn changed(self) -> Self {
        Router { started: Arc::default(), service: None, ..self }
    }

    /// The handlers, in the order in which they came.
    pub fn handlers(&self) -> &[Handler] {
        &self.handlers
    }

    /// The configurations of its triggers as the vendor's tools read them, one YAML document for each handler that has one, behind a
    /// comment with the handler's name and the trigger's id.
    ///
    /// ```
    /// # #[cfg(feature = "aliyun")] {
    /// use triggerkit::{Router, aliyun, handler, trigger};
    ///
    /// #[trigger(aliyun::Timer, config(cronExpression = "0 0 4 * * *", enable = true))]
    /// async fn at_four(_: aliyun::TimerEvent) {}
    ///
    /// let yaml = Router::new().with(handler!(at_four)).configs().unwrap();
    /// assert_eq!(yaml, "# at_four (aliyun.timer)\ntriggerConfig:\n  cronExpression: 0 0 4 * * *\n  enable: true\n");
    /// # }
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong with the first of them that breaks its rules; [`check`](Self::check) tells of all.
    #[cfg(feature = "yaml")]
    pub fn configs(&self) -> Result<String, crate::Report> {
        let configs = self.handlers.iter().filter_map(|handler| Some((handler.name(), handler.config()?)));
        let documents = configs.map(|(name, config)| {
            let yaml = config.to_yaml()?;
            Ok(format!("# {name} ({})\n{yaml}", config.id()))
        });
        Ok(documents.collect::<Result<Vec<_>, crate::Report>>()?.join("---\n"))
    }

    /// Proves that the handlers can be told apart. Whoever runs the router asks before the first event; it need not be
    /// asked for the router to be safe, since a router that fails this answers every event with the same error.
    ///
    /// # Errors
    /// Every two handlers that cannot be told apart, by name, and every configuration that breaks its rules.
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

    /// This clone's own service; `None` without layers.
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
