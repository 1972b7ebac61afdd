//! Incorrect use, help and completions.

use crate::{BROKEN, Run, clean, folder, run, triggerkit};

#[test]
fn incorrect_use_is_explained() {
    for (arguments, part) in [
        (&[][..], "Usage: triggerkit [OPTIONS] <COMMAND>"),
        (&["lst"], "a similar subcommand exists: 'list'"),
        (&["sample"], "<ID>"),
        (&["decode"], "<FILE>..."),
        (
            &["list", "--provider", "azure"],
            "unknown provider; the providers are `huawei`, `volcengine`, `tencent`, `aliyun`, `aws`",
        ),
        (&["list", "--color", "sometimes"], "[possible values: auto, always, never]"),
        (&["invoke", "--pretty", "--http", "GET", "/"], "cannot be used with"),
        (&["validate", "--format", "xml", "-"], "[possible values: text, json]"),
        (&["validate", "-H", "X-FGS-EVENT-TYPE", "-"], "expected `Name: value`"),
        (&["validate", "-H", ": heartbeat", "-"], "expected `Name: value`"),
        (&["invoke"], "<--trigger <ID>|--http <METHOD> <PATH>|FILE>"),
        (&["invoke", "--http", "GET"], "2 values required for '--http <METHOD> <PATH>' but 1 was provided"),
        (&["invoke", "--http", "GET", "a"], "triggerkit: expected a path that begins with `/`, found `a`; write `/a`\n"),
        (&["invoke", "--http", "GET", "http://a/b"], "found `http://a/b`; pass the address of the function with `--url`\n"),
        (&["invoke", "--http", "GET", "/a b"], "`/a b` contains ' ', which a path cannot contain; write `%20` instead\n"),
        (&["invoke", "--http", "GET", "/a#b"], "`/a#b` contains '#', which a path cannot contain; write `%23` instead\n"),
        (&["invoke", "--http", "get", "/"], "triggerkit: expected a method, found `get`; write `GET`\n"),
        (&["invoke", "--http", "/a", "get"], "expected a method before the path, found `/a`; write `--http GET /a`\n"),
        (&["invoke", "--http", "G T", "/"], "triggerkit: expected a method such as `GET`, found `G T`\n"),
        (&["invoke", "--http", "GET", "/", "-H", "é: x"], "`é: x` has a name that HTTP does not allow\n"),
        (&["invoke", "--http", "GET", "/", "-H", "x: \u{1}"], "has a value that HTTP does not allow\n"),
        (&["invoke", "--http", "GET", "/", "--data-file", "missing"], "triggerkit: cannot read `missing`: "),
        (&["invoke", "--http", "GET", "/", "--data", "a", "--data-file", "b"], "cannot be used with"),
        (&["invoke", "--http", "GET", "/", "--as", "aliyun.oss"], "not an HTTP trigger; the HTTP triggers are `huawei.apig`, "),
        (&["invoke", "--http", "GET", "/", "--as", "aliyun.htp"], "unknown trigger; the HTTP triggers are `huawei.apig`, "),
        (&["invoke", "--http", "GET", "/", "--trigger", "aliyun.http"], "cannot be used with"),
        (&["invoke", "--trigger", "aliyun.http", "--data", "a"], "cannot be used with"),
        (&["invoke", "--as", "aliyun.http", "event.json"], "cannot be used with"),
        (&["invoke", "--trigger", "huawei.timer", "event.json"], "cannot be used with"),
        (&["invoke", "--trigger", "huawei.timer", "--url", "https://a"], "expected `http://host:port`"),
        (
            &["invoke", "--trigger", "huawei.heartbeat", "--variant", "no"],
            "`huawei.heartbeat` does not have a variant `no`; leave out `--variant`",
        ),
        (
            &["invoke", "--trigger", "huawei.timer", "-H", "no name: x"],
            "cannot send: `no name: x` has a name that HTTP does not allow\n",
        ),
        (&["validate", "--lenient", "-"], "unexpected argument '--lenient'"),
    ] {
        let Run { code, out, err } = run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(part), "{arguments:?}\n{err}");
    }
}

