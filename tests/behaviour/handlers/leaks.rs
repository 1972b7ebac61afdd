//! What a router answers and logs for an event, for the search for secrets.

#![allow(deprecated, reason = "some triggers are retired")]

use triggerkit::{Error, Router, aliyun, handler, huawei, tencent, trigger, volcengine};

use super::traced::traced;

/// Declares a handler of each trigger that rejects events with violations, and one that takes them.
macro_rules! routers {
    ($($name:ident: $provider:ident $trigger:ident $event:ident, $response:ty, $id:literal;)+) => {
        $(mod $name {
            use super::*;

            #[trigger($provider::$trigger, validate = "strict")]
            pub(super) fn strict(_: $provider::$event) -> Result<$response, Error> {
                Err(Error::new("Seen", "the event was seen"))
            }

            #[trigger($provider::$trigger, validate = "report")]
            pub(super) fn lax(event: $provider::$event) -> Result<$response, Error> {
                tracing::trace!("{event:?}");
                Err(Error::new("Seen", "the event was seen"))
            }
        })+

        fn routers(id: &str) -> Option<[Router; 2]> {
            match id {
                $($id => Some([Router::new().with(handler!($name::strict)), Router::new().with(handler!($name::lax))]),)+
                _ => None,
            }
        }
    };
}

routers! {
    cos: tencent Cos CosEvent, (), "tencent.cos";
    tencent_apigw: tencent Apigw ApigwEvent, tencent::ApigwResponse, "tencent.apigw";
    function_url: tencent FunctionUrl FunctionUrlEvent, tencent::ApigwResponse, "tencent.function_url";
    clb: tencent Clb ClbEvent, tencent::ApigwResponse, "tencent.clb";
    cdn: aliyun Cdn CdnEvent, (), "aliyun.cdn";
    aliyun_http: aliyun Http HttpEvent, aliyun::HttpResponse, "aliyun.http";
    aliyun_apigw: aliyun Apigw ApigwEvent, aliyun::ApigwResponse, "aliyun.apigw";
    actiontrail: aliyun EbActiontrail EbActiontrailEvent, (), "aliyun.eb_actiontrail";
    apig: huawei Apig ApigEvent, huawei::ApigResponse, "huawei.apig";
    cts: huawei Cts CtsEvent, (), "huawei.cts";
    dds: huawei Dds DdsEvent, (), "huawei.dds";
    volcengine_apig: volcengine Apig ApigEvent, (), "volcengine.apig";
}

/// Returns the answers of the routers of a trigger, and what they log.
pub(crate) fn answers(id: &str, payload: &str) -> String {
    let Some(routers) = routers(id) else { return String::new() };
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut out = String::new();
    for router in routers {
        let (lines, outcome) = runtime.block_on(traced(&router, payload));
        out.push_str(&lines.join("\n"));
        out.push_str(&match outcome {
            Ok(reply) => format!("{reply:?} {}", String::from_utf8_lossy(reply.body())),
            Err(error) => format!("{error:?} {}", serde_json::to_string(&error).unwrap()),
        });
    }
    out
}
