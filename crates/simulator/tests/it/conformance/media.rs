//! server-api.md §5.

use std::net::SocketAddr;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use md5::{Digest as _, Md5};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::json;
use tokio::net::TcpListener;

use super::run::{Run, id};
use crate::bench::{JPG, PNG, json_of};

const MB: usize = 1024 * 1024;

pub async fn run(run: &mut Run) {
    uploads(run).await;
    pictures(run).await;
    attachments(run).await;
    by_url(run).await;
    gets(run).await;
}

fn sized(head: &[u8], size: usize) -> Vec<u8> {
    let mut bytes = head.to_vec();
    bytes.resize(size, 0);
    bytes
}

/// An MP4 of so many seconds, as far as its headers go.
pub fn film(seconds: u32) -> Vec<u8> {
    let boxed = |kind: &[u8; 4], content: &[u8]| {
        let size = u32::try_from(content.len() + 8).unwrap();
        [&size.to_be_bytes()[..], kind, content].concat()
    };
    let mut header = vec![0; 100];
    header[12..16].copy_from_slice(&1000u32.to_be_bytes());
    header[16..20].copy_from_slice(&(seconds * 1000).to_be_bytes());
    let kind = boxed(b"ftyp", b"mp42\0\0\0\0");
    [kind, boxed(b"moov", &boxed(b"mvhd", &header))].concat()
}

fn voice(seconds: usize) -> Vec<u8> {
    let frame = sized(&[0x3c], 32);
    [b"#!AMR\n".to_vec(), frame.repeat(seconds * 50)].concat()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    sized(&bytes, 64)
}

async fn uploads(run: &mut Run) {
    const UPLOAD: &str = "media/upload";
    for (code, rest, bytes) in [
        (0, "&type=image", JPG.to_vec()),
        (0, "&type=voice", voice(60)),
        (0, "&type=video", film(60)),
        (0, "&type=file", sized(b"a", 20 * MB)),
        (40005, "&type=song", JPG.to_vec()),
        (40004, "&type=image", b"no picture".to_vec()),
        (40004, "&type=voice", b"no sound".to_vec()),
        (40006, "&type=file", b"12345".to_vec()),
        (44001, "&type=file", Vec::new()),
        (40009, "&type=image", sized(PNG, 10 * MB + 1)),
        (40011, "&type=video", sized(&film(1), 10 * MB + 1)),
        (45001, "&type=voice", sized(&voice(1), 2 * MB + 1)),
        (45001, "&type=file", sized(b"a", 20 * MB + 1)),
        (45007, "&type=voice", voice(61)),
        (41090, "&type=video", b"no film at all".to_vec()),
    ] {
        run.file(code, UPLOAD, rest, &bytes).await;
    }
    // The length a part declares must be its length.
    for (code, length) in [(0, JPG.len()), (40123, JPG.len() + 1)] {
        let body = [
            b"--b\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"; filelength="
                .to_vec(),
            length.to_string().into_bytes(),
            b"\r\nContent-Type: application/octet-stream\r\n\r\n".to_vec(),
            JPG.to_vec(),
            b"\r\n--b--\r\n".to_vec(),
        ]
        .concat();
        let path = format!("/cgi-bin/{UPLOAD}?{}&type=image", run.token);
        let request = run
            .bench
            .request(Method::POST, &path)
            .header("content-type", "multipart/form-data; boundary=b")
            .body(body);
        let answer = json_of(request.send().await.unwrap()).await;
        run.saw(code, UPLOAD, answer);
    }
}

async fn pictures(run: &mut Run) {
    const UPLOADIMG: &str = "media/uploadimg";
    let answer = run.file(0, UPLOADIMG, "", JPG).await;
    let url = id(&answer, "url");
    let path = url.strip_prefix(&run.bench.base).unwrap().to_owned();
    let response = run.bench.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.bytes().await.unwrap(), JPG);
    run.file(40004, UPLOADIMG, "", b"no picture").await;
    run.file(40006, UPLOADIMG, "", b"1234").await;
    run.file(40009, UPLOADIMG, "", &sized(PNG, 2 * MB + 1))
        .await;
    run.file(44001, UPLOADIMG, "", b"").await;
    // Any part name.
    let form = Form::new().part(
        "fieldNameHere",
        Part::bytes(PNG.to_vec()).file_name("a.png"),
    );
    let path = format!("/cgi-bin/{UPLOADIMG}?{}", run.token);
    let request = run.bench.request(Method::POST, &path).multipart(form);
    let answer = json_of(request.send().await.unwrap()).await;
    run.saw(0, UPLOADIMG, answer);

    let mut full = Run::start().await;
    for _ in 0..1000 {
        full.file(0, UPLOADIMG, "", PNG).await;
    }
    full.file(45009, UPLOADIMG, "", PNG).await;
    full.bench.hours(24);
    full.be(super::run::OWN).await;
    full.file(0, UPLOADIMG, "", PNG).await;
    run.add(full);
}

