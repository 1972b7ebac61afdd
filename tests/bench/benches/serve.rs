//! Compares a function with one that is written by hand: `cargo bench -p triggerkit-bench --features serve --bench serve`.

use triggerkit_bench::serve::Subject;

const SUBJECTS: [Subject; 4] = [
    Subject { name: "triggerkit, examples/api", program: env!("CARGO_BIN_EXE_api") },
    Subject { name: "triggerkit, one handler", program: env!("CARGO_BIN_EXE_gateway") },
    Subject { name: "axum", program: env!("CARGO_BIN_EXE_bare_axum") },
    Subject { name: "hyper", program: env!("CARGO_BIN_EXE_bare_hyper") },
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    triggerkit_bench::serve::measure(&SUBJECTS)?.store()?;
    triggerkit_bench::page::write()
}
