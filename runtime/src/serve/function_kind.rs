//! [`FunctionKind`]: whether a platform sends events or the requests of clients.

use super::environment::Environment;
use super::run_error::RunError;

/// The variable that sets the kind of the function, unless the code does.
const FUNCTION: &str = "TRIGGERKIT_FUNCTION";

/// What a platform sends to a function.
///
/// You choose the kind when you create the function in the cloud. It matters only on platforms that call the function over HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FunctionKind {
    /// Events. Requests of clients arrive as events of a gateway, if at all.
    Event,
    /// The requests of clients as they are: an HTTP function of Huawei Cloud, a web function of Tencent Cloud or Alibaba Cloud. Nothing
    /// that a client sends is taken for an event.
    Http,
}

/// Returns the kind that was set in the code, or else in the environment.
pub(super) fn find_kind(given: Option<FunctionKind>, environment: &Environment) -> Result<Option<FunctionKind>, RunError> {
    match (given, environment.get(FUNCTION)) {
        (Some(kind), _) => Ok(Some(kind)),
        (None, None) => Ok(None),
        (None, Some("event")) => Ok(Some(FunctionKind::Event)),
        (None, Some("http")) => Ok(Some(FunctionKind::Http)),
        (None, Some(other)) => {
            Err(RunError::Environment { variable: FUNCTION, problem: format!("must be `event` or `http`, found `{other}`") })
        }
    }
}
