//! The mini program in the phones.

use reqwest::Method;
use wecom_share_simulator::AppSource;
use wecom_share_simulator::world::World;

use crate::bench::{self, Bench, json_of};

fn written(files: &[(String, Vec<u8>)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    dir
}

#[tokio::test]
async fn the_bundle_and_the_packages_files_are_served() {
    let bench = Bench::demo().await;
    let path = "/sim/v1/app/bundle.js?for=customer";
    let response = bench.request(Method::GET, path).send().await.unwrap();
    assert_eq!(
        response.headers()["content-type"],
        "application/javascript; charset=utf-8"
    );
    assert!(
        response
            .text()
            .await
            .unwrap()
            .contains("pages/product/product")
    );
    let path = "/sim/v1/app/file/images/a.txt";
    let response = bench.request(Method::GET, path).send().await.unwrap();
    assert_eq!(response.text().await.unwrap(), "a file");
    for path in ["images/b.txt", "..%2fCargo.toml", "images/..%2f..%2fapp.js"] {
        let path = format!("/sim/v1/app/file/{path}");
        let response = bench.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(response.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn an_edited_page_is_packed_again_and_a_broken_one_named_with_its_place() {
    let dir = written(&bench::app());
    let bench = Bench::with_app(World::demo(), AppSource::Dir(dir.path().to_owned())).await;
    let state = bench.get("/sim/v1/state").await;
    assert!(state["app"]["error"].is_null());
    assert_eq!(state["app"]["pages"][1], "pages/product/product");

    let page = dir.path().join("pages/index/index.wxml");
    std::fs::write(&page, "<view>\n  <text></view>\n").unwrap();
    let state = bench.get("/sim/v1/state").await;
    let error = &state["app"]["error"];
    assert_eq!(error["file"], "pages/index/index.wxml");
    assert!(
        error["line"].is_u64() && error["column"].is_u64(),
        "{error}"
    );
    let path = "/sim/v1/app/bundle.js?for=member";
    let response = bench.request(Method::GET, path).send().await.unwrap();
    assert_eq!(response.status(), 422);
    assert_eq!(&json_of(response).await["error"], error);

    std::fs::write(&page, "<view>mended</view>").unwrap();
    let response = bench.request(Method::GET, path).send().await.unwrap();
    assert!(response.text().await.unwrap().contains("mended"));
}

#[tokio::test]
async fn a_directory_that_is_none_is_an_error_of_the_app_and_not_of_the_start() {
    let source = AppSource::Dir("/nowhere/at/all".into());
    let bench = Bench::with_app(World::demo(), source).await;
    let state = bench.get("/sim/v1/state").await;
    assert!(state["app"]["error"]["zh"].is_string());
}

#[tokio::test]
async fn the_page_is_served_with_its_files() {
    let bench = Bench::demo().await;
    for path in ["/", "/assets/index.html"] {
        let response = bench.request(Method::GET, path).send().await.unwrap();
        assert_eq!(
            response.headers()["content-type"],
            "text/html; charset=utf-8"
        );
        assert_eq!(response.headers()["cache-control"], "no-cache");
    }
    let response = bench
        .request(Method::GET, "/assets/nothing.js")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 404);
}
