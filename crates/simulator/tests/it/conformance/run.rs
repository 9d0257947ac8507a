//! Calls, with what they were answered written down.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use wecom_share_simulator::world::World;

use crate::bench::{Bench, json_of};

pub const CORP: &str = "wwEverything00001";
pub const OWN: &str = "own-secret-not-for-production";
pub const WANG: &str = "wmEvery0Wang00000000000000000001";
pub const CHEN: &str = "woEvery0Chen00000000000000000002";
pub const LIU: &str = "wmEvery0Liu000000000000000000003";
pub const NOTEBOOK: &str = "wrEvery0Notebook000000000000001";
pub const WORLD: &str = include_str!("../../../../../worlds/everything.toml");

pub struct Run {
    pub bench: Bench,
    /// Path and code.
    pub seen: BTreeSet<(&'static str, i64)>,
    /// Successful answers by path.
    pub answers: BTreeMap<&'static str, Vec<Value>>,
    /// `access_token=…` of the caller; the own app at first.
    pub token: String,
}

impl Run {
    pub async fn start() -> Self {
        Self::in_world(WORLD).await
    }

    /// The world with one text in its file replaced.
    pub async fn with(from: &str, to: &str) -> Self {
        assert!(WORLD.contains(from), "{from}");
        Self::in_world(&WORLD.replacen(from, to, 1)).await
    }

    pub async fn in_world(text: &str) -> Self {
        let world = World::parse(text, "everything").unwrap();
        let bench = Bench::start(world).await;
        let mut run = Self {
            bench,
            seen: BTreeSet::new(),
            answers: BTreeMap::new(),
            token: String::new(),
        };
        run.be(OWN).await;
        run
    }

    /// What another run saw counts here.
    pub fn add(&mut self, other: Self) {
        self.seen.extend(other.seen);
        for (path, answers) in other.answers {
            self.answers.entry(path).or_default().extend(answers);
        }
    }

    /// From now on the app with this secret calls.
    pub async fn be(&mut self, secret: &str) {
        let token = self.bench.token_of(CORP, secret).await;
        self.token = format!("access_token={token}");
    }

    /// From now on a suite calls.
    pub async fn be_suite(&mut self, id: &str, secret: &str, ticket: &str) {
        let body = json!({"suite_id": id, "suite_secret": secret, "suite_ticket": ticket});
        let answer = self
            .bench
            .post("/cgi-bin/service/get_suite_token", body)
            .await;
        let token = answer["suite_access_token"].as_str().expect("a token");
        self.token = format!("suite_access_token={token}");
    }

    /// A GET that must be answered with this code; `rest` begins with `&` or is empty.
    pub async fn get(&mut self, code: i64, path: &'static str, rest: &str) -> Value {
        let path_and_query = format!("/cgi-bin/{path}?{}{rest}", self.token);
        let request = self.bench.request(Method::GET, &path_and_query);
        self.send(code, path, request).await
    }

    /// A POST that must be answered with this code.
    pub async fn post(&mut self, code: i64, path: &'static str, body: Value) -> Value {
        let path_and_query = format!("/cgi-bin/{path}?{}", self.token);
        let request = self.bench.request(Method::POST, &path_and_query);
        self.send(code, path, request.body(body.to_string())).await
    }

    /// A file that must be answered with this code.
    pub async fn file(&mut self, code: i64, path: &'static str, rest: &str, bytes: &[u8]) -> Value {
        let part = Part::bytes(bytes.to_vec()).file_name("图.jpg");
        let form = Form::new().part("media", part);
        let request = self
            .bench
            .request(
                Method::POST,
                &format!("/cgi-bin/{path}?{}{rest}", self.token),
            )
            .multipart(form);
        self.send(code, path, request).await
    }

    /// Always HTTP 200.
    async fn send(&mut self, code: i64, path: &'static str, request: RequestBuilder) -> Value {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        let answer = json_of(response).await;
        self.saw(code, path, answer)
    }

    pub fn saw(&mut self, code: i64, path: &'static str, answer: Value) -> Value {
        let said = answer["errcode"].as_i64().unwrap_or(0);
        assert_eq!(said, code, "{path}: {answer}");
        self.seen.insert((path, code));
        if code != 0 {
            shaped(&answer, code);
        } else {
            self.answers.entry(path).or_default().push(answer.clone());
        }
        answer
    }

    pub async fn supported(&self) -> Vec<String> {
        let answer = self.bench.get("/cgi-bin/not/there").await;
        let list = answer["error"]["supported"].as_array().unwrap();
        list.iter()
            .map(|it| it.as_str().unwrap().to_owned())
            .collect()
    }
}

/// `<reason>, hint: [<time>_<n>_<32 hex>], from ip: <ip>, more info at <link>?e=<code>` (server-api.md §1.1).
fn shaped(answer: &Value, code: i64) {
    let text = answer["errmsg"].as_str().unwrap_or_default();
    let shape = || {
        let (reason, rest) = text.split_once(", hint: [")?;
        let (hint, rest) = rest.split_once("], from ip: ")?;
        let (ip, link) = rest.split_once(", more info at ")?;
        let known = format!("https://open.work.weixin.qq.com/devtool/query?e={code}");
        let hex = hint.rsplit('_').next()?;
        Some(!reason.is_empty() && hex.len() == 32 && ip.parse::<IpAddr>().is_ok() && link == known)
    };
    assert_eq!(shape(), Some(true), "{answer}");
}

pub fn id(answer: &Value, name: &str) -> String {
    answer[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name}: {answer}"))
        .to_owned()
}
