//! The modules of the providers, each generated from its spec and enabled by a feature of the same name.

use triggerkit_core::report::Report;

use crate::config::ConfigType;
use crate::detect::{self, Detection, Detector};
use crate::dynamic::AnyTrigger;

/// Declares the providers. A new provider is one more line in its invocation below.
macro_rules! providers {
    ($($variant:ident $name:ident = $feature:tt;)+) => {
        $(
            #[cfg(feature = $feature)]
            // The macro does not see the `cfg` above, so rustdoc would not show it.
            #[cfg_attr(docsrs, doc(cfg(feature = $feature)))]
            #[triggerkit_macros::spec(builtin = $feature)]
            pub mod $name {}
        )+

        /// The names of all providers, enabled or not.
        #[cfg(feature = "handlers")]
        pub(crate) const PROVIDERS: &[&str] = &[$(stringify!($name)),+];

        /// Returns the triggers of all enabled providers, in the order of their specs.
        pub fn triggers() -> impl Iterator<Item = &'static AnyTrigger> {
            let lists: &[&'static [AnyTrigger]] = &[$(
                #[cfg(feature = $feature)]
                $name::TRIGGERS,
            )+];
            lists.to_vec().into_iter().flatten()
        }

        /// Returns the types of configurations of all enabled providers, in the order of their specs.
        pub fn configs() -> impl Iterator<Item = &'static ConfigType> {
            let lists: &[&'static [ConfigType]] = &[$(
                #[cfg(feature = $feature)]
                $name::CONFIGS,
            )+];
            lists.to_vec().into_iter().flatten()
        }

        /// An event of any trigger of the enabled providers.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum AnyEvent {
            $(
                #[doc = concat!("An event of `", $feature, "`.")]
                #[cfg(feature = $feature)]
                $variant($name::AnyEvent),
            )+
        }

        impl AnyEvent {
            /// Detects the trigger of a payload and decodes the payload.
            ///
            /// # Errors
            /// Returns a report if the payload has violations. The violated rule is `detect` if the payload does not belong to
            /// exactly one trigger of the enabled providers.
            #[allow(unused_variables, reason = "without a provider there is nothing to decode")]
            pub fn decode(payload: impl AsRef<[u8]>, headers: &[(&str, &str)]) -> Result<Self, Report> {
                let payload = payload.as_ref();
                let trigger = self::detect(payload, headers).one()?;
                $(
                    #[cfg(feature = $feature)]
                    if let Some(index) = crate::__private::position($name::TRIGGERS, trigger) {
                        return $name::AnyEvent::decode_as(index, payload).map(Self::$variant);
                    }
                )+
                Err(detect::unknown())
            }
        }
    };
}

providers! {
    Huawei huawei = "huawei";
    Volcengine volcengine = "volcengine";
    Tencent tencent = "tencent";
    Aliyun aliyun = "aliyun";
    Aws aws = "aws";
}

/// Detects which trigger of the enabled providers a payload belongs to.
///
/// Detection only looks at the discriminators that the specs declare, in the payload and in the headers of the request. It does
/// not decode the payload.
///
/// If you know the provider, use [`Detection::among`] or a [`Detector`] with the triggers of that provider.
///
/// ```
/// # #[cfg(feature = "huawei")] {
/// use triggerkit::{Detection, detect};
///
/// let Detection::One(trigger) = detect(br#"{"trigger_type": "TIMER"}"#, &[]) else { panic!() };
/// assert_eq!(trigger.info.id, "huawei.timer");
/// # }
/// ```
pub fn detect(payload: &[u8], headers: &[(&str, &str)]) -> Detection {
    static ALL: Detector = Detector::new(|| triggers().collect());
    ALL.detect(payload, headers)
}
