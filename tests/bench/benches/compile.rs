//! Measures what generated code costs the compiler: `cargo bench -p triggerkit-bench --bench compile`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    triggerkit_bench::compile::measure()?.store()?;
    triggerkit_bench::page::write()
}
