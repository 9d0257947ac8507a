//! The `wecom-share` command: what runs (`demo`, `serve`, `simulate`) and what answers at once (`path`, `explain`,
//! `check`, `rules`).

mod check;
mod clock;
mod demo;
mod example;
mod explain;
mod image;
mod images;
mod listen;
mod logs;
mod path;
mod rules;
mod serve;
mod simulate;
mod words;

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
    Check(check::Args),
    Explain(explain::Args),
    Image(image::Args),
    Images(images::Args),
    Path(path::Args),
    Rules(rules::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match &cli.command {
        Command::Check(args) => return check::run(args),
        Command::Explain(args) => return explain::run(args),
        Command::Image(args) => return image::run(args),
        Command::Path(args) => return path::run(args),
        Command::Rules(args) => return rules::run(args),
        Command::Demo(_) | Command::Images(_) | Command::Serve(_) | Command::Simulate(_) => {}
    }
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
            Command::Images(args) => images::run(args).await,
            Command::Serve(args) => serve::run(args).await,
            Command::Simulate(args) => simulate::run(args).await,
            // Answered above, without a runtime.
            Command::Check(_)
            | Command::Explain(_)
            | Command::Image(_)
            | Command::Path(_)
            | Command::Rules(_) => Ok(()),
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
