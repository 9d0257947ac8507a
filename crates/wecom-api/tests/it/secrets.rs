//! Secrets and tokens are in requests and nowhere else.

use std::{
    io,
    sync::{Arc, Mutex},
};

use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;
use wecom_api::{auth::gettoken, externalcontact::list, miniprogram::jscode2session};

use crate::stand_in::{Answer, SECRET, StandIn, credentials, failure, success};

const TOKEN: &str = "t0k3n-of-the-app";
const SESSION_KEY: &str = "tiihtNczf5v6AKRyjwEUhQ==";

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn assert_clean(text: &str) {
    for secret in [SECRET, TOKEN, SESSION_KEY] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[tokio::test]
async fn nothing_that_is_logged_or_printed_holds_a_secret() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let wecom = StandIn::start(|seen| match (seen.endpoint.as_str(), seen.before) {
        ("gettoken", _) => success(json!({ "access_token": TOKEN, "expires_in": 7200 })),
        ("miniprogram/jscode2session", _) => {
            success(json!({ "corpid": "ww", "userid": "u", "session_key": SESSION_KEY }))
        }
        (_, 0) => failure(42001),
        (_, 1) => failure(-1),
        (_, 2) => Answer::Broken,
        (_, 3) => Answer::Json(json!({ "errcode": 40003, "errmsg": format!("bad token {TOKEN}") })),
        _ => Answer::Raw(
            200,
            "text/html",
            "proxy: GET /?access_token=t0k3n-of-the-app",
        ),
    })
    .await;
    let client = wecom.client();
    let app = client.app(credentials());
    let login = jscode2session::Request::new("CODE");
    let session = app.call(&login).await.unwrap();
    let refused = app.call(&list::Request::new("u")).await.unwrap_err();
    let unreadable = app.call(&list::Request::new("u")).await.unwrap_err();
    assert!(refused.to_string().contains("bad token ***"));
    assert!(unreadable.to_string().contains("access_token=***"));

    let request = gettoken::Request::new("wwCORP", SECRET.into());
    assert_clean(&format!(
        "{client:?} {app:?} {session:?} {request:?} {:?}",
        credentials()
    ));
    assert_clean(&format!(
        "{refused} {refused:?} {unreadable} {unreadable:?}"
    ));
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("token replaced"), "{log}");
    assert_clean(&log);
}

#[tokio::test]
async fn a_lost_answer_does_not_show_the_address_with_the_token() {
    let wecom = StandIn::start(|seen| match seen.endpoint.as_str() {
        "gettoken" => success(json!({ "access_token": TOKEN, "expires_in": 7200 })),
        _ => Answer::Broken,
    })
    .await;
    let error = wecom
        .app()
        .call(&list::Request::new("u"))
        .await
        .unwrap_err();
    assert_clean(&format!("{error} {error:?}"));
}
