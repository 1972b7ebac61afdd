//! [`find_streamed`]: the triggers whose responses are streamed.

use super::environment::Environment;

/// The variable that lists the triggers, unless the code does.
const STREAM: &str = "TRIGGERKIT_STREAM";

/// Returns the ids of the triggers that were set in the code, or else in the environment.
pub(super) fn find_streamed(given: Vec<String>, environment: &Environment) -> Vec<String> {
    if !given.is_empty() {
        return given;
    }
    let ids = environment.get(STREAM).unwrap_or_default().split(',').map(str::trim);
    ids.filter(|id| !id.is_empty()).map(str::to_owned).collect()
}
