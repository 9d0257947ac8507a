//! Server, database, simulator and clock of one sequence.

use std::{path::Path, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use rand::{SeedableRng as _, rngs::StdRng};
use reqwest::{Method, RequestBuilder, multipart};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::AbortHandle};
use wecom_share_server::{Clock, Server, config::Config};
use wecom_share_simulator::{AppSource, MovableClock, Options, Simulator, world::World};
use wecom_share_store::Store;

use crate::front::Front;

/// Two companies with members of the same userid.
pub struct Corp {
    pub corpid: &'static str,
    pub appid: &'static str,
    pub secret: &'static str,
    pub customers: [&'static str; 2],
}

pub const CORPS: [Corp; 2] = [
    Corp {
        corpid: "wwdisaster00000001",
        appid: "wx0000000000000001",
        secret: "first-secret-of-the-disaster",
        customers: ["wmFirstWang", "wmFirstChen"],
    },
    Corp {
        corpid: "wwdisaster00000002",
        appid: "wx0000000000000002",
        secret: "second-secret-of-the-disaster",
        customers: ["wmSecondWang", "wmSecondChen"],
    },
];
pub const AGENT: u32 = 1_000_002;
pub const MEMBER: &str = "zhangsan";
pub const CALLBACK_TOKEN: &str = "QDG6eKdisaster";
pub const AES_KEY: &str = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

#[derive(Debug)]
struct Hand(Arc<MovableClock>);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        self.0.now()
    }
}

pub struct House {
    pub clock: Arc<MovableClock>,
    pub front: Front,
    /// A second look into the database.
    pub store: Store,
    pub http: reqwest::Client,
    data: TempDir,
    server: Option<Server>,
    wecom: String,
    simulating: AbortHandle,
    starts: u64,
}

impl House {
    pub async fn build() -> Self {
        let front = Front::listen().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let wecom = format!("http://{}", listener.local_addr().unwrap());
        let start: Timestamp = "2026-11-24T09:30:00+08:00".parse().unwrap();
        let clock = Arc::new(MovableClock::new(move || start));
        let options = Options {
            app: AppSource::Embedded(vec![]),
            hosts: vec![],
            public_base: wecom.clone(),
        };
        let world = World::parse(&world(&front), "disaster").unwrap();
        // Not one of the server's seeds, or a login code could be the beginning of a session's token.
        let rng = Box::new(StdRng::seed_from_u64(u64::MAX));
        let simulator = Simulator::new(world, options, clock.clone(), rng).unwrap();
        let router = simulator
            .phone_router()
            .merge(simulator.wecom_router())
            .merge(simulator.control_router());
        let simulating = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let data = tempfile::tempdir().unwrap();
        let store = Store::open(data.path()).await.unwrap();
        let mut house = Self {
            clock,
            front,
            store,
            http: client(),
            data,
            server: None,
            wecom,
            simulating: simulating.abort_handle(),
            starts: 0,
        };
        house.start().await;
        house
    }

    async fn start(&mut self) {
        let mut text = format!(
            "data = {:?}\n[wecom]\nbase_url = {:?}\ntimeout_seconds = 1\n\
             [limits]\npatience_ms = 50\nlists_seconds = 60\n",
            self.data.path().display().to_string(),
            self.wecom,
        );
        for corp in &CORPS {
            let Corp {
                corpid,
                appid,
                secret,
                ..
            } = corp;
            text += &format!(
                "[[app]]\ncorpid = \"{corpid}\"\nagentid = {AGENT}\nsecret = \"{secret}\"\nappid = \"{appid}\"\n\
                 callback_token = \"{CALLBACK_TOKEN}\"\ncallback_aes_key = \"{AES_KEY}\"\n"
            );
        }
        self.starts += 1;
        let server = Server::open(
            Config::parse(&text, "disaster").unwrap(),
            Arc::new(Hand(self.clock.clone())),
            Box::new(StdRng::seed_from_u64(self.starts)),
        )
        .await
        .unwrap();
        self.front.put(Some(server.router()));
        self.server = Some(server);
    }

    pub async fn restart(&mut self) {
        self.front.put(None);
        self.server.take().unwrap().shutdown().await;
        self.start().await;
    }

    /// Goes on with a copy of the files as they are now; what the old server
    /// would still have written is lost.
    pub async fn kill(&mut self) {
        let data = tempfile::tempdir().unwrap();
        copy(self.data.path(), data.path());
        self.front.put(None);
        drop(self.server.take());
        self.store.close().await;
        self.data = data;
        self.store = Store::open(self.data.path()).await.unwrap();
        self.start().await;
    }

    pub fn advance(&self, by: SignedDuration) {
        self.clock.advance(by);
    }

    /// To the server, below `/api/v1`.
    pub fn ask(&self, method: Method, path: &str, session: Option<&str>) -> RequestBuilder {
        let url = format!("http://{}/api/v1{path}", self.front.address);
        let request = self.http.request(method, url);
        match session {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub fn upload(&self, session: &str, picture: u8) -> RequestBuilder {
        let part = multipart::Part::bytes(png(picture)).file_name("a.png");
        let form = multipart::Form::new().part("file", part);
        self.ask(Method::POST, "/images", Some(session))
            .multipart(form)
    }

    /// To the simulator.
    pub async fn simulator(&self, method: Method, path: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.wecom);
        let response = self.http.request(method, url).json(&body).send().await;
        let text = response.unwrap().text().await.unwrap();
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    /// A login code, as the phone gets it.
    pub async fn code(&self, corp: &Corp) -> String {
        let phone = json!({ "corpid": corp.corpid, "member": MEMBER });
        self.simulator(Method::PATCH, "/sim/v1/phone", phone).await;
        let said = self
            .simulator(Method::POST, "/sim/v1/qy/login", json!({}))
            .await;
        let code = said["answer"]["code"].as_str();
        code.unwrap_or_else(|| panic!("no login code: {said:#}"))
            .to_owned()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.simulating.abort();
    }
}

fn world(front: &Front) -> String {
    let mut text = format!(
        "[phone]\ncorpid = \"{}\"\nmember = \"{MEMBER}\"\n",
        CORPS[0].corpid
    );
    for Corp {
        corpid,
        appid,
        secret,
        customers,
    } in &CORPS
    {
        text += &format!(
            "[[company]]\ncorpid = \"{corpid}\"\nname = \"公司\"\n\
             [[company.app]]\nagentid = {AGENT}\nname = \"小铺\"\nsecret = \"{secret}\"\nappid = \"{appid}\"\n\
             callback = {{ url = \"http://{}/callback/{corpid}/{AGENT}\", token = \"{CALLBACK_TOKEN}\", aes_key = \"{AES_KEY}\" }}\n\
             [[company.member]]\nuserid = \"{MEMBER}\"\nname = \"张三\"\n",
            front.address
        );
        for customer in customers {
            text += &format!(
                "[[company.customer]]\nid = \"{customer}\"\nname = \"客户\"\nfollowers = [\"{MEMBER}\"]\n"
            );
        }
    }
    text
}

fn png(shade: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 20, 16);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[shade; 20 * 16]).unwrap();
    writer.finish().unwrap();
    bytes
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

fn copy(from: &Path, to: &Path) {
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
