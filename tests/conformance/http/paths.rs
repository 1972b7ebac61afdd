//! Base paths, which applications do not see.

use std::sync::Arc;

use triggerkit::Router;

use super::client::{Request, header, send};
use super::cloud::{Cloud, WAYS, Way};
use super::probe::{Signals, whole_app};

#[tokio::test]
async fn a_base_path_is_removed_on_every_way() {
    for way in WAYS {
        for base_path in ["/shop", "/shop/", "shop"] {
            let app = whole_app(&Arc::new(Signals::default()));
            let mut cloud = Cloud::start(way, Router::new().http(app).base_path(base_path)).await;
            for (target, path, query) in [
                ("/shop/echo/a%2Fb?x=1&y=%2F", "/echo/a%2Fb", "?x=1&y=%2F"),
                ("/shop/echo", "/echo", "none"),
                ("/shop/echo/shop/echo", "/echo/shop/echo", "none"),
                ("/echo/x?y=1", "/echo/x", "?y=1"),
                ("/echo/shop", "/echo/shop", "none"),
            ] {
                let answer = cloud.send(&Request::get(target)).await;
                assert_eq!(answer.line("path").as_deref(), Some(path), "{} {target}", way.name);
                assert_eq!(answer.line("query").as_deref(), Some(query), "{} {target}", way.name);
            }
            // The base path alone is the root, and a longer word is another path.
            for (target, status) in [("/shop", 303), ("/shop/", 303), ("/shopping/echo", 404), ("/SHOP/echo", 404)] {
                assert_eq!(cloud.send(&Request::get(target)).await.status, status, "{} {target}", way.name);
            }
            cloud.stops().await.unwrap();
        }
    }
}

#[tokio::test]
async fn the_base_path_of_an_address_on_aliyun_is_removed() {
    let way = Way::of("aliyun-http");
    let cloud = Cloud::start(way, Router::new().http(whole_app(&Arc::new(Signals::default())))).await;
    for (base_path, target, path) in [
        ("/2016-08-15/proxy/svc/fn/", "/2016-08-15/proxy/svc/fn/echo/x?y=1", Some("/echo/x")),
        ("/2016-08-15/proxy/svc/fn/", "/2016-08-15/proxy/svc/fn/echo", Some("/echo")),
        ("/2016-08-15/proxy/svc/fn/", "/echo/x", Some("/echo/x")),
        ("/2016-08-15/proxy/svc/fn.LATEST/", "/2016-08-15/proxy/svc/fn/echo", None),
        // Newer addresses have the path itself in this header.
        ("/get", "/get/echo", None),
        ("/echo", "/echo/x", Some("/echo/x")),
        ("/echo/x", "/echo/x", Some("/echo/x")),
        ("", "/echo", Some("/echo")),
        ("/", "/echo", Some("/echo")),
    ] {
        let mut request = way.add(&Request::get(target), "r-1");
        request.headers.push(header("x-fc-base-path", base_path));
        let answer = send(cloud.address(), &request).await;
        assert_eq!(answer.line("path").as_deref(), path, "{base_path} {target}");
    }
    cloud.stops().await.unwrap();
}

/// Both base paths may apply: that of the address is removed first.
#[tokio::test]
async fn both_base_paths_are_removed() {
    let way = Way::of("aliyun-http");
    let app = whole_app(&Arc::new(Signals::default()));
    let cloud = Cloud::start(way, Router::new().http(app).base_path("/shop")).await;
    let request = way.add(&Request::get("/2016-08-15/proxy/svc/fn/shop/echo/x"), "r-1");
    let answer = send(cloud.address(), &request.header("x-fc-base-path", "/2016-08-15/proxy/svc/fn/")).await;
    assert_eq!(answer.line("path").as_deref(), Some("/echo/x"));
    cloud.stops().await.unwrap();
}
