use triggerkit::aliyun::{self, TimerEvent};
use triggerkit::{Context, Error, trigger};

/// Is called when it is time.
#[cfg(not(windows))]
#[trigger(aliyun::Timer, validate = "report", config(cronExpression = "0 0 4 * * *"))]
#[inline]
pub async fn on_time(event: TimerEvent, cx: Context) -> Result<(), Error> {
    assert!(cx.report().is_empty(), "{event:?}");
    Ok(())
}
