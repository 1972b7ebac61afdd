//! Fields with the names of keywords, or with names that emitted code uses.

#![allow(clippy::unwrap_used, reason = "a program that panics is a test that fails")]

use triggerkit::{Document, Json, Kept, Str, Trigger};

#[triggerkit::spec("../specs/field_names.toml")]
mod names {}

#[derive(Clone, PartialEq, Trigger)]
#[allow(non_snake_case)]
struct Named {
    r#type: Str,
    r#match: Option<Str>,
    r#async: Vec<Str>,
    r#gen: Option<Str>,
    self_: Option<bool>,
    value: i64,
    #[trigger(default = 7)]
    index: u64,
    #[trigger(const = "x")]
    input: String,
    f: f64,
    field: Option<Json>,
    serializer: String,
    set: String,
    shape: String,
    empty: String,
    None: Option<u8>,
    Some: u8,
    tk: String,
    a1: u8,
    a_1: u8,
    #[trigger(unknown)]
    kept: Kept,
}

#[derive(Clone, PartialEq, Trigger)]
#[allow(non_camel_case_types)]
struct r#struct {
    r#fn: u8,
}

fn main() {
    let built = names::NamedEvent::builder()
        .r#type("a")
        .self_("b")
        .r#fn(["x"])
        .value(1)
        .tk("d")
        .some("e")
        .usize(2)
        .str("f")
        .x_vip(true)
        ._3gp("c")
        .a_1("g")
        .a1("h")
        .keywords(names::Keywords::builder().r#gen("i").build().unwrap())
        .build()
        .unwrap();
    assert_eq!((built.input.as_deref(), built.index, built.f), (Some("x"), 1, 1.0));
    assert!(built.match_bytes().unwrap().is_empty());
    let named = Named::builder()
        .r#type("a")
        .value(1)
        .f(0.5)
        .serializer("s")
        .set("t")
        .shape("u")
        .empty("v")
        .Some(1)
        .tk("w")
        .a1(1)
        .a_1(2)
        .build()
        .unwrap();
    assert_eq!((named.index, named.input.as_str()), (7, "x"));
    assert_eq!(Named::decode(named.to_json()).unwrap(), named);
    assert_eq!(r#struct::builder().r#fn(3).build().unwrap().to_json(), r#"{"fn":3}"#);
}
