use triggerkit::tencent::{self, CkafkaRecord};
use triggerkit::{Context, Error, Kept, Trigger, triggers};

/// An order was placed.
#[derive(Clone, PartialEq, Trigger)]
#[trigger(id = "shop.placed")]
pub struct Placed {
    #[trigger(unknown)]
    kept: Kept,
}

/// Where orders are kept.
pub trait Store: Send + Sync + 'static {
    /// Adds an order.
    fn add(&self);
}

/// Handles orders.
pub struct Shop<T>(pub T);

#[triggers]
impl<T: Store> Shop<T> {
    fn helper(&self) {
        self.0.add();
    }

    /// Is called with each message.
    #[trigger(tencent::Ckafka, each(concurrency = 8))]
    async fn message(&self, _record: CkafkaRecord) -> Result<(), Error> {
        self.helper();
        Ok(())
    }

    #[trigger(Placed)]
    #[cfg(not(windows))]
    fn placed(&self, _event: Placed, _: Context) {
        self.helper();
    }
}
