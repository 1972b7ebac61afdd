//! [`Base64`]: bytes encoded as base64.

use std::fmt;

use base64::Engine;
use engine::ENGINE;

use crate::report::{Report, Rule, Violation};
use crate::text::Str;

/// The fastest engine for the processor, chosen at run time.
#[cfg(all(feature = "simd", any(target_arch = "x86_64", all(target_arch = "aarch64", target_feature = "neon"))))]
mod engine {
    use std::sync::LazyLock;

    use base64::engine::Simd;
    use base64::engine::general_purpose::PAD;

    pub(super) static ENGINE: LazyLock<Simd> = LazyLock::new(|| Simd::standard(PAD));
}

/// The engine for any processor.
#[cfg(not(all(feature = "simd", any(target_arch = "x86_64", all(target_arch = "aarch64", target_feature = "neon")))))]
mod engine {
    pub(super) use base64::engine::general_purpose::STANDARD as ENGINE;
}

/// Bytes encoded as base64. The text is kept as it arrived and decoded when you call [`decode`](Base64::decode).
///
/// ```
/// use triggerkit::Base64;
///
/// let data = Base64::encode(b"<Buffer></Buffer>");
/// assert_eq!(data.as_str(), "PEJ1ZmZlcj48L0J1ZmZlcj4=");
/// assert_eq!(data.decode()?, b"<Buffer></Buffer>");
/// # Ok::<(), triggerkit::Report>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Base64(pub(crate) Str);

impl Base64 {
    /// Encodes bytes.
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Base64(ENGINE.encode(bytes).into())
    }

    /// Creates a value from base64 text, which is not checked until it is decoded.
    pub fn from_text(text: impl Into<Str>) -> Self {
        Base64(text.into())
    }

    /// Returns the base64 text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Decodes the bytes. Line breaks in the text are allowed.
    ///
    /// # Errors
    /// Returns a violation of rule `codec` if the text is not base64.
    pub fn decode(&self) -> Result<Vec<u8>, Report> {
        decode_base64(self.0.as_bytes()).map_err(Report::from)
    }
}

/// The key of bytes in JSON: `{"$bytes": "<base64>"}`.
pub const BYTES_KEY: &str = "$bytes";

/// Decodes standard base64, with or without line breaks.
///
/// # Errors
/// Returns a violation of rule `codec` if the text is not base64.
pub fn decode_base64(text: &[u8]) -> Result<Vec<u8>, Violation> {
    let broken = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let decoded = ENGINE.decode(text).or_else(|error| match text.iter().any(broken) {
        true => ENGINE.decode(text.iter().copied().filter(|byte| !broken(byte)).collect::<Vec<u8>>()),
        false => Err(error),
    });
    decoded.map_err(|error| Violation::new(Rule::Codec, "base64 text", error.to_string()))
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
