//! `triggerkit package`: what it writes is unpacked and started, and answers as each cloud asks.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use flate2::read::DeflateDecoder;
use rawzip::ZipArchive;

use crate::{clean, folder, run, run_with, triggerkit};

const KAFKA: &str = r#"{"trigger_type":"KAFKA","messages":["one"]}"#;

/// An ELF file without program headers, which is as good as a static program to the command.
const STATIC: &[u8] =
    b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// Packages a program, and unpacks the zip file as the cloud does. Returns the folder with the files.
fn deploy(program: &Path, cloud: &str, options: &[&str]) -> PathBuf {
    let parent = folder(&[]);
    let arguments = [&["package", "--cloud", cloud, "--program", program.to_str().unwrap()], options].concat();
    let output = triggerkit(&arguments).current_dir(&parent).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let package = parent.join("package").join(cloud);
    let unpacked = parent.join("unpacked");
    fs::create_dir_all(&unpacked).unwrap();
    let zip = fs::read(package.join("function.zip")).unwrap();
    let archive = ZipArchive::from_slice(&zip).unwrap();
    let mut entries = archive.entries();
    let mut names = Vec::new();
    while let Some(entry) = entries.next_entry().unwrap() {
        let name = entry.file_path().try_normalize().unwrap().as_ref().to_owned();
        let found = archive.get_entry(entry.wayfinder()).unwrap();
        let mut bytes = Vec::new();
        found.verifying_reader(DeflateDecoder::new(found.data())).read_to_end(&mut bytes).unwrap();
        assert_eq!(entry.mode().permissions(), 0o755, "{name}");
        assert_eq!(bytes, fs::read(package.join("code").join(&name)).unwrap(), "{name}");
        assert_eq!(fs::metadata(package.join("code").join(&name)).unwrap().permissions().mode() & 0o777, 0o755, "{name}");
        fs::write(unpacked.join(&name), bytes).unwrap();
        fs::set_permissions(unpacked.join(&name), fs::Permissions::from_mode(0o755)).unwrap();
        names.push(name);
    }
    assert_eq!(fs::read_dir(package.join("code")).unwrap().count(), names.len());
    unpacked
}

