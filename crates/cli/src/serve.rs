//! `wecom-share serve`: the sharing server, against the real WeCom or a simulated one.

use std::path::PathBuf;
use std::sync::Arc;

use rand::SeedableRng;
use rand::rngs::StdRng;
use wecom_share_server::{Server, SystemClock, config::Config};

use crate::listen;

/// 启动分享服务（对接真实的企业微信）/ Run the sharing server against the real WeCom
///
/// 配置文件是 TOML，每一项都可以用环境变量覆盖，例如 WECOM_SHARE__WECOM__TIMEOUT_SECONDS。数据目录也可以用 WECOM_SHARE_DATA 指定。
///
/// The configuration is TOML; every key can be overridden from the environment, e.g. WECOM_SHARE__WECOM__TIMEOUT_SECONDS.
/// The data folder may also be given as WECOM_SHARE_DATA.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
最小的配置 / the smallest configuration:
  listen = \"127.0.0.1:8080\"
  public_base_url = \"https://share.example.com\"
  [[app]]
  corpid = \"ww…\"
  agentid = 1000002
  secret_file = \"/run/secrets/wecom-app\"
  appid = \"wx…\"

例子 / examples:
  wecom-share serve --config wecom-share.toml
  WECOM_SHARE_LOG=debug wecom-share serve --config wecom-share.toml")]
pub struct Args {
    /// 配置文件 / Configuration file
    #[arg(long, env = "WECOM_SHARE_CONFIG")]
    config: PathBuf,
}

pub async fn run(args: Args) -> anyhow::Result<()> {
    let config = Config::load(&args.config)?.overlay_env(std::env::vars())?;
    let listener = listen::bind(
        config.listen,
        "配置里的 listen / `listen` in the configuration",
    )
    .await?;
    let address = listener.local_addr()?;
    let stop = listen::stop_signal()?;
    let server = Server::open(
        config,
        Arc::new(SystemClock),
        Box::new(StdRng::from_os_rng()),
    )
    .await?;
    tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "serving");
    listen::serve(listener, server.router(), stop, listen::DRAIN).await?;
    server.shutdown().await;
    tracing::info!("stopped");
    Ok(())
}
