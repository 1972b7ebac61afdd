//! The engine: decodes, checks and writes any generated type. It is driven by [shapes](crate::shape) and compiled once.

mod absent;
mod contract;
mod debug;
mod decode;
mod decoder;
mod inspect;
mod path;
mod place;
mod records;
mod rules;
mod secret_names;
mod union;
mod validate;
mod write;

pub use contract::{Contents, Encodes, Entries, List, Object, Union, Value, View};
pub use debug::{debug, debug_union};
pub use decode::{decode_as, decode_into, decode_list, decode_object, decode_shared};
pub use decoder::Decoder;
pub use inspect::{Detail, DetailKind, details};
pub use path::push_name;
pub use place::{has_value, value_at};
pub use records::record_paths;
pub use union::{decode_union, view_union, visit_variants};
pub use validate::validate;
pub use write::{write_list, write_object, write_view};
