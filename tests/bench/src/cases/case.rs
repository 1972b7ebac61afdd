//! A case and the parts of its decoders.

use std::hint::black_box;

use triggerkit::{Document, Trigger};

/// The result of decoding a payload.
pub type Decoded = Result<(), String>;

/// Decodes a payload, calls the function while the result is alive, and drops the result.
pub type Decode = Box<dyn Fn(&[u8], &dyn Fn()) -> Decoded>;

/// A payload and its decoders.
pub struct Case {
    /// Name on the page.
    pub name: &'static str,
    /// The payload.
    pub payload: Vec<u8>,
    /// The same payload with a violation, which every validating decoder must reject.
    pub broken: Vec<u8>,
    /// The headers of the payload.
    pub headers: &'static [(&'static str, &'static str)],
    /// All decoders; the first is [`OURS`](crate::contenders::OURS).
    pub contenders: Vec<Contender>,
    /// triggerkit with the constraints of the spec, without constraints, and with one on every field.
    pub twins: [Decode; 3],
    /// Returns the number of violations that triggerkit finds.
    pub violations: fn(&[u8]) -> usize,
    /// triggerkit with lenient decoding.
    pub lenient: Decode,
}

/// A decoder.
pub struct Contender {
    /// Name on the page.
    pub name: &'static str,
    /// Whether it checks the constraints.
    pub validates: bool,
    /// The function that decodes.
    pub decode: Decode,
}

/// Returns a decoder with an owned result.
pub(super) fn owned<T>(decode: impl Fn(&[u8]) -> Result<T, String> + 'static) -> Decode {
    Box::new(move |payload, alive| {
        let value = decode(payload)?;
        alive();
        drop(black_box(value));
        Ok(())
    })
}

pub(super) fn ours<E: Document>() -> Decode {
    owned(|payload| E::decode(payload).map_err(shown))
}

pub(super) fn lenient<E: Document>() -> Decode {
    owned(|payload| E::decode_lenient(payload).map_err(shown))
}

pub(super) fn violations<E: Document>(payload: &[u8]) -> usize {
    E::decode_lenient(payload).map_or(0, |(_, report)| report.violations().len())
}

pub(super) fn shown(error: impl ToString) -> String {
    error.to_string()
}

pub(super) fn text(payload: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(payload).map_err(shown)
}

pub(super) fn contender(name: &'static str, validates: bool, decode: Decode) -> Contender {
    Contender { name, validates, decode }
}

pub(super) fn validator(schema: &str) -> jsonschema::Validator {
    let schema = serde_json::from_str(schema).expect("a schema is JSON");
    jsonschema::validator_for(&schema).expect("it is a schema")
}

/// Returns the documented payload of a trigger.
pub(super) fn sample<T: Trigger>(variant: &str) -> Vec<u8> {
    let sample = T::INFO.samples.iter().find(|sample| sample.variant == variant);
    sample.expect("the spec has the sample").payload.to_vec()
}
