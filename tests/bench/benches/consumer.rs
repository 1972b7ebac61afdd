//! Measures what a consumer with one provider builds: `cargo bench -p triggerkit-bench --bench consumer`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    triggerkit_bench::consumer::measure()?.store()?;
    triggerkit_bench::page::write()
}
