//! Configurations: reading and writing the documented YAML, and every limit in the documents.

use serde_json::{Value, json};
use triggerkit::aliyun::{CdnConfig, HttpConfig, LogConfig, MnsConfig, OssConfig, RdsConfig, TimerConfig};
use triggerkit::{Config, Rule};

/// Returns the only violation of a configuration, which is given as JSON.
fn broken<C: Config>(config: Value) -> (String, Rule) {
    let report = C::decode(config.to_string()).unwrap_err();
    let [violation] = report.violations() else { panic!("{report}") };
    (violation.path.clone(), violation.rule)
}

fn comes_back<C: Config + PartialEq>(yaml: &str) -> C {
    let config = C::from_yaml(yaml).unwrap_or_else(|report| panic!("{}: {report}", C::ID));
    let written = config.to_yaml().unwrap();
    assert!(written.starts_with("triggerConfig:"), "{written}");
    assert!(C::from_yaml(&written).unwrap() == config, "{written}");
    config
}

#[test]
fn the_yaml_of_the_document_is_read_and_written() {
    let http: HttpConfig = comes_back("triggerConfig:\n  authType: anonymous\n  methods: [\"GET\", \"POST\"]\n");
    assert_eq!(http.methods.len(), 2);
    let oss: OssConfig = comes_back(
        "triggerConfig:\n  events:\n    - oss:ObjectCreated:PostObject\n    - oss:ObjectCreated:PutObject\n  filter:\n    key:\n      prefix: source/\n      suffix: .png\n",
    );
    assert_eq!(oss.filter.unwrap().key.unwrap().suffix.as_deref(), Some(".png"));
    let log: LogConfig = comes_back(
        "triggerConfig:\n  sourceConfig:\n    logstore: \"etl-log\"\n  jobConfig:\n    maxRetryTime: 3\n    triggerInterval: 60\n  functionParameter:\n    a: \"b\"\n    c: \"d\"\n  logConfig:\n    project: \"ali-fc-test\"\n    logstore: \"test-store\"\n  enable: true\n",
    );
    assert_eq!(log.enable, Some(true));
    let timer: TimerConfig =
        comes_back("triggerConfig:\n  payload: \"aaaaa\"\n  cronExpression: \"0 1/1000 * * * *\"\n  enable: true\n");
    assert_eq!(timer.cron_expression, "0 1/1000 * * * *");
    comes_back::<CdnConfig>(
        "triggerConfig:\n  eventName: LogFileCreated\n  eventVersion: 1.0.0\n  notes: cdn events trigger test\n  filter:\n    domain: [\"www.taobao.com\", \"www.tmall.com\"]\n",
    );
    comes_back::<MnsConfig>(
        "triggerConfig:\n  notifyContentFormat: STREAM\n  notifyStrategy: BACKOFF_RETRY\n  filterTag: testTag\n",
    );
    let rds: RdsConfig = comes_back(
        "triggerConfig:\n  subscriptionObjects: [\"db1.table1\", \"db1.table2\"]\n  retry: 1\n  concurrency: 2\n  eventFormat: json\n",
    );
    assert_eq!(rds.retry, 1);
}

#[test]
fn documented_defaults_are_used() {
    let rds = RdsConfig::decode(r#"{"subscriptionObjects": ["db.t"]}"#).unwrap();
    assert_eq!((rds.retry, rds.concurrency, rds.event_format.as_str()), (3, 1, "protobuf"));
    assert_eq!(rds.to_json(), r#"{"subscriptionObjects":["db.t"]}"#);
    let mns = MnsConfig::decode("{}").unwrap();
    assert_eq!((mns.notify_content_format.as_str(), mns.notify_strategy.as_str()), ("STREAM", "BACKOFF_RETRY"));
}

#[test]
fn documented_limits_are_checked_at_both_ends() {
    let log = |job: Value| json!({"sourceConfig": {"logstore": "l"}, "jobConfig": job});
    for (key, min, max) in [("triggerInterval", 3, 600), ("maxRetryTime", 0, 100)] {
        for inside in [min, max] {
            LogConfig::decode(log(json!({key: inside})).to_string()).unwrap();
        }
        assert_eq!(broken::<LogConfig>(log(json!({key: max + 1}))), (format!("jobConfig.{key}"), Rule::Range));
    }
    assert_eq!(broken::<LogConfig>(log(json!({"triggerInterval": 2}))), ("jobConfig.triggerInterval".into(), Rule::Range));
    let rds = |key: &str, value: i64| json!({"subscriptionObjects": ["db.t"], key: value});
    for (key, min, max) in [("retry", 0, 3), ("concurrency", 1, 5)] {
        RdsConfig::decode(rds(key, min).to_string()).unwrap();
        RdsConfig::decode(rds(key, max).to_string()).unwrap();
        assert_eq!(broken::<RdsConfig>(rds(key, max + 1)), (key.into(), Rule::Range));
    }
    assert_eq!(broken::<RdsConfig>(rds("concurrency", 0)), ("concurrency".into(), Rule::Range));
    MnsConfig::decode(json!({"filterTag": "x".repeat(16)}).to_string()).unwrap();
    assert_eq!(broken::<MnsConfig>(json!({"filterTag": "x".repeat(17)})), ("filterTag".into(), Rule::Length));
}

#[test]
fn closed_enums_reject_other_values() {
    assert_eq!(broken::<HttpConfig>(json!({"authType": "nobody", "methods": ["GET"]})), ("authType".into(), Rule::OneOf));
    assert_eq!(
        broken::<HttpConfig>(json!({"authType": "function", "methods": ["GET", "TRACE"]})),
        ("methods[1]".into(), Rule::OneOf)
    );
    assert_eq!(broken::<OssConfig>(json!({"events": ["oss:ObjectCreated:Nothing"]})), ("events[0]".into(), Rule::OneOf));
    assert_eq!(
        broken::<RdsConfig>(json!({"subscriptionObjects": ["db.t"], "eventFormat": "xml"})),
        ("eventFormat".into(), Rule::OneOf)
    );
    assert_eq!(
        broken::<CdnConfig>(json!({"eventName": "LogFileCreated", "eventVersion": "1.0.0", "filter": {"domain": []}})),
        ("filter.domain".into(), Rule::Length)
    );
}

#[test]
fn invalid_yaml_is_one_violation() {
    for text in ["triggerConfig: [", "a: b: c", "\t", "triggerConfig:\n- x\n  y"] {
        let report = TimerConfig::from_yaml(text).unwrap_err();
        assert!(!report.is_empty());
    }
}
