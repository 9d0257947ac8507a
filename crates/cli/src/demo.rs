//! `wecom-share demo`: everything in one process, and one address to open.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use rand::SeedableRng;
use rand::rngs::StdRng;
use tokio::net::TcpListener;
use wecom_share_server::{Server, config::Config};
use wecom_share_simulator::world::World;
use wecom_share_simulator::{AppSource, MovableClock, Options, Simulator};

use crate::{clock::SharedClock, example, listen, words};

/// The address in the example's `config.js`. The simulated phones are told where it really is.
pub const EXAMPLE_SERVER: &str = "https://share.example.com";

/// 打开两部手机：左边是成员的企业微信，右边是客户的微信，不需要账号 / Two phones side by side, no account needed
///
/// 启动分享服务和模拟的企业微信，打印一个本机地址。用浏览器打开它，就能在左边的手机里分享，在右边的手机里看到客户收到了什么。
///
/// Starts the sharing server and a simulated WeCom, and prints one local address. Open it in a browser:
/// share on the left phone, see what the customer gets on the right one.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
例子 / examples:
  wecom-share demo                                   然后打开 http://127.0.0.1:8787
  wecom-share demo --port 9000 --data ./data         换端口，保留数据 / another port, data kept
  wecom-share demo --app ../my-miniprogram           在模拟手机里跑自己的小程序 / your own mini program")]
pub struct Args {
    /// 页面的端口 / Port of the page
    #[arg(long, default_value_t = 8787, env = "PORT")]
    port: u16,
    /// 数据目录；不指定时用临时目录，退出时删除 / Where data is kept; without it a temporary folder, removed at exit
    #[arg(long, env = "WECOM_SHARE_DATA")]
    data: Option<PathBuf>,
    /// 换成你自己的小程序目录 / Run your own mini program's directory instead of the example
    #[arg(long)]
    app: Option<PathBuf>,
    /// 换成你自己的公司、成员和客户 / Another world file: companies, members, customers
    #[arg(long)]
    world: Option<PathBuf>,
}

pub async fn run(args: Args) -> anyhow::Result<()> {
    let page = listen::loopback(args.port).await?;
    let wecom = listen::loopback(0).await?;
    let page_url = url(&page)?;
    let wecom_url = url(&wecom)?;

    let temporary;
    let data = match &args.data {
        Some(data) => data.clone(),
        None => {
            temporary = tempfile::Builder::new()
                .prefix("wecom-share-demo-")
                .tempdir()
                .context("cannot make a temporary folder")?;
            temporary.path().to_owned()
        }
    };

    let world = load_world(args.world.as_deref())?;
    let config = server_config(&world, &page_url, &wecom_url, &data)?;
    let clock = Arc::new(MovableClock::system());
    let simulator = Simulator::new(
        world,
        Options {
            app: app_source(args.app)?,
            hosts: vec![(EXAMPLE_SERVER.to_owned(), page_url.clone())],
            public_base: page_url.clone(),
        },
        Arc::clone(&clock),
        Box::new(StdRng::from_os_rng()),
    )?;

    let stop = listen::stop_signal()?;
    // WeCom must answer before the server asks.
    let wecom = tokio::spawn(listen::serve(
        wecom,
        simulator.wecom_router(),
        stop.clone(),
        listen::DRAIN_PHONES,
    ));
    let server = Server::open(
        config,
        Arc::new(SharedClock(clock)),
        Box::new(StdRng::from_os_rng()),
    )
    .await?;

    words::put(&format!(
        "\nwecom-share 演示已就绪 / the demo is ready\n\n\
         \x20 用浏览器打开 / open   {page_url}\n\n\
         \x20 分享服务 / server     {page_url}/api/v1/openapi.json\n\
         \x20 模拟企业微信 / WeCom  {wecom_url}/cgi-bin\n\
         \x20 数据 / data           {}{}\n\n\
         \x20 按 Ctrl-C 结束 / Ctrl-C stops\n",
        data.display(),
        if args.data.is_none() {
            "（退出时删除 / removed at exit）"
        } else {
            ""
        }
    ));
    let router = server
        .router()
        .merge(simulator.phone_router())
        .merge(simulator.pictures_router())
        .merge(simulator.control_router());
    let callbacks = tokio::spawn(simulator.send_callbacks());
    listen::serve(page, router, stop, listen::DRAIN_PHONES).await?;
    callbacks.abort();
    wecom.await.context("the simulated WeCom failed")??;
    server.shutdown().await;
    Ok(())
}

/// The mini program to run: this folder, or the example.
pub fn app_source(dir: Option<PathBuf>) -> anyhow::Result<AppSource> {
    match dir {
        // A broken mini program is shown in the phone, where it can be mended; a folder that is not there is a slip.
        Some(dir) if !dir.is_dir() => bail!(
            "没有这个目录：{path}。--app 要的是小程序目录（里面有 app.json 或 project.config.json）\n\
             no such folder: {path}. --app takes a mini program's folder, with app.json or project.config.json in it",
            path = dir.display(),
        ),
        Some(dir) => Ok(AppSource::Dir(dir)),
        None => Ok(AppSource::Embedded(example::files().collect())),
    }
}

pub fn load_world(path: Option<&std::path::Path>) -> anyhow::Result<World> {
    Ok(match path {
        Some(path) => World::load(path)?,
        None => World::demo(),
    })
}

pub fn url(listener: &TcpListener) -> anyhow::Result<String> {
    Ok(format!("http://{}", listener.local_addr()?))
}

/// The server knows of the simulated WeCom what it would know of the real one: an address, ids and secrets.
fn server_config(
    world: &World,
    page_url: &str,
    wecom_url: &str,
    data: &std::path::Path,
) -> anyhow::Result<Config> {
    let text = config_text(world, page_url, wecom_url, data);
    Ok(Config::parse(&text, "demo")?)
}

/// A configuration file for a server beside this world, as TOML.
pub fn config_text(
    world: &World,
    public_base_url: &str,
    wecom_url: &str,
    data: &std::path::Path,
) -> String {
    let string = |text: &str| toml::Value::from(text).to_string();
    let mut text = format!(
        "data = {}\npublic_base_url = {}\n\n[wecom]\nbase_url = {}\n",
        string(&data.display().to_string()),
        string(public_base_url),
        string(wecom_url),
    );
    for app in world.apps() {
        text.push_str(&format!(
            "\n[[app]]\ncorpid = {}\nagentid = {}\nsecret = {}\nappid = {}\n\
             quota = {{ mode = {}, count = {} }}\n",
            string(&app.corpid),
            app.agentid,
            string(&app.secret),
            string(&app.appid),
            string(app.quota.mode.as_str()),
            string(app.quota.count.as_str()),
        ));
    }
    text
}
