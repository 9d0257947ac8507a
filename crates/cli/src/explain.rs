//! `wecom-share explain`: what an answer of WeCom means, and what helps.

use std::io::Read;
use std::process::ExitCode;

use serde_json::Value;
use wecom_share_check::Language;
use wecom_share_rules::{
    errors::{Cause, Explanation, Outcome, Retry, Runtime, UNKNOWN, Who, explain},
    host::Platform,
    text::Bilingual,
};

use crate::words::{Lang, color, language, put};

/// 解释企业微信的报错：原因、怎么查、怎么办 / Explain what WeCom answered: causes, checks, remedies
///
/// 可以是报错文字、返回的 JSON、服务端错误码，或含有它们的一整行日志。退出码：0 认得，1 没有来源说明过它，2 没有给内容。
///
/// Takes an error text, the answer as JSON, a number of the server, or a whole log line with one of them. Exit codes:
/// 0 it is known, 1 no source describes it, 2 nothing was given.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
例子 / examples:
  wecom-share explain 'no permission'
  wecom-share explain '{\"errMsg\":\"shareToExternalChat:fail_no_permission\"}'
  wecom-share explain 48002
  wecom-share explain '2026-11-24 10:00:00 ERROR share failed: sendChatMessage:fail without context of external contact'")]
pub struct Args {
    /// 报错原文；写 - 则从标准输入读 / the raw error; - reads it from standard input
    #[arg(allow_hyphen_values = true)]
    raw: String,
    /// 出错的接口，原文里没有时才需要 / the call, if the text does not name it
    #[arg(long, default_value = "")]
    api: String,
    /// 出错的平台 / the platform: ios, android, windows, mac, devtools
    #[arg(long, value_parser = platform)]
    platform: Option<Platform>,
    /// 在哪里出错：mp 小程序，h5 网页，server 服务端；不写则先按小程序，再看其余 / where: mp, h5 or server; by default mp, then the rest
    #[arg(long, value_parser = runtime)]
    runtime: Option<Runtime>,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
    /// 输出语言，默认按系统语言 / the language, by default that of the system
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

/// Bytes of standard input; an answer of WeCom has a few hundred.
const READ_AT_MOST: u64 = 64 * 1024;

const NOTHING_GIVEN: u8 = 2;

pub fn run(args: &Args) -> ExitCode {
    let platform = args.platform.unwrap_or(Platform::Unknown);
    let raw = match args.raw.as_str() {
        "-" => {
            let mut bytes = Vec::new();
            if let Err(error) = std::io::stdin().take(READ_AT_MOST).read_to_end(&mut bytes) {
                eprintln!("wecom-share: {error}");
                return ExitCode::FAILURE;
            }
            // What is of another encoding becomes unreadable, and the rest is still explained.
            String::from_utf8_lossy(&bytes).into_owned()
        }
        raw => raw.to_owned(),
    };
    if raw.trim().is_empty() {
        eprintln!(
            "wecom-share: 没有可解释的内容：请给出报错原文、返回的 JSON 或错误码 / nothing to explain: give the raw error, the answer as JSON, or a number"
        );
        return ExitCode::from(NOTHING_GIVEN);
    }
    let found = args.found(platform, &raw);
    if args.json {
        match serde_json::to_string_pretty(&found) {
            Ok(text) => put(&(text + "\n")),
            Err(error) => eprintln!("wecom-share: {error}"),
        }
    } else {
        let page = Page {
            language: language(args.lang),
            color: color(),
        };
        put(&page.of(&found));
        if args.runtime.is_none() && differs_on_the_web(&found, platform, &args.api, &raw) {
            let hint = page.pick(
                "以上按小程序列出；如果出自网页（H5），请加 --runtime h5。",
                "This is for mini programs; for web pages (H5) add --runtime h5.",
            );
            put(&format!("\n{}\n", page.paint("2", hint)));
        }
    }
    ExitCode::from(u8::from(found.code == UNKNOWN))
}

impl Args {
    fn found(&self, platform: Platform, raw: &str) -> Explanation {
        let of = |runtime| explain(runtime, platform, &self.api, raw);
        if let Some(runtime) = self.runtime {
            return of(runtime);
        }
        let found = of(Runtime::MiniProgram);
        if found.code == UNKNOWN {
            return of(Runtime::Server);
        }
        found
    }
}

/// Whether a text has other causes on a web page. Where it is known there only, they were given already.
fn differs_on_the_web(found: &Explanation, platform: Platform, api: &str, raw: &str) -> bool {
    let web = explain(Runtime::H5, platform, api, raw);
    let codes = |of: &Explanation| -> Vec<String> {
        of.causes.iter().map(|cause| cause.code.clone()).collect()
    };
    web.code == found.code && codes(&web).first() != codes(found).first()
}

/// How the explanation is written out.
struct Page {
    language: Language,
    color: bool,
}

impl Page {
    fn of(&self, found: &Explanation) -> String {
        let mut out = String::new();
        let mark = match found.outcome {
            Outcome::Ok => self.paint("32", self.pick("不是错误", "no error")),
            Outcome::Cancel => {
                self.paint("33", self.pick("取消，不是错误", "cancelled, not an error"))
            }
            Outcome::Failed => self.paint("31", self.pick("失败", "failed")),
        };
        let number = found
            .number
            .map_or_else(String::new, |number| format!(" {number}"));
        let code = self.paint("2", &format!("[{}]", found.code));
        out.push_str(&format!(
            "{mark}{number}  {}  {code}\n",
            self.paint("1", self.language.of(&found.cause))
        ));
        if found.code == UNKNOWN {
            let words = self.pick(
                "我们收集的官方文档、社区帖子和公开代码里，都没有这句话；因此不猜它的原因。",
                "None of the official pages, community threads and public code we know has this text, so no cause is guessed.",
            );
            out.push_str(&format!("\n  {words}\n"));
        }
        // Where nothing went wrong there is nothing to mend; where nothing is known nothing is advised.
        if found.outcome != Outcome::Failed || found.code == UNKNOWN {
            return out;
        }
        match found.causes.as_slice() {
            [] => self.remedy(
                &mut out,
                "  ",
                &found.remedy,
                found.page.as_ref(),
                None,
                found.who,
                found.retry,
            ),
            [only] => self.cause_body(&mut out, "  ", only),
            several => {
                let heading = self.pick(
                    "可能的原因，从最常见的开始：",
                    "Possible causes, the likeliest first:",
                );
                out.push_str(&format!("\n{heading}\n"));
                for (index, cause) in several.iter().enumerate() {
                    let title = self.paint("1", self.language.of(&cause.cause));
                    let code = self.paint("2", &format!("[{}]", cause.code));
                    out.push_str(&format!("\n {}. {title}  {code}\n", index + 1));
                    self.cause_body(&mut out, "    ", cause);
                }
            }
        }
        out
    }

