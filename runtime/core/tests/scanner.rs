//! Compares the JSON scanner with an independent parser.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../../../tests/behaviour/any_json.rs"]
mod any_json;

use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::Value;
use triggerkit_core::json::{Kind, Scanner, validate, write_string};

/// Builds a value with the scanner.
fn rebuild(json: &mut Scanner<'_>) -> Value {
    match json.peek().unwrap() {
        Kind::Null => json.null().map(|()| Value::Null).unwrap(),
        Kind::Bool => json.boolean().unwrap().into(),
        Kind::String => json.string().unwrap().into_owned().into(),
        Kind::Number => {
            let number = json.number().unwrap();
            let exact = number.as_u64().map(Value::from).or(number.as_i64().map(Value::from));
            exact.unwrap_or_else(|| number.as_f64().unwrap().into())
        }
        Kind::List => {
            let mut items = Vec::new();
            json.enter_list().unwrap();
            while json.next_item().unwrap() {
                items.push(rebuild(json));
            }
            items.into()
        }
        Kind::Object => {
            let mut entries = serde_json::Map::new();
            json.enter_object().unwrap();
            while let Some(key) = json.next_key().unwrap() {
                let value = rebuild(json);
                entries.insert(key.into_owned(), value);
            }
            entries.into()
        }
    }
}

proptest! {
    #[test]
    fn reads_what_others_write(value in any_json::any_json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let mut json = Scanner::new(&text);
        let read = rebuild(&mut json);
        json.end().unwrap();
        prop_assert_eq!(&read, &serde_json::from_str::<Value>(&text).unwrap());
        prop_assert_eq!(validate(&text), Ok(()));
    }

    #[test]
    fn agrees_on_what_is_json(value in any_json::any_json(), at in any::<prop::sample::Index>(), put in "[\\[\\]{},:\"\\\\0-9eE+.\\-truefalsn \n\x01]{0,3}", cut in 0usize..4) {
        let mut text: Vec<char> = serde_json::to_string(&value).unwrap().chars().collect();
        let start = at.index(text.len());
        let end = (start + cut).min(text.len());
        text.splice(start..end, put.chars());
        let text: String = text.into_iter().collect();
        let theirs = serde_json::from_str::<IgnoredAny>(&text).is_ok();
        prop_assert_eq!(validate(&text).is_ok(), theirs, "{}", text);
    }

    #[test]
    fn strings_come_back(text in "[\\x00-\\x7f火😀\u{7f}-\u{9f}]{0,200}") {
        let mut written = String::new();
        write_string(&mut written, &text);
        prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text.clone());
        prop_assert_eq!(Scanner::new(&written).string().unwrap(), text);
    }
}

