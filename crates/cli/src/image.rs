//! `wecom-share image`: pictures made ready for the place they go to.

mod table;

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use wecom_share_check::Language;
use wecom_share_image::{Bounds, Crop, Recipe, Rendition, render};

use self::table::Table;
use crate::words::{Lang, language, put};

/// 把图片变成企业微信接受的样子 / Make pictures into what WeCom accepts
///
/// 支持 JPEG、PNG、GIF（第一帧）、WebP、BMP，按内容识别；输出总是不带任何元数据（拍摄位置等）的 JPEG，不会放大。
/// 任何一个文件失败时退出码为 1，其余照常输出。
///
/// JPEG, PNG, GIF (first frame), WebP and BMP, recognised by content. What comes out is JPEG without any metadata (the
/// place it was taken at, for one), and never enlarged. When a file fails the others are still made; the exit code is 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
例子 / examples:
  wecom-share image *.png --channel card-cover -o covers
  wecom-share image poster.jpg --channel card-cover --crop 0.5,0.2 -o covers
  wecom-share image photos/*.jpg --channel picture -o ready --json")]
pub struct Args {
    /// 图片文件 / the pictures
    #[arg(required = true, value_name = "FILES")]
    files: Vec<PathBuf>,
    /// 用在哪里 / where they go
    #[arg(long, short, value_enum)]
    channel: Channel,
    /// 输出目录，没有就新建 / the folder for what is made, created when absent
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,
    /// 封面裁哪里：attention（内容最多处）、centre 或 X,Y（0 到 1）/ the part a cover keeps: attention (where most is to
    /// be seen), centre, or X,Y from 0 to 1
    #[arg(long, default_value = "attention", value_parser = crop)]
    crop: Crop,
    /// 封面不裁剪，四周补白 / cut nothing off a cover, put white beside it
    #[arg(long, conflicts_with = "crop")]
    pad: bool,
    /// 每个文件最多多少字节 / at most so many bytes a file
    #[arg(long, value_name = "N")]
    max_bytes: Option<usize>,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
    /// 输出语言，默认按系统语言 / the language, by default that of the system
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Channel {
    /// 卡片封面 5:4，520×416 / a card's cover
    CardCover,
    /// 图片附件，2 MB 以内 / a picture attachment
    Picture,
    /// 朋友圈图片 / a picture of Moments
    Moments,
}

impl Channel {
    fn name(self) -> &'static str {
        match self {
            Self::CardCover => "card-cover",
            Self::Picture => "picture",
            Self::Moments => "moments",
        }
    }
}

pub fn run(args: &Args) -> ExitCode {
    let language = language(args.lang);
    if let Err(error) = std::fs::create_dir_all(&args.output) {
        eprintln!("wecom-share: {}: {error}", args.output.display());
        return ExitCode::FAILURE;
    }
    let recipe = recipe(args);
    let mut taken = HashSet::new();
    let mut rows = Vec::new();
    let mut failed = false;
    let mut table = Table::new(language);
    let progress = progress(args.files.len());
    for file in &args.files {
        progress.set_message(file.display().to_string());
        let to = args.output.join(name(file, args.channel, &mut taken));
        let made = make(file, &to, &recipe);
        progress.inc(1);
        failed |= made.is_err();
        match made {
            Ok(made) if args.json => rows.push(told(file, &to, &made)),
            Ok(made) => table.add(&to.display().to_string(), &made),
            Err(problem) if args.json => rows.push(json!({
                "file": file.display().to_string(),
                "error": { "code": problem.code, "zh": problem.zh, "en": problem.en },
            })),
            Err(problem) => {
                let words = match language {
                    Language::Chinese => &problem.zh,
                    Language::English => &problem.en,
                };
                table.fail();
                progress.suspend(|| eprintln!("{}: {words} [{}]", file.display(), problem.code));
            }
        }
    }
    progress.finish_and_clear();
    put(&table.text());
    if args.json {
        let (channel, pictures) = (args.channel.name(), rows);
        put(&format!(
            "{}\n",
            json!({ "channel": channel, "pictures": pictures })
        ));
    }
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// On the terminal behind standard error; nothing when there is none.
fn progress(files: usize) -> ProgressBar {
    let bar = ProgressBar::new(files as u64);
    match ProgressStyle::with_template("{bar:24} {pos}/{len}  {wide_msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn recipe(args: &Args) -> Recipe {
    let recipe = match args.channel {
        Channel::CardCover if args.pad => Recipe::card_cover_padded(),
        Channel::CardCover => Recipe::card_cover(args.crop),
        Channel::Picture => Recipe::picture(),
        Channel::Moments => Recipe::moments(),
    };
    Recipe {
        max_bytes: args.max_bytes.unwrap_or(recipe.max_bytes),
        ..recipe
    }
}

/// `poster.card-cover.jpg`; a second poster of another folder gets a number.
fn name(file: &Path, channel: Channel, taken: &mut HashSet<String>) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let channel = channel.name();
    let mut name = format!("{stem}.{channel}.jpg");
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{stem}-{number}.{channel}.jpg");
        number += 1;
    }
    name
}

struct Problem {
    code: &'static str,
    zh: String,
    en: String,
}

fn make(file: &Path, to: &Path, recipe: &Recipe) -> Result<Rendition, Problem> {
    let bytes = read(file).map_err(|error| Problem {
        code: "file_unreadable",
        zh: format!("读不了文件：{error}"),
        en: format!("the file cannot be read: {error}"),
    })?;
    let made = render(&bytes, recipe, &Bounds::DEFAULT).map_err(|fault| Problem {
        code: fault.code(),
        zh: fault.chinese(),
        en: fault.to_string(),
    })?;
    write(to, &made.bytes).map_err(|error| Problem {
        code: "file_not_written",
        zh: format!("写不了 {}：{error}", to.display()),
        en: format!("{} cannot be written: {error}", to.display()),
    })?;
    Ok(made)
}

/// One byte more than is accepted, so that the rest of a film is not read.
fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let most = u64::try_from(Bounds::DEFAULT.max_bytes).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(file)?;
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// There as a whole or not at all.
fn write(to: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut part = to.as_os_str().to_owned();
    part.push(".part");
    let mut file = std::fs::File::create(&part)?;
    file.write_all(bytes)?;
    drop(file);
    std::fs::rename(&part, to)
}

fn told(file: &Path, to: &Path, made: &Rendition) -> Value {
    let source = made.source;
    let notes: Vec<Value> = made
        .notes
        .iter()
        .map(|note| json!({ "code": note.code(), "zh": note.chinese(), "en": note.english() }))
        .collect();
    json!({
        "file": file.display().to_string(),
        "output": to.display().to_string(),
        "before": {
            "format": source.format.as_str(), "width": source.width, "height": source.height, "bytes": source.bytes,
        },
        "after": {
            "format": "jpeg", "width": made.width, "height": made.height, "bytes": made.bytes.len(),
            "quality": made.quality,
        },
        "notes": notes,
    })
}

fn crop(text: &str) -> Result<Crop, String> {
    let share = |text: &str| text.trim().parse().ok().filter(|x| (0.0..=1.0).contains(x));
    match text {
        "attention" => Ok(Crop::Attention),
        "centre" | "center" => Ok(Crop::Centre),
        point => point
            .split_once(',')
            .and_then(|(x, y)| {
                Some(Crop::Focus {
                    x: share(x)?,
                    y: share(y)?,
                })
            })
            .ok_or_else(|| "attention, centre 或 / or X,Y (0–1)".to_owned()),
    }
}
