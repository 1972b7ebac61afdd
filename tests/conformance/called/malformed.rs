//! Requests that are malformed, cut off or too large. None of them runs the function, except those with both a length and chunks, which
//! RFC 9112 allows. After each of them the connection closes, because the bytes that follow could be anything.

use super::Answer::{BadTarget, Broken, NotOneHost, OldNotOneHost, Refused, Reply, TooLarge, TooLargeInChunks, UnknownCoding};
use super::Step::{Closed, Dropped, End, Get, Last, Send};
use super::{BODY, CALL, Exchange, Step, exchange};

const BAD: Step = Last(Refused("400 Bad Request"));
/// A call that would run if it were taken for a request of its own.
const HIDDEN: Step = Send(b"{call} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: 13\r\n\r\n{\"call\": \"7\"}");
const CHUNKS: Step = Send(b"Transfer-Encoding: chunked\r\n\r\n");
const CHUNKED_BODY: Step = Send(b"Transfer-Encoding: chunked\r\n\r\nd\r\n{\"call\": \"1\"}\r\n0\r\n\r\n");

pub static EXCHANGES: &[Exchange] = &[
    // The request line: RFC 9112, 3
    exchange("no request line", &[Send(b"Host: localhost\r\n{headers}"), BODY, BAD]),
    exchange("no target", &[Send(b"{method}  HTTP/1.1\r\nHost: localhost\r\n{headers}"), BODY, BAD]),
    exchange("no version", &[Send(b"{call}\r\nHost: localhost\r\n{headers}"), BODY, BAD]),
    exchange("a method that is not a token", &[Send(b"PO(ST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}"), BODY, BAD]),
    exchange("a space in the target", &[Send(b"{call} a HTTP/1.1\r\nHost: localhost\r\n{headers}"), BODY, BAD]),
    exchange("NUL in the target", &[Send(b"{call}\0 HTTP/1.1\r\nHost: localhost\r\n{headers}"), BODY, BAD]),
    exchange(
        "bytes that are not UTF-8 in the target",
        &[Send(b"{call}\xff HTTP/1.1\r\nHost: localhost\r\n{headers}"), BODY, BAD],
    ),
    exchange(
        "a target without a slash",
        &[Send(b"{method} call HTTP/1.1\r\nHost: localhost\r\n{headers}"), BODY, Last(BadTarget)],
    ),
    exchange("an asterisk as target", &[Send(b"{method} * HTTP/1.1\r\nHost: localhost\r\n{headers}"), BODY, Last(BadTarget)]),
    exchange("CONNECT to a path", &[Send(b"CONNECT {path} HTTP/1.1\r\nHost: localhost\r\n{headers}"), BODY, Last(BadTarget)]),
    exchange("a version in lower case", &[Send(b"{call} http/1.1\r\nHost: localhost\r\n{headers}"), BODY, BAD]),
    exchange("an unknown version", &[Send(b"{call} HTTP/9.9\r\nHost: localhost\r\n{headers}"), BODY, BAD]),
    exchange("HTTP/2.0 in a request line", &[Send(b"{call} HTTP/2.0\r\nHost: localhost\r\n{headers}"), BODY, BAD]),
    exchange(
        "a target of 70 KB",
        &[
            Send(b"{call}?"),
            Send(&[b'a'; 70_000]),
            Send(b" HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            Last(Refused("414 URI Too Long")),
        ],
    ),
    // Other protocols
    exchange(
        "a TLS ClientHello",
        &[
            Send(b"\x16\x03\x01\x00\x30\x01\x00\x00\x2c\x03\x03"),
            Send(&[0x7a; 32]),
            Send(b"\x00\x00\x04\x13\x01\x13\x02\x01\x00"),
            BAD,
        ],
    ),
    exchange("the preface of HTTP/2", &[Send(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00"), Dropped]),
    exchange("SSH", &[Send(b"SSH-2.0-OpenSSH_9.9\r\n\r\n"), BAD]),
    // `Host`: RFC 9112, 3.2
    exchange("no host", &[Send(b"{call} HTTP/1.1\r\n{headers}"), BODY, Last(NotOneHost)]),
    exchange("a host twice", &[CALL, Send(b"Host: localhost\r\n"), BODY, Last(NotOneHost)]),
    exchange("two hosts", &[CALL, Send(b"host: other.example\r\n"), BODY, Last(NotOneHost)]),
    exchange(
        "two hosts in HTTP/1.0",
        &[Send(b"{call} HTTP/1.0\r\nHost: localhost\r\nHost: a.example\r\n{headers}"), BODY, Last(OldNotOneHost)],
    ),
    exchange(
        "two hosts in one value",
        &[Send(b"{call} HTTP/1.1\r\nHost: localhost, other.example\r\n{headers}"), BODY, Last(NotOneHost)],
    ),
    exchange("a host with a path", &[Send(b"{call} HTTP/1.1\r\nHost: localhost/a\r\n{headers}"), BODY, Last(NotOneHost)]),
    exchange("a host with a user", &[Send(b"{call} HTTP/1.1\r\nHost: a@localhost\r\n{headers}"), BODY, Last(NotOneHost)]),
    exchange("a host that is not ASCII", &[Send(b"{call} HTTP/1.1\r\nHost: \xe8\x8c\xb6\r\n{headers}"), BODY, Last(NotOneHost)]),
    // Headers: RFC 9112, 5
    exchange("a header without a colon", &[CALL, Send(b"X-Tea\r\n"), BODY, BAD]),
    exchange("a header without a name", &[CALL, Send(b": 1\r\n"), BODY, BAD]),
    exchange("a space before the colon", &[CALL, Send(b"X-Tea : 1\r\n"), BODY, BAD]),
    exchange("a space in a name", &[CALL, Send(b"X Tea: 1\r\n"), BODY, BAD]),
    exchange("a name that is not ASCII", &[CALL, Send(b"X-\xe8\x8c\xb6: 1\r\n"), BODY, BAD]),
    exchange("NUL in a name", &[CALL, Send(b"X-\0Tea: 1\r\n"), BODY, BAD]),
    exchange("a space before the first header", &[Send(b"{call} HTTP/1.1\r\n Host: localhost\r\n{headers}"), BODY, BAD]),
    exchange("a value on two lines", &[CALL, Send(b"X-Tea: 1\r\n 2\r\n"), BODY, BAD]),
    exchange("NUL in a value", &[CALL, Send(b"X-Tea: 1\0\r\n"), BODY, BAD]),
    exchange("a carriage return in a value", &[CALL, Send(b"X-Tea: 1\r2\r\n"), BODY, BAD]),
    exchange("a control character in a value", &[CALL, Send(b"X-Tea: \x0b1\r\n"), BODY, BAD]),
    // RFC 6585, 5
    exchange(
        "101 headers",
        &[
            Send(b"{call} HTTP/1.1\r\nHost: localhost\r\n"),
            Send(&MANY_HEADERS),
            BODY,
            Last(Refused("431 Request Header Fields Too Large")),
        ],
    ),
    exchange(
        "a value of 500 KB",
        &[
            // The server reads all of it, and nothing more.
            Send(b"GET / HTTP/1.1\r\nX: "),
            Send(&[b'v'; 417_792 - 19]),
            Last(Refused("431 Request Header Fields Too Large")),
        ],
    ),
    // Lengths: RFC 9112, 6.3
    exchange("a length that is not a number", &[CALL, Send(b"Content-Length: ten\r\n\r\n{\"call\": \"1\"}"), BAD]),
    exchange("an empty length", &[CALL, Send(b"Content-Length:\r\n\r\n{\"call\": \"1\"}"), BAD]),
    exchange("a length with a sign", &[CALL, Send(b"Content-Length: +13\r\n\r\n{\"call\": \"1\"}"), BAD]),
    exchange("a negative length", &[CALL, Send(b"Content-Length: -13\r\n\r\n{\"call\": \"1\"}"), BAD]),
    exchange("a length in hexadecimal", &[CALL, Send(b"Content-Length: 0xd\r\n\r\n{\"call\": \"1\"}"), BAD]),
    exchange("a length that no number can hold", &[CALL, Send(b"Content-Length: 99999999999999999999\r\n\r\n"), BAD]),
    exchange("a list of lengths", &[CALL, Send(b"Content-Length: 13, 14\r\n\r\n{\"call\": \"1\"} "), BAD]),
    exchange("two lengths", &[CALL, Send(b"Content-Length: 14\r\n"), BODY, Send(b" "), BAD]),
    exchange("two lengths, between which a call hides", &[CALL, Send(b"Content-Length: 0\r\n"), BODY, HIDDEN, BAD]),
    // RFC 9112, 6.1: chunks win over a length, but the connection closes, because somebody before the server may have read it the
    // other way.
    exchange("a length before chunks", &[CALL, Send(b"Content-Length: 5\r\n"), CHUNKED_BODY, HIDDEN, Last(Reply("1"))]),
    exchange(
        "a length after chunks",
        &[
            CALL,
            Send(b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nd\r\n{\"call\": \"1\"}\r\n0\r\n\r\n"),
            HIDDEN,
            Last(Reply("1")),
        ],
    ),
    exchange(
        "a length that does not count a call after chunks",
        &[CALL, Send(b"Content-Length: 23\r\n"), CHUNKED_BODY, HIDDEN, Last(Reply("1"))],
    ),
    exchange("a hidden coding", &[CALL, Send(b"Transfer-Encoding : chunked\r\n"), BODY, BAD]),
    exchange("a coding after a control character", &[CALL, Send(b"Transfer-Encoding:\x0bchunked\r\n"), BODY, BAD]),
    exchange("a coding that is nearly known", &[CALL, Send(b"Transfer-Encoding: xchunked\r\n"), BODY, BAD]),
    exchange("no coding", &[CALL, Send(b"Transfer-Encoding: identity\r\n"), BODY, BAD]),
    exchange("a coding after chunks", &[CALL, Send(b"Transfer-Encoding: chunked, gzip\r\n"), BODY, BAD]),
    exchange("a coding before chunks", &[CALL, Send(b"Transfer-Encoding: gzip\r\n"), CHUNKED_BODY, Last(UnknownCoding)]),
    exchange(
        "a list of codings",
        &[CALL, Send(b"Transfer-Encoding: gzip, chunked\r\n\r\nd\r\n{\"call\": \"1\"}\r\n0\r\n\r\n"), Last(UnknownCoding)],
    ),
    exchange("chunks in chunks", &[CALL, Send(b"Transfer-Encoding: chunked\r\n"), CHUNKED_BODY, Last(UnknownCoding)]),
    exchange("chunks in HTTP/1.0", &[Send(b"{call} HTTP/1.0\r\nHost: localhost\r\n{headers}"), CHUNKED_BODY, BAD]),
    // Chunks: RFC 9112, 7.1
    exchange(
        "a chunk without a length",
        &[CALL, CHUNKS, Send(b"\r\n{\"call\": \"1\"}\r\n0\r\n\r\n"), Last(Broken("Invalid chunk size line: missing size digit"))],
    ),
    exchange(
        "a length of a chunk that is not a number",
        &[
            CALL,
            CHUNKS,
            Send(b"ten\r\n{\"call\": \"1\"}\r\n0\r\n\r\n"),
            Last(Broken("Invalid chunk size line: missing size digit")),
        ],
    ),
    exchange(
        "a negative length of a chunk",
        &[
            CALL,
            CHUNKS,
            Send(b"-d\r\n{\"call\": \"1\"}\r\n0\r\n\r\n"),
            Last(Broken("Invalid chunk size line: missing size digit")),
        ],
    ),
    exchange(
        "a prefix of a chunk's length",
        &[CALL, CHUNKS, Send(b"0xd\r\n{\"call\": \"1\"}\r\n0\r\n\r\n"), Last(Broken("Invalid chunk size line: Invalid Size"))],
    ),
    exchange(
        "a length of a chunk that no number can hold",
        &[
            CALL,
            CHUNKS,
            Send(b"10000000000000000d\r\n{\"call\": \"1\"}\r\n0\r\n\r\n"),
            Last(Broken("invalid chunk size: overflow")),
        ],
    ),
    exchange(
        "a line feed alone after a chunk's length",
        &[CALL, CHUNKS, Send(b"d\n{\"call\": \"1\"}\r\n0\r\n\r\n"), Last(Broken("Invalid chunk size line: Invalid Size"))],
    ),
    exchange(
        "a line feed in an extension",
        &[
            CALL,
            CHUNKS,
            Send(b"d;a\n=1\r\n{\"call\": \"1\"}\r\n0\r\n\r\n"),
            Last(Broken("invalid chunk extension contains newline")),
        ],
    ),
    exchange(
        "a chunk that is longer than its length",
        &[CALL, CHUNKS, Send(b"c\r\n{\"call\": \"1\"}\r\n0\r\n\r\n"), Last(Broken("Invalid chunk body CR"))],
    ),
    exchange(
        "a chunk that is shorter than its length",
        &[CALL, CHUNKS, Send(b"e\r\n{\"call\": \"1\"}\r\n0\r\n\r\n"), Last(Broken("Invalid chunk body CR"))],
    ),
    exchange(
        "a trailer without a colon",
        &[CALL, CHUNKS, Send(b"d\r\n{\"call\": \"1\"}\r\n0\r\nX-Tea\r\n\r\n"), Last(Broken("invalid header name"))],
    ),
    // Cut off: RFC 9112, 8
    exchange("an end in the method", &[Send(b"PO"), End, Closed]),
    exchange("an end in a header", &[CALL, Send(b"Content-"), End, Closed]),
    exchange("an end before the empty line", &[CALL, Send(b"Content-Length: 13\r\n"), End, Closed]),
    exchange(
        "an end instead of a body",
        &[CALL, Send(b"Content-Length: 13\r\n\r\n"), End, Last(Broken("end of file before message length reached"))],
    ),
    exchange(
        "an end before the last byte",
        &[
            CALL,
            Send(b"Content-Length: 14\r\n\r\n{\"call\": \"1\"}"),
            End,
            Last(Broken("end of file before message length reached")),
        ],
    ),
    exchange("an end instead of a chunk", &[CALL, CHUNKS, End, Last(Broken("unexpected EOF during chunk size line"))]),
    exchange(
        "an end in a chunk",
        &[CALL, CHUNKS, Send(b"e\r\n{\"call\": \"1\"}"), End, Last(Broken("end of file before message length reached"))],
    ),
    exchange(
        "an end before the last chunk",
        &[CALL, CHUNKS, Send(b"d\r\n{\"call\": \"1\"}\r\n"), End, Last(Broken("unexpected EOF during chunk size line"))],
    ),
    exchange(
        "an end in the last chunk",
        &[CALL, CHUNKS, Send(b"d\r\n{\"call\": \"1\"}\r\n0\r\n"), End, Last(Broken("unexpected EOF during chunk size line"))],
    ),
    exchange("an end in a second request", &[CALL, BODY, Send(b"{call} HTTP/1.1\r\nHost: loc"), End, Get(Reply("1")), Closed]),
    exchange("a second request that is malformed", &[CALL, BODY, CALL, Send(b"X-Tea\r\n"), BODY, Get(Reply("1")), BAD]),
    exchange("a body that is longer than its length", &[CALL, BODY, Send(b"}}\r\n\r\n"), HIDDEN, Get(Reply("1")), BAD]),
    // Too large: RFC 9110, 15.5.14
    exchange("a length that is too large", &[CALL, Send(b"Content-Length: 1001\r\n\r\n"), Last(TooLarge)]),
    exchange("a huge length", &[CALL, Send(b"Content-Length: 1099511627776\r\n\r\n{"), Last(TooLarge)]),
    exchange(
        "a length that is too large with 100-continue",
        &[CALL, Send(b"Expect: 100-continue\r\nContent-Length: 1001\r\n\r\n"), Last(TooLarge)],
    ),
    exchange("a call in a body that is too large", &[CALL, Send(b"Content-Length: 1001\r\n\r\n"), HIDDEN, Last(TooLarge)]),
    exchange(
        "chunks that are too large",
        &[CALL, CHUNKS, Send(b"3e7\r\n{\"call\": \"1\"}"), Send(&[b' '; 986]), Send(b"\r\n2\r\n  \r\n"), Last(TooLargeInChunks)],
    ),
    exchange(
        "a chunk that is too large",
        &[CALL, CHUNKS, Send(b"ffffffffffff\r\n"), Send(&[b' '; 2000]), Last(TooLargeInChunks)],
    ),
];

const MANY_HEADERS: [u8; 6 * 101] = {
    let mut headers = [0; 6 * 101];
    let mut at = 0;
    while at < headers.len() {
        headers[at] = b"X: 1\r\n"[at % 6];
        at += 1;
    }
    headers
};
