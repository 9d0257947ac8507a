//! server-api.md §5.3, §12.

use reqwest::Method;

use crate::bench::{Bench, JPG, PNG};

#[tokio::test]
async fn a_picture_gets_a_link_under_which_it_stays() {
    let bench = Bench::demo().await;
    let answer = bench
        .upload("media/uploadimg", "", "fieldNameHere", JPG)
        .await;
    assert_eq!(answer["errcode"], 0, "{answer}");
    assert_eq!(answer["errmsg"], "");
    let url = answer["url"].as_str().unwrap();
    let path = url.strip_prefix(&bench.base).unwrap();
    let parts: Vec<&str> = path.split('/').collect();
    assert_eq!((parts[1], parts[4]), ("pic_wework", "0"));
    assert!(parts[2].bytes().all(|it| it.is_ascii_digit()));
    bench.hours(24 * 400);
    let response = bench.request(Method::GET, path).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "image/jpeg");
    assert_eq!(response.bytes().await.unwrap(), JPG);
}

#[tokio::test]
async fn pictures_are_recognised_by_content_and_measured() {
    let bench = Bench::demo().await;
    let path = "media/uploadimg";
    assert_eq!(bench.upload(path, "", "media", PNG).await["errcode"], 0);
    let text = b"a text file named .jpg";
    assert_eq!(
        bench.upload(path, "", "media", text).await["errcode"],
        40004
    );
    assert_eq!(
        bench.upload(path, "", "media", b"1234").await["errcode"],
        40006
    );
    let mut large = JPG.to_vec();
    large.resize(2 * 1024 * 1024, 0);
    assert_eq!(bench.upload(path, "", "media", &large).await["errcode"], 0);
    large.push(0);
    assert_eq!(
        bench.upload(path, "", "media", &large).await["errcode"],
        40009
    );
    assert_eq!(
        bench.tell(path, serde_json::json!({})).await["errcode"],
        44001
    );
}

#[tokio::test]
async fn a_company_uploads_a_thousand_pictures_a_day_and_three_thousand_a_month() {
    let bench = Bench::demo().await;
    bench
        .clock
        .set("2026-12-01T08:00:00+08:00".parse().unwrap());
    let one = async || bench.upload("media/uploadimg", "", "media", JPG).await["errcode"].clone();
    for day in 0..3 {
        for number in 0..1000 {
            assert_eq!(one().await, 0, "picture {number} of day {day}");
        }
        assert_eq!(one().await, 45009, "day {day}");
        bench.hours(24);
    }
    // The month's number was used up on the third day: blocked for thirty days, whatever the calendar says.
    assert_eq!(one().await, 45009);
    bench.hours(24 * 28);
    assert_eq!(one().await, 45009);
    bench.hours(24);
    assert_eq!(one().await, 0);
}
