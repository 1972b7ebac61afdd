//! Compares functions with handwritten ones: `cargo bench -p triggerkit-bench --features serve --bench serve`.

use triggerkit_bench::serve::{Message, Subject};

const FUNCTIONS: [Subject; 3] = [
    Subject { name: "triggerkit", program: env!("CARGO_BIN_EXE_gateway"), message: Message::Event },
    Subject { name: "axum", program: env!("CARGO_BIN_EXE_bare_axum"), message: Message::Event },
    Subject { name: "hyper", program: env!("CARGO_BIN_EXE_bare_hyper"), message: Message::Event },
];

const WEB: [Subject; 4] = [
    Subject { name: "triggerkit, request passed through", program: env!("CARGO_BIN_EXE_web"), message: Message::Request },
    Subject { name: "axum, request", program: env!("CARGO_BIN_EXE_bare_web"), message: Message::Request },
    Subject { name: "triggerkit, gateway event", program: env!("CARGO_BIN_EXE_web"), message: Message::RequestEvent },
    Subject { name: "axum and serde, gateway event", program: env!("CARGO_BIN_EXE_bare_web"), message: Message::RequestEvent },
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    triggerkit_bench::serve::measure(&FUNCTIONS, &WEB)?.store()?;
    triggerkit_bench::page::write()
}
