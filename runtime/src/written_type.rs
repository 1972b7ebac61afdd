//! [`Written`]: finds aliases of the types that `#[derive(Trigger)]` knows by name.

use std::marker::PhantomData;

use triggerkit_core::data::{Map, Timestamp};

/// A type that the derive takes for one of the user's own. Its constant `ALIAS` is a message if the type has only another name.
pub struct Written<T>(PhantomData<T>);

/// The constant of all other types. A type's own constant takes precedence.
pub trait Unaliased {
    /// No message.
    const ALIAS: Option<&'static str> = None;
}

impl<T> Unaliased for Written<T> {}

/// Gives each type its message.
macro_rules! messages {
    ($([$($parameter:ident)?] $ty:ty: $name:literal, $help:literal;)+) => {$(
        impl$(<$parameter>)? Written<$ty> {
            /// The message about an alias.
            pub const ALIAS: Option<&'static str> =
                Some(concat!("an alias of `", $name, "` cannot be the type of a field\nhelp: write `", $help, "` in the struct itself"));
        }
    )+};
}

messages! {
    [T] Option<T>: "Option", "Option<…>";
    [T] Vec<T>: "Vec", "Vec<…>";
    [T] Map<T>: "Map", "Map<…>";
    [] Timestamp: "Timestamp", "Timestamp";
}
