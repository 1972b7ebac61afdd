//! No input makes the checker panic, and every error can be rendered.

use std::panic::{AssertUnwindSafe, catch_unwind};

use triggerkit_spec::{NoSamples, SampleFiles, SourceFile, builtin, check};

use crate::golden;

/// Returns the texts to mutate: small specs that cover the language, and a large one.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = golden::cases("accepted").into_iter().map(|case| case.source.text).collect();
    texts.extend(builtin::find("huawei").map(|huawei| huawei.text.to_owned()));
    texts
}

/// Checks a text and renders its errors. Prints the text if this panics.
fn survives(text: &str, samples: &dyn SampleFiles) {
    let attempt = || {
        if let Err(failure) = check(&SourceFile::new("broken.toml", text), "broken", samples) {
            assert!(failure.diagnostics.len() > 0);
            assert!(failure.diagnostics.render(false).contains("broken.toml"));
            failure.diagnostics.render(true);
        }
    };
    assert!(catch_unwind(AssertUnwindSafe(attempt)).is_ok(), "panics on:\n{text}");
}

/// A small random number generator, so that every run is the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

#[test]
fn truncated_specs_never_panic() {
    for text in texts() {
        let step = text.len() / 75 + 1;
        for end in (0..text.len()).step_by(step).filter(|&end| text.is_char_boundary(end)) {
            survives(&text[..end], &triggerkit_spec::NoSamples);
        }
    }
}

#[test]
fn specs_with_replaced_bytes_never_panic() {
    let mut numbers = Numbers(7);
    let bytes: Vec<u8> = b"\"'{}[]<>=.,#\\-_\n\r\t \0\x7f09azAZ".iter().copied().chain([0xc3, 0xff, 0xe7]).collect();
    for text in texts() {
        for _ in 0..75 {
            let mut broken = text.clone().into_bytes();
            for _ in 0..=numbers.below(4) {
                let at = numbers.below(broken.len());
                match numbers.below(3) {
                    0 => broken[at] = bytes[numbers.below(bytes.len())],
                    1 => drop(broken.remove(at)),
                    _ => broken.insert(at, bytes[numbers.below(bytes.len())]),
                }
            }
            survives(&String::from_utf8_lossy(&broken), &triggerkit_spec::NoSamples);
        }
    }
}

#[test]
fn specs_with_replaced_words_never_panic() {
    let mut numbers = Numbers(11);
    let words = [
        "",
        "string",
        "list<",
        ">",
        "Owner",
        "[]",
        "{}",
        "0",
        "-1",
        "nan",
        "inf",
        "true",
        "\"\"",
        "'x'",
        "1979-05-27",
        "Other",
        "self",
        "火",
    ];
    for text in texts() {
        let starts: Vec<usize> = text.char_indices().filter(|(_, each)| each.is_alphanumeric()).map(|(at, _)| at).collect();
        for _ in 0..75 {
            let start = starts[numbers.below(starts.len())];
            let length = text[start..].find(|each: char| !each.is_alphanumeric()).unwrap_or(text.len() - start);
            let word = words[numbers.below(words.len())];
            survives(&[&text[..start], word, &text[start + length..]].concat(), &triggerkit_spec::NoSamples);
        }
    }
}

#[test]
fn samples_with_replaced_bytes_never_panic() {
    let mut numbers = Numbers(13);
    let bytes = b"\"{}[]:,0-9eEtrufalsn\\ \n\xff\x00";
    for each in builtin::ALL {
        for _ in 0..30 {
            let mut samples = each.samples.to_vec();
            let index = numbers.below(samples.len());
            let mut broken = samples[index].1.to_vec();
            for _ in 0..=numbers.below(3) {
                let at = numbers.below(broken.len());
                broken.insert(at, bytes[numbers.below(bytes.len())]);
            }
            samples[index].1 = broken.leak();
            survives(each.text, &&*samples.leak());
        }
    }
}

#[test]
fn odd_files_are_explained() {
    let deep = format!("x = {}{}", "[".repeat(5_000), "]".repeat(5_000));
    let nested = format!("[types.A.fields]\na = {{ type = \"{}string{}\" }}", "list<".repeat(5_000), ">".repeat(5_000));
    let long = format!("x = \"{}\"", "火".repeat(200_000));
    let sample = format!("[triggers.a]\nsample = '{}{}'\n", "[".repeat(500), "]".repeat(500));
    for text in [
        "",
        "\u{feff}",
        "\n\n\n",
        "\0",
        "=",
        "[",
        "[[triggers]]",
        "triggers = 3",
        "provider = []",
        &deep,
        &nested,
        &long,
        &sample,
    ] {
        survives(text, &triggerkit_spec::NoSamples);
    }
}

/// TOML may begin with a byte order mark. Places of errors count it, as they are bytes of the file.
#[test]
fn specs_may_begin_with_a_byte_order_mark() {
    for text in texts() {
        let failures = [text.clone(), format!("\u{feff}{text}")].map(|text| {
            let checked = check(&SourceFile::new("marked.toml", text), "marked", &NoSamples);
            checked.err().map(|failure| failure.diagnostics.render(false))
        });
        assert_eq!(failures[0], failures[1]);
    }
}
