//! Each kind of change, before and after, with the line that reports it.

use triggerkit_spec::model::Provider;
use triggerkit_spec::{NoSamples, SourceFile, check};

use super::{Change, providers, summary};

/// Makes a spec of one trigger with these fields. `more` is added to the trigger, before the fields.
fn shop(fields: &str, more: &str) -> Provider {
    spec("title = \"Shop\", source = \"shop.md\"", fields, more)
}

/// Makes the same spec with these keys of the provider.
fn spec(provider: &str, fields: &str, more: &str) -> Provider {
    let text = format!(
        "provider = {{ {provider} }}\n[triggers.order]\ntitle = \"Order\"\nsample = '{{\"a\": \"x\", \"n\": 5, \"l\": [\"x\"]}}'\n{more}\n[triggers.order.fields]\n{fields}\n"
    );
    check(&SourceFile::new("shop.toml", text), "shop", &NoSamples).unwrap_or_else(|failure| panic!("{failure}"))
}

fn lines(old: Provider, new: Provider) -> String {
    let changes = providers(&[old], &[new]);
    changes.iter().map(Change::to_string).chain([summary(&changes)]).collect::<Vec<_>>().join("\n")
}

/// Changes of fields: the lines before and after.
const FIELDS: &[(&str, &str)] = &[
    (r#"a = { type = "string" }"#, r#"a = { type = "string" }"#),
    (r#"a = { type = "string", doc = "One." }"#, r#"a = { type = "string", doc = "Two." }"#),
    (r#"a = { type = "string" }"#, r#"b = { type = "string" }"#),
    (
        r#"a = { type = "string" }"#,
        r#"a = { type = "string" }
b = { type = "string", default = "x" }"#,
    ),
    (
        r#"l = { type = "json" }"#,
        r#"l = { type = "json" }
a = { type = "string", required = true }"#,
    ),
    (r#"a = { type = "string" }"#, r#"a = { type = "json" }"#),
    (r#"a = { type = "string", rename = "a" }"#, r#"b = { type = "string", rename = "a" }"#),
    (r#"kind = { type = "string", rename = "a" }"#, r#"kind = { type = "string", rename = "b" }"#),
    (r#"kind = { type = "string", rename = "a" }"#, r#"kind = { type = "string", rename = "b", aliases = ["a"] }"#),
    (r#"a = { type = "string" }"#, r#"a = { type = "string", required = true }"#),
    (r#"a = { type = "string", required = true }"#, r#"a = { type = "string" }"#),
    (r#"a = { type = "string", required = true }"#, r#"a = { type = "string", required = true, nullable = true }"#),
    (r#"a = { type = "string", required = true, nullable = true }"#, r#"a = { type = "string" }"#),
    (r#"l = { type = "list<string>", required = true }"#, r#"l = { type = "list<string>" }"#),
    (r#"l = { type = "list<string>" }"#, r#"l = { type = "list<string>", required = true }"#),
    (r#"n = { type = "i64", default = 3 }"#, r#"n = { type = "i64", default = 4 }"#),
    (r#"n = { type = "i64" }"#, r#"n = { type = "i64", default = 4 }"#),
    (r#"a = { type = "string", length = "1-8" }"#, r#"a = { type = "string", length = "1-4" }"#),
    (r#"a = { type = "string", length = "1-8" }"#, r#"a = { type = "string", length = "-9" }"#),
    (r#"a = { type = "string", length = "1-8" }"#, r#"a = { type = "string", length = "1-8 bytes" }"#),
    (r#"a = { type = "string", length = "1-8" }"#, r#"a = { type = "string" }"#),
    (r#"a = { type = "string" }"#, r#"a = { type = "string", pattern = "x" }"#),
    (r#"n = { type = "i64", range = [0, 9] }"#, r#"n = { type = "i64", range = [1, inf] }"#),
    (r#"n = { type = "i64", range = [1, 9] }"#, r#"n = { type = "i64", range = [0, inf] }"#),
    (r#"a = { type = "string", one_of = ["x", "y"] }"#, r#"a = { type = "string", one_of = ["x", "z"] }"#),
    (r#"a = { type = "string", one_of = ["x"] }"#, r#"a = { type = "string", one_of = ["x", "z"] }"#),
    (r#"l = { type = "list<string>" }"#, r#"l = { type = "list<string>", items = { length = "1-" } }"#),
    (r#"n = { type = "i64", accept = ["string"] }"#, r#"n = { type = "i64" }"#),
    (r#"n = { type = "i64" }"#, r#"n = { type = "i64", accept = ["string"] }"#),
    (r#"a = { type = "string", empty = ["None"] }"#, r#"a = { type = "string", empty = ["-"] }"#),
    (r#"a = { type = "string", aliases = ["b"] }"#, r#"a = { type = "string", aliases = ["c"] }"#),
    (r#"a = { type = "string", sensitive = true }"#, r#"a = { type = "string" }"#),
    (r#"a = { type = "string" }"#, r#"a = { type = "string", sensitive = true }"#),
    (r#"m = { type = "map<json>", sensitive_keys = ["x", "y"] }"#, r#"m = { type = "map<json>", sensitive_keys = ["y", "z"] }"#),
    (r#"a = { type = "json", codec = ["json"] }"#, r#"a = { type = "json", codec = ["base64", "json"] }"#),
    (r#"l = { type = "list<json>" }"#, r#"l = { type = "list<generic>" }"#),
    (r#"l = { type = "list<generic>" }"#, r#"l = { type = "list<json>" }"#),
    (r#"a = { type = "time<text>" }"#, r#"a = { type = "time<any>" }"#),
    (r#"a = { type = "time<any>" }"#, r#"a = { type = "time<text>" }"#),
];

#[test]
fn changes_of_fields_are_reported() {
    let reported: Vec<String> =
        FIELDS.iter().map(|(old, new)| format!("{old}\n{new}\n{}\n", lines(shop(old, ""), shop(new, "")))).collect();
    insta::assert_snapshot!(reported.join("\n"));
}

/// Changes of anything else: the added lines before and after.
const REST: &[(&str, &str)] = &[
    ("detect = { path = \"a\" }", "detect = { path = \"a\", equals = \"x\" }"),
    ("", "detect = { path = \"a\" }"),
    ("detect = { path = \"a\" }", ""),
    ("records = \"l\"", ""),
    ("", "records = \"l\""),
    ("records = \"l\"", "records = [\"l\", \"k\"]"),
    ("records = [\"l\", \"k\"]", "records = \"k\""),
    ("detect = { path = \"a\", prefix = \"x\" }", "detect = { path = \"a\", suffix = [\"x\", \"y\"], ignore_case = true }"),
    (
        "status = { since = \"2024\" }",
        "status = { since = \"2023\", retired = \"2025-06\", successor = \"shop.refund\" }\n[triggers.refund]\ntitle = \"R\"\nsample = '{}'\nfields = { r = { type = \"string\" } }",
    ),
    ("accessors = { texts = \"a\", all = \"l[]\" }", "accessors = { texts = [\"m\", \"a\"], more = \"n\" }"),
    ("accessors = { all = [\"l[]\", \"k[]\"] }", "accessors = { all = \"k[]\" }"),
    (
        "rules = [{ at_most_one = [\"a\", \"m\"] }]",
        "rules = [{ when = \"m\", requires = [\"a\"] }, { list = \"l\", unique = true }]",
    ),
    ("body = \"json\"", "body = [\"json\", \"cbor\"]"),
    ("body = [\"json\", \"cbor\"]", "body = \"json\""),
    ("", "response = \"Answer\"\n[types.Answer.fields]\nid = { type = \"string\" }"),
    (
        "response = \"Answer\"\n[types.Answer.fields]\nid = { type = \"string\" }",
        "response = \"Reply\"\n[types.Reply.fields]\nid = { type = \"string\" }",
    ),
    ("", "http = { headers = \"h\" }"),
    ("http = { headers = \"h\" }", ""),
    (
        "http = { headers = \"h\", path = \"a\", body = \"a\", query = \"m\" }",
        "http = { headers = \"h\", path = [\"a\", \"m\"], client = \"a\", query = [\"a\", \"m\"] }",
    ),
    (
        "response = \"Answer\"\n[types.Answer]\nhttp = { status = \"s\", headers = \"h\", body = \"b\", base64 = \"f\" }\n[types.Answer.fields]\ns = { type = \"i64\" }\nh = { type = \"map<string>\" }\nb = { type = \"string\" }\nf = { type = \"bool\" }\nc = { type = \"list<string>\" }",
        "response = \"Answer\"\n[types.Answer]\nhttp = { status = \"s\", headers = \"h\", body = \"b\", base64 = \"f\", cookies = \"c\" }\n[types.Answer.fields]\ns = { type = \"i64\" }\nh = { type = \"map<string>\" }\nb = { type = \"string\" }\nf = { type = \"bool\" }\nc = { type = \"list<string>\" }",
    ),
    (
        "[configs.c]\nwrapper = \"w\"\nsample = '{\"k\": \"GET\"}'\nfields = { k = { type = \"Kind\" } }\n[enums.Kind]\nvalues = [\"GET\", \"PUT\"]",
        "[configs.c]\nsample = '{\"k\": \"GET\"}'\nfields = { k = { type = \"Kind\" } }\n[enums.Kind]\nclosed = true\nvalues = [\"GET\", \"POST\"]",
    ),
    (
        "[triggers.u]\ntitle = \"U\"\nsample = '{}'\nfields = { t = { type = \"string\" }, d = { type = \"D\" } }\n[unions.D]\ntag = \"t\"\nvariants = { a = \"A\", b = \"A\" }\n[types.A.fields]\nx = { type = \"bool\" }",
        "[triggers.u]\ntitle = \"U\"\nsample = '{}'\nfields = { s = { type = \"string\" }, d = { type = \"D\" } }\n[unions.D]\ntag = \"s\"\nvariants = { b = \"B\", c = \"B\" }\n[types.B.fields]\nx = { type = \"bool\" }",
    ),
    (
        "[triggers.u]\ntitle = \"U\"\nsample = '{}'\nfields = { v = { type = \"V\" }, c = { type = \"C\" }, k = { type = \"K\" } }\n[unions.V]\nby = \"key\"\nvariants = { S = \"string\", N = { type = \"string\", length = \"1-9\" }, L = \"list<V>\" }\n[unions.C]\nby = \"detect\"\nvariants = [{ type = \"A\", detect = { path = \"a\" } }, { type = \"B\", detect = { path = \"b\" } }]\n[unions.K]\nby = \"kind\"\nvariants = { object = \"A\" }\n[types.A.fields]\nx = { type = \"bool\" }\n[types.B.fields]\nx = { type = \"bool\" }",
        "[triggers.u]\ntitle = \"U\"\nsample = '{}'\nfields = { v = { type = \"V\" }, c = { type = \"C\" }, k = { type = \"K\" } }\n[unions.V]\nby = \"key\"\nrename = { S = \"Text\" }\nvariants = { S = \"string\", N = { type = \"string\", length = \"1-8\" }, L = \"list<string>\", B = \"bool\" }\n[unions.C]\nby = \"detect\"\nvariants = [{ type = \"B\", detect = { path = \"b\" } }, { type = \"A\", detect = { path = \"a\", equals = 1 } }]\n[unions.K]\nby = \"field\"\ntag = \"t\"\nvariants = { a = \"T\" }\n[types.A.fields]\nx = { type = \"bool\" }\n[types.B.fields]\nx = { type = \"bool\" }\n[types.T.fields]\nt = { type = \"string\" }",
    ),
];

#[test]
fn other_changes_are_reported() {
    let fields = "a = { type = \"string\" }\nn = { type = \"i64\" }\nl = { type = \"list<string>\" }\nk = { type = \"list<string>\" }\nm = { type = \"string\" }\nh = { type = \"map<string>\" }";
    let reported: Vec<String> =
        REST.iter().map(|(old, new)| format!("{old}\n=>\n{new}\n{}\n", lines(shop(fields, old), shop(fields, new)))).collect();
    insta::assert_snapshot!(reported.join("\n"));
}

#[test]
fn changes_of_failures_are_reported() {
    let batch = |failures: &str| {
        let types = "[types.Answer.fields]\nlines = { type = \"list<Line>\" }\n[types.Line.fields]\nid = { type = \"string\" }";
        let fields = "o = { type = \"list<Line>\" }";
        shop(fields, &format!("records = \"o\"\nresponse = \"Answer\"\n{failures}\n{types}"))
    };
    let (none, each) = ("", "failures = { list = \"lines\", id = \"id\", as = \"id\" }");
    let stop = "failures = { list = \"lines\", id = \"id\", as = \"id\", stop = true }";
    let every = "failures = { list = \"lines\", id = \"id\", as = \"id\", every = true }";
    let changes = [(none, each), (each, each), (each, stop), (stop, none), (each, every), (every, none)];
    let reported = changes.map(|(old, new)| format!("{old}\n=>\n{new}\n{}\n", lines(batch(old), batch(new))));
    insta::assert_snapshot!(reported.join("\n"));
}

#[test]
fn a_list_at_the_root_is_another_payload() {
    let before = shop("l = { type = \"list<string>\" }", "");
    let mut after = before.clone();
    after.triggers[0].event.root = Some(0);
    insta::assert_snapshot!(lines(before, after), @r"
    breaking    shop.order: root none → l: payloads have another form
    1 breaking, 0 compatible
    ");
}

/// What a tolerant spec reads everywhere is not removed together with `accept`.
#[test]
fn tolerance_is_compared() {
    let strict = || shop("n = { type = \"i64\", accept = [\"string\"] }", "");
    let tolerant = || spec("title = \"Shop\", source = \"shop.md\", tolerant = true", "n = { type = \"i64\" }", "");
    insta::assert_snapshot!(lines(strict(), tolerant()), @r"
    compatible  shop: now tolerant: values are also read in the forms that clouds mix up
    0 breaking, 1 compatible
    ");
    insta::assert_snapshot!(lines(tolerant(), shop("n = { type = \"i64\" }", "")), @r"
    breaking    shop: no longer tolerant: payloads that passed are rejected
    1 breaking, 0 compatible
    ");
    insta::assert_snapshot!(lines(tolerant(), strict()), @r"
    breaking    shop: no longer tolerant: payloads that passed are rejected
    1 breaking, 0 compatible
    ");
}

#[test]
fn operations_and_providers_are_compared() {
    let provider = |uri: &str, value: &str| {
        let more = format!(
            "detect = {{ header = \"X-Kind\", equals = \"{value}\" }}\n[operations.send]\ntitle = \"Send\"\nmethod = \"POST\"\nuri = \"{uri}\"\nmessages = [\"order\"]"
        );
        shop("a = { type = \"string\" }", &more)
    };
    insta::assert_snapshot!(lines(provider("/v1", "order"), provider("/v2", "orders")));
    let other = Provider { name: "other".into(), ..provider("/v1", "order") };
    insta::assert_snapshot!(lines(provider("/v1", "order"), other), @r"
    breaking    shop: removed: code that uses it does not compile
    compatible  other: added
    1 breaking, 1 compatible
    ");
}
