// The expansion of `functions.in.rs`, written by the test target `expansion`.

use triggerkit::aliyun::{self, TimerEvent};
use triggerkit::{Context, Error, trigger};

/// Is called when it is time.
#[cfg(not(windows))]
#[inline]
pub async fn on_time(event: TimerEvent, cx: Context) -> Result<(), Error> {
    assert!(cx.report().is_empty(), "{event:?}");
    Ok(())
}

#[cfg(not(windows))]
#[doc(hidden)]
#[allow(non_camel_case_types)]
#[::triggerkit::__private::derive(
    ::triggerkit::__private::Clone,
    ::triggerkit::__private::Copy,
    ::triggerkit::__private::fmt::Debug
)]
pub struct __on_time {}

#[cfg(not(windows))]
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub type on_time = __on_time;

#[cfg(not(windows))]
const _: () = {
    use ::triggerkit::__private as tk;

    impl tk::Handlers for __on_time {
        fn handlers(self) -> tk::Vec<tk::Handler> {
            tk::handlers([{
                type __Trigger = aliyun::Timer;
                let handler = tk::Handler::new::<__Trigger, _, _>(|event, cx| async move {
                    let event = <TimerEvent as tk::EventOf<<__Trigger as tk::Trigger>::Event>>::of(event);
                    let cx: Context = cx;
                    tk::outcome::<<__Trigger as tk::Trigger>::Response, Result<(), Error>>(on_time(event, cx).await)
                });
                handler.named("on_time").reporting().configured(tk::AnyConfig::read::<<__Trigger as tk::Configured>::Config>(
                    "{\"cronExpression\":\"0 0 4 * * *\"}",
                ))
            }])
        }
    }
};
