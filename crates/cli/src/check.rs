//! `wecom-share check`: a mini program's shares, judged without running it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use wecom_share_check::{Code, Language, Level, Look, Report, check, fix, sarif, terminal};

use crate::words::{Lang, color, language, put};

/// 不运行小程序，找出分享里的错误 / Find what is wrong with a mini program's shares, without running it
///
/// 检查卡片的页面、图片、标题、接收人和调用方式。能确定的才说。退出码：0 没有错误，1 有错误，2 无法检查。
///
/// Looks at the pages, images, titles, receivers and forms of every share. Only what is certain is said. Exit codes:
/// 0 no errors, 1 errors, 2 the folder cannot be checked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
例子 / examples:
  wecom-share check ./miniprogram
  wecom-share check ./miniprogram --fix
  wecom-share check ./miniprogram --sarif > check.sarif")]
pub struct Args {
    /// 小程序目录，app.json 或 project.config.json 所在处 / the folder of app.json or project.config.json
    #[arg(required_unless_present = "list")]
    dir: Option<PathBuf>,
    /// 列出能发现的全部问题 / list everything that can be found
    #[arg(long)]
    list: bool,
    /// 改好能机械改好的（页面路径）/ mend what is mechanical (page paths)
    #[arg(long)]
    fix: bool,
    /// 输出 JSON / print JSON
    #[arg(long, conflicts_with = "sarif")]
    json: bool,
    /// 输出 SARIF 2.1.0，供代码平台和编辑器使用 / print SARIF 2.1.0 for code hosts and editors
    #[arg(long)]
    sarif: bool,
    /// 输出语言，默认按系统语言 / the language, by default that of the system
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

const NOT_CHECKED: u8 = 2;

pub fn run(args: &Args) -> ExitCode {
    let language = language(args.lang);
    let Some(dir) = &args.dir else {
        list(language);
        return ExitCode::SUCCESS;
    };
    match report(dir, args.fix, language) {
        Ok(report) => {
            // Terminals and code hosts find a file only if it is named from where the command runs.
            let report = if args.json {
                report
            } else {
                report.seen_from(&dir.display().to_string().replace('\\', "/"))
            };
            let text = if args.json {
                serde_json::to_string_pretty(&report).map(|text| text + "\n")
            } else if args.sarif {
                serde_json::to_string_pretty(&sarif(&report, language)).map(|text| text + "\n")
            } else {
                let color = color();
                Ok(terminal(&report, Look { language, color }))
            };
            match text {
                Ok(text) => put(&text),
                Err(error) => eprintln!("wecom-share: {error}"),
            }
            ExitCode::from(u8::from(report.has_errors()))
        }
        Err(error) => {
            eprintln!("wecom-share: {error}");
            ExitCode::from(NOT_CHECKED)
        }
    }
}

fn report(dir: &Path, mend: bool, language: Language) -> anyhow::Result<Report> {
    let found = check(dir)?;
    if !mend || found.summary.fixable == 0 {
        return Ok(found);
    }
    let mended = fix(&found)?;
    match language {
        Language::Chinese => eprintln!("已改好 {mended} 处。"),
        Language::English => eprintln!("Mended: {mended}."),
    }
    Ok(check(dir)?)
}

fn list(language: Language) {
    for code in Code::ALL {
        let level = match (code.level(), language) {
            (Level::Error, Language::Chinese) => "错误",
            (Level::Warning, Language::Chinese) => "提醒",
            (Level::Error, Language::English) => "error  ",
            (Level::Warning, Language::English) => "warning",
        };
        let summary = code.summary();
        put(&format!(
            "{:<26} {level}  {}\n",
            code.as_str(),
            language.of(&summary)
        ));
    }
}
