//! Changes samples at random, but not blindly: it knows where the keys and values of JSON are. The same seed gives the same inputs.

use std::ops::Range;

use fastrand::Rng;

/// Numbers, texts and containers that parsers get wrong.
const VALUES: [&str; 40] = [
    "null",
    "true",
    "\"\"",
    "{}",
    "[]",
    "[null]",
    "{\"\":{}}",
    "\"a,b,,\"",
    "\"{\\\"a\\\": [1]}\"",
    "\"[1, \\\"2\\\"]\"",
    "0",
    "-0",
    "-1",
    "1.50",
    "0.1e-7",
    "1e308",
    "1e309",
    "-1e999",
    "1e-999",
    "127",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "123456789012345678901234567890.5",
    "\"17\"",
    "\" -2.5e3 \"",
    "\"true\"",
    "\"2026-03-02T08:15:30Z\"",
    "\"\\u0000\\u001f\\\"\\\\\\/\\b\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\ude00\\ud83d\"",
    "\"\\u12\"",
    "\"{\\\"$bytes\\\":\\\"AQ==\\\"}\"",
    "{\"$bytes\":\"AQ==\"}",
];

/// Bytes that change the structure of JSON or CBOR.
const BYTES: &[u8] = b"\"\\{}[],:0-.eE \n\x00\x1f\x7f\x80\xa1\xbf\xc2\xc4\xd8\xed\xf9\xff";

/// The longest run of bytes that is cut out or repeated.
const LONGEST_RUN: usize = 40;

/// A source of changed samples.
pub struct Mutator {
    random: Rng,
}

impl Mutator {
    pub fn new(seed: u64) -> Self {
        Mutator { random: Rng::with_seed(seed) }
    }

    /// Returns one of several things.
    pub fn choose<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.random.usize(..from.len())]
    }

    /// Returns some byte.
    pub fn byte(&mut self) -> u8 {
        self.random.u8(..)
    }

    /// Returns a value that is part of a JSON text, or all of it.
    pub fn part<'s>(&mut self, sample: &'s [u8]) -> &'s [u8] {
        self.value(sample).map_or(sample, |range| &sample[range])
    }

    /// Changes a JSON text in up to four places.
    pub fn change_json(&mut self, sample: &[u8]) -> Vec<u8> {
        let mut json = sample.to_vec();
        for _ in 0..self.random.usize(0..=4) {
            match self.random.u8(..10) {
                0 => self.change_bytes(&mut json),
                1 | 2 => self.swap_tokens(&mut json),
                3 | 4 => self.duplicate_member(&mut json),
                5 => self.nest(&mut json),
                6 => self.replace_key(&mut json),
                _ => self.replace_value(&mut json),
            }
        }
        json
    }

    /// Changes bytes of any kind in up to four places.
    pub fn change(&mut self, sample: &[u8]) -> Vec<u8> {
        let mut bytes = sample.to_vec();
        for _ in 0..self.random.usize(0..=4) {
            self.change_bytes(&mut bytes);
        }
        bytes
    }

    fn change_bytes(&mut self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let start = self.random.usize(..bytes.len());
        let end = (start + self.random.usize(1..=LONGEST_RUN)).min(bytes.len());
        match self.random.u8(..8) {
            0 => bytes.truncate(start),
            1 => drop(bytes.drain(start..end)),
            2 => bytes.extend_from_within(start..end),
            3 => {
                let run = bytes[start..end].to_vec();
                bytes.splice(start..start, run);
            }
            4 => bytes[start] ^= 1 << self.random.u8(..8),
            5 => bytes[start] = self.byte(),
            6 => bytes.insert(start, *self.choose(BYTES)),
            _ => bytes[start] = *self.choose(BYTES),
        }
    }

    fn swap_tokens(&mut self, json: &mut Vec<u8>) {
        let (Some(one), Some(other)) = (self.value(json), self.value(json)) else { return };
        let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
        if first.end <= second.start {
            let (left, right) = (json[first.clone()].to_vec(), json[second.clone()].to_vec());
            json.splice(second, left);
            json.splice(first, right);
        }
    }

    fn replace_value(&mut self, json: &mut Vec<u8>) {
        let value = self.choose(&VALUES).as_bytes();
        if let Some(range) = self.value(json) {
            json.splice(range, value.iter().copied());
        }
    }

    /// Puts a value into lists or objects, at times deeper than any parser reads.
    fn nest(&mut self, json: &mut Vec<u8>) {
        let Some(range) = self.value(json) else { return };
        let depth = if self.random.bool() { self.random.usize(1..4) } else { self.random.usize(100..140) };
        let (open, close) = *self.choose(&[("[", "]"), ("{\"a\":", "}")]);
        let value = [open.repeat(depth).as_bytes(), &json[range.clone()], close.repeat(depth).as_bytes()].concat();
        json.splice(range, value);
    }

    /// Repeats a member of an object, at times with another value.
    fn duplicate_member(&mut self, json: &mut Vec<u8>) {
        let tokens = tokens(json);
        let Some(key) = self.key(json, &tokens) else { return };
        let start = tokens[key].start;
        let value = value_at(json, &tokens, key + 2);
        let value = if self.random.bool() { &json[value] } else { self.choose(&VALUES).as_bytes() };
        let member = [&json[tokens[key].clone()], b":", value, b","].concat();
        json.splice(start..start, member);
    }

    fn replace_key(&mut self, json: &mut Vec<u8>) {
        let tokens = tokens(json);
        let (Some(key), Some(other)) = (self.key(json, &tokens), self.key(json, &tokens)) else { return };
        let new = match self.random.u8(..5) {
            0 => format!("\"{}\"", "k".repeat(self.random.usize(1..3000))).into_bytes(),
            1 => b"\"\"".to_vec(),
            2 => b"\"\\ud83d\\ude00\\n\\u0000\"".to_vec(),
            3 => escape_first(&json[tokens[key].clone()]),
            _ => json[tokens[other].clone()].to_vec(),
        };
        json.splice(tokens[key].clone(), new);
    }

    /// Returns the place of some value.
    fn value(&mut self, json: &[u8]) -> Option<Range<usize>> {
        let tokens = tokens(json);
        let is_value = |at: usize| !b",:}]".contains(&json[tokens[at].start]) && !is_key(json, &tokens, at);
        // Keys and punctuation are passed over, so a few attempts find a value.
        (0..8)
            .map(|_| self.random.usize(..tokens.len().max(1)))
            .find(|at| *at < tokens.len() && is_value(*at))
            .map(|at| value_at(json, &tokens, at))
    }

    /// Returns the index of some key among the tokens.
    fn key(&mut self, json: &[u8], tokens: &[Range<usize>]) -> Option<usize> {
        let keys: Vec<usize> = (0..tokens.len()).filter(|at| is_key(json, tokens, *at)).collect();
        self.random.choice(keys)
    }
}

