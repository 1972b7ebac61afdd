//! The samples on a page. Long ones are folded.

use triggerkit_spec::model::{Body, Sample};

use super::markdown::{fence, folded};

/// Payloads with more lines than this are folded.
const MAX_LINES: usize = 12;

pub(super) fn samples(samples: &[Sample]) -> String {
    // The payload of a CBOR sample is shown by a JSON sample.
    let shown: Vec<&Sample> = samples.iter().filter(|sample| sample.body != Body::Cbor).collect();
    shown.iter().map(|sample| format!("\n{}", one(sample, shown.len() > 1))).collect()
}

fn one(sample: &Sample, several: bool) -> String {
    let title = match &sample.variant[..] {
        "" => "Sample".to_owned(),
        variant => format!("Sample, {}", variant.replace('_', " ")),
    };
    let Ok(text) = std::str::from_utf8(&sample.bytes) else {
        return format!("{title}: {} bytes that are not text.\n", sample.bytes.len());
    };
    let block = fence(if sample.body == Body::Json { "json" } else { "text" }, text.trim_start_matches('\n'));
    if several || text.lines().count() > MAX_LINES { folded(&title, &block) } else { format!("{title}:\n\n{block}") }
}