    fn cause_body(&self, out: &mut String, indent: &str, cause: &Cause) {
        let (page, check) = (cause.page.as_ref(), cause.check.as_ref());
        self.remedy(
            out,
            indent,
            &cause.remedy,
            page,
            check,
            cause.who,
            cause.retry,
        );
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what a cause and a whole explanation have in common"
    )]
    fn remedy(
        &self,
        out: &mut String,
        indent: &str,
        remedy: &Bilingual,
        page: Option<&Bilingual>,
        check: Option<&Bilingual>,
        who: Who,
        retry: Retry,
    ) {
        let mut row = |zh: &'static str, en: &'static str, text: &str| {
            // Chinese names are four letters of two columns; English ones are made as wide.
            let name = match self.language {
                Language::Chinese => zh.to_owned(),
                Language::English => format!("{en:<9}"),
            };
            out.push_str(&format!("{indent}{}  {text}\n", self.paint("36", &name)));
        };
        if let Some(check) = check {
            row("怎样确认", "check", self.language.of(check));
        }
        row("怎样处理", "remedy", self.language.of(remedy));
        if let Some(page) = page {
            row("在哪处理", "where", self.language.of(page));
        }
        row("由谁处理", "who", self.who(who));
        row("能否重试", "retry", self.retry(retry));
    }

    fn who(&self, who: Who) -> &'static str {
        match who {
            Who::Member => self.pick("成员本人", "the member"),
            Who::Administrator => self.pick("企业管理员", "an administrator of the company"),
            Who::Developer => self.pick("开发者", "the developer"),
            Who::Nobody => self.pick("无需处理", "nobody"),
        }
    }

    fn retry(&self, retry: Retry) -> &'static str {
        match retry {
            Retry::No => self.pick("处理好之前重试没有用", "not before it is mended"),
            Retry::Once => self.pick(
                "换新的凭证或会话后重试一次",
                "once, with a fresh token or session",
            ),
            Retry::Later => self.pick("稍后重试，间隔逐次加长", "later, with growing pauses"),
        }
    }

    fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn paint(&self, style: &str, text: &str) -> String {
        if self.color {
            format!("\u{1b}[{style}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

fn platform(name: &str) -> Result<Platform, String> {
    match serde_json::from_value(Value::from(name)) {
        Ok(Platform::Unknown) | Err(_) => Err("ios, android, windows, mac, devtools".to_owned()),
        Ok(platform) => Ok(platform),
    }
}

fn runtime(name: &str) -> Result<Runtime, String> {
    serde_json::from_value(Value::from(name)).map_err(|_| "mp, h5, server".to_owned())
}
