//! The checker beside the decoder: both run the same engine, the one over shapes that are built from a spec at run time, the
//! other over those that the macros emit.

use serde_json::{Map, Value};
use triggerkit::{Document, Report, aliyun, huawei, tencent};
use triggerkit_spec::builtin;
use triggerkit_spec::judge::Judge;
use triggerkit_spec::model::{Body, Object, Provider};

use super::{probes, subjects};

/// What is wrong with a payload: paths, rules, and what was expected and found.
type Verdict = Vec<[String; 4]>;

/// Judges payloads as the checker judges samples.
pub fn checker<'p>(provider: &'p Provider, object: &'p Object) -> impl FnMut(&str) -> Verdict + 'p {
    let mut judge = Judge::of(provider);
    move |text| {
        let violations = judge.object(object, text).unwrap().into_iter();
        violations.map(|each| [each.path, each.rule.id().to_owned(), each.expected, each.found]).collect()
    }
}

/// Decodes a payload and returns its verdict.
type Decoder = Box<dyn Fn(&[u8]) -> Verdict>;

/// Judges payloads as functions do.
pub fn decoder(provider: &str, stem: &str) -> Decoder {
    let id = format!("{provider}.{stem}");
    if let Some(trigger) = triggerkit::triggers().find(|trigger| trigger.info.id == id) {
        return Box::new(|payload| verdict(trigger.decode(payload).map(drop)));
    }
    fn decode<T: Document>(payload: &[u8]) -> Verdict {
        verdict(T::decode(payload).map(drop))
    }
    Box::new(match id.as_str() {
        "aliyun.config.cdn" => decode::<aliyun::CdnConfig>,
        "aliyun.config.http" => decode::<aliyun::HttpConfig>,
        "aliyun.config.log" => decode::<aliyun::LogConfig>,
        "aliyun.config.mns" => decode::<aliyun::MnsConfig>,
        "aliyun.config.oss" => decode::<aliyun::OssConfig>,
        "aliyun.config.rds" => decode::<aliyun::RdsConfig>,
        "aliyun.config.timer" => decode::<aliyun::TimerConfig>,
        "aliyun.type.ApigwResponse" => decode::<aliyun::ApigwResponse>,
        "huawei.config.obs" => decode::<huawei::ObsConfig>,
        "huawei.type.ApigResponse" => decode::<huawei::ApigResponse>,
        "huawei.type.LtsData" => decode::<huawei::LtsData>,
        "huawei.type.WorkRequestResponse" => decode::<huawei::WorkRequestResponse>,
        "tencent.type.ApigwResponse" => decode::<tencent::ApigwResponse>,
        "tencent.type.ClsLogs" => decode::<tencent::ClsLogs>,
        id => panic!("`{id}` needs its decoder here"),
    })
}

fn verdict(decoded: Result<(), Report>) -> Verdict {
    let violations = decoded.err().unwrap_or_default().into_iter();
    violations.map(|each| [each.path, each.rule.id().into(), each.expected.into(), each.found.into()]).collect()
}

#[test]
fn checker_and_decoder_reach_the_same_verdict() {
    let (mut tried, mut broken) = (0, 0);
    for builtin in builtin::ALL {
        let provider = builtin.check().unwrap();
        for subject in subjects(&provider, |_, _| Box::new(|_| true)) {
            // A payload that may be any bytes is never wrong.
            if provider.trigger(&subject.stem).is_some_and(|trigger| trigger.raw.is_some()) {
                continue;
            }
            let mut check = checker(&provider, subject.object);
            let decode = decoder(&provider.name, &subject.stem);
            // Where CBOR is usual, only an object is read as JSON.
            let is_cbor = provider.trigger(&subject.stem).is_some_and(|trigger| trigger.bodies.contains(&Body::Cbor));
            let mut compare = |text: &str| {
                if is_cbor && !text.starts_with('{') {
                    return;
                }
                let verdict = decode(text.as_bytes());
                assert_eq!(check(text), verdict, "{}.{}: {text}", provider.name, subject.stem);
                tried += 1;
                broken += usize::from(!verdict.is_empty());
            };
            for sample in subject.samples.iter().filter(|sample| sample.body == Body::Json) {
                let value: Value = serde_json::from_slice(&sample.bytes).unwrap();
                probes::each(&provider, subject.object, &value, &mut |_, payload| compare(&payload.to_string()));
                let mut numbers = Numbers(17);
                for _ in 0..800 {
                    compare(&mutated(&value, &mut numbers));
                }
            }
        }
    }
    assert!(tried >= 50_000, "{tried}");
    assert!(broken * 4 > tried && broken * 20 < tried * 19, "{broken} of {tried} break a rule");
}

/// The text of a value with one to four parts of it replaced, and sometimes a key twice.
fn mutated(value: &Value, numbers: &mut Numbers) -> String {
    let mut value = value.clone();
    for _ in 0..=numbers.below(3) {
        let part = part(&mut value, numbers);
        *part = replacement(part, numbers);
    }
    let text = value.to_string();
    match value.as_object().and_then(|members| members.keys().nth(numbers.below(members.len().max(1)))) {
        Some(key) if numbers.below(10) == 0 => text.replacen('{', &format!("{{{}:null,", Value::from(key.as_str())), 1),
        _ => text,
    }
}

/// A part of a value at any depth.
fn part<'v>(value: &'v mut Value, numbers: &mut Numbers) -> &'v mut Value {
    let count = match value {
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    };
    // One in eight stays here, so that large parts are replaced as well.
    if count == 0 || numbers.below(8) == 0 {
        return value;
    }
    let index = numbers.below(count);
    match value {
        Value::Array(items) => part(&mut items[index], numbers),
        Value::Object(members) => part(members.values_mut().nth(index).unwrap(), numbers),
        scalar => scalar,
    }
}

fn replacement(part: &Value, numbers: &mut Numbers) -> Value {
    let texts = [
        "", "true", "True", "TRUE", "false", "no", "None", "1", "-1", "1.5", "01", "a,b", "a,b,a", "[]", "{}", "null", "YQ==",
        "YQ",
    ];
    match numbers.below(12) {
        0 => Value::Null,
        1 => Value::Bool(true),
        2 => Value::from([0, 1, -1, 599, 65_536, i64::MAX][numbers.below(6)]),
        3 => Value::from([0.5, 1.0, -2.5, 1e300][numbers.below(4)]),
        4 => Value::from(u64::MAX),
        5 => Value::Array(vec![part.clone()]),
        6 => Value::Array(vec![part.clone(), Value::Null, part.clone()]),
        7 => Value::Object(Map::from_iter([("key".to_owned(), part.clone())])),
        8 => Value::from(part.to_string()),
        9 => Value::from("x".repeat(numbers.below(40_000))),
        _ => Value::from(texts[numbers.below(texts.len())]),
    }
}

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}