/// JSON may have half of a surrogate pair, which Rust's text may not.
#[test]
fn half_of_a_surrogate_pair_is_a_replacement_character() {
    let halves = [
        (r#""\ud83d""#, "\u{fffd}"),
        (r#""a\ud83dx""#, "a\u{fffd}x"),
        (r#""\uD83D\n""#, "\u{fffd}\n"),
        (r#""\ude00""#, "\u{fffd}"),
        (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
        (r#""\ud83d\u0041""#, "\u{fffd}A"),
        (r#""\ud83d\ude00""#, "😀"),
    ];
    for (text, expected) in halves {
        assert_eq!((validate(text), Scanner::new(text).string().unwrap().as_ref()), (Ok(()), expected), "{text}");
    }
    for text in [r#""\u12""#, r#""\q""#, r#""\ud83d\u12""#, r#""\ud83d\q""#, r#""\ud83"#, r#""\ud83d"#] {
        assert!(validate(text).is_err(), "{text}");
    }
}

#[test]
fn nesting_ends_at_128() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(validate(&nested(128)).is_ok());
    assert_eq!(validate(&nested(129)).unwrap_err().reason(), "nested deeper than 128 levels");
    assert!(validate(&nested(10_000)).is_err());
}

/// Texts that end, break off or have a special character at every position of a block.
#[test]
fn strings_end_as_in_the_other_parser() {
    let specials =
        ["", "\\n", "\\\"", "\\\\", "\\u0041", "\\ud83d\\ude00", "\"", "\n", "\u{0}", "\u{1f}", " ", "\u{7f}", "火", "😀", "é"];
    for length in 0..80 {
        for (at, special) in (0..=length).flat_map(|at| specials.map(|special| (at, special))) {
            let text = format!("\"{}{special}{}\"", "a".repeat(at), "b".repeat(length - at));
            for text in [text.as_str(), &format!("{text}, \"after\""), &text[..text.len() - 1]] {
                let theirs = serde_json::Deserializer::from_str(text).into_iter::<String>().next().unwrap();
                let mut json = Scanner::new(text);
                let skipped = json.clone().skip().map(str::len);
                let ours = json.string();
                assert_eq!(ours.as_deref().ok(), theirs.as_deref().ok(), "{text}");
                assert_eq!(skipped.ok(), ours.is_ok().then(|| json.position()), "{text}");
            }
        }
    }
}

#[test]
fn white_space_ends_as_in_the_other_parser() {
    for space in [" ", "\n", "\r", "\t", "\u{0}", "\u{b}", "\u{a0}"] {
        for (before, after) in (0..40).flat_map(|before| [0, 1, 7, 20].map(|after| (before, after))) {
            let blank = format!("{}{space}{}", " ".repeat(before), " ".repeat(after));
            let text = format!("{blank}{{{blank}\"key\"{blank}:{blank}[{blank}1{blank},{blank}\"two\"{blank}]{blank}}}{blank}");
            assert_eq!(validate(&text).is_ok(), serde_json::from_str::<IgnoredAny>(&text).is_ok(), "{text:?}");
        }
    }
}

proptest! {
    /// Whole numbers that are read at once have the value of their digits. All others stay unread.
    #[test]
    fn plain_integers_are_numbers(text in "-?[0-9]{1,20}(\\.[0-9]{1,3})?([eE][0-9])?", after in "[,} ]\\PC{0,12}") {
        let payload = [text.as_str(), &after].concat();
        let (mut plain, mut any) = (Scanner::new(&payload), Scanner::new(&payload));
        match (plain.plain_integer(), any.number()) {
            (Some(value), number) => {
                prop_assert_eq!(number.unwrap().as_u64(), Some(value));
                prop_assert_eq!(plain.position(), any.position());
            }
            (None, number) => {
                prop_assert_eq!(plain.position(), 0);
                let usual = text.len() < 16 && number.is_ok_and(|number| number.as_str() == text && text.bytes().all(|byte| byte.is_ascii_digit()));
                prop_assert!(!usual || payload.len() < 16, "{payload:?} is read at once");
            }
        }
    }

    /// The expected key matches only if the next key is written in the same way.
    #[test]
    fn guessed_keys_are_the_next_keys(key in "[a-z\"\\\\火]{0,40}", guess in "[a-z]{1,40}", same: bool, blank in "[ \\n\\t\\r]{0,40}", first: bool) {
        let key = if same { guess.clone() } else { key };
        let mut payload = String::from("{");
        if !first {
            payload.push_str("\"first\":1,");
        }
        payload.push_str(&blank);
        write_string(&mut payload, &key);
        payload.push_str(": true}");
        let mut json = Scanner::new(&payload);
        json.enter_object().unwrap();
        if !first {
            prop_assert!(json.guessed_key("\"first\":"));
            prop_assert_eq!(json.plain_integer().or_else(|| json.number().unwrap().as_u64()), Some(1));
        }
        if json.guessed_key(&format!("\"{guess}\":")) {
            prop_assert_eq!(&key, &guess);
        } else {
            prop_assert_ne!(&key, &guess);
            prop_assert_eq!(json.next_key().unwrap().unwrap(), key);
        }
        prop_assert!(json.boolean().unwrap());
        prop_assert!(json.object_ends());
        json.end().unwrap();
    }

    /// A skipped value, or the rest of a container, ends where it ends when it is read.
    #[test]
    fn what_is_passed_over_ends_where_it_is_read(value in any_json::any_json(), pretty: bool, key in "[a-z\"\\\\火]{0,20}") {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let mut payload = String::from("{");
        write_string(&mut payload, &key);
        payload.push_str(&format!(": {text} , \"after\": [1, {text}]}}"));
        let mut json = Scanner::new(&payload);
        json.enter_object().unwrap();
        match json.plain_key() {
            Some(plain) => prop_assert_eq!(plain, key.as_bytes()),
            None => {
                prop_assert!(key.contains(['"', '\\']), "{key}");
                prop_assert_eq!(json.next_key().unwrap().unwrap(), key);
            }
        }
        let mut passed = json.clone();
        json.skip().unwrap();
        passed.skip_unchecked().unwrap();
        prop_assert_eq!(passed.position(), json.position());
        prop_assert_eq!(passed.next_key().unwrap().unwrap(), "after");
        prop_assert_eq!(json.plain_key(), None, "there is a blank before the comma");
        let mut left = passed.clone();
        passed.skip_unchecked().unwrap();
        left.enter_list().unwrap();
        prop_assert!(left.next_item().unwrap());
        left.number().unwrap();
        left.leave().unwrap();
        prop_assert_eq!(left.position(), passed.position());
        prop_assert!(left.object_ends());
        left.end().unwrap();
    }

    /// No text makes the scanner read past the end or stop within a character.
    #[test]
    fn anything_can_be_passed_over(text in "[\\[\\]{},:\"\\\\0-9eE+.\\-truefalsn \n\x01火]{0,60}") {
        let mut json = Scanner::new(&text);
        if json.skip_unchecked().is_ok() {
            prop_assert!(text.is_char_boundary(json.position()));
        }
    }
}
