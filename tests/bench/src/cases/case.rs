//! A case, and what its decoders are made of.

use std::hint::black_box;

use triggerkit::{Document, Trigger};

/// What a decoder says of a payload.
pub type Decoded = Result<(), String>;

/// Decodes a payload, calls back while the result is alive, and drops it.
pub type Decode = Box<dyn Fn(&[u8], &dyn Fn()) -> Decoded>;

/// A payload and its decoders.
pub struct Case {
    /// Name on the page.
    pub name: &'static str,
    /// What arrives.
    pub payload: Vec<u8>,
    /// The same with a broken constraint, which whoever validates has to reject.
    pub broken: Vec<u8>,
    /// Headers that arrive with it.
    pub headers: &'static [(&'static str, &'static str)],
    /// Everybody who decodes it; the first is [`OURS`].
    pub contenders: Vec<Contender>,
    /// Ours with the constraints of the spec, with none at all, and with one on every field.
    pub twins: [Decode; 3],
    /// Number of violations that ours finds.
    pub violations: fn(&[u8]) -> usize,
    /// Ours, whatever it finds.
    pub lenient: Decode,
}

/// One way of decoding.
pub struct Contender {
    /// Name on the page.
    pub name: &'static str,
    /// Whether it has the constraints.
    pub validates: bool,
    /// The decoder.
    pub decode: Decode,
}

/// A decoder whose result owns everything.
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

/// The documented payload of a trigger.
pub(super) fn sample<T: Trigger>(variant: &str) -> Vec<u8> {
    let sample = T::INFO.samples.iter().find(|sample| sample.variant == variant);
    sample.expect("the spec has the sample").payload.to_vec()
}
