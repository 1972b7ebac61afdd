//! The macros of triggerkit: thin shims over `triggerkit-codegen`. Use them through `triggerkit`.

use proc_macro::TokenStream;
use std::path::PathBuf;

use triggerkit_codegen::Base;

/// Adds the structs, validators and builders of a spec to a module.
///
/// ```
/// # /*
/// #[triggerkit::spec("spec/orders.toml")]
/// # */
/// # #[triggerkit::spec("../tests/ui/specs/orders.toml")]
/// pub mod orders {}
///
/// let item = orders::Item::builder().sku("tea").count(2).build()?;
/// let event = orders::PlacedEvent::builder().id("A-1").items([item]).build()?;
/// assert_eq!(orders::PlacedEvent::decode(event.to_json())?, event);
/// # Ok::<(), triggerkit::Report>(())
/// ```
///
/// The path is relative to the folder of `Cargo.toml`, or else to that of the source file. If triggerkit is not at
/// `::triggerkit`, write its path, as seen from inside the module, as `crate = path`. The module may contain other items.
///
/// [The spec language](https://github.com/triggerkit/triggerkit/blob/main/docs/spec-language.md) has a page of its own. All errors of a
/// spec are reported at once, and code that uses the module causes no further errors.
///
/// The crate is rebuilt when the spec or one of its samples changes, and when a sample is removed. It is not rebuilt when a
/// sample is added, because on stable Rust a macro can track files but not folders. If you add samples often, let a `build.rs`
/// print `cargo::rerun-if-changed=spec`.
#[proc_macro_attribute]
pub fn spec(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let base = Base {
        manifest_dir: std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from),
        file: proc_macro::Span::call_site().local_file(),
    };
    triggerkit_codegen::spec(arguments.into(), item.into(), &base).into()
}

/// Makes a hand-written struct an event, with the same decoder, validator and builder as a struct of a spec.
///
/// ```
/// use triggerkit::{Document, Kept, Str, Trigger};
///
/// #[derive(Clone, PartialEq, Trigger)]
/// #[trigger(id = "shop.order")]
/// struct Order {
///     /// Who ordered.
///     #[trigger(length = "1-64")]
///     customer: Str,
///     #[trigger(rename = "totalCents", range = [0, inf])]
///     total_cents: i64,
///     note: Option<Str>,
///     /// Fields of the payload that the struct does not have.
///     #[trigger(unknown)]
///     unknown: Kept,
/// }
///
/// let order = Order::decode(r#"{"customer": "Li", "totalCents": 250, "paid": true}"#)?;
/// assert_eq!(order.to_json(), r#"{"customer":"Li","totalCents":250,"paid":true}"#);
///
/// let report = Order::decode(r#"{"customer": "", "totalCents": -1}"#).unwrap_err();
/// assert_eq!(report.violations().len(), 2);
/// # Ok::<(), triggerkit::Report>(())
/// ```
///
/// The options of a field are keys of the spec language: `required`, `nullable`, `default`, `length`, `range`, `pattern`,
/// `format`, `one_of`, `const`, `items(…)`, `accept`, `empty`, `aliases`, `sensitive`, `sensitive_keys`, `rename` and `source`. Two more exist only
/// here: `time` is the format of a `Timestamp`, and `unknown` marks the field of the type `Kept` that keeps unknown fields.
///
/// A field is required unless it is an `Option`, a list or a map, or has a `default`. An `Option` as the item of a list or map
/// may be null. The macro knows types by their names, so `Option`, `Vec`, `Map` and `Timestamp` must not be written as aliases.
///
/// The options of the struct are `id` and `title`, which make it a trigger, and `crate = path`, the path of triggerkit.
///
/// The macro also implements `Debug`, `Serialize` and `Deserialize`, and adds `builder()` with its type, here `OrderBuilder`.
///
/// Write `#[trigger(…)]` *after* `#[derive(Trigger)]`. Before the derive, the compiler takes it for an attribute macro, and
/// reports it as ambiguous (E0659) if there is one of that name.
#[proc_macro_derive(Trigger, attributes(trigger))]
pub fn derive_trigger(item: TokenStream) -> TokenStream {
    triggerkit_codegen::derive(item.into()).into()
}

