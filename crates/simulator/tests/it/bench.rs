//! A running world with a clock that stands still until it is moved, and hands to use it.

use std::net::SocketAddr;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use wecom_share_simulator::world::World;
use wecom_share_simulator::{AppSource, MovableClock, Options, Simulator};

pub const CORP: &str = "ww8a1b2c3d4e5f6071";
pub const SECRET: &str = "demo-secret-not-for-production";
pub const APPID: &str = "wx7c1d9a2b3e4f5061";
pub const WANG: &str = "wmDemoWang0000000000000000000001";
pub const CHEN: &str = "wmDemoChen0000000000000000000002";
pub const NOTEBOOK: &str = "wrDemoNotebook0000000000000001";
/// The smallest files that are recognised by content.
pub const JPG: &[u8] = b"\xff\xd8\xff\xe0 a picture";
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n a picture";

pub struct Bench {
    pub base: String,
    pub clock: Arc<MovableClock>,
    http: Client,
}

impl Bench {
    pub async fn demo() -> Self {
        Self::start(World::demo()).await
    }

    /// The demo's world with `[unknown]` settings.
    pub async fn unknown(settings: &str) -> Self {
        let text = include_str!("../../../../worlds/demo.toml");
        let start = text.find("[unknown]").unwrap();
        let text = format!("{}[unknown]\n{settings}\n", &text[..start]);
        Self::start(World::parse(&text, "test").unwrap()).await
    }

    /// The demo's world with one text in its file replaced.
    pub async fn demo_with(from: &str, to: &str) -> Self {
        let text = include_str!("../../../../worlds/demo.toml");
        assert!(text.contains(from), "{from}");
        Self::start(World::parse(&text.replacen(from, to, 1), "test").unwrap()).await
    }

    pub async fn start(world: World) -> Self {
        Self::with_app(world, AppSource::Embedded(app())).await
    }

    pub async fn with_app(world: World, app: AppSource) -> Self {
        Self::build(world, app, 7).await
    }

    pub async fn seeded(world: World, seed: u64) -> Self {
        Self::build(world, AppSource::Embedded(app()), seed).await
    }

    async fn build(world: World, app: AppSource, seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let noon: Timestamp = "2026-11-24T12:00:00+08:00".parse().unwrap();
        let clock = Arc::new(MovableClock::new(move || noon));
        let options = Options {
            app,
            hosts: vec![("https://share.example.com".to_owned(), base.clone())],
            public_base: base.clone(),
        };
        let rng = Box::new(StdRng::seed_from_u64(seed));
        let simulator = Simulator::new(world, options, Arc::clone(&clock), rng).unwrap();
        let router = simulator
            .phone_router()
            .merge(simulator.wecom_router())
            .merge(simulator.control_router());
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self {
            base,
            clock,
            http: client(),
        }
    }

    pub fn hours(&self, hours: i64) {
        self.clock.advance(SignedDuration::from_hours(hours));
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }

