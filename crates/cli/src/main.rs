//! The `wecom-share` command: `demo`, `serve` and `simulate`.

mod clock;
mod demo;
mod example;
mod listen;
mod logs;
mod serve;
mod simulate;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// 从企业微信小程序把图片和小程序卡片分享给客户与客户群。
///
/// Share pictures and mini-program cards from a WeCom mini program to customers and customer groups.
///
/// 第一次用 / first time here:  wecom-share demo
#[derive(Debug, Parser)]
#[command(name = "wecom-share", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Args),
    Serve(serve::Args),
    Simulate(simulate::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    logs::start(matches!(cli.command, Command::Serve(_)));
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("wecom-share: {error}");
            return ExitCode::FAILURE;
        }
    };
    let result = runtime.block_on(async {
        match cli.command {
            Command::Demo(args) => demo::run(args).await,
            Command::Serve(args) => serve::run(args).await,
            Command::Simulate(args) => simulate::run(args).await,
        }
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The outermost message is written for people; what lies below it says why.
            eprintln!("wecom-share: {error}");
            for cause in error.chain().skip(1) {
                eprintln!("  ← {cause}");
            }
            ExitCode::FAILURE
        }
    }
}
