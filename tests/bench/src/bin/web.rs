//! A web application on triggerkit.

use triggerkit::{Router, RunError};
use triggerkit_bench::serve::app::app;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), RunError> {
    triggerkit::run(Router::new().http(app())).await
}
