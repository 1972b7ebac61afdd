use super::judge;
use super::layers::Layers;
use super::tree::Sources;

/// Complaints about a crate `shop` of these files in `src/`.
fn complaints(layers: Option<Layers<'_>>, files: &[(&str, &str)]) -> Vec<String> {
    let sources: Sources = files.iter().map(|(name, text)| (format!("src/{name}"), (*text).to_owned())).collect();
    judge(&sources, "src", "shop", layers).expect("the sources are Rust")
}

/// The imports that close circles.
fn circles(files: &[(&str, &str)]) -> Vec<String> {
    let all = complaints(None, files).join("\n");
    all.lines().filter_map(|line| line.strip_prefix("  src/")).map(str::to_owned).collect()
}

#[test]
fn two_files_that_import_each_other_are_named_with_both_sides() {
    let found = complaints(
        None,
        &[
            ("lib.rs", "mod order; mod price; mod till;"),
            ("order.rs", "use crate::price::{Price, Tax as T}; pub struct Order; pub struct Item;"),
            ("price.rs", "use super::order; pub struct Price; pub struct Tax; fn of(_: order::Order, _: &[order::Item]) {}"),
            ("till.rs", "use crate::order::Order;"),
        ],
    );
    assert_eq!(
        found,
        [
            "2 files import each other\n  src/order.rs imports `Price`, `Tax` from src/price.rs\n  src/price.rs imports `Item`, `Order` from \
         src/order.rs\n  help: move what both sides need into a file that imports neither"
        ]
    );
}

#[test]
fn longer_circles_are_found_each_by_itself() {
    let found = complaints(
        None,
        &[
            ("lib.rs", "mod a; mod b; mod c; mod d; mod e;"),
            ("a.rs", "use crate::b::B; pub struct A;"),
            ("b.rs", "use crate::c::C; pub struct B;"),
            ("c.rs", "use crate::a::A; pub struct C; use crate::d::D;"),
            ("d.rs", "use crate::e::E; pub struct D;"),
            ("e.rs", "use crate::d::D; pub struct E;"),
        ],
    );
    let heads: Vec<&str> = found.iter().filter_map(|circle| circle.lines().next()).collect();
    assert_eq!(heads, ["3 files import each other", "2 files import each other"]);
}

#[test]
fn a_parent_and_its_child_are_two_files() {
    let child = ("order/item.rs", "use super::Order; pub struct Item;");
    let found = circles(&[("lib.rs", "mod order;"), ("order.rs", "mod item; use item::Item; pub struct Order(Item);"), child]);
    assert_eq!(found, ["order.rs imports `Item` from src/order/item.rs", "order/item.rs imports `Order` from src/order.rs"]);
    // What is only declared and shown is not imported; what is shown and used is.
    let shown = "mod item; pub use item::Item; pub struct Order;";
    assert!(circles(&[("lib.rs", "mod order;"), ("order.rs", shown), child]).is_empty());
    let used = format!("{shown} fn first() -> Item {{ Item }}");
    assert_eq!(circles(&[("lib.rs", "mod order;"), ("order.rs", &used), child]).len(), 2);
}

#[test]
fn a_re_export_is_followed_to_the_file_that_defines_the_item() {
    let found = circles(&[
        ("lib.rs", "mod order; mod price; pub use order::Order; pub mod prelude { pub use crate::price::*; }"),
        ("order.rs", "mod item; pub(crate) use item::Item as Order;"),
        ("order/item.rs", "use crate::prelude::Price; pub struct Item;"),
        ("price.rs", "pub struct Price; pub fn of(_: crate::Order) {}"),
    ]);
    assert_eq!(found, ["order/item.rs imports `Price` from src/price.rs", "price.rs imports `Item` from src/order/item.rs"]);
}

#[test]
fn a_re_export_from_elsewhere_is_an_import() {
    let found = circles(&[
        ("lib.rs", "mod order; mod price;"),
        ("order.rs", "pub use crate::price::Price; pub struct Order;"),
        ("price.rs", "use crate::order::Order; pub struct Price;"),
    ]);
    assert_eq!(found.len(), 2);
}

