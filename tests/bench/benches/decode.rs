//! Decode with validation, beside what people write by hand, in one run.

#![allow(clippy::unwrap_used, reason = "a bench that cannot run must say so at once")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use garde::Validate;
use serde::de::{DeserializeOwned, IgnoredAny};
use triggerkit::huawei::{Apig, ApigEvent, Kafka, KafkaEvent, WorkSuccessEvent};
use triggerkit::tencent::CkafkaEvent;
use triggerkit::{Document, Trigger};
use triggerkit_bench::{self as peers, borrowed, payloads};

/// What every case is measured beside: ours, the owned structs without validation, and the floor.
fn case<E: Document, P: DeserializeOwned>(c: &mut Criterion, name: &str, payload: &[u8], more: impl FnOnce(&mut Group<'_>)) {
    let mut group = c.benchmark_group(name);
    group.throughput(Throughput::Bytes(payload.len() as u64));
    group.bench_function("triggerkit, validated", |b| b.iter(|| E::decode(black_box(payload)).unwrap()));
    group.bench_function("serde_json owned, unvalidated", |b| {
        b.iter(|| serde_json::from_slice::<P>(black_box(payload)).unwrap());
    });
    group.bench_function("serde_json IgnoredAny", |b| {
        b.iter(|| serde_json::from_str::<IgnoredAny>(black_box(std::str::from_utf8(payload).unwrap())).unwrap());
    });
    more(&mut group);
    group.finish();
}

type Group<'c> = criterion::BenchmarkGroup<'c, criterion::measurement::WallTime>;

/// The owned structs with garde's constraints.
fn garde<P: DeserializeOwned + Validate<Context = ()>>(group: &mut Group<'_>, payload: &[u8]) {
    group.bench_function("serde_json owned, garde", |b| {
        b.iter(|| {
            let value = serde_json::from_slice::<P>(black_box(payload)).unwrap();
            value.validate().unwrap();
            value
        });
    });
}

fn decode(c: &mut Criterion) {
    case::<KafkaEvent, peers::Kafka>(c, "huawei.kafka", Kafka::INFO.samples[0].payload, |_| ());
    case::<ApigEvent, peers::Apig>(c, "huawei.apig", Apig::INFO.samples[0].payload, |_| ());
    let ckafka = payloads::ckafka(100);
    case::<CkafkaEvent, peers::Ckafka>(c, "tencent.ckafka x 100", ckafka.as_bytes(), |group| {
        garde::<peers::Ckafka>(group, ckafka.as_bytes());
        group.bench_function("serde_json borrowed, unvalidated", |b| {
            b.iter(|| serde_json::from_str::<borrowed::Ckafka<'_>>(black_box(&ckafka)).unwrap());
        });
        group.bench_function("sonic-rs borrowed, unvalidated", |b| {
            b.iter(|| sonic_rs::from_slice::<borrowed::Ckafka<'_>>(black_box(ckafka.as_bytes())).unwrap());
        });
    });
    let worker = payloads::work_success(10_000);
    case::<WorkSuccessEvent, peers::WorkSuccess>(c, "huawei.work_success 30 kB", worker.as_bytes(), |group| {
        garde::<peers::WorkSuccess>(group, worker.as_bytes());
    });
}

criterion_group!(benches, decode);
criterion_main!(benches);
