//! Plans of small specs, compared as data.

use quote::ToTokens;
use triggerkit_core::key_path::Mark;
use triggerkit_core::{Length, TimeKind};
use triggerkit_spec::definitions::Definitions;
use triggerkit_spec::model::{Check, HttpResponse, Presence, Provider};
use triggerkit_spec::{NoSamples, SourceFile, check};

use super::*;
use crate::tokens::Verbatim;

const SHOP: &str = r#"
    [provider]
    title  = "Shop"
    source = "Shop handbook"

    [triggers.sold]
    title    = "Sold"
    sample   = '{"type": "sale", "hasId": {"n": 1}, "id": "a", "at": null, "data": {"rows": [{"n": 2}]}}'
    response = "Answer"
    records  = "data.rows"
    detect   = { header = "X-Kind", equals = "SOLD" }

    [triggers.sold.fields]
    type  = { type = "string", required = true, const = "sale" }
    hasId = { type = "HasId", required = true }
    id    = { type = "string", required = true, length = "1-8" }
    data  = { type = "Data" }
    tags  = { type = "list<string>", items = { length = "-4 bytes" } }
    level = { type = "Level", default = "low" }
    share = { type = "f64", default = 1 }
    count = { type = "u64", default = 2 }
    at    = { type = "time<unix-s>", required = true, nullable = true }
    photo = { type = "bytes", codec = ["base64"] }
    inner = { type = "HasId", codec = ["base64", "json"] }
    bag   = { type = "map<json>" }
    part  = { type = "Part" }

    [triggers.text]
    title  = "Text"
    body   = "raw"
    sample = "anything"

    [triggers.emptied]
    title  = "Emptied"
    detect = { header = "X-Kind", equals = "EMPTIED" }
    sample = '{}'
    like   = "Head"

    [types.HasId.fields]
    n = { type = "i64", required = true }

    [types.Data.fields]
    rows = { type = "list<HasId>" }

    [types.Head.fields]
    note = { type = "string" }

    [types.Answer]
    http = { status = "code", headers = "headers", body = "body", base64 = "isBase64" }

    [types.Answer.fields]
    code     = { type = "i64", required = true }
    headers  = { type = "map<string>" }
    body     = { type = "string", base64_flag = "isBase64" }
    isBase64 = { type = "bool" }

    [enums.Level]
    values = ["low", "high"]
    closed = true

    [unions.Part]
    tag      = "id"
    variants = { a = "HasId", b = "HasId", c = "Data" }

    [configs.sold]
    sample = '{"every": 1}'
    fields = { every = { type = "u64", required = true } }

    [operations.sell]
    title    = "Sell"
    method   = "POST"
    uri      = "/v1/{shop_id}"
    params   = { shop_id = "Which shop." }
    messages = ["sold", "emptied"]
"#;

fn shop() -> Provider {
    check(&SourceFile::new("shop.toml", SHOP), "shop", &NoSamples).unwrap_or_else(|failure| panic!("{failure}"))
}

fn named(name: &str) -> RustType {
    RustType::Named(ident(name))
}

fn option(inner: RustType) -> RustType {
    RustType::Runtime("Option", vec![inner])
}

fn sold(provider: &Provider) -> Trigger<'_> {
    Trigger::new(provider, &provider.triggers[0], &Definitions::of(provider))
}

fn field<'p, 'm>(plan: &'p Struct<'m>, name: &str) -> &'p Field<'m> {
    plan.fields.iter().find(|field| field.ident == name).expect("the field is planned")
}

#[test]
fn items_are_in_the_order_of_the_spec_without_unused_types() {
    let shop = shop();
    let name = |item: &Item<'_>| match item {
        Item::Trigger(plan) => plan.implementation.marker.to_string(),
        Item::Struct(plan) => plan.ident.to_string(),
        Item::Config(plan) => plan.object.ident.to_string(),
        Item::Enum(plan) => plan.ident.to_string(),
        Item::Union(plan) => plan.ident.to_string(),
        Item::Operation(plan) => plan.messages.ident.to_string(),
        Item::Configs(types) => format!("configs {}", types.len()),
        Item::AnyEvent(plan) => plan.ident.to_string(),
    };
    let names = |items: Vec<Item<'_>>| items.iter().map(name).collect::<Vec<_>>();
    let all =
        ["Sold", "Text", "Emptied", "HasId", "Data", "Answer", "SoldConfig", "Level", "Part", "Sell", "configs 1", "AnyEvent"];
    assert_eq!(names(provider(&shop)), all);
    assert_eq!(names(trigger(&shop, &shop.triggers[0])), ["Sold", "HasId", "Data", "Level", "Part", "Answer"]);
    assert_eq!(provider(&shop), provider(&shop));
}

