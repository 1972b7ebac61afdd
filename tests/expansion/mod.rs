//! What the macros emit, as a person would read it.

mod public_items;

use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;
use triggerkit_spec::model::Provider;
use triggerkit_spec::{NoSamples, SourceFile, check};

fn provider(name: &str) -> Provider {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("expansion/specs/{name}.toml"));
    let text = fs::read_to_string(path).expect("the spec is there");
    check(&SourceFile::new(format!("{name}.toml"), text), name, &NoSamples).unwrap_or_else(|failure| panic!("{failure}"))
}

fn expanded(name: &str) -> TokenStream {
    triggerkit_codegen::provider(&provider(name), &syn::parse_quote!(::triggerkit))
}

const DERIVED: &str = r#"
    /// What was ordered.
    #[derive(Clone, PartialEq, Trigger)]
    #[trigger(id = "shop.order", title = "Order placed")]
    pub struct Order {
        /// Who ordered.
        #[trigger(length = "1-64")]
        pub customer: Str,
        #[trigger(rename = "totalCents", range = [0, inf])]
        pub total_cents: i64,
        #[trigger(default = 1)]
        pub parcels: u8,
        pub note: Option<String>,
        pub lines: Vec<Line>,
        #[trigger(unknown)]
        pub unknown: Kept,
    }
"#;

fn pretty(tokens: TokenStream) -> String {
    triggerkit_codegen::pretty(tokens).expect("items are emitted")
}

fn derived() -> TokenStream {
    triggerkit_codegen::derive(DERIVED.parse().expect("it is Rust"))
}

#[test]
fn fields_and_constraints() {
    insta::assert_snapshot!(pretty(expanded("plain")));
}

#[test]
fn enums_unions_rules_and_codecs() {
    insta::assert_snapshot!(pretty(expanded("choices")));
}

#[test]
fn operations_answers_and_configurations() {
    insta::assert_snapshot!(pretty(expanded("calls")));
}

#[test]
fn a_hand_written_struct() {
    insta::assert_snapshot!(pretty(derived()));
}

/// One trigger alone: its event, its answer, and what they lead to.
#[test]
fn one_trigger_of_several() {
    let huawei = triggerkit_spec::builtin::find("huawei").expect("it is built in").check().expect("it is right");
    let apig = huawei.trigger("apig").expect("it is there");
    let code = pretty(triggerkit_codegen::trigger(&huawei, apig, &syn::parse_quote!(::triggerkit)));
    let types: Vec<&str> = code.lines().filter_map(|line| line.strip_prefix("pub struct ")?.strip_suffix(" {")).collect();
    let plain: Vec<&str> = types.into_iter().filter(|name| !name.contains("Builder")).collect();
    assert_eq!(plain, ["ApigEvent", "ApigRequestContext", "ApigResponse"]);
    assert!(code.contains("pub enum Apig {}") && !code.contains("TRIGGERS"));
}

#[test]
fn a_function() {
    let function = r#"
        /// Is called when it is time.
        #[cfg(feature = "timer")]
        #[instrument]
        pub async fn on_time(event: TimerEvent, cx: Context) -> Result<Done, Error> {
            Ok(Done)
        }
    "#;
    let arguments = r#"aliyun::Timer, validate = "report", config(cronExpression = "0 0 4 * * *")"#;
    insta::assert_snapshot!(pretty(triggerkit_codegen::handler(
        arguments.parse().expect("it is Rust"),
        function.parse().expect("it is Rust")
    )));
}

#[test]
fn methods() {
    let block = r#"
        impl<T: Store> Shop<T> {
            fn helper(&self) {}

            /// Is called with messages.
            #[trigger(tencent::Ckafka, each(concurrency = 8))]
            async fn message(&self, record: CkafkaRecord) -> Result<(), Error> {
                Ok(())
            }

            #[trigger(Placed)]
            #[cfg(unix)]
            fn placed(&self, event: PlacedEvent, _: Context) {}
        }
    "#;
    insta::assert_snapshot!(pretty(triggerkit_codegen::handlers(TokenStream::new(), block.parse().expect("it is Rust"))));
}

/// Builds are reproducible, and a change of one type is a change of its own code alone.
#[test]
fn the_same_input_gives_the_same_code() {
    for name in ["plain", "choices", "calls"] {
        assert_eq!(expanded(name).to_string(), expanded(name).to_string(), "{name}");
    }
    assert_eq!(derived().to_string(), derived().to_string());
}
