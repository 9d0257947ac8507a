//! `wecom-share image --url`: what the server would send for a picture.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use wecom_share_check::Language;
use wecom_share_server::{Cut, Desk, Linked, SystemClock, Use, config::Config};

use super::{Args, Channel, Problem, finish, progress, read};
use crate::logs;
use crate::words::put;

pub fn run(args: &Args, language: Language) -> ExitCode {
    logs::start(false);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(links(args, language)),
        Err(error) => Err(error.into()),
    };
    done.unwrap_or_else(|error| {
        eprintln!("wecom-share: {error:#}");
        ExitCode::FAILURE
    })
}

async fn links(args: &Args, language: Language) -> anyhow::Result<ExitCode> {
    let config = args.config.as_deref().context("--config")?;
    let config = Config::load(config)?.overlay_env(std::env::vars())?;
    let (clock, rng) = (Arc::new(SystemClock), Box::new(StdRng::from_os_rng()));
    let desk = Desk::open(config, clock, rng, args.corpid.as_deref()).await?;
    let mut rows = Vec::new();
    let mut failed = false;
    let progress = progress(args.files.len());
    for file in &args.files {
        progress.set_message(file.display().to_string());
        let linked = match read(file) {
            Ok(bytes) => desk
                .link(bytes, wanted(args))
                .await
                .map_err(|refused| Problem {
                    code: refused.code().to_owned(),
                    zh: refused.chinese(),
                    en: refused.english(),
                }),
            Err(error) => Err(Problem::unreadable(&error)),
        };
        progress.inc(1);
        failed |= linked.is_err();
        match linked {
            Ok(linked) if args.json => rows.push(told(&file.display().to_string(), &linked)),
            // As checksums are printed: the name only where there are several.
            Ok(Linked { url, .. }) if args.files.len() == 1 => put(&format!("{url}\n")),
            Ok(Linked { url, .. }) => {
                progress.suspend(|| put(&format!("{url}  {}\n", file.display())));
            }
            Err(problem) if args.json => rows.push(problem.json(file)),
            Err(problem) => progress.suspend(|| problem.say(file, language)),
        }
    }
    progress.finish_and_clear();
    desk.close().await;
    Ok(finish(args, rows, failed))
}

fn wanted(args: &Args) -> Use {
    match args.channel {
        Channel::CardCover if args.pad => Use::Cover(Cut::Pad),
        Channel::CardCover => Use::Cover(Cut::Crop(args.crop)),
        Channel::Picture => Use::Picture,
        Channel::Moments => Use::Moments,
    }
}

fn told(file: &str, linked: &Linked) -> Value {
    json!({
        "file": file,
        "url": linked.url,
        "by": if linked.by_wecom { "wecom" } else { "server" },
        "width": linked.width,
        "height": linked.height,
        "bytes": linked.bytes,
    })
}
