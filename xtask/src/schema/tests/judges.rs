//! The checker beside the decoder: both run the same engine, the one over shapes that are built from a spec at run time, the
//! other over those that the macros emit.

use serde_json::{Map, Value};
use triggerkit::{Document, Report};
use triggerkit_spec::builtin;
use triggerkit_spec::judge::Judge;
use triggerkit_spec::model::{Body, Object, Provider};

use super::{probes, subjects};

/// Decodes payloads as the checker decodes samples.
pub fn checker<'p>(provider: &'p Provider, object: &'p Object) -> impl FnMut(&str) -> Result<(), Report> + 'p {
    let mut judge = Judge::of(provider);
    move |text| judge.read(object, text.as_bytes()).and_then(|(_, report)| report.into_result(()))
}

/// Decodes payloads as functions do.
type Decoder = Box<dyn Fn(&str) -> Result<(), Report>>;

/// Returns the decoder of a type, given the names of its provider and of the type.
macro_rules! decoder_of {
    ($name:expr; $($provider:ident: $($ty:ident)+;)+) => {
        match $name {
            $($((stringify!($provider), stringify!($ty)) => decode::<triggerkit::$provider::$ty>,)+)+
            name => panic!("{name:?} needs its decoder here"),
        }
    };
}

/// Returns the decoder of an object. `stem` is that of its schema's file.
pub fn decoder(provider: &str, stem: &str, object: &Object) -> Decoder {
    let id = format!("{provider}.{stem}");
    if let Some(trigger) = triggerkit::triggers().find(|trigger| trigger.info.id == id) {
        return Box::new(|text| trigger.decode(text.as_bytes()).map(drop));
    }
    fn decode<T: Document>(text: &str) -> Result<(), Report> {
        T::decode(text).map(drop)
    }
    Box::new(decoder_of! { (provider, object.name.as_str());
        aliyun: HttpConfig OssConfig LogConfig TimerConfig CdnConfig MnsConfig RdsConfig EventbridgeConfig EbMnsQueueConfig
            EbRocketmqConfig EbRabbitmqConfig EbKafkaConfig EbDtsConfig EbMqttConfig ServerlessDevsConfig HttpResponse
            ApigwResponse MnsAttributes;
        aws: AlarmReasonData AlbResponse AlexaSkillResponse AlexaSmartHomeResponse AnalyticsOutputResponse
            AnalyticsResponse ApigwResponse ApigwV2Response AppsyncAuthorizerResponse AppsyncEventsResponse
            AuthorizerResponse AuthorizerV2PolicyResponse AuthorizerV2SimpleResponse AutoscalingTerminationResponse
            BatchResponse BedrockAgentResponse ChimeSipResponse ClientVpnResponse CloudFormationHookResponse
            CloudFormationMacroResponse CloudFrontResult ConfigInvokingEvent CustomResourceResponse EcsLifecycleResponse
            FirehoseResponse GroundTruthTaskResponse IotAuthorizerResponse IotProvisioningResponse KafkaResponse LexResponse
            LexV2Response LogsData ProviderResponse RedshiftUdfResponse S3BatchResponse S3ObjectLambdaResponse SesResponse
            TransferIdentityResponse VpcLatticeResponse WebsocketResponse WindowResponse WorkmailResponse;
        huawei: SmnConfig DmsConfig ApigConfig ObsConfig DisConfig TimerConfig LtsConfig CtsConfig DdsConfig KafkaConfig
            RabbitmqConfig EventgridConfig FunctionTriggerConfig WorkRequestResponse ApigResponse LtsData DdsNamespace;
        tencent: ApigwConfig FunctionUrlConfig TimerConfig CosConfig CkafkaConfig CmqConfig ClsConfig ApigwResponse
            ApigwWebsocketResponse ClsLogs;
        volcengine: TimerConfig KafkaConfig TosConfig SnsMessage;
    })
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
            let decode = decoder(&provider.name, &subject.stem, subject.object);
            // Where CBOR is usual, only an object is read as JSON.
            let is_cbor = provider.trigger(&subject.stem).is_some_and(|trigger| trigger.bodies.contains(&Body::Cbor));
            let mut compare = |text: &str| {
                if is_cbor && !text.starts_with('{') {
                    return;
                }
                let verdict = decode(text);
                assert_eq!(check(text), verdict, "{}.{}: {text}", provider.name, subject.stem);
                tried += 1;
                broken += usize::from(verdict.is_err());
            };
            for sample in subject.samples.iter().filter(|sample| sample.body == Body::Json) {
                let value: Value = serde_json::from_slice(&sample.bytes).unwrap();
                probes::each(&provider, subject.object, &value, &mut |probe| compare(&probe.payload.to_string()));
                let mut numbers = Numbers(17);
                for _ in 0..50 {
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
