//! Checks that the page is up to date.

use triggerkit_bench::page;

#[test]
fn the_page_shows_the_latest_results() {
    let parts = page::parts().expect("the results can be read");
    let [text, chart] = page::files().map(|file| std::fs::read_to_string(file).expect("the page is there"));
    assert!(text == page::render(&parts), "any of the benches writes the page again");
    assert!(chart == page::chart(&parts), "any of the benches writes the chart again");
}
