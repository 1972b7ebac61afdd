//! [`Payload`]: the encodings of whole payloads.

use crate::detect::Condition;

/// How the bytes of a payload are read.
#[derive(Clone, Copy, Debug)]
pub enum Payload {
    /// JSON.
    Json,
    /// CBOR, or its rendering in JSON.
    #[cfg(feature = "cbor")]
    Cbor,
    /// Any bytes. The field at this index takes them.
    Raw(usize),
    /// JSON if the condition holds; otherwise the field at this index takes the bytes.
    JsonOrRaw(usize, &'static Condition),
}

impl Payload {
    /// Returns the encoding of a trigger whose payload may be JSON or any bytes. Without a condition it is never read as JSON.
    pub const fn json_or_raw(field: usize, condition: Option<&'static Condition>) -> Payload {
        match condition {
            Some(condition) => Payload::JsonOrRaw(field, condition),
            None => Payload::Raw(field),
        }
    }
}