#[test]
fn parts_of_events_are_not_documents() {
    let shop = shop();
    let items = provider(&shop);
    let documents = items.iter().filter_map(Item::as_struct).filter(|plan| plan.is_document);
    let names: Vec<String> = documents.map(|plan| plan.ident.to_string()).collect();
    assert_eq!(names, ["SoldEvent", "TextEvent", "EmptiedEvent", "Answer", "SoldConfig"]);
}

#[test]
fn types_of_fields() {
    let shop = shop();
    let event = sold(&shop).event;
    let types: Vec<(String, RustType)> =
        event.fields.iter().map(|field| (field.ident.to_string(), field.types.ty.clone())).collect();
    let expected = [
        ("r#type", RustType::runtime("Str")),
        ("has_id", named("HasId")),
        ("id", RustType::runtime("Str")),
        ("data", option(named("Data"))),
        ("tags", RustType::Runtime("Vec", vec![RustType::runtime("Str")])),
        ("level", named("Level")),
        ("share", RustType::Primitive("f64")),
        ("count", RustType::Primitive("u64")),
        ("at", option(RustType::runtime("Timestamp"))),
        ("photo", option(RustType::runtime("Base64"))),
        ("inner", option(RustType::Runtime("Encoded", vec![named("HasId"), RustType::runtime("Base64Json")]))),
        ("bag", RustType::Runtime("Map", vec![RustType::runtime("Json")])),
        ("part", option(named("Part"))),
    ];
    assert_eq!(types, expected.map(|(name, ty)| (name.to_owned(), ty)));
}

