//! Places in a spec.

use std::ops::Range;

/// A byte range in the text of the spec.
pub type Span = Range<usize>;
