//! What the log says, and what it never says.

use std::{
    io,
    sync::{Arc, Mutex},
};

use serde_json::json;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use crate::{
    house::{House, WANG},
    pictures::png,
    wecom::SECRET,
};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// Collects what is logged on this thread until the guard goes.
    fn collect(&self) -> tracing::subscriber::DefaultGuard {
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new("trace"))
            .with_writer(self.clone())
            .with_ansi(false)
            .finish();
        tracing::subscriber::set_default(subscriber)
    }
}

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

#[tokio::test]
async fn the_log_names_requests_members_and_shares_but_no_secret() {
    let log = Log::default();
    let _collecting = log.collect();
    let house = House::new().await;
    let session = house.zhangsan().await;
    house.upload(&session, "a.png", png(1)).await.ok();
    let plan = house.hand_over(&session, &[WANG]).await;
    let token = plan["share"]["token"].as_str().unwrap();
    let opening = json!({ "token": token, "event": "e1" });
    house.post("/openings", None, &opening).await.ok();
    house
        .post(
            "/openings",
            None,
            &json!({ "token": "AAAAAAAAAAAAAAAA", "event": "e" }),
        )
        .await
        .refused(404);

    let text = log.text();
    let share = plan["share"]["id"].as_str().unwrap();
    for wanted in ["/api/v1/shares", "zhangsan", share, "answered", "reported"] {
        assert!(text.contains(wanted), "{wanted}");
    }
    let session_key = "MDEyMzQ1Njc4OWFiY2RlZg==";
    for secret in [
        SECRET,
        &session,
        token,
        "code-wwcorp1-zhangsan",
        session_key,
    ] {
        let line = text.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}");
    }
}

#[tokio::test]
async fn a_day_without_trouble_leaves_no_warning() {
    // An address that is not https is a reason to warn.
    let mut house = House::public().await;
    let log = Log::default();
    let _collecting = log.collect();
    let session = house.zhangsan().await;
    house.hand_over(&session, &[WANG]).await;
    house.share(&session, &[WANG]).await.refused(409);
    house.get("/customers", &session).await.ok();
    house.restart().await;

    let trouble = log
        .text()
        .lines()
        .find(|line| line.contains(" WARN ") || line.contains("ERROR"))
        .map(str::to_owned);
    assert_eq!(trouble, None);
}

#[tokio::test]
async fn a_bucket_that_cannot_be_used_is_told_at_start_and_to_who_uploads() {
    let log = Log::default();
    let _collecting = log.collect();
    // Bound, so that it is nobody else's, but nobody listens.
    let bound = tokio::net::TcpSocket::new_v4().unwrap();
    bound.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let nobody = bound.local_addr().unwrap();
    let house = House::with(&format!(
        "[images.s3]\nendpoint = \"http://{nobody}\"\nregion = \"cn\"\nbucket = \"pictures\"\n\
         access_key = \"key\"\nsecret_key = \"the-secret-of-the-bucket\"\n"
    ))
    .await;
    let session = house.zhangsan().await;
    let refused = house.upload(&session, "a.png", png(1)).await;
    assert_eq!(refused.code(503), "image_store_unavailable");
    house.share(&session, &[WANG]).await.ok();

    let told = || {
        log.text()
            .contains("the bucket of [images.s3] cannot be used")
    };
    let waiting = async {
        while !told() {
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(std::time::Duration::from_secs(20), waiting).await;
    assert!(waited.is_ok(), "it is told at start: {}", log.text());
    assert!(!log.text().contains("the-secret-of-the-bucket"));
}

#[tokio::test]
async fn an_operator_without_an_https_address_is_told_at_start() {
    let log = Log::default();
    let _collecting = log.collect();
    let _house = House::new().await;
    let text = log.text();
    assert!(text.contains("public_base_url is not https"), "{text}");
}
