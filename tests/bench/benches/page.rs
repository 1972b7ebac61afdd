//! Writes the page again from what was measured last: `cargo bench -p triggerkit-bench --bench page`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    triggerkit_bench::page::write()
}