async fn attachments(run: &mut Run) {
    const ATTACH: &str = "media/upload_attachment";
    for (code, rest, bytes) in [
        (0, "&media_type=image&attachment_type=1", png(1080, 10_800)),
        (0, "&media_type=image&attachment_type=2", png(2000, 20_000)),
        (0, "&media_type=video&attachment_type=1", film(30)),
        (41072, "&media_type=image&attachment_type=3", png(1, 1)),
        (41072, "&media_type=image", png(1, 1)),
        (41072, "&media_type=video&attachment_type=2", film(1)),
        (40005, "&media_type=song&attachment_type=1", film(1)),
        (
            41080,
            "&media_type=image&attachment_type=1",
            sized(PNG, 10 * MB + 1),
        ),
        (
            41081,
            "&media_type=image&attachment_type=1",
            png(1081, 1081),
        ),
        (41081, "&media_type=image&attachment_type=1", png(10_801, 1)),
        (41082, "&media_type=video&attachment_type=1", film(31)),
        (
            41090,
            "&media_type=video&attachment_type=1",
            b"no film at all".to_vec(),
        ),
        (44001, "&media_type=image&attachment_type=1", Vec::new()),
    ] {
        run.file(code, ATTACH, rest, &bytes).await;
    }
}

/// A server with a file, with ranges and without.
async fn shelf(bytes: Vec<u8>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let whole = bytes.clone();
    let router = Router::new()
        .route("/whole", get(async move || whole))
        .route(
            "/ranges",
            get(async move |headers: HeaderMap| {
                let ranged = headers.contains_key("range");
                let status = if ranged {
                    StatusCode::PARTIAL_CONTENT
                } else {
                    StatusCode::OK
                };
                (status, bytes)
            }),
        );
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn by_url(run: &mut Run) {
    const ASK: &str = "media/upload_by_url";
    const RESULT: &str = "media/get_upload_by_url_result";
    let content = film(5);
    let md5 = hex::encode(Md5::digest(&content));
    let shelf = shelf(content.clone()).await;
    let wanted = |path: &str, md5: &str| json!({"scene": 1, "type": "video", "filename": "a.mp4", "url": format!("http://{shelf}/{path}"), "md5": md5});
    for (path, md5, code) in [
        ("ranges", md5.as_str(), 0),
        ("ranges", "00", 301_019),
        ("whole", &md5, 830_001),
        ("none", &md5, 830_003),
    ] {
        let job = id(&run.post(0, ASK, wanted(path, md5)).await, "jobid");
        let answer = loop {
            let answer = run.post(0, RESULT, json!({"jobid": job})).await;
            if answer["status"] != 1 {
                break answer;
            }
            tokio::task::yield_now().await;
        };
        assert_eq!(answer["status"], if code == 0 { 2 } else { 3 }, "{path}");
        assert_eq!(answer["detail"]["errcode"], code, "{path}");
        if code == 0 {
            let media = id(&answer["detail"], "media_id");
            ranges(run, &media, content.len()).await;
            // Not for messages.
            let message = json!({"sender": "zhangsan", "attachments": [{"msgtype": "video", "video": {"media_id": media}}]});
            run.post(40007, "externalcontact/add_msg_template", message)
                .await;
        }
    }
    run.post(40058, RESULT, json!({"jobid": "none"})).await;
    run.post(
        830_001,
        ASK,
        json!({"scene": 1, "type": "file", "filename": "a", "url": "ftp://a", "md5": "0"}),
    )
    .await;
    run.post(40058, ASK, json!({"scene": 2, "type": "file"}))
        .await;
    let far = json!({"scene": 1, "type": "file", "filename": "a", "url": "https://example.com/a", "md5": "0"});
    let job = id(&run.post(0, ASK, far).await, "jobid");
    let answer = loop {
        let answer = run.post(0, RESULT, json!({"jobid": job})).await;
        if answer["status"] != 1 {
            break answer;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(
        answer["detail"]["errcode"], 830_001,
        "nothing leaves this machine"
    );
}

/// Files that WeCom fetched come in blocks of sixteen bytes.
async fn ranges(run: &mut Run, media: &str, size: usize) {
    let path = format!("/cgi-bin/media/get?{}&media_id={media}", run.token);
    let bench = &run.bench;
    let ask = async |range: &str| {
        let request = bench.request(Method::GET, &path).header("range", range);
        request.send().await.unwrap()
    };
    assert_eq!(ask("bytes=0-31").await.status(), 206);
    assert_eq!(ask("bytes 16-").await.status(), 206);
    let last = ask(&format!("bytes=16-{}", size - 1)).await;
    assert_eq!(
        last.headers()["content-range"].to_str().unwrap(),
        format!("bytes 16-{}/{size}", size - 1)
    );
    let odd = json_of(ask("bytes=0-30").await).await;
    run.saw(40146, "media/get", odd);
}

async fn gets(run: &mut Run) {
    const GET: &str = "media/get";
    let upload = run.file(0, "media/upload", "&type=image", JPG).await;
    let media = id(&upload, "media_id");
    let path = format!("/cgi-bin/{GET}?{}&media_id={media}", run.token);
    let response = run.bench.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.bytes().await.unwrap(), JPG);
    run.seen.insert((GET, 0));
    run.get(41006, GET, "").await;
    run.get(40007, GET, "&media_id=none").await;
    // Shared by the apps of the company.
    run.be("attendance-secret-not-for-production").await;
    let path = format!("/cgi-bin/{GET}?{}&media_id={media}", run.token);
    let response = run.bench.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.bytes().await.unwrap(), JPG);
    run.be(super::run::OWN).await;
    let path = format!("/cgi-bin/{GET}?{}&media_id={media}", run.token);
    let request = run
        .bench
        .request(Method::GET, &path)
        .header("range", "bytes=99-100");
    let answer = json_of(request.send().await.unwrap()).await;
    run.saw(830_002, GET, answer);
    let voice = recorded(run, &media).await;
    run.bench.hours(72);
    run.be(super::run::OWN).await;
    run.get(40145, GET, &format!("&media_id={media}")).await;
    let rest = format!("&media_id={voice}");
    run.get(40145, "media/get/jssdk", &rest).await;
}

#[tokio::test]
async fn the_apps_are_told_when_a_file_was_fetched() {
    let callback = r#"callback = { url = "http://127.0.0.1:9/", token = "QDG6eK", aes_key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C" } #"#;
    let mut run = Run::with("customer_contact = true  ", callback).await;
    let wanted = json!({"scene": 1, "type": "file", "filename": "a", "url": "http://127.0.0.1:9/a", "md5": "0"});
    let job = id(&run.post(0, "media/upload_by_url", wanted).await, "jobid");
    let told = loop {
        let told = run.bench.get("/control/v1/callbacks").await;
        if told.as_array().is_some_and(|it| !it.is_empty()) {
            break told;
        }
        tokio::task::yield_now().await;
    };
    let message = id(&told[0], "message");
    assert!(message.contains("<Event><![CDATA[upload_media_job_finish]]></Event>"));
    assert!(message.ends_with(&format!("<JobId><![CDATA[{job}]]></JobId></xml>")));
}

/// A voice that a page recorded; its media_id.
async fn recorded(run: &mut Run, picture: &str) -> String {
    const GET: &str = "media/get/jssdk";
    const SPEEX: &[u8] = b"speex of 16 kHz";
    run.get(41006, GET, "").await;
    run.get(40007, GET, "&media_id=none").await;
    run.get(40007, GET, &format!("&media_id={picture}")).await;
    let path = format!("/control/v1/companies/{}/voices", super::run::CORP);
    let request = run.bench.request(Method::POST, &path).body(SPEEX);
    let voice = id(&json_of(request.send().await.unwrap()).await, "media_id");
    let path = format!("/cgi-bin/{GET}?{}&media_id={voice}", run.token);
    let response = run.bench.request(Method::GET, &path).send().await.unwrap();
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "voice/speex");
    assert_eq!(
        header("content-disposition"),
        "attachment; filename=\"voice.speex\""
    );
    assert_eq!(response.bytes().await.unwrap(), SPEEX);
    run.seen.insert((GET, 0));
    voice
}
