//! Emitted code does not need the prelude.

#![no_implicit_prelude]

#[::triggerkit::spec("../specs/everything.toml")]
mod warehouse {}

#[::triggerkit::spec("../specs/type_names.toml")]
mod names {}

#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::triggerkit::Trigger)]
#[trigger(id = "shop.refund", title = "Refund")]
struct Refund {
    #[trigger(length = "1-9", pattern = "^[A-Z]")]
    order: ::triggerkit::Str,
    #[trigger(const = "refund")]
    kind: ::std::string::String,
    #[trigger(default = "en")]
    language: ::std::string::String,
    #[trigger(default = 1)]
    count: i32,
    reason: ::std::option::Option<::std::string::String>,
    lines: ::std::vec::Vec<::triggerkit::Json>,
    #[trigger(unknown)]
    rest: ::triggerkit::Kept,
}

type Done = ::std::result::Result<(), ::triggerkit::Error>;

// Names that emitted code uses as well.
#[::triggerkit::trigger(Refund)]
async fn event(event: Refund, cx: ::triggerkit::Context) -> Done {
    let _ = (event, cx);
    Done::Ok(())
}

struct State;

#[::triggerkit::triggers]
impl State {
    #[trigger(Refund, validate = "report")]
    async fn state(&self, cx: Refund, state: ::triggerkit::Context) -> Done {
        let _ = (cx, state);
        Done::Ok(())
    }

    #[trigger(::triggerkit::huawei::Kafka, each)]
    fn one(&self, _: ::triggerkit::Str) {}
}

fn main() {
    let router = ::triggerkit::Router::new().with(::triggerkit::handler!(event));
    ::std::assert!(router.check().is_ok());
    let router = ::triggerkit::Router::new().with(State);
    ::std::assert!(router.check().is_ok());
    let refund = Refund::builder().order("A-1").reason("broken").build();
    ::std::assert!(refund.is_ok());
    ::std::assert!(warehouse::AlarmEvent::builder().level("low").build().is_ok());
}
