// The expansion of `order.in.rs`, written by the test target `expansion`.

use triggerkit::{Kept, Str, Trigger};

/// What was ordered.
#[derive(Clone, PartialEq)]
pub struct Order {
    /// Who ordered.
    pub customer: Str,
    /// What they pay.
    pub total_cents: i64,
    /// How many parcels it takes.
    pub parcels: u8,
    note: Option<String>,
    /// What they get.
    pub lines: Vec<Line>,
    /// Whether they say it.
    pub r#type: Option<bool>,
    /// Anything else.
    pub unknown: Kept,
}

/// The builder of [`Order`].
#[must_use]
pub struct OrderBuilder<HasCustomer, HasTotalCents> {
    value: Order,
    _set: [fn() -> (HasCustomer, HasTotalCents); 0],
}

/// The required fields of [`Order`](super::Order) that are not set yet.
#[doc(hidden)]
#[allow(non_camel_case_types, non_snake_case)]
pub mod Order_fields {
    pub enum customer {}

    pub enum total_cents {}
}

const _: () = {
    use ::triggerkit::__private as tk;
    use tk::Unaliased as _;

    #[allow(unused_qualifications)]
    const _: () = if let tk::Some(message) = tk::Written::<Line>::ALIAS {
        tk::panic!("{}", message)
    };

    impl Order {
        /// Returns a builder. `customer` and `total_cents` must be set before `build`.
        pub fn builder() -> OrderBuilder<Order_fields::customer, Order_fields::total_cents> {
            let value = <Self as tk::Value>::empty();
            OrderBuilder { value, _set: [] }
        }
    }

    impl<HasCustomer, HasTotalCents> OrderBuilder<HasCustomer, HasTotalCents> {
        /// Who ordered.
        ///
        /// Required. 1 to 64 characters.
        pub fn customer(mut self, value: impl tk::Into<Str>) -> OrderBuilder<tk::Set, HasTotalCents> {
            self.value.customer = tk::Into::into(value);
            OrderBuilder { value: self.value, _set: [] }
        }

        /// What they pay.
        ///
        /// Required. At least 0.
        pub fn total_cents(mut self, value: i64) -> OrderBuilder<HasCustomer, tk::Set> {
            self.value.total_cents = value;
            OrderBuilder { value: self.value, _set: [] }
        }

        /// How many parcels it takes.
        ///
        /// `1` when absent.
        pub fn parcels(mut self, value: u8) -> Self {
            self.value.parcels = value;
            self
        }

        /// `note` of the payload.
        pub fn note(mut self, value: impl tk::Into<String>) -> Self {
            self.value.note = tk::Some(tk::Into::into(value));
            self
        }

        /// What they get.
        pub fn lines(mut self, value: impl tk::IntoIterator<Item = impl tk::Into<Line>>) -> Self {
            self.value.lines = tk::collect(value);
            self
        }

        /// Whether they say it.
        pub fn r#type(mut self, value: bool) -> Self {
            self.value.r#type = tk::Some(value);
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Order, tk::Report>
        where
            HasCustomer: tk::IsSet,
            HasTotalCents: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    impl tk::Object for Order {
        fn shape(&self) -> &'static tk::Shape {
            static SHAPE: tk::Shape = tk::Shape::new(
                "Order",
                &[
                    tk::Field {
                        key: tk::key!("customer"),
                        presence: tk::Presence::Required,
                        checks: &[tk::Check::Length(tk::Length::characters(1, 64))],
                        ..tk::Field::PLAIN
                    },
                    tk::Field {
                        key: tk::key!("totalCents"),
                        presence: tk::Presence::Required,
                        checks: &[tk::Check::Range(tk::Range::new(0.0, f64::INFINITY))],
                        ..tk::Field::PLAIN
                    },
                    tk::Field { key: tk::key!("parcels"), presence: tk::Presence::Default("1"), ..tk::Field::PLAIN },
                    tk::Field { key: tk::key!("note"), ..tk::Field::PLAIN },
                    tk::Field { key: tk::key!("lines"), ..tk::Field::PLAIN },
                    tk::Field { key: tk::Key { text: "say \"hi\"", json: "\"say \\\"hi\\\"\":" }, ..tk::Field::PLAIN },
                ],
                &[],
                tk::Payload::Json,
            );
            &SHAPE
        }

        #[inline(never)]
        fn field(&self, index: usize) -> &dyn tk::Value {
            match index {
                0 => &self.customer,
                1 => &self.total_cents,
                2 => &self.parcels,
                3 => &self.note,
                4 => &self.lines,
                _ => &self.r#type,
            }
        }

        #[inline(never)]
        fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
            match index {
                0 => &mut self.customer,
                1 => &mut self.total_cents,
                2 => &mut self.parcels,
                3 => &mut self.note,
                4 => &mut self.lines,
                _ => &mut self.r#type,
            }
        }

        fn kept(&self) -> tk::Option<&tk::Kept> {
            tk::Some(&self.unknown)
        }

        fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
            tk::Some(&mut self.unknown)
        }
    }

    impl tk::fmt::Debug for Order {
        fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
            tk::debug(self, f)
        }
    }

    impl tk::Value for Order {
        #[inline(never)]
        fn empty() -> Self {
            Self {
                customer: tk::Value::empty(),
                total_cents: tk::Value::empty(),
                parcels: 1,
                note: tk::Value::empty(),
                lines: tk::Value::empty(),
                r#type: tk::Value::empty(),
                unknown: tk::Kept::new(),
            }
        }

        fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
            tk::decode_object(self, input, field)
        }

        fn view(&self) -> tk::View<'_> {
            tk::View::Object(self)
        }
    }

    impl tk::serde::Serialize for Order {
        fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
            tk::serialize(self, serializer)
        }
    }

    impl<'de> tk::serde::Deserialize<'de> for Order {
        fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
            tk::deserialize(deserializer)
        }
    }

    impl tk::Trigger for Order {
        type Event = Order;
        type Response = tk::NoResponse;

        const INFO: tk::TriggerInfo = tk::TriggerInfo::new("shop.order", "Order placed", &[], tk::None);
    }
};

