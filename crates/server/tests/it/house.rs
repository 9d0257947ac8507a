//! A server with its database and a stand-in for WeCom, and ways to talk to it.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use jiff::{SignedDuration, Timestamp};
use rand::{SeedableRng, rngs::StdRng};
use reqwest::{Method, StatusCode, multipart};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};
use wecom_share_server::{Clock, Server, config::Config};

use crate::wecom::{SECRET, Wecom};

pub const CORP: &str = "wwcorp1";
pub const OTHER_CORP: &str = "wwcorp2";
pub const APPID: &str = "wx0000000000000001";
pub const WANG: &str = "wmWang";
pub const CHEN: &str = "wmChen";
pub const PUBLIC: &str = "https://share.example.com";

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct TestClock(Mutex<Timestamp>);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

pub struct House {
    pub wecom: Arc<Wecom>,
    pub clock: Arc<TestClock>,
    pub data: Arc<TempDir>,
    pub address: SocketAddr,
    http: reqwest::Client,
    running: Option<(Server, JoinHandle<()>)>,
    /// More settings of every app, and of the rest.
    app_settings: String,
    settings: String,
    public: Option<String>,
    starts: u64,
}

/// An answer: its status and its JSON.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: Value,
}

impl Answer {
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} {:#}", self.status, self.body);
        self.body
    }

    /// The code of an error, after checking that it has words in both
    /// languages.
    #[track_caller]
    pub fn refused(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{:#}", self.body);
        let error = &self.body["error"];
        for words in [&error["cause"], &error["remedy"]] {
            for language in ["zh", "en"] {
                let text = words[language].as_str().unwrap_or_default();
                assert!(!text.is_empty() && !text.contains('{'), "{error:#}");
            }
        }
        self.body["error"].clone()
    }

    #[track_caller]
    pub fn code(self, status: u16) -> String {
        self.refused(status)["code"].as_str().unwrap().to_owned()
    }
}

impl House {
    /// A company with two customers and a group of 张三, who has customer
    /// contact; 李四 has not. A second company has the same mini program.
    pub async fn new() -> Self {
        Self::with("").await
    }

    /// As [`House::new`], with more settings.
    pub async fn with(settings: &str) -> Self {
        Self::with_app("", settings).await
    }

    /// As [`House::with`], with more settings of each app.
    pub async fn with_app(app_settings: &str, settings: &str) -> Self {
        let wecom = Arc::new(Wecom::start().await);
        {
            let mut world = wecom.world();
            for corp in [CORP, OTHER_CORP] {
                world
                    .follow
                    .entry(corp.to_owned())
                    .or_default()
                    .insert("zhangsan".to_owned());
            }
            let zhangsan = (CORP.to_owned(), "zhangsan".to_owned());
            world.customers.insert(
                zhangsan.clone(),
                vec![
                    (WANG.to_owned(), "王小姐".to_owned()),
                    (CHEN.to_owned(), "陈先生".to_owned()),
                ],
            );
            world.groups.insert(
                zhangsan,
                vec![("wrNotebook".to_owned(), "手账爱好者群".to_owned())],
            );
        }
        // A Monday morning in China.
        let now = "2026-11-23T09:00:00+08:00".parse().unwrap();
        let mut house = Self {
            wecom,
            clock: Arc::new(TestClock(Mutex::new(now))),
            data: Arc::new(tempfile::tempdir().unwrap()),
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            http: client(),
            running: None,
            app_settings: app_settings.to_owned(),
            settings: settings.to_owned(),
            public: None,
            starts: 0,
        };
        house.start().await;
        house
    }

    pub async fn start(&mut self) {
        let app = |corp: &str, agent: u32| {
            format!(
                "[[app]]\ncorpid = \"{corp}\"\nagentid = {agent}\nsecret = \"{SECRET}\"\nappid = \"{APPID}\"\n{}",
                self.app_settings
            )
        };
        let text = format!(
            "data = {:?}\n{}[wecom]\nbase_url = \"http://{}\"\n{}{}{}",
            self.data.path().display().to_string(),
            self.public_line(),
            self.wecom.address,
            app(CORP, 1_000_002),
            app(OTHER_CORP, 1_000_003),
            self.settings,
        );
        let config = Config::parse(&text, "test.toml").unwrap();
        self.starts += 1;
        let rng = StdRng::seed_from_u64(self.starts);
        let server = Server::open(config, self.clock.clone(), Box::new(rng))
            .await
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        self.address = listener.local_addr().unwrap();
        let router = server.router();
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        self.running = Some((server, serving));
    }

    fn public_line(&self) -> String {
        let url = self.public.as_deref();
        url.map_or_else(String::new, |url| format!("public_base_url = {url:?}\n"))
    }

    /// A server that others reach at an https address.
    pub async fn public() -> Self {
        let mut house = Self::new().await;
        house.make_public().await;
        house
    }

    /// Starts again with an https address.
    pub async fn make_public(&mut self) {
        self.public = Some(PUBLIC.to_owned());
        self.restart().await;
    }

