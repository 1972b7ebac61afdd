//! The words of the spec language that the runtime needs too.

/// Declares an enum whose variants are words of the spec language.
///
/// With a second text for each word, `expected` returns what messages call a value of that kind.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal, $expected:literal;)+ }) => {
        words! { $(#[$meta])* $name { $($(#[$doc])* $variant = $word,)+ } }

        impl $name {
            /// Returns what messages call a value of this kind.
            pub const fn expected(self) -> &'static str {
                match self { $($name::$variant => $expected,)+ }
            }
        }
    };
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// All of them, in the order of the documentation.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// Returns the word in a spec.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// Parses the word in a spec.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|each| each.word() == word)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// How a payload writes a time.
    TimeKind {
        /// RFC 3339 text with any fraction and offset.
        Rfc3339 = "rfc3339", "an RFC 3339 time";
        /// Seconds since 1970.
        UnixSeconds = "unix-s", "seconds since 1970";
        /// Milliseconds since 1970.
        UnixMillis = "unix-ms", "milliseconds since 1970";
        /// Microseconds since 1970.
        UnixMicros = "unix-us", "microseconds since 1970";
        /// Any text.
        Text = "text", "a time";
        /// Any text or number.
        Any = "any", "a time";
    }
}

words! {
    /// One step of a codec.
    Step {
        /// Base64 text to bytes.
        Base64 = "base64",
        /// Gzip, zlib, zip or plain bytes, depending on the first bytes.
        Unpack = "unpack",
        /// JSON text to a value.
        Json = "json",
        /// A list of numbers to bytes.
        Numbers = "numbers",
        /// Text that is percent-encoded like a form to plain text.
        Percent = "percent",
    }
}

words! {
    /// A further wire form in which a field is read.
    Accept {
        /// A number or boolean written as a string.
        String = "string",
        /// A number where text is usual.
        Number = "number",
        /// A boolean where text is usual.
        Bool = "bool",
        /// An object or list where text is usual. The text is its JSON.
        Json = "json",
        /// JSON text in a string where an object or list is usual.
        JsonText = "json-text",
        /// One item where a list is usual.
        One = "one",
        /// Comma-separated text where a list of strings is usual.
        CommaText = "comma-text",
    }
}

impl Accept {
    /// Returns whether clouds mix the form up with the usual one, so that tolerant specs read it everywhere.
    pub const fn is_mixed_up(self) -> bool {
        match self {
            Accept::String | Accept::Number | Accept::Bool | Accept::JsonText | Accept::One => true,
            Accept::Json | Accept::CommaText => false,
        }
    }
}

impl TimeKind {
    /// Returns the nanoseconds of one unit; `None` for text.
    pub const fn nanoseconds(self) -> Option<i128> {
        match self {
            TimeKind::UnixSeconds => Some(1_000_000_000),
            TimeKind::UnixMillis => Some(1_000_000),
            TimeKind::UnixMicros => Some(1_000),
            TimeKind::Rfc3339 | TimeKind::Text | TimeKind::Any => None,
        }
    }
}
