//! A function beside the same by hand: `cargo bench -p triggerkit-bench --bench serve`.

use triggerkit_bench::serve::{Measured, Subject, measure, store};

const SUBJECTS: [Subject; 4] = [
    Subject { name: "triggerkit, examples/api", program: env!("CARGO_BIN_EXE_api") },
    Subject { name: "triggerkit, one handler", program: env!("CARGO_BIN_EXE_gateway") },
    Subject { name: "axum", program: env!("CARGO_BIN_EXE_bare_axum") },
    Subject { name: "hyper", program: env!("CARGO_BIN_EXE_bare_hyper") },
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let measured = measure(&SUBJECTS)?;
    println!("{:<26}{:>18}{:>12}{:>18}", "", "first answer, ms", "idle, MB", "invocation, µs");
    for (subject, Measured { first_answer_ms, idle_mb, invocation_us }) in SUBJECTS.iter().zip(&measured) {
        println!("{:<26}{first_answer_ms:>18.2}{idle_mb:>12.2}{invocation_us:>18.1}", subject.name);
    }
    store(&SUBJECTS, &measured)
}
