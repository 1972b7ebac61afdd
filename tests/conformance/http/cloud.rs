//! The ways on which requests of clients reach a function, and a function that runs on one of them.

use std::net::SocketAddr;

use triggerkit::{FunctionKind, Router, RunError, Server};

use super::client::{Answer, Client, Request, header, send};
use super::gateway::{self, respond};
use super::polling::Polling;
use crate::platforms::POLLED;
use crate::web::Function;

/// A way on which requests reach a function.
pub struct Way {
    pub name: &'static str,
    pub variables: &'static [(&'static str, &'static str)],
    kind: Option<FunctionKind>,
    /// Headers that the platform or the gateway adds to requests, in which `{id}` is the id of the request.
    pub added: &'static [(&'static str, &'static str)],
    pub event: Option<Event>,
}

/// How a gateway's events reach the function.
pub struct Event {
    write: fn(&Request) -> Vec<u8>,
    /// Whether values of headers in answers may be lists.
    takes_lists: bool,
    call: Call,
}

enum Call {
    /// The function polls: the position of the platform.
    Poll(usize),
    /// The platform posts events to a path, with these headers.
    Post(&'static str, &'static [(&'static str, &'static str)]),
}

/// All ways.
pub static WAYS: &[Way] = &[
    Way { variables: &[("RUNTIME_PROJECT_ID", "project")], ..Way::passed("huawei-http", HUAWEI) },
    Way { variables: &[("TENCENTCLOUD_RUNENV", "SCF")], ..Way::passed("tencent-http", TENCENT) },
    Way { variables: &[("FC_SERVER_PORT", "9000")], ..Way::passed("aliyun-http", ALIYUN) },
    Way { variables: &[("_FAAS_RUNTIME_PORT", "8000")], ..Way::passed("vefaas", VEFAAS) },
    Way { variables: &[("_FAAS_RUNTIME_PORT", "8000")], ..Way::passed("vefaas-marked", VEFAAS_MARKED) },
    Way::passed("local", &[]),
    Way { added: HUAWEI_GATEWAY, ..Way::polled("huawei-apig", 0, gateway::huawei_apig) },
    Way {
        variables: &[("RUNTIME_PROJECT_ID", "project")],
        kind: Some(FunctionKind::Event),
        added: HUAWEI_GATEWAY,
        ..Way::posted("huawei-apig-image", "/invoke", HUAWEI, gateway::huawei_apig_text)
    },
    Way { added: TENCENT_GATEWAY, ..Way::polled("tencent-apigw", 1, gateway::tencent_apigw) },
    Way {
        variables: &[("TENCENTCLOUD_RUNENV", "SCF"), ("TRIGGERKIT_FUNCTION", "event")],
        added: TENCENT_GATEWAY,
        ..Way::posted("tencent-apigw-image", "/event-invoke", TENCENT, gateway::tencent_apigw_query)
    },
    Way { added: FUNCTION_URL, ..Way::polled("tencent-url", 1, gateway::tencent_function_url) },
    Way {
        variables: &[("FC_SERVER_PORT", "9000")],
        added: &[("X-Forwarded-For", "198.51.100.7")],
        ..Way::posted("aliyun-http-event", "/invoke", ALIYUN_EVENT, gateway::aliyun_http).with_texts()
    },
    Way {
        variables: &[("FC_SERVER_PORT", "9000")],
        added: &[("X-Ca-Request-Id", "gateway-1"), ("X-Forwarded-For", "198.51.100.7")],
        ..Way::posted("aliyun-apigw-event", "/invoke", ALIYUN_EVENT, gateway::aliyun_apigw).with_texts()
    },
];

const HUAWEI: &[(&str, &str)] = &[
    ("X-CFF-Request-Id", "{id}"),
    ("X-CFF-Memory", "128"),
    ("X-CFF-Timeout", "60"),
    ("X-CFF-Func-Version", "latest"),
    ("X-CFF-Func-Name", "shop"),
    ("X-CFF-Project-Id", "project"),
    ("X-CFF-Package", "default"),
    ("X-CFF-Region", "cn-north-1"),
];

const HUAWEI_GATEWAY: &[(&str, &str)] = &[("x-stage", "RELEASE"), ("X-Real-IP", "198.51.100.7")];

const TENCENT: &[(&str, &str)] = &[
    ("X-Scf-Request-Id", "{id}"),
    ("X-Scf-Memory", "128"),
    ("X-Scf-Timeout", "60"),
    ("X-Scf-Version", "$LATEST"),
    ("X-Scf-Name", "shop"),
    ("X-Scf-Namespace", "default"),
    ("X-Scf-Region", "ap-guangzhou"),
    ("X-Scf-Appid", "1300000001"),
    ("X-Scf-Uin", "100000000001"),
];

const TENCENT_GATEWAY: &[(&str, &str)] = &[("x-api-requestid", "gateway-1"), ("X-Api-Scheme", "https")];

const FUNCTION_URL: &[(&str, &str)] = &[
    ("X-Scf-Remote-Addr", "198.51.100.7:51234"),
    ("X-Scf-Request-Id", "gateway-1"),
    ("X-Scf-Request-Domain", "1300000001-abc.ap-guangzhou.tencentscf.com"),
];

const ALIYUN: &[(&str, &str)] = &[
    ("x-fc-request-id", "{id}"),
    ("x-fc-function-name", "shop"),
    ("x-fc-function-handler", "index.handler"),
    ("x-fc-function-memory", "128"),
    ("x-fc-region", "cn-hangzhou"),
    ("x-fc-account-id", "1357924680135792"),
    ("x-fc-qualifier", "LATEST"),
    ("x-fc-version-id", "1"),
    ("x-fc-service-logproject", "logs"),
    ("x-fc-service-logstore", "shop"),
    ("x-fc-control-path", "/http-invoke"),
    ("x-fc-access-key-id", "key"),
    ("x-fc-access-key-secret", "secret"),
    ("x-fc-security-token", "token"),
    ("X-Forwarded-For", "198.51.100.7"),
];

