//! The macro that declares [`Problem`](super::Problem) as a table.

/// Declares the problems: `CODE Name { fields } = "message" @ "label" ? "help"`. The texts may use the fields.
macro_rules! problems {
    ($($code:ident $name:ident { $($field:ident),* } = $message:literal $(@ $label:literal)? ? $help:literal;)+) => {
        /// A problem of a spec.
        #[derive(Clone, Copy)]
        #[allow(missing_docs, reason = "the table below is the documentation")]
        pub enum Problem<'a> {
            $(#[doc = $message] $name { $($field: &'a dyn std::fmt::Display,)* },)+
        }

        #[allow(unused_variables, reason = "not every template uses every field")]
        impl Problem<'_> {
            /// The codes of all problems.
            pub const CODES: &'static [&'static str] = &[$(stringify!($code)),+];

            /// Returns the stable code: `E201`.
            pub fn code(&self) -> &'static str {
                match self { $(Problem::$name { .. } => stringify!($code),)+ }
            }

            /// Returns what is wrong, in one line.
            pub fn message(&self) -> String {
                match self { $(Problem::$name { $($field,)* } => format!($message),)+ }
            }

            /// Returns a few words for the caret.
            pub fn label(&self) -> Option<String> {
                match self { $(Problem::$name { $($field,)* } => { None::<String>$(.or(Some(format!($label))))? })+ }
            }

            /// Returns what the reader can do about it.
            pub fn help(&self) -> String {
                match self { $(Problem::$name { $($field,)* } => format!($help),)+ }
            }
        }
    };
}
pub(super) use problems;
