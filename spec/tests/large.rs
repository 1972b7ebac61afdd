//! Specs and samples of hostile size: the checker reports them or accepts them, on a small stack and without work that grows with the
//! square of their size.

use std::fmt::Write;
use std::thread;

use triggerkit_core::json::write_string;
use triggerkit_core::report::Rule;
use triggerkit_spec::judge::Judge;
use triggerkit_spec::model::Provider;
use triggerkit_spec::{Failure, NoSamples, SampleFiles, SourceFile, check};

const COUNT: usize = 20_000;

/// Returns a spec of one trigger, whose event has a field of the type `A0`, followed by other sections.
fn spec(rest: &str) -> String {
    let trigger = "[triggers.order]\ntitle = \"Order placed\"\nsample = '{}'\nfields = { first = { type = \"A0\" } }\n";
    format!("provider = {{ title = \"Shop\", source = \"shop.md\" }}\n{trigger}{rest}")
}

/// Returns a section for each of `count` types, in the order of their numbers or backwards.
fn types(count: usize, is_backwards: bool, one: impl Fn(&mut String, usize)) -> String {
    let mut text = String::new();
    for index in 0..count {
        one(&mut text, if is_backwards { count - 1 - index } else { index });
    }
    text
}

/// Checks a spec on a stack of 2 MiB, which threads have, and renders its errors.
fn run(text: String, samples: &'static [(&'static str, &'static [u8])]) -> Result<Provider, Box<Failure>> {
    let work = move || {
        let checked = check(&SourceFile::new("shop.toml", text), "shop", &samples as &dyn SampleFiles);
        if let Err(failure) = &checked {
            assert!(failure.diagnostics.render(false).contains("shop.toml"));
        }
        checked
    };
    thread::Builder::new().stack_size(2 << 20).spawn(work).expect("a thread starts").join().expect("the checker ends")
}

fn codes(text: String) -> Vec<&'static str> {
    run(text, &[]).map_or_else(|failure| failure.diagnostics.iter().map(|each| each.code).collect(), |_| Vec::new())
}

/// Returns types each of which is like the next one, with a field of its own or without.
fn like_chain(count: usize, is_backwards: bool, own: &str) -> String {
    spec(&types(count, is_backwards, |out, index| {
        let like = if index + 1 < count { format!("like = \"A{}\"\n", index + 1) } else { String::new() };
        let own = own.replace("NUMBER", &index.to_string());
        let fields = if index + 1 < count { own } else { "{ id = { type = \"string\" } }".to_owned() };
        write!(out, "[types.A{index}]\n{like}{}\n", if fields.is_empty() { fields } else { format!("fields = {fields}") })
            .expect("text can be written");
    }))
}

/// Returns a type with 250 fields, and types that are like it.
pub fn like_fan(count: usize) -> String {
    let fields: String = (0..250).map(|index| format!("f{index} = {{ type = \"string\" }}\n")).collect();
    let rest = types(count, false, |out, index| write!(out, "[types.A{index}]\nlike = \"Wide\"\n").expect("text can be written"));
    spec(&format!("[types.Wide.fields]\n{fields}{rest}"))
}

#[test]
fn long_chains_of_like_are_read() {
    for is_backwards in [false, true] {
        assert_eq!(codes(like_chain(COUNT, is_backwards, "")), [""; 0]);
    }
}

#[test]
fn like_takes_over_a_limited_number_of_fields() {
    for is_backwards in [false, true] {
        let codes = codes(like_chain(COUNT, is_backwards, "{ fNUMBER = { type = \"string\" } }"));
        assert_eq!(codes, ["E219"]);
    }
    assert_eq!(codes(like_fan(80)).iter().filter(|code| **code == "E219").count(), 0);
    assert_eq!(codes(like_fan(COUNT)).iter().filter(|code| **code == "E219").count(), 1);
}

#[test]
fn long_cycles_of_like_are_shown_in_short() {
    let cycle = spec(&types(COUNT, false, |out, index| {
        write!(out, "[types.A{index}]\nlike = \"A{}\"\n", (index + 1) % COUNT).unwrap();
    }));
    let failure = run(cycle, &[]).unwrap_err();
    let messages: Vec<&str> = failure.diagnostics.iter().map(|each| each.message.as_str()).collect();
    assert_eq!(messages, ["cycle in `like`: A0 → A1 → A2 → A3 → … (19992 more) → A19996 → A19997 → A19998 → A19999 → A0"]);
}

/// Returns types each of which has a field of the next one.
fn type_chain(count: usize, is_backwards: bool, ty: &str, last: &str) -> String {
    spec(&types(count, is_backwards, |out, index| {
        let ty = if index + 1 < count { ty.replace("NEXT", &format!("A{}", index + 1)) } else { last.to_owned() };
        write!(out, "[types.A{index}.fields]\nnext = {{ type = \"{ty}\" }}\n").expect("text can be written");
    }))
}

#[test]
fn long_chains_of_types_are_read() {
    for (ty, last) in [("NEXT", "string"), ("map<list<NEXT>>", "string"), ("NEXT", "generic")] {
        // Backwards, each type refers to one that comes before it.
        let is_backwards = last == "string" && ty != "NEXT";
        assert_eq!(codes(type_chain(COUNT, is_backwards, ty, last)), [""; 0], "{ty} {last}");
    }
}

