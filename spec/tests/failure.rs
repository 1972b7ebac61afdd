//! Invalid specs: the names that are left, and the rendered errors.

use triggerkit_spec::{NoSamples, SourceFile, builtin, check};

const SPEC: &str = r#"
provider = { title = "Shop", source = "shop.md" }

[triggers.order_placed]
title  = "Order placed"
sample = '{}'
fields = { item = { type = "Item" }, colour = { type = "Colour" } }

[types.Item]
fields = { id = { type = "strng" } }

[enums.Colour]
values = ["red"]

[configs.timer]
sample = '{}'
fields = { cron = { type = "string" } }

[operations.send]
title = "Send"
"#;

fn names(text: &str) -> Vec<String> {
    check(&SourceFile::new("shop.toml", text), "shop", &NoSamples).expect_err("it is wrong").names
}

#[test]
fn the_names_of_all_types_are_kept() {
    assert_eq!(
        names(SPEC),
        [
            "AnyEvent",
            "OrderPlaced",
            "OrderPlacedEvent",
            "OrderPlacedEventBuilder",
            "Item",
            "ItemBuilder",
            "TimerConfig",
            "TimerConfigBuilder",
            "Colour",
            "Send",
            "SendResponse",
        ]
    );
}

#[test]
fn names_are_kept_if_the_file_is_not_toml() {
    let broken = SPEC.replace("values = [\"red\"]", "values = [\"red\"");
    let names = names(&broken);
    assert!(names.contains(&"OrderPlacedEvent".to_owned()) && names.contains(&"Item".to_owned()), "{names:?}");
}

#[test]
fn names_are_valid_in_rust() {
    let text = "[triggers.'***']\n[types.Self]\n[types.'a b']\n[enums.Colour]\n[types.Colour]\n";
    assert_eq!(names(text), ["AnyEvent", "SelfBuilder", "Colour", "ColourBuilder"]);
}

#[test]
fn colour_does_not_change_the_text() {
    let failure = check(&SourceFile::new("shop.toml", SPEC), "shop", &NoSamples).expect_err("it is wrong");
    let coloured = failure.diagnostics.render(true);
    assert!(coloured.contains('\u{1b}'));
    let mut plain = String::new();
    let mut parts = coloured.split("\u{1b}[");
    plain.extend(parts.next());
    plain.extend(parts.map(|part| part.split_once('m').map_or("", |(_, text)| text)));
    assert_eq!(plain, failure.diagnostics.render(false));
}

#[test]
fn lines_and_columns_count_from_one() {
    for text in [SPEC.to_owned(), SPEC.replace('\n', "\r\n"), format!("\u{feff}{SPEC}")] {
        let failure = check(&SourceFile::new("shop.toml", text), "shop", &NoSamples).expect_err("it is wrong");
        let shown = failure.to_string();
        assert!(shown.contains("--> shop.toml:10:27"), "{shown}");
    }
}

#[test]
fn columns_count_characters() {
    let text = SPEC.replace("{ id = {", "{ at = { type = \"bool\", doc = \"火火\" }, id = {");
    let failure = check(&SourceFile::new("shop.toml", text), "shop", &NoSamples).expect_err("it is wrong");
    assert!(failure.to_string().contains("--> shop.toml:10:63"), "{failure}");
}

#[test]
fn built_in_specs_are_found_by_name() {
    assert_eq!(builtin::find("huawei").map(|found| found.source().name).as_deref(), Some("spec/huawei.toml"));
    assert!(builtin::find("nobody").is_none());
    assert!(builtin::ALL.windows(2).all(|pair| pair[0].name < pair[1].name));
}
