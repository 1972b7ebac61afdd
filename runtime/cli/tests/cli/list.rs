//! `triggerkit list` and `sample`.

use serde_json::{Value, json};
use triggerkit::{AnyTrigger, Sample, triggers};

use crate::{Run, clean, run, run_with};

#[test]
fn list_prints_one_id_a_line() {
    let ids = clean(run(&["list"]));
    for id in ["huawei.work_request", "huawei.kafka", "tencent.cos"] {
        assert!(ids.lines().any(|line| line == id), "{id} in\n{ids}");
    }
    assert!(
        ids.lines()
            .all(|line| line.split_once('.').is_some_and(|(provider, trigger)| !provider.is_empty() && !trigger.is_empty()))
    );
    assert_eq!(clean(run(&["list", "--format", "text"])), ids);
}

#[test]
fn list_prints_json() {
    let listed: Vec<Value> = serde_json::from_str(&clean(run(&["list", "--format", "json"]))).unwrap();
    let ids: Vec<&str> = listed.iter().map(|trigger| trigger["id"].as_str().unwrap()).collect();
    let lines = clean(run(&["list"]));
    assert_eq!(ids, lines.lines().map(|line| line.split(' ').next().unwrap()).collect::<Vec<_>>());
    let apig = listed.iter().find(|trigger| trigger["id"] == "huawei.apig").unwrap();
    assert_eq!(
        *apig,
        json!({"id": "huawei.apig", "title": "API Gateway (APIG)", "samples": ["", "base64", "no_api_id", "no_context"]})
    );
}

#[test]
fn retired_triggers_are_marked() {
    let listed = clean(run(&["list"]));
    let line = listed.lines().find(|line| line.starts_with("tencent.apigw ")).unwrap();
    assert_eq!(line, "tencent.apigw  # retired by the vendor (2025-06), use tencent.function_url");
    let json: Value = clean(run(&["list", "--format", "json"])).parse().unwrap();
    let apigw = json.as_array().unwrap().iter().find(|trigger| trigger["id"] == "tencent.apigw").unwrap();
    assert_eq!((&apigw["retired"], &apigw["successor"]), (&json!("2025-06"), &json!("tencent.function_url")));
    let sample = triggers().find(|trigger| trigger.info.id == "tencent.apigw").unwrap().info.samples[0].payload;
    assert!(
        clean(run_with(&[], sample, &["explain", "-"]))
            .contains("\n  retired by the vendor (2025-06), use tencent.function_url\n")
    );
}

#[test]
fn sample_prints_every_sample_as_it_is() {
    let text = |sample: &Sample| str::from_utf8(sample.payload).is_ok();
    for AnyTrigger { info, .. } in triggers().filter(|trigger| trigger.info.samples.iter().all(text)) {
        for sample in info.samples {
            let printed = clean(run(&["sample", info.id, "--variant", sample.variant]));
            assert_eq!(printed.as_bytes(), sample.payload, "{} {}", info.id, sample.variant);
        }
    }
    let [main, base64] =
        [&["sample", "huawei.apig"][..], &["sample", "huawei.apig", "--variant", "base64"]].map(|it| clean(run(it)));
    assert!(main.contains("\"isBase64Encoded\": false") && base64.contains("\"isBase64Encoded\": true"));
}

#[test]
fn sample_suggests_what_exists() {
    let Run { code, out, err } = run(&["sample", "huawei.apig", "--variant", "gzip"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "triggerkit: `huawei.apig` does not have a variant `gzip`; its variants are `base64`, `no_api_id`, `no_context`\n"
    );
    for (id, hint) in [
        ("apig", "unknown trigger; did you mean `huawei.apig` or "),
        ("huawei.kafak", "unknown trigger; the triggers of `huawei` are `huawei.work_request`, "),
        ("nobody.knows", "unknown trigger; run `triggerkit list` to see all triggers"),
        ("", "unknown trigger; run `triggerkit list` to see all triggers"),
    ] {
        for arguments in [&["sample", id][..], &["decode", "--trigger", id, "-"]] {
            let Run { code, out, err } = run(arguments);
            assert_eq!((code, out.as_str()), (2, ""));
            assert!(err.contains(hint), "{arguments:?}\n{err}");
        }
    }
}

#[test]
fn one_provider_is_listed() {
    let all = clean(run(&["list"]));
    let expected: String = all.lines().filter(|line| line.starts_with("tencent.")).map(|line| format!("{line}\n")).collect();
    assert_eq!(clean(run(&["list", "--provider", "tencent"])), expected);
    let json: Vec<Value> = serde_json::from_str(&clean(run(&["list", "--format", "json", "--provider", "aliyun"]))).unwrap();
    assert!(json.len() > 20 && json.iter().all(|trigger| trigger["id"].as_str().unwrap().starts_with("aliyun.")));
    let configs = clean(run(&["list", "--configs", "--provider", "volcengine"]));
    assert!(configs.lines().count() == 3 && configs.lines().all(|id| id.starts_with("volcengine.")), "{configs}");
}
