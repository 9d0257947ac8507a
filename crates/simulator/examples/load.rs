//! 64 clients at once against the stand-in, every answer checked; calls a second, and what a large world costs.
//!
//! ```text
//! load [--seconds 5] [--generate members=1000,customers=1000000,groups=50000]
//! ```
//! Server and clients share one process and its two threads: the figure includes the clients' work. Ends with an error at
//! the first wrong answer.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use wecom_share_simulator::world::{Generate, World};
use wecom_share_simulator::{AppSource, MovableClock, Options, Simulator};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const CLIENTS: u64 = 64;

/// What the answers must be, read from the world before it is served.
struct Expected {
    corpid: String,
    secret: String,
    members: Vec<String>,
    customers_of: BTreeMap<String, Vec<String>>,
    names: BTreeMap<String, String>,
    groups: Vec<(String, String, usize)>,
}

fn main() -> Outcome<()> {
    let mut seconds = 5;
    let mut generate = "members=50,customers=5000,groups=200".to_owned();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match (arg.as_str(), args.next()) {
            ("--seconds", Some(value)) => seconds = value.parse()?,
            ("--generate", Some(value)) => generate = value,
            _ => return Err("usage: load [--seconds N] [--generate SIZES]".into()),
        }
    }
    let began = Instant::now();
    let mut world = Generate::parse(&generate).map_err(|it| it.en)?.world();
    println!("| world | `{generate}` |\n| --- | --- |");
    println!("| made in | {:.2} s |", began.elapsed().as_secs_f64());
    println!("| memory (resident) | {} MB |", resident_mb()?);
    // Above WeCom's limits on purpose.
    world.limits.enabled = false;
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?
        .block_on(run(world, Duration::from_secs(seconds)))
}

async fn run(world: World, time: Duration) -> Outcome<()> {
    let expected = Arc::new(Expected::of(&world)?);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let options = Options {
        app: AppSource::Embedded(Vec::new()),
        hosts: Vec::new(),
        public_base: format!("http://{address}"),
    };
    let rng = Box::new(StdRng::seed_from_u64(7));
    let simulator = Simulator::new(world, options, Arc::new(MovableClock::system()), rng)?;
    let router = simulator.wecom_router();
    tokio::spawn(async move { axum::serve(listener, router).await });

    let mut first = Client::connect(address).await?;
    let login = format!(
        "/cgi-bin/gettoken?corpid={}&corpsecret={}",
        expected.corpid, expected.secret
    );
    let token = text(&first.get(&login).await?, "access_token")?;
    // The simplest call there is, alone.
    let path = format!("/cgi-bin/externalcontact/get_follow_user_list?access_token={token}");
    let simple = rate(
        time.min(Duration::from_secs(10)),
        address,
        move |mut client, stop, _| {
            let path = path.clone();
            async move {
                let mut calls = 0;
                while !stop.load(Ordering::Relaxed) {
                    let answer = client.get(&path).await?;
                    check(answer["errcode"] == 0, &path, &answer)?;
                    calls += 1;
                }
                Ok(calls)
            }
        },
    )
    .await?;
    println!("| simple calls a second, {CLIENTS} clients | {simple:.0} |");
    let mixed = rate(time, address, move |client, stop, n| {
        let (expected, token) = (Arc::clone(&expected), token.clone());
        async move { mixed(client, &stop, n, &expected, &token).await }
    })
    .await?;
    println!(
        "| mixed calls a second, every answer checked, {CLIENTS} clients, {} s | {mixed:.0} |",
        time.as_secs()
    );
    println!("| wrong answers | 0 |");
    println!("| memory at the end | {} MB |", resident_mb()?);
    Ok(())
}

/// Reads of all kinds, logins, and uploads that must come back byte for byte.
async fn mixed(
    mut client: Client,
    stop: &AtomicBool,
    n: u64,
    expected: &Expected,
    token: &str,
) -> Outcome<u64> {
    let mut chance = StdRng::seed_from_u64(n);
    let mut calls = 0;
    while !stop.load(Ordering::Relaxed) {
        let member = &expected.members[chance.random_range(0..expected.members.len())];
        let own = &expected.customers_of[member];
        match chance.random_range(0..6) {
            0 => {
                let path = format!(
                    "/cgi-bin/gettoken?corpid={}&corpsecret={}",
                    expected.corpid, expected.secret
                );
                let answer = client.get(&path).await?;
                check(answer["access_token"] == token, &path, &answer)?;
            }
            1 => {
                let path =
                    format!("/cgi-bin/externalcontact/list?userid={member}&access_token={token}");
                let answer = client.get(&path).await?;
                check(answer["external_userid"] == json!(own), &path, &answer)?;
            }
            2 if !own.is_empty() => {
                let id = &own[chance.random_range(0..own.len())];
                let path = format!(
                    "/cgi-bin/externalcontact/get?external_userid={id}&access_token={token}"
                );
                let answer = client.get(&path).await?;
                check(
                    answer["external_contact"]["name"] == json!(expected.names[id]),
                    &path,
                    &answer,
                )?;
            }
            3 => {
                let (id, name, size) =
                    &expected.groups[chance.random_range(0..expected.groups.len())];
                let path = format!("/cgi-bin/externalcontact/groupchat/get?access_token={token}");
                let answer = client
                    .post(&path, "", json!({"chat_id": id}).to_string().as_bytes())
                    .await?;
                let group = &answer["group_chat"];
                let members = group["member_list"].as_array().map(Vec::len);
                check(
                    group["name"] == json!(name) && members == Some(*size),
                    &path,
                    &answer,
                )?;
            }
            4 => {
                let path =
                    format!("/cgi-bin/externalcontact/batch/get_by_user?access_token={token}");
                let body = json!({"userid_list": [member], "limit": 20}).to_string();
                let answer = client.post(&path, "", body.as_bytes()).await?;
                let ids: Vec<&str> = answer["external_contact_list"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|it| it["external_contact"]["external_userid"].as_str())
                    .collect();
                check(ids.iter().eq(own.iter().take(20)), &path, &answer)?;
            }
            _ => {
                let bytes: Vec<u8> = (0..64).map(|_| chance.random_range(b'a'..=b'z')).collect();
                let path = format!("/cgi-bin/media/upload?type=file&access_token={token}");
                let answer = client.upload(&path, &bytes).await?;
                let id = text(&answer, "media_id")?;
                let path = format!("/cgi-bin/media/get?media_id={id}&access_token={token}");
                let back = client.call("GET", &path, "", b"").await?;
                check(back == bytes, &path, &json!(String::from_utf8_lossy(&back)))?;
                calls += 1;
            }
        }
        calls += 1;
    }
    Ok(calls)
}

