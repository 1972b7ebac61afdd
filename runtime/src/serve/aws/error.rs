//! Errors in the format of AWS Lambda.

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use serde_json::json;

use crate::handler::Error;
use crate::serve::runtime_api::Content;

/// The header with the type of an error. Lambda replaces types that are not `Function.…` or `Runtime.…`.
pub(super) const ERROR_TYPE: HeaderName = HeaderName::from_static("lambda-runtime-function-error-type");

/// Writes an error in the format that other services of AWS expect. There is no stack trace to send.
pub(super) fn write_error(error: &Error) -> Content<Bytes> {
    let mut content = Content::new("application/vnd.aws.lambda.error+json", to_json(error));
    content.headers.insert(ERROR_TYPE, error_type(error));
    content
}

/// Returns the JSON of an error.
pub(super) fn to_json(error: &Error) -> Bytes {
    json!({"errorMessage": error.to_string(), "errorType": error.kind(), "stackTrace": []}).to_string().into()
}

/// Returns the kind of an error in the form that Lambda groups errors by.
pub(super) fn error_type(error: &Error) -> HeaderValue {
    let is_name = error.kind().bytes().all(|byte| byte.is_ascii_alphanumeric());
    let kind = if is_name { error.kind() } else { "Unknown" };
    HeaderValue::from_maybe_shared(format!("Function.{kind}")).unwrap_or(HeaderValue::from_static("Function.Unknown"))
}
