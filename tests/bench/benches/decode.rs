//! Decode with validation, against serde_json with derived owned structs and without validation.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde::de::{DeserializeOwned, IgnoredAny};
use triggerkit::huawei::{Apig, ApigEvent, Kafka, KafkaEvent};
use triggerkit::{Document, Trigger};
use triggerkit_bench as peers;

fn case<T: Trigger, E: Document, P: DeserializeOwned>(c: &mut Criterion, name: &str) {
    let payload = T::INFO.samples[0].payload;
    let mut group = c.benchmark_group(name);
    group.throughput(Throughput::Bytes(payload.len() as u64));
    group.bench_function("triggerkit, validated", |b| b.iter(|| E::decode(black_box(payload)).unwrap()));
    group.bench_function("serde_json owned, unvalidated", |b| {
        b.iter(|| serde_json::from_slice::<P>(black_box(payload)).unwrap());
    });
    group.bench_function("serde_json IgnoredAny", |b| {
        b.iter(|| serde_json::from_slice::<IgnoredAny>(black_box(payload)).unwrap());
    });
    group.finish();
}

fn decode(c: &mut Criterion) {
    case::<Kafka, KafkaEvent, peers::Kafka>(c, "huawei.kafka");
    case::<Apig, ApigEvent, peers::Apig>(c, "huawei.apig");
}

criterion_group!(benches, decode);
criterion_main!(benches);