const ALIYUN_EVENT: &[(&str, &str)] = &[
    ("x-fc-request-id", "{id}"),
    ("x-fc-function-name", "shop"),
    ("x-fc-function-memory", "128"),
    ("x-fc-region", "cn-hangzhou"),
    ("x-fc-qualifier", "LATEST"),
    ("x-fc-control-path", "/invoke"),
    ("Content-Type", "application/octet-stream"),
];

const VEFAAS: &[(&str, &str)] = &[
    ("X-Faas-Request-Id", "{id}"),
    ("X-Faas-Access-Key-Id", "key"),
    ("X-Faas-Secret-Access-Key", "secret"),
    ("X-Faas-Session-Token", "token"),
    ("X-Real-Ip", "198.51.100.7"),
    ("X-Real-Port", "51234"),
];

const VEFAAS_MARKED: &[(&str, &str)] =
    &[("X-Faas-Event-Type", "http"), ("X-Faas-Request-Id", "{id}"), ("X-Real-Ip", "198.51.100.7"), ("X-Real-Port", "51234")];

impl Way {
    const fn passed(name: &'static str, added: &'static [(&'static str, &'static str)]) -> Self {
        Way { name, variables: &[], kind: None, added, event: None }
    }

    const fn polled(name: &'static str, platform: usize, write: fn(&Request) -> Vec<u8>) -> Self {
        let event = Event { write, takes_lists: true, call: Call::Poll(platform) };
        Way { event: Some(event), ..Way::passed(name, &[]) }
    }

    const fn posted(
        name: &'static str,
        path: &'static str,
        headers: &'static [(&'static str, &'static str)],
        write: fn(&Request) -> Vec<u8>,
    ) -> Self {
        let event = Event { write, takes_lists: true, call: Call::Post(path, headers) };
        Way { event: Some(event), ..Way::passed(name, &[]) }
    }

    const fn with_texts(self) -> Self {
        let Some(Event { write, call, .. }) = self.event else { return self };
        Way { event: Some(Event { write, takes_lists: false, call }), ..self }
    }

    pub fn of(name: &str) -> &'static Way {
        WAYS.iter().find(|way| way.name == name).unwrap()
    }

    /// Returns the ways on which requests are passed through.
    pub fn passing() -> impl Iterator<Item = &'static Way> {
        WAYS.iter().filter(|way| way.event.is_none())
    }

    /// Returns a request with the headers that are added to it on this way.
    pub fn add(&self, request: &Request, id: &str) -> Request {
        let added = self.added.iter().map(|(name, value)| header(name, value.replace("{id}", id)));
        Request { headers: request.headers.iter().cloned().chain(added).collect(), ..request.clone() }
    }
}

/// A function that runs on one of the ways.
pub struct Cloud {
    pub way: &'static Way,
    function: Running,
}

enum Running {
    Called(Function),
    Polling(Box<Polling>),
}

impl Cloud {
    pub async fn start(way: &'static Way, router: Router) -> Self {
        Cloud::start_with(way, router, |server| server).await
    }

    pub async fn start_with(way: &'static Way, router: Router, with: impl FnOnce(Server) -> Server) -> Self {
        // The clients of these tests send the same `Host` to every server.
        let with = |server: Server| with(way.kind.into_iter().fold(server.allow_host("shop.example"), Server::function_kind));
        let function = match &way.event {
            Some(Event { call: Call::Poll(platform), .. }) => {
                Running::Polling(Box::new(Polling::start(&POLLED[*platform], router, with).await))
            }
            _ => Running::Called(Function::of_router(router, way.variables, with)),
        };
        Cloud { way, function }
    }

    /// Returns the address of a function that is called.
    pub fn address(&self) -> SocketAddr {
        match &self.function {
            Running::Called(function) => function.address,
            Running::Polling(_) => panic!("a function that polls has no address"),
        }
    }

    /// Opens a connection to a function that is called.
    pub async fn connect(&self) -> Client {
        Client::connect(self.address()).await
    }

    /// Sends the request of a client on this way, and returns the response that the client receives.
    pub async fn send(&mut self, request: &Request) -> Answer {
        self.send_as(request, "r-1").await
    }

    /// The same, with another id of the request.
    pub async fn send_as(&mut self, request: &Request, id: &str) -> Answer {
        self.try_send(request, id).await.unwrap()
    }

    /// The same, or the error that the function reports if it does not take the event.
    pub async fn try_send(&mut self, request: &Request, id: &str) -> Result<Answer, String> {
        let added = self.way.add(request, id);
        let Some(event) = &self.way.event else { return Ok(send(self.address(), &added).await) };
        let payload = (event.write)(&added);
        let answer = match (&event.call, &mut self.function) {
            (Call::Poll(_), Running::Polling(polling)) => polling.invoke(id, &payload).await?,
            (Call::Post(path, headers), Running::Called(function)) => {
                let post = Way { added: headers, ..Way::passed("", &[]) }.add(&Request::post(path, payload), id);
                let response = send(function.address, &post).await;
                if response.status != 200 {
                    return Err(response.text());
                }
                response.body
            }
            _ => unreachable!(),
        };
        Ok(respond(request, &answer, event.takes_lists))
    }

    pub async fn stops(self) -> Result<(), RunError> {
        match self.function {
            Running::Called(function) => function.stops().await,
            Running::Polling(polling) => polling.stops().await,
        }
    }
}
