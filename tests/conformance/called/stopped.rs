//! What a client has sent when the function receives the signal to stop. In pieces, the function has read it by then; at once, it has not
//! even accepted the connection.

use super::Answer::{Continue, Refused, Reply};
use super::Step::{Closed, End, Get, Go, Last, Send, Signal};
use super::{BODY, CALL, Exchange, Step, exchange};

/// The rest of call 1, which waits.
const WAITING: Step = Send(b"Content-Length: 28\r\n\r\n{\"call\": \"1\", \"act\": \"wait\"}");

pub static EXCHANGES: &[Exchange] = &[
    exchange("nothing", &[Signal, Closed]),
    exchange("an end", &[End, Signal, Closed]),
    exchange("a call that was answered", &[CALL, BODY, Get(Reply("1")), Signal, Closed]),
    exchange("a call", &[CALL, WAITING, Signal, Go, Last(Reply("1"))]),
    exchange("a call after another", &[CALL, BODY, Get(Reply("1")), CALL, WAITING, Signal, Go, Last(Reply("1"))]),
    exchange(
        "a call in chunks",
        &[
            CALL,
            Send(b"Transfer-Encoding: chunked\r\n\r\n1c\r\n{\"call\": \"1\", \"act\": \"wait\"}\r\n0\r\n\r\n"),
            Signal,
            Go,
            Last(Reply("1")),
        ],
    ),
    exchange("a call and an end", &[CALL, WAITING, End, Signal, Go, Last(Reply("1"))]),
    // RFC 9112, 9.6: after `close`, no other request is processed.
    exchange("two calls", &[CALL, WAITING, CALL, BODY, Signal, Go, Last(Reply("1"))]),
    exchange("a call after the signal", &[CALL, WAITING, Signal, CALL, BODY, Go, Last(Reply("1"))]),
    exchange("a call and a part of another", &[CALL, WAITING, CALL, Send(b"Content-"), Signal, Go, Last(Reply("1"))]),
    exchange("a byte", &[Send(b"P"), Signal, Closed]),
    exchange("a part of a header", &[CALL, Send(b"Content-"), Signal, Closed]),
    exchange("no end of the headers", &[CALL, Send(b"Content-Length: 13\r\n"), Signal, Closed]),
    exchange("a part of a call after another", &[CALL, BODY, Get(Reply("1")), CALL, Signal, Closed]),
    exchange("a malformed call", &[CALL, Send(b"X-Tea\r\n\r\n"), Signal, Last(Refused("400 Bad Request"))]),
];

/// An event runs the function when it is complete. What is missing at the signal is not waited for.
pub static EVENTS: &[Exchange] = &[
    exchange("no body", &[CALL, Send(b"Content-Length: 13\r\n\r\n"), Signal, Closed]),
    exchange("a body without its last byte", &[CALL, Send(b"Content-Length: 14\r\n\r\n{\"call\": \"1\"}"), Signal, Closed]),
    exchange("no last chunk", &[CALL, Send(b"Transfer-Encoding: chunked\r\n\r\nd\r\n{\"call\": \"1\"}\r\n"), Signal, Closed]),
];

/// An application that has started is waited for, whether it has read its whole request or not.
pub static REQUESTS: &[Exchange] = &[
    exchange("no body", &[CALL, Send(b"Content-Length: 13\r\n\r\n"), Signal, Send(b"{\"call\": \"1\"}"), Last(Reply("1"))]),
    exchange(
        "a body without its last byte",
        &[CALL, Send(b"Content-Length: 13\r\n\r\n{\"call\": \"1\""), Signal, Send(b"}"), Last(Reply("1"))],
    ),
    exchange(
        "no body before 100-continue",
        &[
            CALL,
            Send(b"Expect: 100-continue\r\nContent-Length: 13\r\n\r\n"),
            Signal,
            Get(Continue),
            Send(b"{\"call\": \"1\"}"),
            Last(Reply("1")),
        ],
    ),
];
