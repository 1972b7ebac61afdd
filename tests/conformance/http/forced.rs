//! The differences from a plain HTTP server that a gateway forces. Requests that are passed through have none.

/// Parts of responses that differ from those of a plain HTTP server.
pub struct Forced {
    pub ways: &'static [&'static str],
    pub requests: &'static [&'static str],
    /// The parts that differ, or [`WHOLE`].
    pub parts: &'static [&'static str],
    pub reason: &'static str,
}

/// The whole response.
pub const WHOLE: &[&str] = &["*"];

/// The ways on which requests arrive as events.
const EVENTS: &[&str] = &[
    "huawei-apig",
    "huawei-apig-image",
    "tencent-apigw",
    "tencent-apigw-image",
    "tencent-url",
    "aliyun-http-event",
    "aliyun-apigw-event",
];

/// Those whose events do not have the text of the query.
const MAPS: &[&str] =
    &["huawei-apig", "huawei-apig-image", "tencent-apigw", "tencent-url", "aliyun-http-event", "aliyun-apigw-event"];

const ALIYUN_HTTP: &[&str] = &["aliyun-http-event"];

impl Forced {
    pub fn is_for(&self, way: &str, request: &str) -> bool {
        self.ways.contains(&way) && self.requests.contains(&request)
    }
}

pub static FORCED: &[Forced] = &[
    // ── Paths and queries ──
    Forced {
        ways: EVENTS,
        requests: &["a path in UTF-8"],
        parts: &["echo path"],
        reason: "the event has the path as text, and the URI of the request has its letters as escapes",
    },
    Forced {
        ways: EVENTS,
        requests: &["a path with characters that URIs do not allow"],
        parts: WHOLE,
        reason: "a plain server rejects the target; in the event, its path is text like any other",
    },
    Forced {
        ways: EVENTS,
        requests: &["a path in Latin-1", "a query in Latin-1"],
        parts: WHOLE,
        reason: "a plain server rejects the target; the event is JSON, so it has U+FFFD instead of the byte",
    },
    Forced {
        ways: MAPS,
        requests: &["/echo?x=a+b", "/echo?&&x=1&", "/echo?x=1=2", "/echo?/a:b@c?d;e", "/echo?u=https://other.example/?a=b"],
        parts: &["echo query"],
        reason: "the gateway decodes names and values, so it is lost how they were written",
    },
    Forced {
        ways: EVENTS,
        requests: &["/echo?"],
        parts: &["echo query"],
        reason: "the event of a request with an empty query is that of a request without a query",
    },
    Forced {
        ways: &["huawei-apig", "huawei-apig-image", "tencent-url", "aliyun-http-event", "aliyun-apigw-event"],
        requests: &["/echo?flag&x=1", "/echo?x"],
        parts: &["echo query"],
        reason: "a name without a value has an empty value in the event",
    },
    Forced {
        ways: &["huawei-apig", "huawei-apig-image", "tencent-apigw", "tencent-url", "aliyun-apigw-event"],
        requests: &["/query?a=1&b=2&a=3"],
        parts: &["body"],
        reason: "the values of a name come together, because an object has each name once",
    },
    Forced {
        ways: ALIYUN_HTTP,
        requests: &["/query?a=1&a=2&b=3", "/query?a=1&b=2&a=3", "/query?ids[]=1&ids[]=2"],
        parts: &["body"],
        reason: "the gateway joins the values of a name with commas, which values may contain, too",
    },
    // ── Headers and bodies of requests ──
    Forced {
        ways: ALIYUN_HTTP,
        requests: &["a repeated header"],
        parts: &["echo header x-tag"],
        reason: "the gateway joins the values of a header with commas",
    },
    Forced {
        ways: ALIYUN_HTTP,
        requests: &["several lines of cookies"],
        parts: &["echo header cookie"],
        reason: "the gateway joins the values of a header with commas, cookies as well",
    },
    Forced {
        ways: ALIYUN_HTTP,
        requests: &["several lines of cookies that the application reads"],
        parts: &["body", "header set-cookie"],
        reason: "the gateway joins the values of a header with commas, cookies as well",
    },
    Forced {
        ways: EVENTS,
        requests: &["a header in Latin-1"],
        parts: &["echo header x-latin"],
        reason: "the event is JSON, so it has U+FFFD instead of the byte",
    },
    Forced {
        ways: EVENTS,
        requests: &["a body in chunks"],
        parts: &["echo header transfer-encoding"],
        reason: "the event has the whole body, so it is not in chunks",
    },
    Forced {
        ways: ALIYUN_HTTP,
        requests: &["text that is not UTF-8", "JSON that is not UTF-8"],
        parts: &["body"],
        reason: "the gateway sends bodies of these types as text, so they have U+FFFD instead of other bytes",
    },
    Forced {
        ways: ALIYUN_HTTP,
        requests: &["a packed body"],
        parts: &["echo body", "echo header content-length"],
        reason: "the gateway sends bodies of this type as text, so they have U+FFFD instead of other bytes",
    },
    // ── Responses ──
    Forced {
        ways: EVENTS,
        requests: &["/count/0", "/count/1", "/count/100000", "/events"],
        parts: &["framing"],
        reason: "the answer has the whole body, so the gateway sends it with its length",
    },
    Forced {
        ways: EVENTS,
        requests: &["HEAD /status/204"],
        parts: &["framing"],
        reason: "an answer with status 204 must not have a length; a plain server sends one for this method alone",
    },
    Forced {
        ways: EVENTS,
        requests: &["/repeated"],
        parts: &["header x-latin"],
        reason: "the answer is JSON, so it has U+FFFD instead of the byte",
    },
    Forced {
        ways: &["aliyun-http-event", "aliyun-apigw-event"],
        requests: &["/repeated"],
        parts: &["header vary"],
        reason: "the values of headers in answers are texts, so several are joined",
    },
];