/// One line of an order.
#[derive(Clone, PartialEq)]
pub struct Line {
    /// What it is.
    pub article: Str,
}

/// The builder of [`Line`].
#[must_use]
pub struct LineBuilder {
    value: Line,
}

const _: () = {
    use ::triggerkit::__private as tk;

    impl Line {
        /// Returns a builder. No field is required.
        pub fn builder() -> LineBuilder {
            let mut value = <Self as tk::Value>::empty();
            value.article = tk::From::from("tea");
            LineBuilder { value }
        }
    }

    impl LineBuilder {
        /// What it is.
        ///
        /// Required. Exactly `tea`.
        pub fn article(mut self, value: impl tk::Into<Str>) -> Self {
            self.value.article = tk::Into::into(value);
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Line, tk::Report> {
            tk::built(self.value)
        }
    }

    impl tk::Object for Line {
        fn shape(&self) -> &'static tk::Shape {
            static SHAPE: tk::Shape = tk::Shape::new(
                "Line",
                &[tk::Field {
                    key: tk::key!("article"),
                    presence: tk::Presence::Required,
                    checks: &[tk::Check::OneOf(tk::Borrowed(&[tk::Borrowed("tea")]))],
                    ..tk::Field::PLAIN
                }],
                &[],
                tk::Payload::Json,
            );
            &SHAPE
        }

        #[inline(never)]
        fn field(&self, index: usize) -> &dyn tk::Value {
            let _ = index;
            &self.article
        }

        #[inline(never)]
        fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
            let _ = index;
            &mut self.article
        }

        fn kept(&self) -> tk::Option<&tk::Kept> {
            tk::None
        }

        fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
            tk::None
        }
    }

    impl tk::fmt::Debug for Line {
        fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
            tk::debug(self, f)
        }
    }

    impl tk::Value for Line {
        #[inline(never)]
        fn empty() -> Self {
            Self { article: tk::Value::empty() }
        }

        fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
            tk::decode_object(self, input, field)
        }

        fn view(&self) -> tk::View<'_> {
            tk::View::Object(self)
        }
    }

    impl tk::serde::Serialize for Line {
        fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
            tk::serialize(self, serializer)
        }
    }

    impl<'de> tk::serde::Deserialize<'de> for Line {
        fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
            tk::deserialize(deserializer)
        }
    }
};
