//! The requests whose responses are compared between all platforms and a plain HTTP server.

use super::client::Request;
use super::probe::{AWKWARD, gzip};

/// Returns all requests. Their names are what the table of forced differences refers to.
pub fn requests() -> Vec<Request> {
    [paths(), queries(), headers(), methods(), bodies(), answers()].concat()
}

fn named(name: &str, target: impl AsRef<[u8]>) -> Request {
    Request::new(name, "GET", target)
}

fn paths() -> Vec<Request> {
    let mut requests: Vec<Request> = [
        "/",
        "/hello/world",
        "/hello/%E8%8C%B6",
        "/hello/a%20b",
        "/hello/a%2Fb",
        "/hello/a+b",
        "/hello/%zz",
        "/hello/%",
        "/hello/%FF",
        "/hello/",
        "/nothing/here",
        "/echo/",
        "/echo//a///b",
        "/echo/a/../b/./c",
        "/echo/;v=1/@b:c/$&'()*,=!~_-.",
        "/echo/%2f%c3%a9/%2F%C3%A9/%41",
        "/echo/%2520/%25zz",
        "/echo/%00%0A%0D",
        "/echo/http://other.example/x",
    ]
    .map(Request::get)
    .into();
    requests.push(named("a path in UTF-8", "/echo/茶/é"));
    requests.push(named("a path in Latin-1", b"/echo/caf\xe9"));
    requests.push(named("a path with characters that URIs do not allow", "/echo/a\"b|c^d{e}`f[g]\\h"));
    requests.push(named("a long path", "/echo/".to_owned() + &"segment/".repeat(400)));
    requests.push(named("a target with the host", "http://shop.example/echo/x?y=1"));
    requests
}

fn queries() -> Vec<Request> {
    let mut requests: Vec<Request> = [
        "/query?a=1&b=2",
        "/query?a=1&a=2&b=3",
        "/query?a=1&b=2&a=3",
        "/query?b=1&a=2",
        "/query?ids[]=1&ids[]=2",
        "/query?a=1,2&b=3",
        "/query?a=%zz&b=%",
        "/query?a=%FF",
        "/query?%E8%8C%B6=%e8%8c%b6",
        "/query",
        "/echo",
        "/echo?",
        "/echo?x=a+b",
        "/echo?x=a%20b",
        "/echo?x=a%2Bb%26c%3Dd",
        "/echo?flag&x=1",
        "/echo?x=&y=",
        "/echo?=v",
        "/echo?&&x=1&",
        "/echo?x=1=2",
        "/echo?x",
        "/echo?x=true",
        "/echo?/a:b@c?d;e",
        "/echo?u=https://other.example/?a=b",
    ]
    .map(Request::get)
    .into();
    requests.push(named("a query in UTF-8", "/query?q=茶"));
    requests.push(named("a query in Latin-1", b"/query?q=caf\xe9"));
    requests
}

