//! What a call through the client costs beyond the bare HTTP round trip, for `make bench`. Build it optimised:
//! `cargo run --release -q -p wecom-api --example overhead`.
//!
//! The same HTTP library asks the same server the same; once with our client around it and once without. The rounds
//! alternate, since the machine may have other work.

use std::{
    convert::Infallible,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use wecom_api::{AppCredentials, Client, Config, externalcontact::list};

/// All calls together stay below WeCom's 10,000 a minute, which the client keeps.
const ROUNDS: usize = 45;
const CALLS: u32 = 200;
const CUSTOMERS: usize = 50;

type Failure = Box<dyn std::error::Error>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    // The client brings its own TLS; the bare library wants it set up even for plain HTTP.
    let provider = rustls::crypto::ring::default_provider();
    provider
        .install_default()
        .map_err(|_| "TLS was set up before")?;
    let base_url = serve()?;
    let config = Config {
        base_url: base_url.clone(),
        ..Config::default()
    };
    let http = reqwest::Client::builder()
        .no_proxy()
        .user_agent(&config.user_agent)
        .build()?;
    let now = Timestamp::from_second(1_700_000_000)?;
    let app = Client::new(config, move || now)?.app(AppCredentials {
        corpid: "ww8a1b2c3d4e5f6071".into(),
        agentid: 1_000_002,
        secret: "secret".into(),
    });
    let url = format!("{base_url}/cgi-bin/externalcontact/list?access_token=TOKEN&userid=zhangsan");
    let request = list::Request::new("zhangsan");

    let (mut bare, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..=ROUNDS {
        let began = Instant::now();
        for _ in 0..CALLS {
            let answer = http.get(&url).timeout(Duration::from_secs(10)).send();
            answer.await?.bytes().await?;
        }
        bare.push(began.elapsed() / CALLS);
        let began = Instant::now();
        for _ in 0..CALLS {
            let customers = app.call(&request).await?.external_userid;
            assert_eq!(customers.len(), CUSTOMERS);
        }
        ours.push(began.elapsed() / CALLS);
    }
    // The first round opens the connections and gets the token.
    let between = bare.iter().zip(&ours).skip(1);
    let between = between.map(|(bare, ours)| ours.as_secs_f64() - bare.as_secs_f64());
    println!(
        "\n| a call of `externalcontact/list` with {CUSTOMERS} customers | µs |\n|---|---|\n\
         | bare HTTP round trip | {:.1} |\n| through the client | {:.1} |\n\
         | the client's own, median of {ROUNDS} rounds in turn | {:.1} |",
        median(bare.iter().skip(1).map(Duration::as_secs_f64)),
        median(ours.iter().skip(1).map(Duration::as_secs_f64)),
        median(between),
    );
    Ok(())
}

/// Microseconds.
fn median(seconds: impl Iterator<Item = f64>) -> f64 {
    let mut all: Vec<_> = seconds.collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2] * 1e6
}

/// A server in a thread of its own that has two answers ready.
fn serve() -> Result<String, Failure> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    std::thread::spawn(move || runtime.block_on(accept(listener)));
    Ok(base_url)
}

async fn accept(listener: std::net::TcpListener) -> std::io::Result<Infallible> {
    let listener = TcpListener::from_std(listener)?;
    loop {
        let (socket, _) = listener.accept().await?;
        tokio::spawn(answer(socket));
    }
}

async fn answer(mut socket: TcpStream) -> std::io::Result<()> {
    let ids: Vec<_> = (0..CUSTOMERS)
        .map(|it| format!("\"wmSIMULATED{it:021}\""))
        .collect();
    let token = r#"{"errcode":0,"errmsg":"ok","access_token":"TOKEN","expires_in":7200}"#;
    let list = format!(
        r#"{{"errcode":0,"errmsg":"ok","external_userid":[{}]}}"#,
        ids.join(",")
    );
    let [token, list] = [token, list.as_str()].map(|body| {
        let length = body.len();
        format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=UTF-8\r\ncontent-length: {length}\r\n\r\n{body}"
        )
    });
    socket.set_nodelay(true)?;
    let mut seen = Vec::new();
    loop {
        if socket.read_buf(&mut seen).await? == 0 {
            return Ok(());
        }
        // Every request here is a GET without a body, and the next waits for the answer.
        if seen.ends_with(b"\r\n\r\n") {
            let is_token = seen.starts_with(b"GET /cgi-bin/gettoken");
            let answer = if is_token { &token } else { &list };
            socket.write_all(answer.as_bytes()).await?;
            seen.clear();
        }
    }
}
