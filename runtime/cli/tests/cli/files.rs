//! The files that the commands read, and how the commands end.

use std::io::{BufRead, BufReader, Write};

use serde_json::{Value, json};

use crate::{BROKEN, CUT, KAFKA, UNKNOWN, clean, run_with, triggerkit};

#[test]
fn the_worst_file_decides_the_exit_code() {
    let files = [("clean", KAFKA), ("broken", BROKEN), ("cut", CUT), ("unknown", UNKNOWN)];
    for (names, code) in [
        (&["clean"][..], 0),
        (&["clean", "clean"], 0),
        (&["clean", "broken"], 1),
        (&["broken", "clean"], 1),
        (&["cut", "broken", "clean"], 2),
        (&["broken", "unknown", "clean"], 2),
        (&["missing", "clean"], 2),
    ] {
        for command in ["validate", "decode"] {
            assert_eq!(run_with(&files, b"", &[&[command], names].concat()).code, code, "{command} {names:?}");
        }
    }
}

#[test]
fn files_that_cannot_be_read_do_not_stop_the_others() {
    let run = run_with(&[("good.json", KAFKA)], b"", &["validate", "missing.json", "*.txt", "good.json"]);
    assert_eq!((run.code, run.out.as_str()), (2, "good.json: huawei.kafka, no violations\n"));
    let complaints: Vec<&str> = run.err.lines().collect();
    assert_eq!(complaints.len(), 2, "{}", run.err);
    assert!(complaints[0].starts_with("triggerkit: cannot read `missing.json`: "), "{}", run.err);
    assert!(complaints[1].starts_with("triggerkit: no file matches `*.txt`"), "{}", run.err);
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    for arguments in [&["decode", "-"][..], &["validate", "-"], &["validate", "--format", "json", "-"]] {
        let mut child = triggerkit(arguments).spawn().unwrap();
        // The command waits for its input, so its output is closed before it writes.
        drop(child.stdout.take());
        child.stdin.take().unwrap().write_all(KAFKA).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn folders_and_patterns_stand_for_files() {
    let files = [
        ("events/b/one.json", KAFKA),
        ("events/b/notes.txt", CUT),
        ("events/a.json", KAFKA),
        ("events/.hidden/cut.json", CUT),
        ("events/[1].json", KAFKA),
        ("empty/notes.txt", CUT),
    ];
    for (arguments, names) in [
        (&["events"][..], &["events/[1].json", "events/a.json", "events/b/one.json"][..]),
        (&["events/b", "events/a.json"], &["events/b/one.json", "events/a.json"]),
        (&["events/**/*.json"], &["events/[1].json", "events/a.json", "events/b/one.json"]),
        (&["events/?.json"], &["events/a.json"]),
        (&["events/[1].json"], &["events/[1].json"]),
    ] {
        let expected: String = names.iter().map(|name| format!("{name}: huawei.kafka\n")).collect();
        assert_eq!(clean(run_with(&files, b"", &[&["detect"], arguments].concat())), expected);
    }
    for (name, message) in [
        ("empty", "triggerkit: the folder `empty` has no files that end with .json, .jsonl or .ndjson\n"),
        ("events/*.yaml", "triggerkit: no file matches `events/*.yaml`\n"),
        ("events/***", "triggerkit: `events/***` is not a valid pattern: "),
    ] {
        let run = run_with(&files, b"", &["validate", name, "events/a.json"]);
        assert_eq!((run.code, run.out.as_str()), (2, "events/a.json: huawei.kafka, no violations\n"));
        assert!(run.err.starts_with(message), "{}", run.err);
    }
}

#[test]
fn each_line_can_be_a_payload() {
    let lines = [KAFKA, b"\r\n  \n", BROKEN, b"\n", CUT].concat();
    let expected = |file: &str| {
        format!(
            "{file}:1: huawei.kafka, no violations\n\
             {file}:3: huawei.kafka\n  {file}:3:43: fatal: messages[1]: expected text, found null [required]\n  \
             {file}:3:58: drift: region: expected text, found list [2] [type]\n\
             {file}:4: huawei.kafka\n  {file}:4:37: fatal: $: expected JSON, found the text ends too early at byte 37 [json]\n"
        )
    };
    for file in ["events.jsonl", "events.ndjson"] {
        let run = run_with(&[(file, &lines)], b"", &["validate", file]);
        assert_eq!((run.code, run.err.as_str(), run.out), (2, "", expected(file)));
    }
    assert_eq!(run_with(&[], &lines, &["validate", "--lines", "-"]).out, expected("-"));
    let run = run_with(&[("events.jsonl", &lines)], b"", &["validate", "--format", "json", "-q", "events.jsonl"]);
    let first: Value = run.out.lines().next().unwrap().parse().unwrap();
    assert_eq!(
        (&first["line"], &first["violations"][1]["line"], &first["violations"][1]["column"]),
        (&json!(3), &json!(3), &json!(58))
    );
}

/// The command answers a line before it has the next one.
#[test]
fn lines_are_read_as_they_arrive() {
    let mut child = triggerkit(&["validate", "--lines", "-"]).spawn().unwrap();
    let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut answers = BufReader::new(output).lines();
    for number in 1..4 {
        input.write_all(&[KAFKA, b"\n"].concat()).unwrap();
        assert_eq!(answers.next().unwrap().unwrap(), format!("-:{number}: huawei.kafka, no violations"));
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