    /// Fetches what is shown at a public address.
    pub async fn shown(&self, url: &str, headers: &[(&str, &str)]) -> reqwest::Response {
        let path = url.strip_prefix(PUBLIC).unwrap();
        let mut request = self.http.get(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap()
    }

    /// Stops in good order and starts again on the same data.
    pub async fn restart(&mut self) {
        let (server, serving) = self.running.take().unwrap();
        serving.abort();
        server.shutdown().await;
        self.start().await;
    }

    /// A second server on the same database.
    pub async fn another_server(&self) -> Self {
        let mut other = Self {
            wecom: self.wecom.clone(),
            clock: self.clock.clone(),
            data: self.data.clone(),
            http: self.http.clone(),
            app_settings: self.app_settings.clone(),
            public: None,
            settings: self.settings.clone(),
            running: None,
            address: self.address,
            // Its own randomness.
            starts: 1000,
        };
        other.start().await;
        other
    }

    /// A server on the files as they are now, as after SIGKILL: nothing of the
    /// running one is closed or written down.
    pub async fn after_a_kill(self) -> Self {
        let data = tempfile::tempdir().unwrap();
        copy(self.data.path(), data.path());
        let mut house = Self {
            data: Arc::new(data),
            running: None,
            ..self
        };
        house.start().await;
        house
    }

    pub fn advance(&self, by: SignedDuration) {
        let mut now = self.clock.0.lock().unwrap();
        *now += by;
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Logs a member in and returns the session's token.
    pub async fn session(&self, corp: &str, member: &str) -> String {
        let code = format!("code-{corp}-{member}");
        self.wecom
            .world()
            .codes
            .insert(code.clone(), (corp.to_owned(), member.to_owned()));
        let login = json!({ "code": code, "appid": APPID, "corpid": corp });
        let answer = self.post("/sessions", None, &login).await.ok();
        answer["token"].as_str().unwrap().to_owned()
    }

    pub async fn zhangsan(&self) -> String {
        self.session(CORP, "zhangsan").await
    }

    pub async fn post(&self, path: &str, session: Option<&str>, body: &Value) -> Answer {
        let request = self.request(Method::POST, path, session).json(body);
        answer(request).await
    }

    pub async fn post_text(&self, path: &str, session: Option<&str>, body: String) -> Answer {
        answer(self.request(Method::POST, path, session).body(body)).await
    }

    pub async fn get(&self, path: &str, session: &str) -> Answer {
        answer(self.request(Method::GET, path, Some(session))).await
    }

    pub async fn upload(&self, session: &str, name: &str, bytes: Vec<u8>) -> Answer {
        let part = multipart::Part::bytes(bytes).file_name(name.to_owned());
        let form = multipart::Form::new().part("file", part);
        answer(
            self.request(Method::POST, "/images", Some(session))
                .multipart(form),
        )
        .await
    }

    pub fn request(
        &self,
        method: Method,
        path: &str,
        session: Option<&str>,
    ) -> reqwest::RequestBuilder {
        let url = format!("http://{}/api/v1{path}", self.address);
        let request = self.http.request(method, url);
        match session {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Plans a share of one card to these customers.
    pub async fn share(&self, session: &str, customers: &[&str]) -> Answer {
        self.post("/shares", Some(session), &card_to(customers))
            .await
    }

    /// Plans a share and says that it was handed over.
    pub async fn hand_over(&self, session: &str, customers: &[&str]) -> Value {
        let plan = self.share(session, customers).await.ok();
        let path = format!("/shares/{}/report", plan["share"]["id"].as_str().unwrap());
        self.post(&path, Some(session), &ok_report()).await.ok();
        plan
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many files are in the folder of pictures.
    pub fn pictures(&self) -> usize {
        self.picture_files().len()
    }

    /// Loses all files of pictures but one.
    pub fn lose_pictures_but(&self, kept: &str) {
        for file in self.picture_files() {
            if !file.ends_with(kept) {
                std::fs::remove_file(file).unwrap();
            }
        }
    }

    fn picture_files(&self) -> Vec<std::path::PathBuf> {
        let Ok(shards) = std::fs::read_dir(self.data.path().join("images")) else {
            return Vec::new();
        };
        let files = |shard: std::io::Result<std::fs::DirEntry>| {
            std::fs::read_dir(shard.unwrap().path()).unwrap()
        };
        shards
            .flat_map(files)
            .map(|file| file.unwrap().path())
            .collect()
    }
}

pub async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let status = response.status();
    let text = response.text().await.unwrap();
    let body = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status}: not JSON: {text}"));
    Answer { status, body }
}

pub fn ok_report() -> Value {
    json!({
        "api": "shareToExternalContact",
        "answer": { "errMsg": "qy.shareToExternalContact:ok" },
    })
}

/// WeCom on a phone with both documented share calls.
pub fn host() -> Value {
    json!({
        "environment": "wxwork",
        "platform": "ios",
        "version": "4.1.20",
        "entry": "normal",
        "apis": ["shareToExternalContact", "shareToExternalChat"],
        "sdk": "0.1.0",
    })
}

pub fn card() -> Value {
    json!({
        "msgtype": "miniprogram",
        "miniprogram": {
            "title": "山茶花手账本",
            "page": "pages/product/product?id=1",
            "cover": { "url": "http://p.qpic.cn/pic_wework/1000/abc/0" },
        },
    })
}

pub fn request(target: Value, attachments: Value) -> Value {
    json!({ "draft": { "target": target, "attachments": attachments }, "host": host() })
}

pub fn card_to(customers: &[&str]) -> Value {
    request(
        json!({ "kind": "customers", "ids": customers }),
        json!([card()]),
    )
}

fn client() -> reqwest::Client {
    let roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .no_proxy()
        .build()
        .unwrap()
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else if entry.file_name() != "wecom-share.db-shm" {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