#[test]
fn long_cycles_of_types_are_shown_in_short() {
    let failure = run(type_chain(COUNT, false, "NEXT", "A0"), &[]).unwrap_err();
    let messages: Vec<&str> = failure.diagnostics.iter().map(|each| each.message.as_str()).collect();
    let way =
        "A0.next → A1.next → A2.next → A3.next → … (19992 more) → A19996.next → A19997.next → A19998.next → A19999.next → A0";
    assert_eq!(messages, [format!("this type contains itself and has infinite size: {way}")]);
}

#[test]
fn cycles_that_share_types_are_reported_once() {
    // Each type refers to the next one and to the first one.
    let text = spec(&types(2_000, false, |out, index| {
        let next = (index + 1) % 2_000;
        write!(out, "[types.A{index}.fields]\nnext = {{ type = \"A{next}\" }}\nfirst = {{ type = \"A0\" }}\n").unwrap();
    }));
    assert_eq!(codes(text), ["E204"]);
    // Two cycles without a common type are two mistakes.
    let pairs = spec(&types(4, false, |out, index| {
        let next = if index == 0 { ", more = { type = \"list<A2>\" }" } else { "" };
        write!(out, "[types.A{index}]\nfields = {{ next = {{ type = \"A{}\" }}{next} }}\n", index ^ 1).unwrap();
    }));
    assert_eq!(codes(pairs), ["E204", "E204"]);
}

#[test]
fn generic_at_the_end_of_a_long_chain_is_reported_once() {
    let chain = type_chain(COUNT, false, "list<NEXT>", "generic");
    let unions: String = (0..20)
        .map(|index| format!("[unions.U{index}]\ntag = \"t\"\nvariants = {{ a = \"A{index}\", b = \"A{}\" }}\n", index + 1))
        .collect();
    let codes = codes(format!("{chain}{unions}"));
    assert_eq!(codes.iter().filter(|code| **code == "E218").count(), 1);
}

#[test]
fn long_names_and_many_names_are_compared_in_little_time() {
    let long: String = (0..50)
        .map(|index| format!("{}{index} = {{ type = \"{}\" }}\n", "f".repeat(20_000), "T".repeat(20_000 + index)))
        .collect();
    let known: String =
        (0..50).map(|index| format!("[types.{}{index}.fields]\na = {{ type = \"string\" }}\n", "T".repeat(20_000))).collect();
    let codes = |text| self::codes(text).iter().filter(|code| **code == "E201").count();
    assert_eq!(codes(spec(&format!("[types.A0.fields]\n{long}{known}"))), 50);

    let many: String = (0..100).map(|index| format!("f{index} = {{ type = \"B{index}\" }}\n")).collect();
    let known = types(COUNT, false, |out, index| write!(out, "[types.A{index}.fields]\na = {{ type = \"string\" }}\n").unwrap());
    assert_eq!(codes(spec(&format!("{known}[types.Many.fields]\n{many}"))), 100);
}

/// A type that contains lists of itself, also as JSON text.
const NODE: &str = "[types.A0.fields]\nlist = { type = \"list<A0>\", accept = [\"json-text\"] }\nmap = { type = \"map<A0>\", accept = [\"json-text\"] }\n";

/// Returns a payload of nested objects, `per_text` of them in each JSON text, and each text but the first one inside of another.
fn nested(texts: usize, per_text: usize) -> String {
    let mut inner = "[]".to_owned();
    for index in 0..texts {
        let mut text = String::new();
        text.push_str(&r#"[{"list":"#.repeat(per_text));
        match index {
            0 => text.push_str(&inner),
            _ => write_string(&mut text, &inner),
        }
        text.push_str(&"}]".repeat(per_text));
        inner = text;
    }
    format!(r#"{{"first":{{"list":{inner}}}}}"#)
}

#[test]
fn values_in_json_text_count_as_nested() {
    let provider = run(spec(NODE), &[]).unwrap();
    let decode = move |payload: String| {
        let provider = provider.clone();
        let work = move || {
            let mut judge = Judge::of(&provider);
            let (_, report) = judge.read(&provider.triggers[0].event, payload.as_bytes()).map_err(|report| report.to_string())?;
            Ok(report.into_iter().map(|violation| (violation.rule, violation.found.to_string())).collect::<Vec<_>>())
        };
        thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().expect("decoding ends")
    };
    let too_deep = |found: Result<Vec<(Rule, String)>, String>| {
        let found = found.unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].0 == Rule::Type && found[0].1.contains("nested deeper than 128 levels"), "{found:?}");
    };
    assert_eq!(decode(nested(6, 10)), Ok(Vec::new()));
    assert_eq!(decode(nested(3, 20)), Ok(Vec::new()));
    too_deep(decode(nested(3, 21)));
    too_deep(decode(nested(12, 60)));
}

#[test]
fn samples_with_values_in_json_text_are_checked_on_a_small_stack() {
    for (sample, codes) in [(nested(6, 10), vec![]), (nested(12, 60), vec!["E605"])] {
        let text = spec(NODE).replace("sample = '{}'\n", "");
        let samples: &'static [_] = vec![("order.json", &*sample.into_bytes().leak())].leak();
        let found =
            run(text, samples).map_or_else(|failure| failure.diagnostics.iter().map(|each| each.code).collect(), |_| Vec::new());
        assert_eq!(found, codes);
    }
}

#[test]
fn the_limit_of_like_is_explained() {
    let failure = check(&SourceFile::new("shop.toml", like_fan(81)), "shop", &NoSamples).expect_err("it takes over too much");
    crate::golden::snapshot("rejected", "E219_too_much_like", &failure.to_string());
}
