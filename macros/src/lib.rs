//! The macros of triggerkit: thin shims over `triggerkit-codegen`. Use them through `triggerkit`.

use proc_macro::TokenStream;
use std::path::PathBuf;

use triggerkit_codegen::Base;

/// Turns a spec into structs, validators and builders, inside the module it stands on.
///
/// ```ignore
/// #[triggerkit::spec("spec/orders.toml")]
/// pub mod orders {}
/// ```
///
/// The path starts from the folder of `Cargo.toml`, or else of the source file. `crate = path` says where triggerkit is, seen
/// from inside the module, when it is not at `::triggerkit`. The module may hold items of its own.
///
/// The language is described in triggerkit's `docs/spec-language.md`. Every error of a spec is reported at once, and code that
/// uses the module gives no errors beside them.
///
/// A change of the spec or of one of its samples rebuilds the crate. So does the removal of a sample, but not one that is
/// added: on stable Rust a macro can track files, not folders. The next change of the spec finds it, or a `build.rs` that
/// prints `cargo::rerun-if-changed=spec`.
#[proc_macro_attribute]
pub fn spec(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let base = Base {
        manifest_dir: std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from),
        file: proc_macro::Span::call_site().local_file(),
    };
    triggerkit_codegen::spec(arguments.into(), item.into(), &base).into()
}

/// Makes an event of a hand-written struct: the same decoder, validator and builder as a struct of a spec.
///
/// ```ignore
/// #[derive(Clone, PartialEq, Trigger)]
/// #[trigger(id = "shop.order")]
/// struct Order {
///     /// Who ordered.
///     #[trigger(length = "1-64")]
///     customer: Str,
///     #[trigger(rename = "totalCents", range = [0, inf])]
///     total_cents: i64,
///     note: Option<Str>,
///     /// What the struct does not name.
///     #[trigger(unknown)]
///     unknown: Kept,
/// }
/// ```
///
/// Options of a field are the keys of the spec language: `required`, `nullable`, `default`, `length`, `range`, `pattern`,
/// `format`, `one_of`, `const`, `items(…)`, `accept`, `empty`, `aliases`, `sensitive`, `rename`, `source`; besides, `time` says
/// how a `Timestamp` is written, and `unknown` marks the `Kept` that holds what the struct does not name. A field that is no
/// `Option`, list or map is required unless it has a `default`. An `Option` as the item of a list or map may be null.
///
/// Options of the struct: `id` and `title` make it a trigger of its own, `crate = path` says where triggerkit is.
///
/// `Debug`, `Serialize` and `Deserialize` come with it. So does `builder()`, whose type `OrderBuilder` stands beside the struct.
///
/// `#[trigger(…)]` stands *behind* `#[derive(Trigger)]`, as rustc asks of every derive's attribute. Before it, the compiler
/// looks for an attribute macro of that name, and finds it ambiguous (E0659) where there is one.
#[proc_macro_derive(Trigger, attributes(trigger))]
pub fn derive_trigger(item: TokenStream) -> TokenStream {
    triggerkit_codegen::derive(item.into()).into()
}

/// Makes a handler of a function: the router calls it with the events of a trigger.
///
/// ```ignore
/// #[trigger(huawei::Kafka)]
/// async fn on_kafka(event: KafkaEvent, cx: Context) -> Result<(), Error> { Ok(()) }
///
/// Router::new().with(handler!(on_kafka))
/// ```
///
/// The trigger is named by its type: one that comes with triggerkit, of a spec of your own, or of `#[derive(Trigger)]`.
///
/// The function stays as it is written, to be called and tested like any other. Beside it stands its handler, a type of the
/// function's name: `use` brings in both, `handler!(on_kafka)` gives the value. It takes the event, and the `Context`
/// if it likes. It returns `Result<R, E>`, where `R` is the trigger's answer or anything that can be serialised, and `E` any
/// error, or nothing at all. A function that is not `async` runs on the thread that called it: what takes long there keeps
/// others waiting, so it belongs into the runtime's `spawn_blocking`.
///
/// | option | meaning |
/// |---|---|
/// | `validate = "reject"` | an event with violations is an error; so it is when nothing is said |
/// | `validate = "report"` | the function gets what could be read; `cx.report()` and a warning say what is wrong |
/// | `config(…)` | the trigger's configuration: `config(cronExpression = "0 0 4 * * *", enable = true)` |
/// | `each` | the function takes one record of the event's list, and is called for each in order |
/// | `each(concurrency = 8)` | the same, for as many records at a time |
/// | `crate = path` | where triggerkit is, when it is not at `::triggerkit` |
///
/// A configuration has the vendor's own names for its fields; `[a, b]` is a list and `{ key = value }` what is nested. That of a trigger that
/// comes with triggerkit is checked while compiling, every constraint of it, if the attribute calls the trigger by its own name
/// (`aliyun::Timer` or `Timer`). That of a spec of your own, or of a trigger renamed by `use … as`, is checked by `Router::check` before
/// the first event.
#[proc_macro_attribute]
pub fn trigger(arguments: TokenStream, item: TokenStream) -> TokenStream {
    triggerkit_codegen::handler(arguments.into(), item.into()).into()
}

/// Makes handlers of methods, which share their value.
///
/// ```ignore
/// #[triggers]
/// impl Shop {
///     #[trigger(huawei::Obs)]
///     async fn uploaded(&self, event: ObsEvent) -> Result<(), Error> { Ok(()) }
///     #[trigger(tencent::Cos)]
///     async fn stored(&self, event: CosEvent) -> Result<(), Error> { Ok(()) }
/// }
///
/// Router::new().with(shop)
/// ```
///
/// Methods without `#[trigger(…)]` are left alone. The options are those of [`macro@trigger`], but for `crate = path`, which
/// `#[triggers(crate = path)]` takes.
#[proc_macro_attribute]
pub fn triggers(arguments: TokenStream, item: TokenStream) -> TokenStream {
    triggerkit_codegen::handlers(arguments.into(), item.into()).into()
}
