//! `cargo xtask check` reports what is out of date, invalid or undocumented, and the commands repair it.

use crate::folder::Folder;

#[test]
fn the_workspace_has_no_problems() {
    let ran = Folder::copy().xtask(&["check"]);
    assert_eq!((ran.code, ran.complaints.as_str()), (Some(0), ""));
}

/// Returns the removed and added lines of a diff.
fn changed(diff: &str) -> Vec<&str> {
    let heads = ["--- ", "+++ "];
    diff.lines().filter(|line| line.starts_with(['-', '+']) && !heads.iter().any(|head| line.starts_with(head))).collect()
}

#[test]
fn a_changed_length_changes_only_its_own_lines() {
    let folder = Folder::copy();
    folder.replace(
        "spec/huawei.toml",
        r#"result      = { type = "string", required = true, length = "1-32768""#,
        r#"result      = { type = "string", required = true, length = "1-65536""#,
    );
    let ran = folder.xtask(&["check"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.complaints.contains("+++ docs/triggers/huawei.md"), "{}", ran.complaints);
    assert!(ran.complaints.contains("run `cargo xtask docs`"), "{}", ran.complaints);
    let docs = ran.complaints.split("not up to date").next().unwrap_or_default();
    assert_eq!(
        changed(docs),
        [
            "-| `result` | text | yes | 1 to 32768 characters, JSON text. | What the task returned. |",
            "+| `result` | text | yes | 1 to 65536 characters, JSON text. | What the task returned. |",
        ]
    );
    assert_eq!(folder.xtask(&["docs", "--check"]).code, Some(1));

    let every: Vec<&str> = xtask::generators::ALL.iter().map(|generator| generator.name).collect();
    let ran = folder.xtask(&every);
    assert_eq!(ran.code, Some(0), "{}", ran.complaints);
    assert!(ran.out.lines().any(|line| line == "docs/triggers/huawei.md"), "{}", ran.out);
    assert_eq!(folder.xtask(&["check"]).code, Some(0));
    assert_eq!(folder.xtask(&every).out, "");
}

#[test]
fn stale_pages_are_reported_and_removed() {
    let folder = Folder::copy();
    folder.write("docs/triggers/gone.md", "# Gone\n");
    let ran = folder.xtask(&["docs", "--check"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.complaints.contains("-# Gone"), "{}", ran.complaints);
    assert_eq!(folder.xtask(&["docs"]).out, "docs/triggers/gone.md\n");
    assert!(!folder.path("docs/triggers/gone.md").exists());
}

#[test]
fn errors_of_all_specs_are_shown_as_by_the_macro() {
    let folder = Folder::copy();
    folder.replace("spec/huawei.toml", r#"length = "1-32768", format = "json""#, r#"length = "1-32768", format = "jsno""#);
    folder.replace("spec/tencent.toml", r#"clslogs = { type = "ClsPayload""#, r#"clslogs = { type = "ClsPayloda""#);
    let spec = folder.read("spec/huawei.toml");
    let (before, _) = spec.split_once("\"jsno\"").unwrap();
    let column = before.lines().last().unwrap_or_default().chars().count() + 1;
    let place = format!("--> spec/huawei.toml:{}:{column}", before.lines().count());
    for arguments in [["check"], ["docs"]] {
        let ran = folder.xtask(&arguments);
        assert_eq!(ran.code, Some(1));
        for words in [place.as_str(), "did you mean `json`?", "--> spec/tencent.toml:", "did you mean `ClsPayload`?"] {
            assert!(ran.complaints.contains(words), "{words} is not in:\n{}", ran.complaints);
        }
        assert!(!ran.complaints.contains("not up to date"), "{}", ran.complaints);
    }
}

#[test]
fn missing_documentation_is_reported() {
    let folder = Folder::copy();
    folder.write(
        "spec/bare.toml",
        "provider = { title = \"Bare\", source = \"none\" }\n\n[triggers.order]\ntitle = \"Order\"\nsample = '{}'\n\
         fields = { id = { type = \"string\" } }\n",
    );
    let ran = folder.xtask(&["check"]);
    assert_eq!(ran.code, Some(1));
    for complaint in [
        "spec/bare.toml:3:11: trigger `order` has no `doc`",
        "spec/bare.toml:6:12: the field `id` of trigger `order` has no `doc`",
        "spec/bare.toml:6:12: the field `id` of trigger `order` has no `source`",
        "+++ docs/triggers/bare.md",
    ] {
        assert!(ran.complaints.contains(complaint), "{complaint} is not in:\n{}", ran.complaints);
    }
}

#[test]
fn expand_prints_the_code_of_a_provider_or_a_trigger() {
    let folder = Folder::copy();
    let all = folder.xtask(&["expand", "huawei"]).out;
    let one = folder.xtask(&["expand", "huawei.kafka"]).out;
    assert!(all.contains("pub struct KafkaEvent {") && all.contains("pub struct ObsEvent {"));
    assert!(one.contains("pub struct KafkaEvent {") && !one.contains("pub struct ObsEvent {"));
    let ran = folder.xtask(&["expand", "huawei.kafak"]);
    assert_eq!(
        (ran.code, ran.complaints.as_str()),
        (Some(1), "error: unknown trigger `kafak` of huawei; did you mean `kafka`?\n\n")
    );
    let ran = folder.xtask(&["expand", "huawai"]);
    assert_eq!((ran.code, ran.complaints.as_str()), (Some(1), "error: unknown provider `huawai`; did you mean `huawei`?\n\n"));
}

#[test]
fn a_drafted_spec_passes_the_check() {
    let folder = Folder::copy();
    folder.write("order.json", r#"{"event": "order.placed", "items": [{"sku": "tea", "count": 2}]}"#);
    let sample = folder.path("order.json");
    let from = ["--from", sample.to_str().unwrap()];
    for (provider, trigger) in [("shop", "order"), ("huawei", "order")] {
        let ran = folder.xtask(&[&["new", provider, trigger], &from[..]].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.complaints);
        assert!(ran.out.starts_with(&format!("spec/{provider}.toml\nspec/samples/{provider}/{trigger}.json\n")), "{}", ran.out);
        let ran = folder.xtask(&["check"]);
        assert_eq!((ran.code, ran.complaints.as_str()), (Some(0), ""));
    }
    // An invalid spec is not written.
    let ran = folder.xtask(&[&["new", "a shop", "order"], &from[..]].concat());
    assert!(ran.complaints.contains("nothing was written") && !folder.path("spec/a shop.toml").exists(), "{}", ran.complaints);
    assert_eq!((ran.code, folder.xtask(&["check"]).code), (Some(1), Some(0)));
}
