//! One module a provider, generated from its spec, behind a feature of its name.

use crate::dynamic::AnyTrigger;

/// Declares the providers: the one place to add another.
macro_rules! providers {
    ($($name:ident = $feature:tt;)+) => {
        $(
            #[cfg(feature = $feature)]
            #[triggerkit_macros::spec(builtin = $feature)]
            pub mod $name {}
        )+

        /// Every trigger of the providers that are compiled in, provider by provider in the order of the specs.
        pub fn triggers() -> impl Iterator<Item = &'static AnyTrigger> {
            let none: &[AnyTrigger] = &[];
            std::iter::once(none)
                $(.chain({
                    #[cfg(feature = $feature)]
                    let list = $name::TRIGGERS;
                    #[cfg(not(feature = $feature))]
                    let list: &[AnyTrigger] = &[];
                    std::iter::once(list)
                }))+
                .flatten()
        }
    };
}

providers! {
    huawei = "huawei";
    volcengine = "volcengine";
    tencent = "tencent";
}
