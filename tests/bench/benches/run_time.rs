//! Measures how fast payloads are decoded: `cargo bench -p triggerkit-bench --features peers --bench run_time`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    triggerkit_bench::run_time::measure()?.store()?;
    triggerkit_bench::page::write()
}
