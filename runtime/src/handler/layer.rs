//! [`Route`]: the service that a router's layers wrap.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};

use tower_layer::Layer;
use tower_service::Service;

use super::table::Table;
use super::{BoxError, Error, Invocation, Reply};

type BoxedFuture = Pin<Box<dyn Future<Output = Result<Reply, BoxError>> + Send>>;

/// The service that a layer of a [`Router`](super::Router) wraps: the handlers, or the handlers with the layers added before.
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
}

impl Service<Invocation> for Route {
    type Response = Reply;
    type Error = BoxError;
    type Future = BoxedFuture;

    fn poll_ready(&mut self, cx: &mut TaskContext<'_>) -> Poll<Result<(), BoxError>> {
        match &mut self.0 {
            Inner::Handlers(_) => Poll::Ready(Ok(())),
            Inner::Layered(service) => service.poll_ready(cx),
        }
    }

    fn call(&mut self, invocation: Invocation) -> BoxedFuture {
        match &mut self.0 {
            Inner::Handlers(table) => {
                let answer = table.call(invocation);
                Box::pin(async move { answer.await.map_err(Error::into_boxed) })
            }
            Inner::Layered(service) => service.call(invocation),
        }
    }
}

/// A function that wraps a route in a layer.
pub(super) type Around = Arc<dyn Fn(Route) -> Route + Send + Sync>;

/// Converts a tower layer to a function that wraps a route.
pub(super) fn around<L>(layer: L) -> Around
where
    L: Layer<Route> + Send + Sync + 'static,
    L::Service: Service<Invocation, Response = Reply> + Clone + Send + Sync + 'static,
    <L::Service as Service<Invocation>>::Error: Into<BoxError>,
    <L::Service as Service<Invocation>>::Future: Send + 'static,
{
    Arc::new(move |route| Route(Inner::Layered(Box::new(layer.layer(route)))))
}

/// A service that can be cloned as a trait object.
trait CloneService: Send + Sync {
    fn poll_ready(&mut self, cx: &mut TaskContext<'_>) -> Poll<Result<(), BoxError>>;
    fn call(&mut self, invocation: Invocation) -> BoxedFuture;
    fn boxed_clone(&self) -> Box<dyn CloneService>;
}

impl<S> CloneService for S
where
    S: Service<Invocation, Response = Reply> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
{
    fn poll_ready(&mut self, cx: &mut TaskContext<'_>) -> Poll<Result<(), BoxError>> {
        Service::poll_ready(self, cx).map_err(S::Error::into)
    }

    fn call(&mut self, invocation: Invocation) -> BoxedFuture {
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