#[test]
fn paths_are_found_wherever_they_are_written() {
    for code in [
        "fn f() { use super::price::Price; }",
        "fn f() -> Box<dyn Iterator<Item = crate::price::Price>> { loop {} }",
        "impl From<super::price::Price> for Order {}",
        "fn f() { let x = self::super::price::Price; }",
        "use super::price::*; fn f() { g::<Price>() }",
        "use super::price; fn f() { println!(\"{}\", price::free(1)) }",
        "use crate as shop; fn f() { assert!(x, shop::price::free) }",
        "macro_rules! free { () => { $crate::price::Price } }",
        "mod inner { fn f() { super::super::price::free() } }",
        "use crate::price::Coin::{One, *};",
        "fn f(x: crate::price::Coin) { matches!(x, crate::price::Coin::One) }",
    ] {
        let found = circles(&[
            ("lib.rs", "mod order; mod price;"),
            ("order.rs", &format!("pub struct Order; {code}")),
            ("price.rs", "use crate::order::Order; pub struct Price; pub enum Coin { One } pub fn free() {}"),
        ]);
        assert_eq!(found.len(), 2, "{code}: {found:?}");
    }
}

#[test]
fn tests_other_crates_and_emitted_code_are_ignored() {
    for code in [
        "#[cfg(test)] mod tests { use crate::price::Price; }",
        "#[cfg(test)] mod tests;",
        "#[cfg(test)] use crate::price::Price;",
        "#[cfg(test)] fn f() { crate::price::free() }",
        "use ::price::Price;",
        "use std::price::Price;",
        "use crate::price;",
        "fn f() { quote!(crate::price::Price) }",
        "fn f(free: u8) { x.price; x.free(free) }",
        "/// Like [`crate::price::Price`].\n#[doc(alias = \"crate::price::Price\")] struct X;",
    ] {
        let found = circles(&[
            ("lib.rs", "mod order; mod price;"),
            ("order.rs", &format!("pub struct Order; {code}")),
            ("price.rs", "use crate::order::Order; pub struct Price; pub fn free() {}"),
        ]);
        assert!(found.is_empty(), "{code}: {found:?}");
    }
}

#[test]
fn a_binary_imports_from_the_library_beside_it() {
    let found = circles(&[
        ("lib.rs", "pub mod order;"),
        ("order.rs", "pub struct Order;"),
        ("main.rs", "mod till; use shop::order::Order; use till::Till; pub struct Main;"),
        ("till.rs", "use crate::Main; pub struct Till;"),
    ]);
    assert_eq!(found, ["main.rs imports `Till` from src/till.rs", "till.rs imports `Main` from src/main.rs"]);
}

#[test]
fn files_are_found_by_every_rule_of_the_language() {
    let found = circles(&[
        ("lib.rs", "mod a; mod b { pub mod c; }"),
        ("a/mod.rs", "pub mod d; pub struct A;"),
        ("a/d.rs", "#[path = \"other/e.rs\"] mod e; use super::A; use crate::b::c::C;"),
        ("a/other/e.rs", "pub struct E;"),
        ("b/c.rs", "use crate::a::d::D; pub struct C; pub struct D;"),
    ]);
    assert!(found.is_empty(), "{found:?}");
    let missing = super::Tree::read(&Sources::from([("src/lib.rs".to_owned(), "mod a;".to_owned())]), "src", "shop");
    assert_eq!(missing.err().unwrap().to_string(), "there is no `src/a.rs`");
}

#[test]
fn a_module_imports_from_its_own_layer_and_those_below() {
    let files = [
        ("lib.rs", "mod order; mod price; mod till; pub use till::Till;"),
        ("order.rs", "pub mod item; pub struct Order;"),
        ("order/item.rs", "use crate::till::Till; pub struct Item;"),
        ("price.rs", "use crate::order::Order; pub struct Price;"),
        ("till.rs", "use crate::{order::Order, price::Price}; pub struct Till;"),
    ];
    let with = |layers: Layers<'_>| complaints(Some(layers), &files);
    assert_eq!(
        with(&[&["order"], &["price", "till"]]),
        [
            "src/order/item.rs imports `Till` from src/till.rs, which is in a higher layer\n  help: move what both need into the lower layer"
        ]
    );
    assert!(with(&[&["order"], &["price"], &["till", "order::item"]]).is_empty());
    assert_eq!(
        with(&[&["order", "shelf"], &["till", "order::item"]]),
        [
            "`price` is in no layer\n  help: add it to the layers of its crate in xtask/tests/all/modules.rs",
            "there is no module `shelf`\n  help: remove it from the layers in xtask/tests/all/modules.rs"
        ]
    );
}
