//! Attacks every way into triggerkit with changed samples. The inputs are the same in every run.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod mutator;
mod targets;

use std::io::Write;
use std::panic::catch_unwind;
use std::path::Path;
use std::sync::LazyLock;
use std::{env, fs};

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use triggerkit::aliyun::TablestoreEvent;
use triggerkit::{Document, TriggerInfo};
use triggerkit_spec::builtin;

use crate::mutator::Mutator;
use crate::targets::DISAGREEMENT;

/// How many failures are shown.
const SHOWN: usize = 5;

/// The samples of every trigger, each with the id of its trigger.
static SAMPLES: LazyLock<Vec<(&'static str, &'static [u8])>> = LazyLock::new(|| {
    let samples = |info: TriggerInfo| info.samples.iter().map(move |sample| (info.id, sample.payload));
    triggerkit::triggers().flat_map(|trigger| samples(trigger.info)).collect()
});

/// Runs a target with its corpus and with this many inputs.
fn attack(name: &str, target: fn(&[u8]), count: usize, mut input: impl FnMut(&mut Mutator) -> Vec<u8>) {
    // Another seed finds other bugs.
    let seed = env::var("ATTACK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(14);
    let mut mutator = Mutator::new(seed);
    let corpus = corpus(name);
    let tried = corpus.len() + count;
    let inputs = corpus.into_iter().chain((0..count).map(|_| input(&mut mutator)));
    let (mut panics, mut disagreements) = (0, 0);
    for input in inputs {
        let Some(message) = failure(target, &input) else { continue };
        if panics + disagreements < SHOWN {
            let small = shrink(target, input);
            println!("{name} fails for {}\n    {}", small.escape_ascii(), failure(target, &small).unwrap_or_default());
        }
        *(if message.starts_with(DISAGREEMENT) { &mut disagreements } else { &mut panics }) += 1;
    }
    println!("attack: {name}: {tried} inputs, {panics} panics, {disagreements} disagreements");
    assert_eq!((panics, disagreements), (0, 0), "{name}");
}

/// Returns the inputs that once failed.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let Ok(files) = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("attack/corpus").join(name)) else {
        return Vec::new();
    };
    files.map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

/// Returns the message of a target that fails.
fn failure(target: fn(&[u8]), input: &[u8]) -> Option<String> {
    let panic = catch_unwind(|| target(input)).err()?;
    let message = panic.downcast_ref::<String>().cloned();
    Some(message.or_else(|| panic.downcast_ref::<&str>().map(|message| (*message).to_owned())).unwrap_or_default())
}

/// Cuts out as much as possible of an input that fails.
fn shrink(target: fn(&[u8]), mut input: Vec<u8>) -> Vec<u8> {
    let mut length = input.len() / 2;
    while length > 0 {
        let mut at = 0;
        while at + length <= input.len() {
            let less = [&input[..at], &input[at + length..]].concat();
            match failure(target, &less) {
                Some(_) => input = less,
                None => at += length,
            }
        }
        length /= 2;
    }
    input
}

#[test]
fn scanner() {
    attack("scanner", targets::scanner, 200_000, |mutator| {
        let sample = mutator.choose(&SAMPLES).1;
        let part = mutator.part(sample);
        mutator.change_json(&part[..part.len().min(400)])
    });
}

#[test]
fn decode() {
    attack("decode", targets::decode, 40_000, |mutator| {
        let (mut id, sample) = *mutator.choose(&SAMPLES);
        // Some samples are read as another trigger.
        if mutator.byte() < 32 {
            id = mutator.choose(&SAMPLES).0;
        }
        [id.as_bytes(), b"\n", &*mutator.change_json(sample)].concat()
    });
}

#[test]
fn detection() {
    attack("detection", targets::detection, 20_000, |mutator| {
        let sample = mutator.choose(&SAMPLES).1;
        mutator.change_json(sample)
    });
}

#[test]
fn cbor() {
    let samples = SAMPLES.iter().map(|(_, sample)| *sample);
    let events = samples.filter_map(|sample| TablestoreEvent::decode(sample).ok()).map(|event| event.to_payload());
    let event = events.max_by_key(Vec::len).unwrap();
    attack("cbor", targets::cbor, 30_000, |mutator| {
        if mutator.byte() < 128 {
            let start = usize::from(mutator.byte()) % event.len();
            let part = if mutator.byte() < 128 { &event } else { &event[start..] };
            return mutator.change(part);
        }
        let sample = mutator.choose(&SAMPLES).1;
        let part = mutator.part(sample);
        [b"J", &*mutator.change_json(part)].concat()
    });
}

#[test]
fn unpack() {
    attack("unpack", targets::unpack, 20_000, |mutator| {
        let sample = mutator.choose(&SAMPLES).1;
        let part = mutator.part(sample);
        let packed = match mutator.byte() % 4 {
            0 => part.to_vec(),
            1 => gzip(part),
            2 => zlib(part),
            _ => zip(part),
        };
        mutator.change(&packed)
    });
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// Returns an archive of one deflated file, without a directory.
fn zip(bytes: &[u8]) -> Vec<u8> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).unwrap();
    let (content, mut crc) = (out.finish().unwrap(), flate2::Crc::new());
    crc.update(bytes);
    let numbers = [crc.sum(), content.len() as u32, bytes.len() as u32].map(u32::to_le_bytes).concat();
    [b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0".as_slice(), &numbers, b"\x01\0\0\0f", &content].concat()
}

#[test]
fn cloud_events() {
    attack("cloud_events", targets::cloud_events, 20_000, |mutator| {
        let sample = mutator.choose(&SAMPLES).1;
        let part = mutator.part(sample);
        let body = mutator.change_json(part);
        if mutator.byte() < 128 {
            return body;
        }
        let event = [b"ce-type:a\nce-id:%e7%81%ab\nce-data:x\nContent-Type:text/plain\nother:y\n\n", &*body].concat();
        mutator.change(&event)
    });
}

#[test]
fn batch() {
    attack("batch", targets::batch, 20_000, |mutator| {
        let mut batch = u32::from(mutator.byte() % 4).to_be_bytes().to_vec();
        for _ in 0..batch[3] {
            let sample = mutator.choose(&SAMPLES).1;
            for part in [&b"ce-specversion:1.0\r\nCe-Id: a\nce-id:b\n\nContent-Type:text/plain"[..], mutator.part(sample)] {
                let part = if mutator.byte() < 64 { mutator.change(part) } else { part.to_vec() };
                batch.extend(u32::try_from(part.len()).unwrap().to_be_bytes());
                batch.extend(part);
            }
        }
        if mutator.byte() < 128 { batch } else { mutator.change(&batch) }
    });
}

#[test]
fn spec() {
    let huawei = builtin::find("huawei").unwrap().text;
    // Blocks of a spec are separated by empty lines.
    let blocks: Vec<&str> = huawei.split_inclusive("\n\n").collect();
    attack("spec", targets::spec, 2_000, |mutator| {
        let text: String = (0..8).map(|_| *mutator.choose(&blocks)).collect();
        mutator.change(format!("{}{text}", blocks[0]).as_bytes())
    });
}