/// Starts a file of a package with these variables alone.
fn start(unpacked: &Path, file: &str, variables: &[(&str, &str)]) -> Child {
    let mut command = Command::new(unpacked.join(file));
    command.current_dir(unpacked).env_clear().envs(variables.iter().copied());
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Returns the address that a function prints when it listens.
fn address(child: &mut Child) -> String {
    let mut line = String::new();
    BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
    line.trim().rsplit_once("http://").unwrap().1.replace("0.0.0.0", "127.0.0.1")
}

/// Sends a request, and returns the first line and the body of the response.
fn send(address: &str, head: &str, body: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "{head}\r\nHost: a\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    (head.lines().next().unwrap().to_owned(), body.to_owned())
}

fn stop(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Reads a request that a function sends to the API of its platform, answers it depending on its first line, and returns that line.
fn accept<'r>(listener: &TcpListener, response: impl Fn(&str) -> &'r str) -> String {
    let mut reader = BufReader::new(listener.accept().unwrap().0);
    let (mut head, mut length) = (String::new(), 0);
    while !head.ends_with("\r\n\r\n") {
        let start = head.len();
        assert!(reader.read_line(&mut head).unwrap() > 0, "{head}");
        if let Some(number) = head[start..].to_lowercase().strip_prefix("content-length: ") {
            length = number.trim().parse().unwrap();
        }
    }
    reader.read_exact(&mut vec![0; length]).unwrap();
    let first = head.lines().next().unwrap();
    reader.get_mut().write_all(response(first).as_bytes()).unwrap();
    first.to_owned()
}

/// Checks that packages of a program that handles `huawei.kafka` and answers requests run on each cloud.
pub fn check(program: &Path) {
    let name = program.file_name().unwrap().to_str().unwrap();
    let event = format!(
        "HTTP/1.1 200 OK\r\nX-Cff-Request-Id: r-1\r\nrequest_id: r-1\r\nLambda-Runtime-Aws-Request-Id: r-1\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{KAFKA}",
        KAFKA.len()
    );
    let refused = "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    let done = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    for (cloud, next, response) in [
        ("aws", "GET /2018-06-01/runtime/invocation/next", "POST /2018-06-01/runtime/invocation/r-1/response"),
        ("huawei", "GET /v1/runtime/invocation/request", "POST /v1/runtime/invocation/response/r-1"),
        ("tencent", "GET /runtime/invocation/next", "POST /runtime/invocation/response"),
    ] {
        let unpacked = deploy(program, cloud, &[]);
        let api = TcpListener::bind("127.0.0.1:0").unwrap();
        let (host, port) = ("127.0.0.1", api.local_addr().unwrap().port().to_string());
        let both = format!("{host}:{port}");
        let variables = match cloud {
            "aws" => vec![("AWS_LAMBDA_RUNTIME_API", both.as_str())],
            "huawei" => vec![("RUNTIME_API_ADDR", both.as_str())],
            _ => vec![("SCF_RUNTIME_API", host), ("SCF_RUNTIME_API_PORT", &port)],
        };
        let child = start(&unpacked, "bootstrap", &variables);
        let mut lines = Vec::new();
        while lines.last().is_none_or(|line: &String| !line.starts_with(response)) {
            lines.push(accept(&api, |line| match line {
                _ if line.starts_with(next) => &event,
                _ if line.contains("/extension/") => refused,
                _ => done,
            }));
            assert!(lines.len() < 6, "{lines:?}");
        }
        assert!(lines.iter().any(|line| line.starts_with(next)), "{lines:?}");
        stop(child);
    }

    let mut child = start(&deploy(program, "aliyun", &[]), "bootstrap", &[("FC_SERVER_PORT", "0")]);
    let address_of_aliyun = address(&mut child);
    let invoke = "POST /invoke HTTP/1.1\r\nx-fc-request-id: r-1\r\nx-fc-control-path: /invoke";
    assert_eq!(send(&address_of_aliyun, invoke, KAFKA), ("HTTP/1.1 200 OK".to_owned(), "null".to_owned()));
    stop(child);

    let mut child =
        start(&deploy(program, "volcengine", &[]), "run.sh", &[("_FAAS_RUNTIME_PORT", "0"), ("PATH", "/usr/bin:/bin")]);
    let address_of_volcengine = address(&mut child);
    assert_eq!(send(&address_of_volcengine, "GET /v1/ping HTTP/1.1", "").0, "HTTP/1.1 200 OK");
    let answer = send(&address_of_volcengine, "GET / HTTP/1.1\r\nX-Faas-Request-Id: r-1", "");
    assert_eq!(answer, ("HTTP/1.1 200 OK".to_owned(), "hello, this is request r-1\n".to_owned()));
    stop(child);

    // These listen on ports that the clouds prescribe, and that may be taken here.
    let scripts = [
        ("huawei", "bootstrap", format!("#!/bin/sh\nTRIGGERKIT_PLATFORM=huawei-http exec \"$RUNTIME_CODE_ROOT/{name}\"\n")),
        ("tencent", "scf_bootstrap", format!("#!/bin/bash\nTRIGGERKIT_PLATFORM=tencent-http exec ./{name}\n")),
    ];
    for (cloud, file, script) in scripts {
        let unpacked = deploy(program, cloud, &["--http"]);
        assert_eq!(fs::read_to_string(unpacked.join(file)).unwrap(), script);
        assert_eq!(fs::read(unpacked.join(name)).unwrap(), fs::read(program).unwrap());
    }
}