#[test]
fn help_and_version_are_printed() {
    let help = clean(run(&["--help"]));
    for command in ["list", "sample", "decode", "validate", "detect", "explain", "invoke", "completions", "man"] {
        assert!(help.contains(command), "{help}");
        assert!(clean(run(&[command, "--help"])).contains(&format!("Usage: triggerkit {command}")));
    }
    assert!(
        help.contains("Exit codes:\n  0  no violations\n  1  violations, or more than one possible trigger\n  2  "),
        "{help}"
    );
    assert!(clean(run(&["invoke", "--help"])).contains("Exit codes:\n  0  the function answered with status 2xx; "));
    assert_eq!(clean(run(&["--version"])), format!("triggerkit {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn colours_are_used_when_they_are_wanted() {
    let colour = '\u{1b}';
    let commands: [(&[&str], bool); 7] = [
        (&["validate", "bad.json"], false),
        (&["explain", "bad.json"], false),
        (&["detect", "bad.json"], false),
        (&["list"], false),
        (&["decode", "bad.json"], true),
        (&["validate", "missing.json"], true),
        (&["lst"], true),
    ];
    for (command, is_error) in commands {
        let printed = |variables: &[(&str, &str)], options: &[&str]| {
            let folder = folder(&[("bad.json", BROKEN)]);
            let mut child = triggerkit(&[command, options].concat());
            let output = child.envs(variables.iter().copied()).current_dir(&folder).output().unwrap();
            String::from_utf8(if is_error { output.stderr } else { output.stdout }).unwrap()
        };
        for (variables, options, is_coloured) in [
            (&[][..], &[][..], false),
            (&[], &["--color", "always"], true),
            (&[], &["--color=always"], true),
            (&[], &["--color", "never"], false),
            (&[("CLICOLOR_FORCE", "1")], &[], true),
            (&[("CLICOLOR_FORCE", "1")], &["--color", "never"], false),
            (&[("NO_COLOR", "1")], &[], false),
            (&[("NO_COLOR", "1")], &["--color", "always"], true),
        ] {
            let text = printed(variables, options);
            assert_eq!(text.contains(colour), is_coloured, "{command:?} {variables:?} {options:?}: {text}");
        }
    }
}

#[test]
fn shells_complete_options_and_ids() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = clean(run(&["completions", shell]));
        for part in ["validate", "header", "huawei.kafka", "volcengine", "aliyun.oss"] {
            // Elvish and PowerShell complete no values.
            let is_value = part.contains('.') || part == "volcengine";
            assert!(script.contains(part) || is_value && ["elvish", "powershell"].contains(&shell), "{part} in {shell}");
        }
    }
    // The ids are many, so the help does not list them.
    assert!(!clean(run(&["sample", "--help"])).contains("huawei.kafka"));
    let script = clean(run(&["completions", "bash"]));
    let checked = std::process::Command::new("bash").args(["-n", "-c", &script]).status();
    assert!(checked.is_ok_and(|status| status.success()));
}

#[test]
fn manual_pages_are_written() {
    let page = clean(run(&["man"]));
    assert!(page.contains(".TH triggerkit 1 ") && page.contains("Exit codes:"), "{page}");
    let folder = folder(&[]);
    let output = triggerkit(&["man", "--folder", "pages/man1"]).current_dir(&folder).output().unwrap();
    assert!(output.status.success() && output.stdout.is_empty());
    let pages = folder.join("pages/man1");
    for name in ["triggerkit", "triggerkit-validate", "triggerkit-invoke"] {
        let page = std::fs::read_to_string(pages.join(format!("{name}.1"))).unwrap();
        assert!(page.contains(&format!(".TH {name} 1 ")), "{page}");
    }
}
