//! Types with names that emitted code uses, in the same scope.

#![allow(clippy::unwrap_used, reason = "a program that panics is a test that fails")]

use triggerkit::Document as _;

#[triggerkit::spec("../specs/type_names.toml")]
mod names {}

mod shadowed {
    #![allow(dead_code)]

    pub struct Result;
    pub struct Str;
    pub struct Value;
    pub struct Missing;
    pub struct Set;
    pub struct Some;
    pub struct Ok;
    pub trait From {}
    pub trait Into {}

    /// An item with a name that emitted code uses as well.
    pub mod tk {
        pub type Text = triggerkit::Str;
    }

    #[derive(triggerkit::Trigger)]
    pub struct HasName {
        pub name: tk::Text,
        #[trigger(length = "1-2")]
        pub names: Vec<tk::Text>,
        pub next: Option<Box<HasName>>,
    }

    #[derive(triggerkit::Trigger)]
    pub struct Owner {
        pub name: String,
        pub has: HasName,
    }
}

#[triggerkit::spec("../specs/orders.toml")]
mod spec_beside_tk {
    use triggerkit as tk;

    pub fn name(item: &Item) -> &tk::Str {
        &item.sku
    }
}

fn main() {
    let item = spec_beside_tk::Item::builder().sku("tea").count(1).build().unwrap();
    assert_eq!(spec_beside_tk::name(&item), "tea");
    let id = names::HasId::builder().build().unwrap();
    let event = names::OptionEvent::builder()
        .result(names::Result::builder().build().unwrap())
        .string(names::String::builder().build().unwrap())
        .vec([names::Vec::builder().build().unwrap()])
        .id(id)
        .ok("Err")
        .build()
        .unwrap();
    assert_eq!(event.ok, Some(names::Ok::Err));
    let request = names::Convert::Option(event).into_request("a", "b").unwrap();
    assert_eq!(request.uri(), "/a/b");
    let name = shadowed::HasName::builder().name("Li").names(["Li"]).build().unwrap();
    assert!(shadowed::Owner::builder().name("Li").has(name).build().unwrap().validate().is_ok());
}
