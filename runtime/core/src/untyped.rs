//! Values of shapes that are built at run time, from a spec that was not known at compile time. The engine decodes, checks
//! and writes them like generated structs.

mod definition;
mod value;

pub use definition::{Definition, Holds, Variants};
pub use value::{Record, Untyped};
