//! The lines and columns of violations.

use triggerkit::tencent::ClsEvent;
use triggerkit::{Report, Rule, Severity, Violation, locate};

/// Returns the text from the place of a path on, up to the end of the line.
fn text_at<'t>(text: &'t str, path: &str, rule: Rule) -> Option<&'t str> {
    let mut violation = Report::from(Violation::new(rule, "", "")).into_iter().next().unwrap();
    assert_eq!(violation.severity, Severity::Fatal);
    path.clone_into(&mut violation.path);
    let position = locate(text, &violation)?;
    let line = text.split('\n').nth(position.line - 1).unwrap();
    Some(&line[line.char_indices().nth(position.column - 1).map_or(line.len(), |(at, _)| at)..])
}

#[test]
fn paths_lead_to_their_values() {
    let text = r#"
{"é": "😀", "list": [1, [2, 3],
{"a.b": {"": 4}, "a": 5}], "one": {"x": 6},
"text": "{\"inside\": 7}", "a\"b": 8, "twice": 9, "twice": 10, "long": null}"#;
    for (path, start) in [
        ("$", "{\"é\""),
        ("é", "\"😀\""),
        ("list", "[1, "),
        ("list[0]", "1, "),
        ("list[1]", "[2, 3],"),
        ("list[1][1]", "3],"),
        ("list[2].a", "5}"),
        ("list[2][\"a.b\"]", "{\"\": 4}"),
        ("list[2][\"a.b\"][\"\"]", "4}"),
        ("[\"a\\\"b\"]", "8, "),
        ("twice", "9, "),
        // What is absent is located at the value that lacks it.
        ("list[3]", "[1, "),
        ("list[2].c.d", "{\"a.b\""),
        ("missing", "{\"é\""),
        ("é.x", "\"😀\""),
        // A single item in place of a list, and JSON text in a string.
        ("one[0].x", "6}"),
        ("one[1].x", "{\"x\": 6}"),
        ("text.inside", "\"{\\\"inside\\\": 7}\""),
        ("text[0].inside", "\"{\\\"inside\\\": 7}\""),
    ] {
        let found = text_at(text, path, Rule::Type).unwrap();
        assert!(found.starts_with(start), "{path}: {found}");
    }
    assert!(text_at(text, "twice", Rule::Duplicate).unwrap().starts_with("10, "));
    assert!(text_at("[{\"a\": 1}, {\"a\": 2}]", "[1].a", Rule::Type).unwrap().starts_with("2}"));
}

#[test]
fn text_that_is_not_json_is_located_where_it_ends() {
    for (text, path, rule, found) in [
        ("{\"a\": 1,\n \"b\" 2}", "$", Rule::Json, Some("2}")),
        ("{\"a\": 1,\n \"b\" 2}", "a", Rule::Type, Some("1,")),
        ("{\"a\": 1,\n \"b\" 2}", "c", Rule::Type, Some("{\"a\": 1,")),
        ("{\"a\":\n", "$", Rule::Json, Some("")),
        ("{\"a\":\n", "a", Rule::Type, Some("{\"a\":")),
        ("", "$", Rule::Json, Some("")),
        ("", "a", Rule::Type, None),
        ("word", "$", Rule::Type, None),
        ("{}", "$", Rule::Detect, None),
        ("{}", "$", Rule::Json, None),
    ] {
        assert_eq!(text_at(text, path, rule), found, "{path} in {text}");
    }
}

#[test]
fn every_violation_of_a_decoder_is_located() {
    let text = "{\n  \"clslogs\": {\n    \"data\": [1]\n  }\n}";
    let report = ClsEvent::decode(text).unwrap_err();
    let positions: Vec<String> = report.violations().iter().map(|each| locate(text, each).unwrap().to_string()).collect();
    assert_eq!(positions, ["3:13"]);
}
