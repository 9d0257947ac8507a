//! `wecom-share images`: the pictures a server keeps.

use std::path::PathBuf;

use anyhow::Context;
use jiff::SignedDuration;
use wecom_share_server::{Clock, SystemClock, collect_garbage, config::Config};

use crate::words::put;

/// 服务器保存的图片 / The pictures a server keeps
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Gc(Gc),
}

/// 清理没有任何分享在用的图片 / Remove pictures that no share shows
///
/// 分享过的封面和图片一直保留；其余的超过宽限期没有人用，就连同文件一起删除。服务运行时也可以执行。
///
/// What was shared is kept; the rest is removed, with its files, when nobody used it during the grace period. It may run
/// beside the server.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
例子 / examples:
  wecom-share images gc --config wecom-share.toml --dry-run
  wecom-share images gc --config wecom-share.toml --older-than-days 90")]
struct Gc {
    /// 服务器的配置文件 / the server's configuration file
    #[arg(long, env = "WECOM_SHARE_CONFIG")]
    config: PathBuf,
    /// 宽限期，天 / the grace period in days
    #[arg(long, default_value_t = 30, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..))]
    older_than_days: u16,
    /// 只显示会删除什么 / only say what would be removed
    #[arg(long)]
    dry_run: bool,
}

pub async fn run(args: Args) -> anyhow::Result<()> {
    let Command::Gc(gc) = args.command;
    let config = Config::load(&gc.config)?.overlay_env(std::env::vars())?;
    let grace = SignedDuration::from_hours(24 * i64::from(gc.older_than_days));
    let before = SystemClock.now().checked_sub(grace);
    let before = before.context("the grace period is too long")?;
    let garbage = collect_garbage(&config, before, gc.dry_run).await?;
    let (zh, en) = if gc.dry_run {
        ("会删除", "would remove")
    } else {
        ("已删除", "removed")
    };
    let (renditions, images, media) = (garbage.renditions, garbage.images, garbage.media);
    let (files, bytes) = (garbage.files, garbage.bytes);
    put(&format!(
        "{zh}：图片 {images} 张，封面等 {renditions} 个，过期素材 {media} 个；文件 {files} 个，{bytes} 字节\n\
         {en}: {images} pictures, {renditions} renditions, {media} ended media; {files} files, {bytes} bytes\n"
    ));
    Ok(())
}
