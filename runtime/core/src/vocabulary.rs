//! The closed word lists of the spec language that the runtime needs too.

/// Declares an enum whose variants are words of the spec language.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every one of them, in the order of the documentation.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word in a spec.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// Reads the word of a spec.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|each| each.word() == word)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// How a time stands in a payload. It is kept as it came and parsed on request.
    TimeKind {
        /// RFC 3339 text with any fraction and offset.
        Rfc3339 = "rfc3339",
        /// Seconds since 1970.
        UnixSeconds = "unix-s",
        /// Milliseconds since 1970.
        UnixMillis = "unix-ms",
        /// Microseconds since 1970.
        UnixMicros = "unix-us",
        /// Text in a form of the vendor's own.
        Text = "text",
    }
}

words! {
    /// One step of a codec chain, from the wire inward.
    Step {
        /// Base64 text to bytes.
        Base64 = "base64",
        /// Gzip, zlib, zip or plain bytes, told by their first bytes.
        Unpack = "unpack",
        /// JSON text to a value.
        Json = "json",
    }
}

words! {
    /// A further wire form in which a field is read.
    Accept {
        /// A number or boolean written as a string.
        String = "string",
        /// A number where text is usual.
        Number = "number",
        /// JSON text in a string where an object or list is usual.
        JsonText = "json-text",
        /// One item where a list is usual.
        One = "one",
        /// Comma-separated text where a list of strings is usual.
        CommaText = "comma-text",
    }
}

impl TimeKind {
    /// What a value of this kind is called in messages.
    pub const fn expected(self) -> &'static str {
        match self {
            TimeKind::Rfc3339 => "an RFC 3339 time",
            TimeKind::UnixSeconds => "seconds since 1970",
            TimeKind::UnixMillis => "milliseconds since 1970",
            TimeKind::UnixMicros => "microseconds since 1970",
            TimeKind::Text => "a time",
        }
    }

    /// Nanoseconds of one unit; `None` for text.
    pub const fn nanoseconds(self) -> Option<i128> {
        match self {
            TimeKind::UnixSeconds => Some(1_000_000_000),
            TimeKind::UnixMillis => Some(1_000_000),
            TimeKind::UnixMicros => Some(1_000),
            TimeKind::Rfc3339 | TimeKind::Text => None,
        }
    }
}