fn headers() -> Vec<Request> {
    let echo = |name: &str| named(name, "/echo");
    vec![
        echo("a repeated header").header("X-Tag", "a").header("X-Tag", "b").header("x-tag", "c, d"),
        echo("a header with commas and quotes").header("Accept", "text/html, */*;q=0.1").header("X-Json", r#"{"a":"b\\c"}"#),
        echo("an empty header").header("X-Empty", ""),
        echo("a header in UTF-8").header("X-Tea", "茶"),
        echo("a header in Latin-1").header("X-Latin", b"caf\xe9"),
        echo("a long header").header("X-Long", "v".repeat(6000)),
        echo("a date in a header").header("If-Modified-Since", "Wed, 09 Jun 2027 10:18:14 GMT"),
        echo("a cookie").header("Cookie", "a=1; b=\"2\"; c=x=y"),
        echo("several lines of cookies").header("Cookie", "a=1").header("Cookie", "b=2"),
        named("a cookie that the application reads", "/visits").header("Cookie", "lang=de; visits=41"),
        named("several lines of cookies that the application reads", "/visits")
            .header("Cookie", "a=1")
            .header("Cookie", "visits=1"),
    ]
}

fn methods() -> Vec<Request> {
    let on = |method, target: &str| Request::new(format!("{method} {target}"), method, target);
    let with_body = |method| Request::new(format!("{method} with a body"), method, "/echo").body("text/plain", "a body");
    let mut requests: Vec<Request> =
        ["HEAD", "DELETE", "OPTIONS", "TRACE", "PURGE", "M-SEARCH"].map(|method| on(method, "/echo")).into();
    requests.extend(["GET", "POST", "PUT", "PATCH", "DELETE", "REPORT"].map(with_body));
    for target in ["/hello/world", "/", "/count/100000", "/events", "/nothing", "/fail", "/status/204", "/gzip", "/cookies"] {
        requests.push(on("HEAD", target));
    }
    requests.extend(["POST", "PUT", "OPTIONS", "DELETE"].map(|method| on(method, "/hello/world")));
    requests
}

fn bodies() -> Vec<Request> {
    let post = |name: &str, target, content_type, body: &[u8]| Request::new(name, "POST", target).body(content_type, body);
    let all: Vec<u8> = (0..=255).collect();
    let json = br#" {"a": 1.0, "a": "\u8336", "b": [] } "#;
    vec![
        post("an empty body", "/echo", "", b""),
        post("an empty body with a type", "/bytes", "application/json", b""),
        post("6 MB", "/echo", "application/octet-stream", &all.repeat(6 << 12)),
        post("1 MB of text", "/echo", "text/plain", "茶 \"tea\"\r\n".repeat(90_000).as_bytes()),
        post("more than the application takes", "/bytes", "application/octet-stream", &[0xff].repeat(3 << 20)),
        post("all bytes", "/bytes", "application/octet-stream", &all),
        post("all bytes as an image", "/bytes", "image/png", &all),
        post("text", "/bytes", "text/plain; charset=utf-8", "eine Tasse 茶".as_bytes()),
        post("text that JSON escapes", "/bytes", "text/plain", AWKWARD.as_bytes()),
        post("text that is not UTF-8", "/bytes", "text/plain; charset=iso-8859-1", b"caf\xe9"),
        post("JSON as it is written", "/bytes", "application/json", json),
        post("JSON of another type", "/bytes", "application/problem+json", json),
        post("JSON that is not UTF-8", "/bytes", "application/json", b"{\"a\": \"\xff\"}"),
        post("XML", "/bytes", "application/xml", "<a>茶</a>".as_bytes()),
        post("bytes without a type", "/bytes", "", &all),
        post("text without a type", "/bytes", "", b"plain"),
        post("text as bytes", "/bytes", "application/octet-stream", b"plain"),
        post("text in base64", "/bytes", "text/plain", b"cGxhaW4="),
        post("a packed body", "/echo", "text/plain", &gzip(b"packed")).header("Content-Encoding", "gzip"),
        post("a body in chunks", "/echo", "text/plain", b"eine Tasse Tee").chunked(5),
        post("an upload of several parts", "/bytes", "multipart/form-data; boundary=b", b"--b\r\n\r\n\x00\xff\r\n--b--\r\n"),
        post("a form", "/contact", "application/x-www-form-urlencoded", b"name=Ada+L%C3%A9&text=a%26b"),
        post("a form without a field", "/contact", "application/x-www-form-urlencoded", b"name=Ada"),
        post("a form of another type", "/contact", "text/plain", b"name=Ada&text=hi"),
        post("an order", "/orders", "application/json", br#"{"article": "tea", "count": 3}"#),
        post("an order that is not JSON", "/orders", "application/json", br#"{"article": "tea", "#),
        post("an order with a wrong type", "/orders", "application/json", br#"{"article": "tea", "count": "three"}"#),
        post("an order without a type", "/orders", "", br#"{"article": "tea", "count": 3}"#),
    ]
}

fn answers() -> Vec<Request> {
    [
        "/logo.png",
        "/count/0",
        "/count/1",
        "/count/100000",
        "/events",
        "/cookies",
        "/repeated",
        "/fail",
        "/moved",
        "/status/200",
        "/status/201",
        "/status/204",
        "/status/205",
        "/status/299",
        "/status/418",
        "/status/503",
        "/status/599",
        "/not-modified",
        "/binary",
        "/gzip",
        "/encoded-text",
        "/untyped",
        "/untyped-bytes",
        "/latin",
        "/invalid-json",
        "/awkward",
        "/text-as-bytes",
        "/large",
        "/large-text",
    ]
    .map(Request::get)
    .into()
}
