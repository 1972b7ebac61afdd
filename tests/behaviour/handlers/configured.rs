//! Configurations in attributes: their YAML, and the errors that are found only at start-up.

use triggerkit::aliyun::{self, LogConfig, LogEvent, OssConfig, OssEvent, OssEventType, TimerConfig, TimerEvent};
use triggerkit::{AnyConfig, Config, Context, Handler, Reply, Router, Trigger, handler, trigger, triggers};

#[trigger(aliyun::Timer, config(cronExpression = "0 0 4 * * *", payload = "x: \"y\"", enable = true))]
fn at_four(_: TimerEvent) {}

struct Shop;

#[triggers]
impl Shop {
    #[trigger(aliyun::Oss, config(events = ["oss:ObjectCreated:PutObject"], filter = { key = { prefix = "in/", suffix = ".png" } }))]
    fn uploaded(&self, _: OssEvent) {}

    #[trigger(aliyun::Log, config(
        sourceConfig = { logstore = "etl-log" },
        jobConfig = { maxRetryTime = 3, triggerInterval = 60 },
        functionParameter = { a = "b", "c-d" = [1, -2.5, { e = false }] },
    ))]
    fn logged(&self, _: LogEvent) {}

    #[trigger(aliyun::Cdn)]
    fn not_configured(&self, _: aliyun::CdnEvent) {}
}

#[test]
fn the_yaml_has_one_entry_for_each_handler() {
    let router = Router::new().with(handler!(at_four)).with(Shop);
    let yaml = router.configs().unwrap();
    insta::assert_snapshot!(yaml);
    let timer = TimerConfig::from_yaml(&yaml).unwrap();
    assert_eq!((timer.cron_expression.as_str(), timer.payload.as_deref()), ("0 0 4 * * *", Some("x: \"y\"")));
    assert_eq!(OssConfig::from_yaml(&yaml).unwrap().events, [OssEventType::OssObjectCreatedPutObject]);
    assert_eq!(LogConfig::from_yaml(&yaml).unwrap().job_config.unwrap().trigger_interval, Some(60));
}

#[test]
fn a_handler_shows_its_configuration() {
    let router = Router::new().with(handler!(at_four));
    let config = router.handlers()[0].config().unwrap();
    assert_eq!((config.id(), config.validate()), ("aliyun.timer", Ok(())));
    assert_eq!(config.to_json(), r#"{"payload":"x: \"y\"","cronExpression":"0 0 4 * * *","enable":true}"#);
    assert!(config.to_yaml().unwrap().starts_with("triggerConfig:\n"));
    assert!(Router::new().with(Shop).handlers()[2].config().is_none());
}

/// The macro cannot check a configuration if the trigger has another name.
use aliyun::Timer as Renamed;

#[trigger(Renamed, config(cronExpression = "every night", enabled = true))]
fn renamed(_: TimerEvent) {}

#[test]
fn unchecked_configurations_are_errors_before_the_first_event() {
    let error = Router::new().with(handler!(renamed)).check().unwrap_err();
    assert_eq!(error.kind(), "InvalidRouter");
    insta::assert_snapshot!(error);
    assert!(Router::new().with(handler!(renamed)).configs().is_err());
}

#[test]
fn built_configurations_are_checked_as_well() {
    let plain = || Handler::new::<aliyun::Timer, _, _>(async |_, _: Context| Ok(Reply::json("null"))).named("by_hand");
    let mut timer = TimerConfig::builder().cron_expression("0 0 4 * * *").build().unwrap();
    assert!(Router::new().with(plain().configured(AnyConfig::of(timer.clone()))).check().is_ok());
    timer.cron_expression = "never".into();
    let error = Router::new().with(plain().configured(AnyConfig::of(timer))).check().unwrap_err();
    assert!(error.to_string().contains("cronExpression: expected"), "{error}");
    let other = AnyConfig::read::<OssConfig>(r#"{"events": ["oss:ObjectCreated:*"]}"#);
    let error = Router::new().with(plain().configured(other)).check().unwrap_err();
    assert_eq!(error.to_string(), "`by_hand` (`aliyun.timer`) has the configuration of `aliyun.oss`");
    assert_eq!(aliyun::Timer::INFO.id, "aliyun.timer");
}
