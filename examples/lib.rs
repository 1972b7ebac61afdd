//! The examples are the files beside this one; `cargo run --example quickstart` runs one. Here, the Rust of the README and of the
//! pages in `docs/` is compiled.

/// Compiles the Rust of a page.
macro_rules! pages {
    ($($name:ident = $path:literal;)+) => {
        $(
            #[cfg(doctest)]
            #[doc = include_str!($path)]
            pub struct $name;
        )+
    };
}

pages! {
    Readme = "../README.md";
    Guide = "../docs/guide.md";
    Handlers = "../docs/handlers.md";
    Aliyun = "../docs/triggers/aliyun.md";
    Huawei = "../docs/triggers/huawei.md";
    Tencent = "../docs/triggers/tencent.md";
    Volcengine = "../docs/triggers/volcengine.md";
}
