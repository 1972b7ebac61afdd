//! Requests that are well-formed, in all the ways that RFC 9112 allows.

use super::Answer::{Continue, Old, Reply};
use super::Step::{Closed, End, Get, Last, Send};
use super::{BODY, CALL, Exchange, exchange};

pub static EXCHANGES: &[Exchange] = &[
    exchange("a call", &[CALL, BODY, Get(Reply("1"))]),
    exchange("two calls, one after the other", &[CALL, BODY, Get(Reply("1")), CALL, BODY, Get(Reply("1"))]),
    exchange(
        "two calls at once",
        &[CALL, BODY, CALL, Send(b"Content-Length: 13\r\n\r\n{\"call\": \"2\"}"), Get(Reply("1")), Get(Reply("2"))],
    ),
    exchange(
        "chunks with extensions and trailers",
        &[
            CALL,
            Send(b"Transfer-Encoding: chunked\r\n\r\n6\r\n{\"call\r\n7;a=1;b=\"2\"\r\n\": \"1\"}\r\n0\r\n"),
            Send(b"Content-Length: 99\r\nX-Tea: 1\r\n\r\n"),
            Get(Reply("1")),
        ],
    ),
    exchange(
        "chunks in other cases and with more zeros",
        &[CALL, Send(b"TRANSFER-encoding: CHUNKED\r\n\r\n000D\r\n{\"call\": \"1\"}\r\n00\r\n\r\n"), Get(Reply("1"))],
    ),
    exchange(
        "other cases and spaces",
        &[CALL, Send(b"content-LENGTH:\t 13 \r\nX-Empty:\r\n\r\n{\"call\": \"1\"}"), Get(Reply("1"))],
    ),
    // RFC 9110, 8.6: the same length twice may be taken for one.
    exchange("the same length twice", &[CALL, Send(b"Content-Length: 13\r\n"), BODY, Get(Reply("1"))]),
    // RFC 9112, 2.2: an empty line before a request is ignored, and a line may end with a line feed alone.
    exchange("an empty line before the request", &[Send(b"\r\n"), CALL, BODY, Get(Reply("1"))]),
    exchange(
        "line feeds alone",
        &[Send(b"{call} HTTP/1.1\nHost: localhost\n{headers}Content-Length: 13\n\n{\"call\": \"1\"}"), Get(Reply("1"))],
    ),
    // RFC 9112, 3.2.2: a server must accept this form.
    exchange(
        "an absolute target",
        &[Send(b"{method} http://localhost:80{path} HTTP/1.1\r\nHost: localhost:80\r\n{headers}"), BODY, Get(Reply("1"))],
    ),
    exchange("an IPv6 address as host", &[Send(b"{call} HTTP/1.1\r\nHost: [::1]:9000\r\n{headers}"), BODY, Get(Reply("1"))]),
    exchange("bytes that are not ASCII in a header", &[CALL, Send(b"X-Tea: \xe8\x8c\xb6 \xff\t\"\r\n"), BODY, Get(Reply("1"))]),
    exchange("a value of 60 KB", &[CALL, Send(b"X-Long: "), Send(&[b'v'; 60_000]), Send(b"\r\n"), BODY, Get(Reply("1"))]),
    exchange(
        "the largest body that is accepted",
        &[CALL, Send(b"Content-Length: 1000\r\n\r\n{\"call\": \"1\"}"), Send(&[b' '; 987]), Get(Reply("1"))],
    ),
    exchange(
        "the largest body that is accepted, in a chunk",
        &[
            CALL,
            Send(b"Transfer-Encoding: chunked\r\n\r\n3e8\r\n{\"call\": \"1\"}"),
            Send(&[b' '; 987]),
            Send(b"\r\n0\r\n\r\n"),
            Get(Reply("1")),
        ],
    ),
    // RFC 9110, 10.1.1
    exchange(
        "100-continue",
        &[
            CALL,
            Send(b"Expect: 100-Continue\r\nContent-Length: 13\r\n\r\n"),
            Get(Continue),
            Send(b"{\"call\": \"1\"}"),
            Get(Reply("1")),
        ],
    ),
    exchange(
        "100-continue before chunks",
        &[
            CALL,
            Send(b"Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Get(Continue),
            Send(b"d\r\n{\"call\": \"1\"}\r\n0\r\n\r\n"),
            Get(Reply("1")),
        ],
    ),
    exchange(
        "100-continue in HTTP/1.0, where it is ignored",
        &[
            Send(b"{call} HTTP/1.0\r\n{headers}Expect: 100-continue\r\nContent-Length: 13\r\n\r\n"),
            Send(b"{\"call\": \"1\"}"),
            Get(Old("1")),
            Closed,
        ],
    ),
    exchange(
        "an upgrade that is not supported",
        &[
            CALL,
            Send(b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"),
            BODY,
            Get(Reply("1")),
        ],
    ),
    // RFC 9112, 9.3 and 9.6: how long a connection lives.
    exchange("a call that closes the connection", &[CALL, Send(b"Connection: close\r\n"), BODY, Last(Reply("1"))]),
    exchange(
        "a call after one that closes the connection",
        &[CALL, Send(b"Connection: keep-alive, Close\r\n"), BODY, CALL, BODY, Last(Reply("1"))],
    ),
    exchange("HTTP/1.0", &[Send(b"{call} HTTP/1.0\r\n{headers}"), BODY, Get(Old("1")), Closed]),
    exchange("a call after one of HTTP/1.0", &[Send(b"{call} HTTP/1.0\r\n{headers}"), BODY, CALL, BODY, Get(Old("1")), Closed]),
    exchange("an end before any request", &[End, Closed]),
    exchange("an end between two requests", &[CALL, BODY, Get(Reply("1")), End, Closed]),
    exchange("an end after a request", &[CALL, BODY, End, Get(Reply("1")), Closed]),
    exchange(
        "an end after two requests",
        &[CALL, BODY, CALL, Send(b"Content-Length: 13\r\n\r\n{\"call\": \"2\"}"), End, Get(Reply("1")), Get(Reply("2")), Closed],
    ),
    exchange(
        "an end after chunks",
        &[CALL, Send(b"Transfer-Encoding: chunked\r\n\r\nd\r\n{\"call\": \"1\"}\r\n0\r\n\r\n"), End, Get(Reply("1")), Closed],
    ),
];
