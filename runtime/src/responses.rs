//! The macro by which a trigger has several responses. Only handlers need what it implements.

/// Lets handlers return the enum of a trigger's responses and each of its types, if the feature `handlers` is enabled.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "handlers")]
macro_rules! responses {
    ($responses:ident { $($variant:ident($type:ty)),* }) => {
        impl $crate::Respond<$responses> for $responses {
            fn respond(self) -> $crate::__private::Result<$crate::Reply, $crate::Error> {
                match self {
                    $($responses::$variant(value) => $crate::__private::respond(&value),)*
                }
            }
        }

        $(
            impl $crate::Respond<$responses> for $type {
                fn respond(self) -> $crate::__private::Result<$crate::Reply, $crate::Error> {
                    $crate::__private::respond(&self)
                }
            }
        )*
    };
}

/// Lets handlers return the enum of a trigger's responses and each of its types, if the feature `handlers` is enabled.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "handlers"))]
macro_rules! responses {
    ($responses:ident { $($variant:ident($type:ty)),* }) => {};
}