/// Calls a second of all clients together.
async fn rate<F, R>(time: Duration, address: std::net::SocketAddr, work: F) -> Outcome<f64>
where
    F: Fn(Client, Arc<AtomicBool>, u64) -> R,
    R: Future<Output = Outcome<u64>> + Send + 'static,
{
    let stop = Arc::new(AtomicBool::new(false));
    let total = Arc::new(AtomicU64::new(0));
    let began = Instant::now();
    let mut clients = JoinSet::new();
    for n in 0..CLIENTS {
        let client = Client::connect(address).await?;
        let (work, total) = (work(client, Arc::clone(&stop), n), Arc::clone(&total));
        clients.spawn(async move {
            work.await
                .map(|calls| total.fetch_add(calls, Ordering::Relaxed))
        });
    }
    tokio::time::sleep(time).await;
    stop.store(true, Ordering::Relaxed);
    while let Some(ended) = clients.join_next().await {
        ended??;
    }
    Ok(total.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64())
}

fn check(right: bool, path: &str, answer: &Value) -> Outcome<()> {
    if right {
        return Ok(());
    }
    let start: String = answer.to_string().chars().take(500).collect();
    Err(format!(
        "a wrong answer to {}: {start}",
        path.split("access_token").next().unwrap_or(path)
    )
    .into())
}

fn text(answer: &Value, name: &str) -> Outcome<String> {
    let text = answer[name].as_str();
    text.map(str::to_owned)
        .ok_or_else(|| format!("no {name} in {answer}").into())
}

impl Expected {
    fn of(world: &World) -> Outcome<Self> {
        let company = &world.companies[0];
        let app = world.apps().next().ok_or("no app")?;
        // Of a large company a part is enough to check against.
        let members: Vec<String> = company
            .members
            .iter()
            .take(50)
            .map(|it| it.userid.clone())
            .collect();
        let mut names = BTreeMap::new();
        let mut customers_of = BTreeMap::new();
        for userid in &members {
            let mut ids = Vec::new();
            for customer in company.customers_of(userid) {
                names.insert(customer.id.clone(), customer.name.clone());
                ids.push(customer.id.clone());
            }
            customers_of.insert(userid.clone(), ids);
        }
        let groups = company.groups.iter().take(200);
        let groups = groups
            .map(|it| (it.id.clone(), it.name.clone(), it.members.len()))
            .collect();
        Ok(Self {
            corpid: app.corpid,
            secret: app.secret,
            members,
            customers_of,
            names,
            groups,
        })
    }
}

/// One kept connection. By hand, so that the clients cost little beside the server.
struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    async fn connect(address: std::net::SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
        })
    }

    async fn get(&mut self, path: &str) -> Outcome<Value> {
        Ok(serde_json::from_slice(
            &self.call("GET", path, "", b"").await?,
        )?)
    }

    async fn post(&mut self, path: &str, headers: &str, body: &[u8]) -> Outcome<Value> {
        Ok(serde_json::from_slice(
            &self.call("POST", path, headers, body).await?,
        )?)
    }

    async fn upload(&mut self, path: &str, bytes: &[u8]) -> Outcome<Value> {
        let mut body =
            b"--X\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.txt\"\r\n\r\n"
                .to_vec();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--X--\r\n");
        self.post(
            path,
            "Content-Type: multipart/form-data; boundary=X\r\n",
            &body,
        )
        .await
    }

    async fn call(
        &mut self,
        method: &str,
        path: &str,
        headers: &str,
        body: &[u8],
    ) -> Outcome<Vec<u8>> {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(body);
        self.stream.get_mut().write_all(&request).await?;
        let (mut line, mut length, mut status) = (String::new(), 0, String::new());
        loop {
            line.clear();
            if self.stream.read_line(&mut line).await? == 0 {
                return Err("the connection was closed".into());
            }
            let it = line.trim_end();
            if it.is_empty() {
                break;
            }
            if status.is_empty() {
                it.clone_into(&mut status);
            } else if let Some((name, value)) = it.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse()?;
            }
        }
        if !status.contains(" 200 ") {
            return Err(status.into());
        }
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer).await?;
        Ok(answer)
    }
}

/// Linux only; 0 elsewhere.
fn resident_mb() -> Outcome<u64> {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else {
        return Ok(0);
    };
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"));
    let kb: u64 = line
        .and_then(|it| it.trim().split(' ').next())
        .unwrap_or("0")
        .parse()?;
    Ok(kb / 1024)
}