/// Makes a function a handler, which a router calls with the events of a trigger.
///
/// ```
/// use triggerkit::huawei::{self, KafkaEvent};
/// use triggerkit::{Context, Error, Router, handler, trigger};
///
/// #[trigger(huawei::Kafka)]
/// async fn on_kafka(event: KafkaEvent, cx: Context) -> Result<(), Error> {
///     println!("{}: {} messages", cx.request_id(), event.messages.len());
///     Ok(())
/// }
///
/// let router = Router::new().with(handler!(on_kafka));
/// assert!(router.check().is_ok());
/// ```
///
/// The trigger is named by its type, which comes with triggerkit, from a spec of your own, or from `#[derive(Trigger)]`.
///
/// The function stays as it is, so you can call and test it like any other. The macro adds a type of the same name for the
/// handler. `use` imports both, and `handler!(on_kafka)` is a value of the type.
///
/// The function takes the event, and the `Context` if it needs it. It returns nothing, or `Result<R, E>`, where `R` is the
/// trigger's answer or anything that can be serialised, and `E` is any error. A function that is not `async` blocks the thread
/// that called it, so put slow work into the runtime's `spawn_blocking`.
///
/// | option | meaning |
/// |---|---|
/// | `validate = "reject"` | an event with violations is an error; this is the default |
/// | `validate = "report"` | the function is called with what could be read; `cx.report()` and a warning show what is wrong |
/// | `config(…)` | the trigger's configuration: `config(cronExpression = "0 0 4 * * *", enable = true)` |
/// | `each` | the function takes one record of the event's list, and is called for each record in order |
/// | `each(concurrency = 8)` | the same, with up to 8 calls at a time |
/// | `crate = path` | the path of triggerkit, if it is not `::triggerkit` |
///
/// The fields of a configuration have the vendor's names. A list is written `[a, b]`, and an object `{ key = value }`. The
/// configuration of a built-in trigger is checked at compile time if the attribute uses the trigger's own name (`aliyun::Timer` or
/// `Timer`). Other configurations, such as that of your own spec or of a trigger renamed by `use … as`, are checked by
/// `Router::check` before the first event.
#[proc_macro_attribute]
pub fn trigger(arguments: TokenStream, item: TokenStream) -> TokenStream {
    triggerkit_codegen::handler(arguments.into(), item.into()).into()
}

/// Makes methods handlers, which share one value.
///
/// ```
/// use triggerkit::huawei::{self, ObsEvent};
/// use triggerkit::tencent::{self, CosEvent};
/// use triggerkit::{Error, Router, triggers};
///
/// struct Shop {
///     name: &'static str,
/// }
///
/// #[triggers]
/// impl Shop {
///     #[trigger(huawei::Obs)]
///     async fn uploaded(&self, event: ObsEvent) -> Result<(), Error> {
///         println!("{}: {} photos", self.name, event.records.len());
///         Ok(())
///     }
///
///     #[trigger(tencent::Cos)]
///     async fn stored(&self, event: CosEvent) -> Result<(), Error> {
///         println!("{}: {} photos", self.name, event.records.len());
///         Ok(())
///     }
/// }
///
/// let router = Router::new().with(Shop { name: "photos" });
/// assert!(router.check().is_ok());
/// ```
///
/// Methods without `#[trigger(…)]` stay as they are. The options are those of [`macro@trigger`], except `crate = path`, which is an
/// option of `#[triggers]`.
#[proc_macro_attribute]
pub fn triggers(arguments: TokenStream, item: TokenStream) -> TokenStream {
    triggerkit_codegen::handlers(arguments.into(), item.into()).into()
}

/// Reports that [`macro@trigger`] needs a feature of triggerkit.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn trigger_without_feature(_: TokenStream, item: TokenStream) -> TokenStream {
    triggerkit_codegen::without_feature("#[trigger]", item.into()).into()
}

/// Reports that [`macro@triggers`] needs a feature of triggerkit.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn triggers_without_feature(_: TokenStream, item: TokenStream) -> TokenStream {
    triggerkit_codegen::without_feature("#[triggers]", item.into()).into()
}

/// Reports that `handler!` needs a feature of triggerkit.
#[doc(hidden)]
#[proc_macro]
pub fn handler_without_feature(_: TokenStream) -> TokenStream {
    triggerkit_codegen::without_feature("handler!", Default::default()).into()
}
