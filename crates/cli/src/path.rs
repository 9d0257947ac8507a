//! `wecom-share path`: a page as one channel wants it.

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::{Value, json};
use wecom_share_check::{App, Language};
use wecom_share_rules::{
    book,
    fault::Fault,
    page::{Channel, Suffix, convert},
};

use crate::words::{Lang, language, put};

/// 页面路径在某个渠道里该怎么写 / Write a page path the way a channel wants it
///
/// 结果单独输出在标准输出，可直接用在脚本里；写法有误时，问题和位置输出在标准错误，退出码 2。
///
/// The result stands alone on standard output, ready for scripts. Faults go to standard error with their place, and
/// the exit code is 2.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
例子 / examples:
  wecom-share path 'pages/product/product?id=1' --channel share-card
    /pages/product/product.html?id=1
  wecom-share path '/pages/product/product.html' --channel navigate --app ./miniprogram
  wecom-share path --list-channels")]
pub struct Args {
    /// 页面，任何写法都行 / the page, in any form
    #[arg(required_unless_present = "list_channels", allow_hyphen_values = true)]
    page: Option<String>,
    /// 渠道名，见 --list-channels / the channel, see --list-channels
    #[arg(long, short, required_unless_present = "list_channels", value_parser = channel)]
    channel: Option<Channel>,
    /// 小程序目录：同时检查 app.json 里有没有这个页面 / the mini program's folder: also check that app.json has the page
    #[arg(long, value_name = "DIR")]
    app: Option<PathBuf>,
    /// ex-card 的后缀（来源不一）：.html 或 none / the suffix of ex-card, on which sources disagree
    #[arg(long, value_name = "SUFFIX", default_value = ".html", value_parser = suffix)]
    ex_suffix: Suffix,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
    /// 列出所有渠道 / list every channel
    #[arg(long)]
    list_channels: bool,
    /// 输出语言，默认按系统语言 / the language, by default that of the system
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

/// The page has faults, as the arguments of a command have.
const FAULTY: u8 = 2;

pub fn run(args: &Args) -> ExitCode {
    let language = language(args.lang);
    if args.list_channels {
        list(args.json, language);
        return ExitCode::SUCCESS;
    }
    let (Some(page), Some(channel)) = (&args.page, args.channel) else {
        return ExitCode::from(FAULTY);
    };
    let pages = match args.app.as_deref().map(App::open).transpose() {
        Ok(app) => app.and_then(|app| app.pages),
        Err(error) => {
            eprintln!("wecom-share: {error}");
            return ExitCode::FAILURE;
        }
    };
    if args.app.is_some() && pages.is_none() {
        let words = match language {
            Language::Chinese => "读不到 app.json，没有检查页面是否存在",
            Language::English => "app.json cannot be read; whether the page exists was not checked",
        };
        eprintln!("wecom-share: {words}");
        return ExitCode::FAILURE;
    }
    let channel = channel.with_suffix(args.ex_suffix);
    match convert(page, channel, pages.as_deref()) {
        Ok(rendered) if args.json => {
            put(&format!(
                "{}\n",
                json!({ "channel": channel.name(), "page": page, "rendered": rendered })
            ));
            ExitCode::SUCCESS
        }
        Ok(rendered) => {
            put(&format!("{rendered}\n"));
            ExitCode::SUCCESS
        }
        Err(faults) => {
            let faults: Vec<Fault> = faults
                .into_iter()
                .map(|fault| fault.under("page"))
                .collect();
            if args.json {
                put(&format!(
                    "{}\n",
                    json!({ "channel": channel.name(), "page": page, "faults": faults })
                ));
            } else {
                for fault in &faults {
                    let words = match language {
                        Language::Chinese => &fault.zh,
                        Language::English => &fault.en,
                    };
                    eprintln!("{}: {words} [{}]", fault.place, fault.code);
                }
            }
            ExitCode::from(FAULTY)
        }
    }
}

fn list(as_json: bool, language: Language) {
    let rows = Channel::ALL
        .into_iter()
        .map(|channel| (channel, book::channels().row(channel)));
    if as_json {
        let rows: Vec<Value> = rows
            .map(|(channel, row)| json!({ "name": channel.name(), "about": row.about, "calls": row.calls, "field": row.field }))
            .collect();
        put(&format!("{}\n", Value::from(rows)));
        return;
    }
    for (channel, row) in rows {
        let (name, about) = (channel.name(), language.of(&row.about));
        let calls = row.calls.join(", ");
        put(&format!(
            "{name:<17} {about}\n{:<17} {calls} → {}\n",
            "", row.field
        ));
    }
}

fn channel(name: &str) -> Result<Channel, String> {
    Channel::parse(name).ok_or_else(|| {
        let known: Vec<&str> = Channel::ALL.iter().map(|channel| channel.name()).collect();
        format!("渠道有 / the channels are: {}", known.join(", "))
    })
}

fn suffix(text: &str) -> Result<Suffix, String> {
    let text = if text == "none" { "" } else { text };
    Suffix::parse(text).ok_or_else(|| "只能是 .html 或 none / either .html or none".to_owned())
}
