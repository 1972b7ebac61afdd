// The expansion of `methods.in.rs`, written by the test target `expansion`.

use triggerkit::tencent::{self, CkafkaRecord};
use triggerkit::{Context, Error, Kept, Trigger, triggers};

/// An order was placed.
#[derive(Clone, PartialEq)]
pub struct Placed {
    kept: Kept,
}

/// The builder of [`Placed`].
#[must_use]
pub struct PlacedBuilder {
    value: Placed,
}

const _: () = {
    use ::triggerkit::__private as tk;

    impl Placed {
        /// Returns a builder. No field is required.
        pub fn builder() -> PlacedBuilder {
            let value = <Self as tk::Value>::empty();
            PlacedBuilder { value }
        }
    }

    impl PlacedBuilder {
        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Placed, tk::Report> {
            tk::built(self.value)
        }
    }

    impl tk::Object for Placed {
        fn shape(&self) -> &'static tk::Shape {
            static SHAPE: tk::Shape = tk::Shape::new("Placed", &[], &[], tk::Payload::Json);
            &SHAPE
        }

        #[inline(never)]
        fn field(&self, index: usize) -> &dyn tk::Value {
            let _ = index;
            self
        }

        #[inline(never)]
        fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
            let _ = index;
            self
        }

        fn kept(&self) -> tk::Option<&tk::Kept> {
            tk::Some(&self.kept)
        }

        fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
            tk::Some(&mut self.kept)
        }
    }

    impl tk::fmt::Debug for Placed {
        fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
            tk::debug(self, f)
        }
    }

    impl tk::Value for Placed {
        #[inline(never)]
        fn empty() -> Self {
            Self { kept: tk::Kept::new() }
        }

        fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
            tk::decode_object(self, input, field)
        }

        fn view(&self) -> tk::View<'_> {
            tk::View::Object(self)
        }
    }

    impl tk::serde::Serialize for Placed {
        fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
            tk::serialize(self, serializer)
        }
    }

    impl<'de> tk::serde::Deserialize<'de> for Placed {
        fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
            tk::deserialize(deserializer)
        }
    }

    impl tk::Trigger for Placed {
        type Event = Placed;
        type Response = tk::NoResponse;

        const INFO: tk::TriggerInfo = tk::TriggerInfo::new("shop.placed", "Placed", &[], tk::None);
    }
};

/// Where orders are kept.
pub trait Store: Send + Sync + 'static {
    /// Adds an order.
    fn add(&self);
}

/// Handles orders.
pub struct Shop<T>(pub T);

impl<T: Store> Shop<T> {
    fn helper(&self) {
        self.0.add();
    }

    /// Is called with each message.
    async fn message(&self, _record: CkafkaRecord) -> Result<(), Error> {
        self.helper();
        Ok(())
    }

    #[cfg(not(windows))]
    fn placed(&self, _event: Placed, _: Context) {
        self.helper();
    }
}

const _: () = {
    use ::triggerkit::__private as tk;

    impl<T: Store> tk::Handlers for Shop<T> {
        fn handlers(self) -> tk::Vec<tk::Handler> {
            let state = tk::Arc::new(self);
            tk::handlers([
                {
                    type __Trigger = tencent::Ckafka;
                    let handler = tk::method_each::<__Trigger, _, _, _>(8, &state, |state, record, _| async move {
                        let record = <CkafkaRecord as tk::RecordOf<<__Trigger as tk::Batch>::Record>>::of(record);
                        tk::done::<<__Trigger as tk::Batch>::Answer, Result<(), Error>>(Self::message(&state, record).await)
                    });
                    handler.named("Shop::message")
                },
                #[cfg(not(windows))]
                {
                    type __Trigger = Placed;
                    let handler = tk::method::<__Trigger, _, _, _>(&state, |state, event, cx| async move {
                        let event = <Placed as tk::EventOf<<__Trigger as tk::Trigger>::Event>>::of(event);
                        let cx: Context = cx;
                        tk::outcome::<<__Trigger as tk::Trigger>::Response, ()>(Self::placed(&state, event, cx))
                    });
                    handler.named("Shop::placed")
                },
            ])
        }
    }
};