/// Returns a key whose first letter is written as an escape.
fn escape_first(key: &[u8]) -> Vec<u8> {
    match key {
        [b'"', first @ b'A'..=b'z', rest @ ..] => [format!("\"\\u{first:04x}").as_bytes(), rest].concat(),
        _ => key.to_vec(),
    }
}

/// Splits a text into strings, punctuation and other words. It takes any bytes, because changed samples are changed again.
fn tokens(json: &[u8]) -> Vec<Range<usize>> {
    let (mut tokens, mut at) = (Vec::new(), 0);
    while at < json.len() {
        let start = at;
        at += 1;
        match json[start] {
            b' ' | b'\n' | b'\r' | b'\t' => continue,
            b'"' => {
                while at < json.len() && json[at] != b'"' {
                    at += if json[at] == b'\\' { 2 } else { 1 };
                }
                at = (at + 1).min(json.len());
            }
            b'{' | b'}' | b'[' | b']' | b',' | b':' => {}
            _ => at += json[at..].iter().take_while(|byte| !b"{}[],:\" \n\r\t".contains(byte)).count(),
        }
        tokens.push(start..at);
    }
    tokens
}

fn is_key(json: &[u8], tokens: &[Range<usize>], at: usize) -> bool {
    json[tokens[at].start] == b'"' && tokens.get(at + 1).is_some_and(|next| json[next.start] == b':')
}

/// Returns the place of the value that begins at a token.
fn value_at(json: &[u8], tokens: &[Range<usize>], first: usize) -> Range<usize> {
    let mut depth = 0usize;
    let Some(start) = tokens.get(first).map(|token| token.start) else { return json.len()..json.len() };
    for token in &tokens[first..] {
        match json[token.start] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return start..token.end;
        }
    }
    start..json.len()
}
