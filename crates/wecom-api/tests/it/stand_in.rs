//! A small server that answers each call as a test tells it to. Not WeCom's
//! behaviour: that is in the fixtures and in the simulator.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Query, State},
    http::{HeaderMap, Response, Uri, header},
};
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use wecom_api::{AppClient, AppCredentials, Client, Config, TokenStore};

pub const SECRET: &str = "s3cr3t-of-the-app";

/// A call as it arrived.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Without `/cgi-bin/`.
    pub endpoint: String,
    /// How many calls of this endpoint came before.
    pub before: usize,
    pub query: BTreeMap<String, String>,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Seen {
    pub fn token(&self) -> &str {
        self.query.get("access_token").map_or("", String::as_str)
    }
}

/// What to answer.
pub enum Answer {
    Json(Value),
    Raw(u16, &'static str, &'static str),
    /// Never.
    Silence,
    /// Starts, and breaks the connection.
    Broken,
    /// After this was notified.
    After(Arc<tokio::sync::Notify>, Value),
}

/// `{"errcode":…}` as WeCom writes it.
pub fn failure(code: i64) -> Answer {
    Answer::Json(json!({
        "errcode": code,
        "errmsg": format!("refused, hint: [1700000000_1_{:032}], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e={code}", 0),
    }))
}

pub fn success(mut answer: Value) -> Answer {
    answer["errcode"] = 0.into();
    answer["errmsg"] = "ok".into();
    Answer::Json(answer)
}

/// A new token for each call of gettoken: `token-0`, `token-1`, …
pub fn new_token(seen: &Seen) -> Answer {
    success(json!({ "access_token": format!("token-{}", seen.before), "expires_in": 7200 }))
}

type Script = Arc<dyn Fn(&Seen) -> Answer + Send + Sync>;

#[derive(Clone)]
pub struct StandIn {
    pub base_url: String,
    pub clock: Arc<AtomicI64>,
    seen: Arc<Mutex<Vec<Seen>>>,
    script: Script,
}

impl StandIn {
    pub async fn start(script: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stand_in = Self {
            base_url: format!("http://{}", listener.local_addr().unwrap()),
            clock: Arc::new(AtomicI64::new(1_700_000_000)),
            seen: Arc::default(),
            script: Arc::new(script),
        };
        let router = Router::new().fallback(answer).with_state(stand_in.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        stand_in
    }

    /// Settings with short waits.
    pub fn config(&self) -> Config {
        Config {
            base_url: self.base_url.clone(),
            backoff: Duration::from_millis(1),
            ..Config::default()
        }
    }

    pub fn client(&self) -> Client {
        self.client_with(self.config())
    }

    pub fn client_with(&self, config: Config) -> Client {
        let clock = self.clock.clone();
        let now = move || Timestamp::from_second(clock.load(Ordering::SeqCst)).unwrap();
        Client::new(config, now).unwrap()
    }

    /// Another instance that shares its tokens.
    pub fn instance(&self, store: Arc<dyn TokenStore>) -> AppClient {
        let clock = self.clock.clone();
        let now = move || Timestamp::from_second(clock.load(Ordering::SeqCst)).unwrap();
        let client = Client::with_store(self.config(), now, store).unwrap();
        client.app(credentials())
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_second(self.clock.load(Ordering::SeqCst)).unwrap()
    }

    pub fn app(&self) -> AppClient {
        self.client().app(credentials())
    }

    pub fn advance(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn calls(&self, endpoint: &str) -> usize {
        self.seen()
            .iter()
            .filter(|seen| seen.endpoint == endpoint)
            .count()
    }
}

pub fn credentials() -> AppCredentials {
    AppCredentials {
        corpid: "wwCORP".into(),
        agentid: 1_000_002,
        secret: SECRET.into(),
    }
}

async fn answer(
    State(stand_in): State<StandIn>,
    uri: Uri,
    Query(query): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let endpoint = uri.path().trim_start_matches("/cgi-bin/").to_owned();
    let answer = {
        let mut all = stand_in.seen.lock().unwrap();
        let before = all.iter().filter(|seen| seen.endpoint == endpoint).count();
        let seen = Seen {
            endpoint,
            before,
            query,
            headers,
            body,
        };
        let answer = (stand_in.script)(&seen);
        all.push(seen);
        answer
    };
    let response = Response::builder();
    let body = match answer {
        Answer::Json(value) => Body::from(value.to_string()),
        Answer::Raw(status, content_type, text) => {
            let response = response
                .status(status)
                .header(header::CONTENT_TYPE, content_type);
            return response.body(Body::from(text)).unwrap();
        }
        Answer::Silence => std::future::pending().await,
        Answer::Broken => {
            let broken = futures_util::stream::iter([
                Ok(Bytes::from_static(b"{\"errcode\":")),
                Err(std::io::Error::other("broken")),
            ]);
            Body::from_stream(broken)
        }
        Answer::After(gate, value) => {
            gate.notified().await;
            Body::from(value.to_string())
        }
    };
    response.body(body).unwrap()
}
