//! `triggerkit new`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use triggerkit::triggers;

use crate::{Run, folder, package, run, triggerkit};

const ALL_PROVIDERS: [&str; 10] =
    ["--provider", "huawei", "--provider", "volcengine", "--provider", "tencent", "--provider", "aliyun", "--provider", "aws"];

/// Writes a project that depends on the triggerkit of this workspace, and returns its folder.
fn new(name: &str, arguments: &[&str]) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let parent = folder(&[]);
    let runtime = root.join("runtime");
    let path = ["--triggerkit-path", runtime.to_str().unwrap()];
    let output = triggerkit(&[&["new", name], arguments, &path].concat()).current_dir(&parent).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    // The versions that this workspace is tested with.
    fs::copy(root.join("Cargo.lock"), parent.join(name).join("Cargo.lock")).unwrap();
    parent.join(name)
}

/// Returns the target folder of this workspace, where most crates are built already.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().to_owned()
}

/// Runs cargo in a project.
fn cargo(project: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    command.arg("--offline").args(arguments).current_dir(project);
    let output = command.env("CARGO_TARGET_DIR", target()).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    out.into_owned()
}

#[test]
fn projects_build_and_pass_their_tests_and_their_packages_run() {
    // A third of the many triggers of AWS, whose handlers are compiled with the pages as well.
    let some: Vec<_> =
        triggers().enumerate().filter(|(index, each)| index % 3 == 0 || !each.info.id.starts_with("aws.")).collect();
    let triggers = || some.iter().map(|(_, trigger)| trigger);
    let ids = triggers().flat_map(|trigger| ["--trigger", trigger.info.id]);
    let project = new("triggerkit-new-some", &ALL_PROVIDERS.into_iter().chain(ids).collect::<Vec<_>>());
    // Detection cannot distinguish some triggers, which the last test of the project would report.
    let tested = cargo(&project, &["test", "--", "--skip", "each_event_has_one_handler"]);
    let requests = triggers().filter(|trigger| trigger.http().is_some()).count();
    let expected = triggers().count() - requests + 1;
    assert!(tested.contains(&format!("test result: ok. {expected} passed")), "{tested}");

    let small =
        [&ALL_PROVIDERS[..], &["--trigger", "kafka", "--trigger", "huawei.kafka", "--trigger", "tencent.function_url"]].concat();
    // `kafka` is a trigger of two providers.
    assert_eq!(run(&[&["new", "shop"], &small[..]].concat()).code, 2);
    let small = [&ALL_PROVIDERS[..], &["--trigger", "huawei.kafka", "--trigger", "tcb_http"]].concat();
    let project = new("triggerkit-new-shop", &small);
    let tested = cargo(&project, &["test"]);
    assert!(tested.contains("test result: ok. 3 passed"), "{tested}");
    cargo(&project, &["build"]);
    package::check(&target().join("debug/triggerkit-new-shop"));
}

#[test]
fn mistakes_are_reported_before_anything_is_written() {
    for (arguments, messages) in [
        (
            &["shop", "--provider", "huawei", "--trigger", "kafak", "--trigger", "tencent.cos", "--trigger", "timer"][..],
            &[
                "`kafak`: unknown trigger; the triggers of `huawei` are ",
                "`tencent.cos` is a trigger of another provider; add `--provider tencent`\n",
            ][..],
        ),
        (
            &["shop", "--provider", "huawei", "--provider", "tencent", "--trigger", "timer"],
            &["`timer` is a trigger of several providers; write `huawei.timer` or `tencent.timer`\n"],
        ),
        (&["shop", "--provider", "azure", "--trigger", "timer"], &["unknown provider; the providers are `huawei`, "]),
        (
            &["1shop", "--provider", "huawei", "--trigger", "timer"],
            &["expected letters, digits, `-` and `_`, beginning with a letter"],
        ),
        (
            &["../shop", "--provider", "huawei", "--trigger", "timer"],
            &["expected letters, digits, `-` and `_`, beginning with a letter"],
        ),
        (&["shop", "--provider", "huawei"], &["--trigger <ID>"]),
        (
            &["src", "--provider", "huawei", "--trigger", "timer"],
            &["`src` already exists; choose another name, or remove it first\n"],
        ),
    ] {
        let parent = folder(&[("src/main.rs", b"")]);
        let output = triggerkit(&[&["new"], arguments].concat()).current_dir(&parent).output().unwrap();
        let run = Run {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        for message in messages {
            assert!(run.err.contains(message), "{message} in\n{}", run.err);
        }
        assert_eq!(fs::read_dir(&parent).unwrap().count(), 1);
    }
}
