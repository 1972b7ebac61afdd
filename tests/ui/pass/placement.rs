//! Specs in modules at different places, with further items in them.

#![allow(clippy::unwrap_used, reason = "a program that panics is a test that fails")]
#![allow(clippy::mixed_attributes_style, reason = "the user may write attributes inside and outside")]

/// What the user says of the module comes first.
#[triggerkit::spec("../specs/orders.toml")]
#[allow(dead_code)]
pub mod orders {
    #![allow(non_upper_case_globals)]
    //! And so on.

    use std::fmt;

    /// An item of the user's, which uses generated ones.
    pub fn total(event: &PlacedEvent) -> u64 {
        event.items.iter().map(|item| item.count).sum()
    }

    impl Item {
        /// A method of the user's.
        pub fn describe(&self) -> impl fmt::Display {
            format!("{} {}", self.count, self.sku)
        }
    }

    /// A constant with a name that only this module allows.
    pub const large: u64 = 10;

    /// A module of the user's.
    pub mod inner {
        pub use super::Channel;
    }
}

mod outer {
    pub(in crate::outer) mod deep {
        #[triggerkit::spec("../specs/orders.toml")]
        pub(super) mod orders {}
    }

    pub fn id() -> &'static str {
        <deep::orders::Placed as triggerkit::Trigger>::INFO.id
    }
}

macro_rules! spec_and_struct {
    ($module:ident, $path:literal, $name:ident, $field:ident: $ty:ty) => {
        #[triggerkit::spec($path)]
        mod $module {}

        #[derive(triggerkit::Trigger)]
        struct $name {
            #[trigger(length = "1-9")]
            $field: $ty,
        }
    };
}

spec_and_struct!(from_macro, "../specs/orders.toml", Named, name: String);

fn main() {
    #[triggerkit::spec("../specs/orders.toml")]
    mod local {}

    #[derive(triggerkit::Trigger)]
    struct Local {
        id: String,
        more: Option<Vec<String>>,
    }

    let item = orders::Item::builder().sku("tea").count(11).build().unwrap();
    assert_eq!(item.describe().to_string(), "11 tea");
    let event = orders::PlacedEvent::builder().id("A-1").items([item]).build().unwrap();
    assert!(orders::total(&event) > orders::large);
    assert_eq!(orders::inner::Channel::from("web"), orders::Channel::Web);
    assert_eq!(outer::id(), "orders.placed");
    assert!(local::Item::builder().sku("tea").count(1).build().is_ok());
    assert_eq!(Local::builder().id("x").more(["y"]).build().unwrap().more.unwrap().len(), 1);
    assert!(from_macro::Item::builder().sku("tea").count(1).build().is_ok());
    assert!(Named::builder().name("Li").build().is_ok());
}
