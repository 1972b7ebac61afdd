//! Writes the page from the latest results: `cargo bench -p triggerkit-bench --bench page`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    triggerkit_bench::page::write()
}
