//! One module a provider, generated from its spec, behind a feature of its name.

use crate::detect::{self, Detection, Detector};
use crate::dynamic::AnyTrigger;
use triggerkit_core::report::Report;

/// Declares the providers: the one place to add another.
macro_rules! providers {
    ($($variant:ident $name:ident = $feature:tt;)+) => {
        $(
            #[cfg(feature = $feature)]
            #[triggerkit_macros::spec(builtin = $feature)]
            pub mod $name {}
        )+

        /// Every trigger of the providers that are compiled in, provider by provider in the order of the specs.
        pub fn triggers() -> impl Iterator<Item = &'static AnyTrigger> {
            let lists: &[&'static [AnyTrigger]] = &[$(
                #[cfg(feature = $feature)]
                $name::TRIGGERS,
            )+];
            lists.to_vec().into_iter().flatten()
        }

        /// An event of any trigger of any provider that is compiled in.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum AnyEvent {
            $(
                #[doc = concat!("Of `", $feature, "`.")]
                #[cfg(feature = $feature)]
                $variant($name::AnyEvent),
            )+
        }

        impl AnyEvent {
            /// Tells by the declared discriminators which trigger a payload belongs to, and decodes it.
            ///
            /// # Errors
            /// Rule `detect` when it is none that is compiled in, or not just one; or everything that is wrong with the payload.
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
}

/// Tells which trigger of the providers compiled in a payload belongs to. No payload is tried out: only declared
/// discriminators count, in the payload and in the request's headers.
///
/// Whoever knows the provider asks among its triggers alone: [`Detection::among`] and [`Detector`].
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
