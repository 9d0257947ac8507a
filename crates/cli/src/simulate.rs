//! `wecom-share simulate`: the simulated WeCom and the two phones, for any mini program and any server.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rand::rngs::StdRng;
use rand::{RngCore as _, SeedableRng};
use wecom_share_simulator::world::{Generate, World};
use wecom_share_simulator::{MovableClock, Options, Simulator};

use crate::{demo, listen, words};

/// 只启动模拟的企业微信和两部手机，运行任意小程序目录 / Run only the simulated WeCom and the two phones
///
/// 企业微信的服务端接口在同一端口的 /cgi-bin 下，任何客户端都可以把地址指过来。
///
/// WeCom's server API is served under /cgi-bin on the same port; any client can be pointed at it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
例子 / examples:
  wecom-share simulate --app ../my-miniprogram --map https://api.example.com=http://127.0.0.1:3000
  wecom-share simulate --world my-company.toml --port 9000
  wecom-share simulate --generate members=1000,customers=1000000,groups=50000
  curl 'http://127.0.0.1:8787/cgi-bin/gettoken?corpid=…&corpsecret=…'")]
pub struct Args {
    /// 世界文件：公司、应用、成员、客户、群 / World file: companies, apps, members, customers, groups
    #[arg(long)]
    world: Option<PathBuf>,
    /// 不用世界文件，直接生成一家公司，例如 members=1000,customers=1000000,groups=50000,seed=7
    /// / Make a company instead of reading one
    #[arg(long, value_name = "SIZES", value_parser = generate, conflicts_with = "world")]
    generate: Option<Generate>,
    /// 小程序目录；默认是自带的示例 / The mini program's directory; the example by default
    #[arg(long)]
    app: Option<PathBuf>,
    /// 端口，0 表示任选空闲端口 / Port; 0 takes a free one
    #[arg(long, default_value_t = 8787, env = "PORT")]
    port: u16,
    /// 小程序里的地址实际在哪里，可重复，例如 https://share.example.com=http://127.0.0.1:8080
    /// / Where an address used by the mini program really is; may be repeated
    #[arg(long = "map", value_name = "FROM=TO", value_parser = mapping)]
    maps: Vec<(String, String)>,
    /// 随机数种子：id、令牌和故障都由它决定；默认任取一个并打印出来
    /// / Seed of ids, tokens and faults; any one by default, printed at start
    #[arg(long)]
    seed: Option<u64>,
}

pub async fn run(args: Args) -> anyhow::Result<()> {
    let listener = listen::loopback(args.port).await?;
    let url = demo::url(&listener)?;
    let world = match args.generate {
        Some(generate) => generate.world(),
        None => demo::load_world(args.world.as_deref())?,
    };
    let config = demo::config_text(
        &world,
        "https://share.example.com",
        &url,
        Path::new("./data"),
    );
    let seed = args
        .seed
        .unwrap_or_else(|| u64::from(StdRng::from_os_rng().next_u32()));
    let summary = summary(&world);
    let simulator = Simulator::new(
        world,
        Options {
            app: demo::app_source(args.app)?,
            hosts: args.maps,
            public_base: url.clone(),
        },
        Arc::new(MovableClock::system()),
        Box::new(StdRng::seed_from_u64(seed)),
    )?;
    let stop = listen::stop_signal()?;
    words::put(&format!(
        "\n模拟的企业微信已就绪 / the simulated WeCom is ready\n\n\
         \x20 手机 / phones             {url}   （用浏览器打开 / open it in a browser）\n\
         \x20 企业微信接口 / WeCom API  {url}/cgi-bin\n\
         \x20 控制接口 / control API    {url}/control/v1/openapi.json\n\
         \x20 种子 / seed               {seed}\n\
         \x20 世界 / world              {summary}\n\n\
         旁边再起一个分享服务：把下面存成 wecom-share.toml，运行 wecom-share serve --config wecom-share.toml，\n\
         并给本命令加上 --map https://share.example.com=http://127.0.0.1:8080\n\
         with a sharing server beside it: save this, serve it, and start this command with that --map:\n\n\
         \x20   listen = \"127.0.0.1:8080\"\n{}\n\
         按 Ctrl-C 结束 / Ctrl-C stops\n",
        config
            .lines()
            .map(|line| format!("    {line}\n"))
            .collect::<String>()
    ));
    let router = simulator
        .phone_router()
        .merge(simulator.wecom_router())
        .merge(simulator.control_router());
    let callbacks = tokio::spawn(simulator.send_callbacks());
    let served = listen::serve(listener, router, stop, listen::DRAIN_PHONES).await;
    callbacks.abort();
    served
}

/// `山茶花文具 ww8a… · 2 成员 / members · 3 客户 / customers · 2 群 / groups`, a line for each company.
fn summary(world: &World) -> String {
    let lines: Vec<String> = world
        .companies
        .iter()
        .map(|it| {
            format!(
                "{} {} · {} 成员 / members · {} 客户 / customers · {} 群 / groups",
                it.name,
                it.corpid,
                it.members.len(),
                it.customers.len(),
                it.groups.len()
            )
        })
        .collect();
    lines.join("\n                            ")
}

fn generate(text: &str) -> Result<Generate, String> {
    Generate::parse(text).map_err(|what| format!("{} / {}", what.zh, what.en))
}

fn mapping(text: &str) -> Result<(String, String), String> {
    let usage = || {
        format!(
            "`{text}` 应写成 来源=去向，例如 https://share.example.com=http://127.0.0.1:8080 \
             / should read FROM=TO"
        )
    };
    let (from, to) = text.split_once('=').ok_or_else(usage)?;
    let is_origin = |url: &str| url.starts_with("http://") || url.starts_with("https://");
    if !is_origin(from) || !is_origin(to) {
        return Err(usage());
    }
    Ok((from.to_owned(), to.to_owned()))
}
