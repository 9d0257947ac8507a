//! server-api.md §5.2, §5.4.

use reqwest::Method;

use crate::bench::{Bench, JPG, PNG};

#[tokio::test]
async fn media_expire_after_three_days_by_the_clock() {
    let bench = Bench::demo().await;
    let answer = bench
        .upload("media/upload", "&type=image", "media", JPG)
        .await;
    assert_eq!(answer["errcode"], 0, "{answer}");
    assert_eq!(answer["type"], "image");
    assert_eq!(answer["created_at"], "1795492800");
    let id = answer["media_id"].as_str().unwrap().to_owned();
    bench.hours(71);
    let token = bench.token().await;
    let path = format!("/cgi-bin/media/get?access_token={token}&media_id={id}");
    let response = bench.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "image/jpeg");
    assert_eq!(
        response.headers()["content-disposition"].as_bytes(),
        "attachment; filename=\"图 片.jpg\"".as_bytes()
    );
    assert_eq!(response.bytes().await.unwrap(), JPG);
    bench.hours(1);
    let rest = format!("&media_id={id}");
    assert_eq!(bench.ask("media/get", &rest).await["errcode"], 40145);
    assert_eq!(
        bench.ask("media/get", "&media_id=none").await["errcode"],
        40007
    );
    assert_eq!(bench.ask("media/get", "").await["errcode"], 41006);
}

#[tokio::test]
async fn each_kind_of_media_has_its_own_limits() {
    let bench = Bench::demo().await;
    let path = "media/upload";
    let code = async |rest: &str, part: &str, bytes: &[u8]| {
        bench.upload(path, rest, part, bytes).await["errcode"].clone()
    };
    assert_eq!(code("&type=image", "media", PNG).await, 0);
    assert_eq!(code("&type=file", "media", b"any content").await, 0);
    assert_eq!(code("&type=voice", "media", b"#!AMR\n sound").await, 0);
    assert_eq!(
        code("&type=video", "media", b"\0\0\0\x18ftypmp42 film").await,
        0
    );
    assert_eq!(code("", "media", PNG).await, 40005);
    assert_eq!(code("&type=picture", "media", PNG).await, 40005);
    // Here, unlike media/uploadimg, the part's name counts.
    assert_eq!(code("&type=image", "file", PNG).await, 44001);
    assert_eq!(code("&type=file", "media", b"12345").await, 40006);
    assert_eq!(code("&type=image", "media", b"no picture").await, 40004);
    assert_eq!(code("&type=voice", "media", b"no sound").await, 40004);
    assert_eq!(code("&type=video", "media", b"no film at all").await, 41090);
    let mut large = PNG.to_vec();
    large.resize(10 * 1024 * 1024 + 1, 0);
    assert_eq!(code("&type=image", "media", &large).await, 40009);
}

#[tokio::test]
async fn a_range_of_a_file_is_given_with_206() {
    let bench = Bench::demo().await;
    let content = b"0123456789abcdef";
    let answer = bench
        .upload("media/upload", "&type=file", "media", content)
        .await;
    let id = answer["media_id"].as_str().unwrap();
    let token = bench.token().await;
    let path = format!("/cgi-bin/media/get?access_token={token}&media_id={id}");
    for (range, first, bytes) in [
        ("bytes=0-3", 0, "0123"),
        ("bytes 4-7", 4, "4567"),
        ("bytes=12-", 12, "cdef"),
        ("bytes=12-99", 12, "cdef"),
    ] {
        let request = bench.request(Method::GET, &path).header("range", range);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 206, "{range}");
        let last = first + bytes.len() - 1;
        assert_eq!(
            response.headers()["content-range"],
            format!("bytes {first}-{last}/16")
        );
        assert_eq!(response.text().await.unwrap(), bytes);
    }
    let request = bench
        .request(Method::GET, &path)
        .header("range", "bytes=20-30");
    let answer = crate::bench::json_of(request.send().await.unwrap()).await;
    assert_eq!(answer["errcode"], 830002);
}
