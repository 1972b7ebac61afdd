//! What the application learns about a request from the platform.

use axum::Extension;
use axum::routing::get;
use serde_json::{Value, json};
use triggerkit::{Context, PathParameters, Router, aliyun, huawei, tencent};

use super::client::Request;
use super::cloud::{Cloud, WAYS, Way};

/// Answers with the context of the request.
async fn context(cx: Context) -> axum::Json<Value> {
    axum::Json(json!({
        "request": cx.request_id(),
        "function": cx.function_name(),
        "version": cx.function_version(),
        "region": cx.region(),
        "memory": cx.memory_mb(),
        "client": cx.client(),
        "has_keys": cx.credentials().is_some(),
        "has_deadline": cx.deadline().is_some(),
    }))
}

fn router() -> Router {
    Router::new().http(axum::Router::new().route("/context", get(context)))
}

#[tokio::test]
async fn the_context_is_that_of_the_platform() {
    for way in WAYS {
        let mut cloud = Cloud::start(way, router()).await;
        let answer = cloud.send_as(&Request::get("/context"), "r-42").await;
        let mut found: Value = serde_json::from_slice(&answer.body).unwrap();
        if way.name == "local" {
            // The local server makes up an id.
            assert!(!found["request"].take().as_str().unwrap().is_empty());
        }
        let row = |request, function, version, region, memory, client, has_keys, has_deadline| {
            json!({
                "request": request, "function": function, "version": version, "region": region, "memory": memory,
                "client": client, "has_keys": has_keys, "has_deadline": has_deadline,
            })
        };
        let (shop, client) = (Some("shop"), Some("198.51.100.7"));
        let expected = match way.name {
            "huawei-http" => row(Some("r-42"), shop, Some("latest"), Some("cn-north-1"), Some(128), None, false, true),
            "huawei-apig-image" => row(Some("r-42"), shop, Some("latest"), Some("cn-north-1"), Some(128), None, false, true),
            "huawei-apig" => row(Some("r-42"), shop, Some("latest"), None, Some(128), None, true, true),
            "tencent-http" => row(Some("r-42"), shop, Some("$LATEST"), Some("ap-guangzhou"), Some(128), None, false, false),
            "tencent-apigw-image" => {
                row(Some("r-42"), shop, Some("$LATEST"), Some("ap-guangzhou"), Some(128), client, false, false)
            }
            "tencent-apigw" | "tencent-url" => {
                row(Some("r-42"), shop, Some("$LATEST"), Some("ap-guangzhou"), Some(128), client, true, true)
            }
            "aliyun-http" => row(Some("r-42"), shop, Some("1"), Some("cn-hangzhou"), Some(128), None, true, false),
            "aliyun-http-event" => row(Some("r-42"), shop, Some("LATEST"), Some("cn-hangzhou"), Some(128), client, false, false),
            "aliyun-apigw-event" => row(Some("r-42"), shop, Some("LATEST"), Some("cn-hangzhou"), Some(128), None, false, false),
            "vefaas" => row(Some("r-42"), None, None, None, None, client, true, false),
            "vefaas-marked" => row(Some("r-42"), None, None, None, None, client, false, false),
            "local" => row(None, None, None, None, None, None, false, false),
            other => panic!("{other} is new"),
        };
        assert_eq!(found, expected, "{}", way.name);
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn requests_without_an_id_have_different_ids() {
    let cloud = Cloud::start(Way::of("huawei-http"), router()).await;
    let mut client = cloud.connect().await;
    let mut ids = Vec::new();
    for _ in 0..100 {
        let answer = client.exchange(&Request::get("/context")).await.unwrap();
        ids.push(serde_json::from_slice::<Value>(&answer.body).unwrap()["request"].as_str().unwrap().to_owned());
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 100);
    cloud.stops().await.unwrap();
}

#[tokio::test]
async fn the_event_is_among_the_extensions() {
    let account = get(async |Extension(event): Extension<aliyun::HttpEvent>| {
        let context = event.request_context.as_ref();
        context.and_then(|context| context.account_id.as_ref()).map(ToString::to_string).unwrap_or_default()
    });
    let api = get(async |Extension(event): Extension<huawei::ApigEvent>| {
        let context = event.request_context.as_ref();
        context.and_then(|context| context.api_id.as_ref()).map(ToString::to_string).unwrap_or_default()
    });
    let url = get(async |Extension(event): Extension<tencent::FunctionUrlEvent>| event.path.to_string());
    let app = axum::Router::new().route("/account", account).route("/api", api).route("/url", url);
    for (way, path, expected) in [
        ("aliyun-http-event", "/account", Some("1357924680135792")),
        ("huawei-apig", "/api", Some("41b45ea3-70b5-11e6-b7bd-69b5aaebc7d9")),
        ("huawei-apig-image", "/api", Some("41b45ea3-70b5-11e6-b7bd-69b5aaebc7d9")),
        ("tencent-url", "/url", Some("/url")),
        // There is no event of another trigger, and none at all if the request is passed through.
        ("tencent-url", "/account", None),
        ("aliyun-http", "/account", None),
        ("local", "/account", None),
    ] {
        let mut cloud = Cloud::start(Way::of(way), Router::new().http(app.clone())).await;
        let answer = cloud.send(&Request::get(path)).await;
        match expected {
            Some(expected) => assert_eq!((answer.status, answer.text().as_str()), (200, expected), "{way} {path}"),
            None => assert_eq!(answer.status, 500, "{way} {path}"),
        }
        cloud.stops().await.unwrap();
    }
}

#[tokio::test]
async fn the_parameters_of_the_gateways_path_are_among_the_extensions() {
    let shown = async |parameters: Option<Extension<PathParameters>>| {
        parameters.map_or("none".into(), |Extension(PathParameters(map))| {
            let pairs = map.iter().map(|(name, value)| format!("{name}={value}"));
            pairs.collect::<Vec<_>>().join(" ")
        })
    };
    let app = axum::Router::new().fallback(shown);
    for (way, expected) in [("huawei-apig", "=a%20b/c"), ("tencent-apigw", "none"), ("huawei-http", "none")] {
        let mut cloud = Cloud::start(Way::of(way), Router::new().http(app.clone())).await;
        assert_eq!(cloud.send(&Request::get("/a%20b/c")).await.text(), expected, "{way}");
        cloud.stops().await.unwrap();
    }
}