#[test]
fn packages_have_the_settings_of_the_vendors_tools() {
    for (cloud, options, file, lines) in [
        (
            "aliyun",
            &[][..],
            Some("s.yaml"),
            &["    component: fc3\n", "      code: ./code\n", "          - /code/bootstrap\n"][..],
        ),
        ("huawei", &[], Some("s.yaml"), &["    component: fgs\n", "        runtime: Custom\n", "          codeUri: ./code\n"]),
        ("huawei", &["--http"], Some("s.yaml"), &["        runtime: http\n"]),
        ("tencent", &[], Some("serverless.yml"), &["component: scf\n", "  runtime: CustomRuntime\n", "  src: ./code\n"]),
        ("tencent", &["--http"], None, &[]),
        ("volcengine", &[], None, &[]),
        (
            "aws",
            &[],
            Some("template.yaml"),
            &["      Runtime: provided.al2023\n", "      Architectures: [x86_64]\n", "      CodeUri: ./code\n"],
        ),
    ] {
        let parent = folder(&[("shop", STATIC)]);
        let package = || {
            let arguments = [&["package", "--cloud", cloud, "--program", "shop"], options].concat();
            let output = triggerkit(&arguments).current_dir(&parent).output().unwrap();
            assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
            String::from_utf8(output.stdout).unwrap()
        };
        let said = package();
        let folder = parent.join("package").join(cloud);
        let zip = fs::read(folder.join("function.zip")).unwrap();
        assert!(
            said.starts_with(&format!("wrote package/{cloud}\n  code/")) && said.contains("Upload function.zip to "),
            "{said}"
        );
        assert_eq!(fs::read_dir(&folder).unwrap().count(), if file.is_some() { 3 } else { 2 });
        if let Some(file) = file {
            let text = fs::read_to_string(folder.join(file)).unwrap();
            for line in lines {
                assert!(text.contains(line), "{line} in\n{text}");
            }
            // What the user has changed stays, and the rest is written again.
            fs::write(folder.join(file), "mine").unwrap();
            fs::write(folder.join("code/old"), "").unwrap();
            assert!(package().contains(&format!("  {file}, which was there already and is unchanged\n")));
            assert_eq!(fs::read_to_string(folder.join(file)).unwrap(), "mine");
            assert!(!folder.join("code/old").exists());
        }
        assert_eq!(fs::read(folder.join("function.zip")).unwrap(), zip, "the same files make the same zip");
    }
}

#[test]
fn the_processors_are_those_of_the_program() {
    let mut arm = STATIC.to_vec();
    arm[18] = 183;
    let parent = folder(&[("shop", arm.as_slice())]);
    let arguments = ["package", "--cloud", "aws", "--program", "shop"];
    assert!(triggerkit(&arguments).current_dir(&parent).output().unwrap().status.success());
    let text = fs::read_to_string(parent.join("package/aws/template.yaml")).unwrap();
    assert!(text.contains("      Architectures: [arm64]\n"), "{text}");
}

#[test]
fn programs_that_a_cloud_cannot_start_are_refused() {
    for (bytes, message) in [
        (&b"#!/bin/sh\n"[..], "`shop` is not a 64-bit program for Linux; build one with `cargo build --release --target "),
        (&STATIC[..20], "`shop` is cut off; build it again with "),
    ] {
        let run = run_with(&[("shop", bytes)], b"", &["package", "--cloud", "aliyun", "--program", "shop"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.starts_with(&format!("triggerkit: {message}")), "{}", run.err);
    }
    // A name that would need quotes is not used.
    let run = run_with(&[("a b;c", STATIC)], b"", &["package", "--cloud", "volcengine", "--program", "a b;c"]);
    assert!(clean(run).contains("\n  code/run.sh\n  code/function\n"));
    let run = self::run(&["package", "--cloud", "aliyun", "--program", "missing"]);
    assert!(run.code == 2 && run.err.starts_with("triggerkit: cannot read `missing`: "), "{run:?}");
    let manifest: &[u8] = b"[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n";
    let unbuilt = run_with(&[("Cargo.toml", manifest), ("src/main.rs", b"fn main() {}")], b"", &["package", "--cloud", "huawei"]);
    assert_eq!((unbuilt.code, unbuilt.out.as_str()), (2, ""));
    let part = "/x86_64-unknown-linux-musl/release/shop` does not exist; build it with `cargo build --release --target x86_64-unknown-linux-musl`";
    assert!(unbuilt.err.contains(part), "{}", unbuilt.err);
    assert!(clean(self::run(&["package", "--help"])).contains("huawei"));
}