    pub async fn get(&self, path: &str) -> Value {
        json_of(self.request(Method::GET, path).send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Value {
        let request = self.request(Method::POST, path).body(body.to_string());
        json_of(request.send().await.unwrap()).await
    }

    pub async fn phone(&self, change: Value) -> Value {
        let request = self
            .request(Method::PATCH, "/sim/v1/phone")
            .body(change.to_string());
        json_of(request.send().await.unwrap()).await
    }

    /// The demo app's token.
    pub async fn token(&self) -> String {
        self.token_of(CORP, SECRET).await
    }

    pub async fn token_of(&self, corpid: &str, secret: &str) -> String {
        let path = format!("/cgi-bin/gettoken?corpid={corpid}&corpsecret={secret}");
        let answer = self.get(&path).await;
        answer["access_token"].as_str().expect("a token").to_owned()
    }

    /// A GET of WeCom's API with the demo app's token; `rest` begins with `&` or is empty.
    pub async fn ask(&self, path: &str, rest: &str) -> Value {
        let token = self.token().await;
        self.get(&format!("/cgi-bin/{path}?access_token={token}{rest}"))
            .await
    }

    /// A POST of WeCom's API with the demo app's token.
    pub async fn tell(&self, path: &str, body: Value) -> Value {
        let token = self.token().await;
        self.post(&format!("/cgi-bin/{path}?access_token={token}"), body)
            .await
    }

    /// A file to WeCom's API with the demo app's token; `rest` begins with `&` or is empty.
    pub async fn upload(&self, path: &str, rest: &str, part: &str, bytes: &[u8]) -> Value {
        let token = self.token().await;
        let file = reqwest::multipart::Part::bytes(bytes.to_vec()).file_name("图 片.jpg");
        let form = reqwest::multipart::Form::new().part(part.to_owned(), file);
        let request = self
            .request(
                Method::POST,
                &format!("/cgi-bin/{path}?access_token={token}{rest}"),
            )
            .multipart(form);
        json_of(request.send().await.unwrap()).await
    }

    /// `wx.qy.login`, and the server's half of it.
    pub async fn log_in(&self) {
        let code = self.code().await;
        let answer = self.exchange(&code).await;
        assert_eq!(answer["errcode"], 0, "{answer}");
    }

    /// The same for an app of another world.
    pub async fn log_in_as(&self, secret: &str, corpid: &str) {
        let token = self.token_of(corpid, secret).await;
        let code = self.code().await;
        let path = format!(
            "/cgi-bin/miniprogram/jscode2session?access_token={token}&js_code={code}&grant_type=authorization_code"
        );
        let answer = self.get(&path).await;
        assert_eq!(answer["errcode"], 0, "{answer}");
    }

    pub async fn code(&self) -> String {
        let said = self.qy("login", json!({})).await;
        said["answer"]["code"].as_str().expect("a code").to_owned()
    }

    pub async fn exchange(&self, code: &str) -> Value {
        let rest = format!("&js_code={code}&grant_type=authorization_code");
        self.ask("miniprogram/jscode2session", &rest).await
    }

    pub async fn qy(&self, api: &str, params: Value) -> Value {
        let asked = json!({"params": params, "phone": "member", "page": "pages/index/index"});
        self.post(&format!("/sim/v1/qy/{api}"), asked).await
    }

    /// The words a call that needs no screen was answered with, e.g. `fail no permission`.
    pub async fn said(&self, api: &str, params: Value) -> String {
        let answer = self.qy(api, params).await;
        let text = answer["answer"]["errMsg"]
            .as_str()
            .expect("an answer at once");
        text.split_once(':').unwrap().1.to_owned()
    }

    /// A share call that opens a screen; the screen.
    pub async fn screen(&self, api: &str, params: Value) -> Value {
        let answer = self.qy(api, params).await;
        assert!(answer["screen"].is_object(), "no screen: {answer}");
        answer["screen"].clone()
    }

    pub async fn decide(&self, screen: &Value, decision: Value) -> Value {
        let id = screen["id"].as_str().unwrap();
        self.post(&format!("/sim/v1/screens/{id}"), decision).await
    }

    /// A share call, confirmed for these receivers.
    pub async fn share(&self, api: &str, params: Value, receivers: &[&str]) {
        let screen = self.screen(api, params).await;
        let decision = json!({"decision": "send", "receivers": receivers});
        let answer = self.decide(&screen, decision).await;
        assert_eq!(answer["outcome"], "success", "{answer}");
    }

    pub async fn messages(&self, chat: &str) -> Vec<Value> {
        let chats = self.get("/sim/v1/chats").await;
        let chat = chats["chats"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["id"] == chat)
            .expect("the chat is there");
        chat["messages"].as_array().unwrap().clone()
    }

    /// A customer taps the last message of a chat.
    pub async fn tap(&self, chat: &str) -> Value {
        let messages = self.messages(chat).await;
        let id = messages.last().unwrap()["id"].as_str().unwrap().to_owned();
        self.post(
            &format!("/sim/v1/chats/{chat}/messages/{id}/open"),
            json!({}),
        )
        .await
    }

    pub async fn events(&self) -> Vec<Value> {
        let request = self
            .request(Method::GET, "/sim/v1/events?after=0")
            .header("accept", "application/json");
        let answer = json_of(request.send().await.unwrap()).await;
        answer["events"].as_array().unwrap().clone()
    }

    pub async fn last_event(&self, kind: &str) -> Value {
        let events = self.events().await;
        let found = events.iter().rev().find(|it| it["kind"] == kind);
        found.unwrap_or_else(|| panic!("no event {kind}")).clone()
    }
}

pub async fn json_of(response: Response) -> Value {
    let text = response.text().await.unwrap();
    serde_json::from_str(&text).unwrap_or_else(|_| panic!("no JSON: {text}"))
}

pub fn card(page: &str) -> Value {
    json!({"attachments": [{"msgtype": "miniprogram", "miniprogram": {
        "appid": APPID, "title": "山茶花手账本", "imgUrl": "https://share.example.com/a.jpg", "page": page,
    }}]})
}

pub fn text(words: &str) -> Value {
    json!({"text": {"content": words}})
}

/// The smallest mini program.
pub fn app() -> Vec<(String, Vec<u8>)> {
    [
        (
            "app.json",
            r#"{"pages": ["pages/index/index", "pages/product/product"]}"#,
        ),
        ("app.js", "App({})"),
        ("pages/index/index.js", "Page({})"),
        ("pages/index/index.wxml", "<view>index</view>"),
        ("pages/product/product.js", "Page({})"),
        ("pages/product/product.wxml", "<view>product</view>"),
        ("images/a.txt", "a file"),
    ]
    .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
    .into()
}

fn client() -> Client {
    client_from([127, 0, 0, 1].into())
}

/// A client that calls from this address of the machine.
pub fn client_from(address: std::net::IpAddr) -> Client {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    Client::builder()
        .no_proxy()
        .local_address(address)
        .tls_backend_preconfigured(tls)
        .build()
        .unwrap()
}