#[test]
fn constraints_and_initial_values() {
    let shop = shop();
    let event = sold(&shop).event;
    let level = field(&event, "level");
    assert_eq!(level.value.presence, Presence::Default(r#""low""#.into()));
    assert_eq!(level.value.checks, [Check::OneOf(["low", "high"].map(Into::into).to_vec().into())]);
    assert_eq!(level.initial, Initial::Json(r#""low""#));
    assert_eq!(field(&event, "share").initial, Initial::Float(1.0));
    assert_eq!(field(&event, "count").initial, Initial::Literal("2"));
    assert_eq!(
        (field(&event, "at").value.time, &field(&event, "at").value.presence),
        (TimeKind::UnixSeconds, &Presence::Nullable)
    );
    let tags = field(&event, "tags").items.as_ref().expect("items are constrained");
    assert_eq!((&tags.presence, tags.checks.as_slice()), (&Presence::Required, &[Check::Length(Length::bytes(0, 4))][..]));
    assert_eq!(field(&event, "bag").items, None);
    assert_eq!(field(&event, "part").model.tag, Some(2));
}

#[test]
fn a_builder_has_a_parameter_for_each_required_field() {
    let shop = shop();
    let event = sold(&shop).event;
    assert_eq!(
        (event.builder.ident.to_string(), event.builder.markers.to_string()),
        ("SoldEventBuilder".into(), "SoldEvent_fields".into())
    );
    // A field's type is called `HasId`. What can have only one value is not required.
    assert_eq!(event.builder.fields, [ident("has_id"), ident("id")]);
    assert_eq!(event.builder.parameters, [ident("HasHasId"), ident("HasId_")]);
    assert_eq!(field(&event, "r#type").constant, Some("sale"));
    let arguments = ["id", "has_id", "tags", "bag", "count", "photo"].map(|name| &field(&event, name).argument);
    let (value, into) = (&Argument::Value, &Argument::Into);
    assert_eq!(arguments, [into, value, &Argument::IntoItems, into, value, value]);
}

#[test]
fn a_trigger_knows_its_answer_its_records_and_its_configuration() {
    let shop = shop();
    let plan = sold(&shop);
    assert_eq!(plan.implementation.id, "shop.sold");
    assert_eq!((plan.implementation.response, plan.config), (Response::Type(ident("Answer")), Some(ident("SoldConfig"))));
    let batch = plan.batch.expect("the spec names the records");
    let step = |name, optional, marks: &[Mark]| WayStep { field: ident(name), optional, marks: marks.to_vec() };
    assert_eq!(batch.record, named("HasId"));
    let steps = vec![step("data", true, &[]), step("rows", false, &[Mark::Items])];
    assert_eq!(batch.ways, [Way { path: "data.rows".into(), steps }]);
    assert_eq!(plan.event.payload, Payload::Json);
    let text = Trigger::new(&shop, &shop.triggers[1], &Definitions::of(&shop));
    assert_eq!((text.event.payload, text.batch), (Payload::Raw(0), None));
}

#[test]
fn an_answer_is_http() {
    let shop = shop();
    let answer = shop.type_def("Answer").expect("the spec has it");
    let plan = Struct::of_type(answer, &Definitions::of(&shop));
    assert_eq!(plan.http, Some(HttpResponse { status: 0, headers: 1, body: 2, base64: 3, cookies: None }));
    let methods =
        plan.fields.iter().map(|field| field.bytes_method.as_ref().map(|method| (method.ident.to_string(), method.flag)));
    assert_eq!(methods.collect::<Vec<_>>(), [None, None, Some(("body_bytes".to_owned(), 3)), None]);
}

#[test]
fn enums_unions_and_operations() {
    let shop = shop();
    let level = Enum::of_names(&shop.enums[0]);
    assert_eq!(
        level.variants.iter().map(|each| (each.ident.to_string(), each.model.wire.as_str())).collect::<Vec<_>>(),
        [("Low".to_owned(), "low"), ("High".to_owned(), "high")]
    );
    let part = Union::new(&shop.unions[0], &Definitions::of(&shop));
    assert_eq!(
        part.variants.iter().map(|each| (each.ident.to_string(), each.model.tags.join("|"))).collect::<Vec<_>>(),
        [("HasId".to_owned(), "a|b".to_owned()), ("Data".to_owned(), "c".to_owned())]
    );
    let sell = Operation::new(&shop, &shop.operations[0]);
    let Enum { ident: answers, variants, .. } = sell.answers;
    assert_eq!((sell.messages.ident, answers, sell.params), (ident("Sell"), ident("SellResponse"), vec![ident("shop_id")]));
    let messages = sell.messages.variants.into_iter().zip(variants);
    let messages: Vec<_> = messages.map(|(each, answer)| (each.ident, each.ty, answer.ty, &*each.model.header_value)).collect();
    assert_eq!(
        messages,
        [
            (ident("Sold"), Some(ident("SoldEvent")), Some(ident("Answer")), "SOLD"),
            (ident("Emptied"), Some(ident("EmptiedEvent")), None, "EMPTIED")
        ]
    );
}

/// A hand-written struct differs from one of a spec in nothing but what its author declares.
#[test]
fn a_hand_written_struct_has_the_same_plan() {
    let shop = shop();
    let object = &shop.type_def("HasId").expect("the spec has it").object;
    let of_spec = Struct::of_object(object, &Definitions::default());
    let written = RustType::Verbatim(Verbatim::of(&ident("i32")));
    let types = FieldTypes { ty: written.clone(), inner: written.clone(), optional: false, item: None, optional_items: false };
    let by_hand = Struct { kept: None, ..Struct::new(object, ident("HasId"), vec![types], &Definitions::default()) };
    assert_eq!((&by_hand.builder, by_hand.object, by_hand.kept.is_none()), (&of_spec.builder, of_spec.object, true));
    let (own, other) = (&by_hand.fields[0], &of_spec.fields[0]);
    assert_eq!((&own.types.ty, &other.types.ty), (&written, &RustType::Primitive("i64")));
    assert_eq!((&own.value, own.model, &own.doc), (&other.value, other.model, &other.doc));
    assert!(format!("{own:?}").contains("Verbatim(`i32`)"));
}

const MAIL: &str = r#"
    [provider]
    title  = "Mail"
    source = "Mail handbook"

    [triggers.sent]
    title     = "Sent"
    sample    = '{"bags": [{"letters": [{}]}]}'
    records   = ["letters", "bags[].letters"]
    accessors = { stamps = ["stamp", "bags[].stamp"] }

    [triggers.sent.fields]
    letters = { type = "list<Letter>" }
    bags    = { type = "list<Bag>" }
    stamp   = { type = "string" }

    [types.Bag.fields]
    letters = { type = "list<Letter>" }
    stamp   = { type = "string", required = false }

    [types.Letter.fields]
    text = { type = "generic" }

    [triggers.counted]
    title  = "Counted"
    root   = "counts"
    sample = '[1]'
    fields = { counts = { type = "list<i64>", required = true } }
"#;

#[test]
fn a_chosen_type_passes_through_every_type_that_leads_to_it() {
    let mail = check(&SourceFile::new("mail.toml", MAIL), "mail", &NoSamples).expect("the spec is right");
    let definitions = Definitions::of(&mail);
    let sent = Trigger::new(&mail, &mail.triggers[0], &definitions);
    assert!(sent.implementation.generic && sent.event.generic);
    let letter = RustType::Generic(ident("Letter"));
    assert_eq!(field(&sent.event, "letters").types.ty, RustType::Runtime("Vec", vec![letter.clone()]));
    let batch = sent.batch.expect("the spec names the records");
    assert_eq!(batch.record, letter);
    let paths: Vec<&str> = batch.ways.iter().map(|way| way.path.as_str()).collect();
    assert_eq!(paths, ["letters", "bags[].letters"]);
    let [stamps] = &sent.event.accessors[..] else { panic!("one accessor") };
    assert_eq!((&stamps.ident, &stamps.value), (&ident("stamps"), &RustType::runtime("Str")));
    let steps: Vec<_> =
        stamps.ways[1].steps.iter().map(|step| (step.field.to_string(), step.optional, &step.marks[..])).collect();
    assert_eq!(steps, [("bags".to_owned(), false, &[Mark::Items][..]), ("stamp".to_owned(), true, &[])]);

    let counted = Trigger::new(&mail, &mail.triggers[1], &definitions);
    assert!(!counted.implementation.generic && !counted.event.generic);
    assert_eq!(counted.event.payload, Payload::Root(0));
}

/// rustdoc tests code blocks, and a spec is no place for tests of the user's crate.
#[test]
fn documentation_with_code_is_left_out_of_doctests() {
    for text in [
        "For instance\n\n    let id = 1;",
        "For instance\n\n\tlet id = 1;",
        "```\nlet id = 1;\n```",
        "~~~\nlet id = 1;\n~~~",
        "```rust\nlet id = 1;\n```",
        "1. One\n\n   ```json\n   {}\n   ```",
        "- One\n\n      let id = 1;",
        "> ````rust,no_run\n> let id = 1;\n> ````",
    ] {
        let lines: Vec<&str> = text.lines().collect();
        let tokens = Doc(text.to_owned()).to_token_stream().to_string();
        assert_eq!(tokens.matches("cfg_attr (not (doctest) , doc").count(), lines.len(), "{tokens}");
    }
    let plain = Doc("Plain text with `code`.\n\n- A list\n  of two lines".to_owned()).to_token_stream().to_string();
    assert!(!plain.contains("doctest"), "{plain}");
}

/// The keywords of every edition that can be raw, reserved ones as well.
const KEYWORDS: &str =
    "abstract as async await become box break const continue do dyn else enum extern false final fn for gen if impl
    in let loop macro match mod move mut override priv pub ref return static struct trait true try type typeof unsafe unsized use
    virtual where while yield";

#[test]
fn names_that_are_keywords_are_raw() {
    for keyword in KEYWORDS.split_whitespace() {
        assert_eq!(ident(keyword).to_string(), format!("r#{keyword}"));
    }
    for name in ["auto", "default", "macro_rules", "raw", "safe", "self_", "union"] {
        assert_eq!(ident(name).to_string(), name);
    }
}
