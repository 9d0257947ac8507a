//! `wecom-share image`: pictures made ready for the place they go to.

mod link;
mod names;
mod preview;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use wecom_share_check::Language;
use wecom_share_image::{Bounds, Crop, Recipe, Rendition, render};

use self::names::Names;
use self::preview::{Card, Painter};
use self::table::Table;
use crate::words::{Lang, language, put};

/// 把图片变成企业微信接受的样子 / Make pictures into what WeCom accepts
///
/// 支持 JPEG、PNG、GIF（第一帧）、WebP、BMP，按内容识别；输出总是不带任何元数据（拍摄位置等）的 JPEG，不会放大。
/// 任何一个文件失败时退出码为 1，其余照常输出。
///
/// 加 --preview 会另存一张卡片预览图（NAME.preview.png）。加 --url 则不写文件，而是像服务器一样收下图片，
/// 输出分享时会发送的地址：封面是服务器自己的地址，图片附件是企业微信的链接（占用一次上传次数）。没有任何分享用到的图片会被 images gc 清理。
///
/// JPEG, PNG, GIF (first frame), WebP and BMP, recognised by content. What comes out is JPEG without any metadata (the
/// place it was taken at, for one), and never enlarged. When a file fails the others are still made; the exit code is 1.
///
/// --preview also draws the card (NAME.preview.png). --url writes no files but takes the pictures in as the server does
/// and prints the addresses a share would carry: a cover's is the server's own, an attachment's is WeCom's (one upload is
/// counted). What no share shows is removed by `images gc`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
例子 / examples:
  wecom-share image *.png --channel card-cover -o covers
  wecom-share image poster.jpg --channel card-cover --crop 0.5,0.2 -o covers
  wecom-share image poster.jpg --channel card-cover --preview --title \"山茶花手账本\" -o covers
  wecom-share image photos/*.jpg --channel picture -o ready --json
  wecom-share image poster.jpg --channel card-cover --url --config wecom-share.toml")]
pub struct Args {
    /// 图片文件 / the pictures
    #[arg(required = true, value_name = "FILES")]
    files: Vec<PathBuf>,
    /// 用在哪里 / where they go
    #[arg(long, short, value_enum)]
    channel: Channel,
    /// 输出目录，没有就新建 / the folder for what is made, created when absent
    #[arg(long, short, value_name = "DIR", required_unless_present = "url")]
    output: Option<PathBuf>,
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
    /// 另存卡片预览图（只用于封面）/ also draw the card (of covers)
    #[arg(long)]
    preview: bool,
    /// 预览里的标题，默认是文件名 / the title in the preview, by default the file's name
    #[arg(long, requires = "preview", value_name = "TEXT")]
    title: Option<String>,
    /// 预览里的小程序名称 / the mini program's name in the preview
    #[arg(
        long,
        requires = "preview",
        value_name = "TEXT",
        default_value = "小程序"
    )]
    app_name: String,
    /// 不写文件，输出分享时会发送的地址 / write no files, print the address a share would carry
    #[arg(long, requires = "config", conflicts_with_all = ["output", "preview", "max_bytes"])]
    url: bool,
    /// 服务器的配置文件（用于 --url）/ the server's configuration file, for --url
    #[arg(long, env = "WECOM_SHARE_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// 哪家企业（配置了多家时，用于 --url）/ which company, for --url, when several are configured
    #[arg(long, requires = "url", value_name = "ID")]
    corpid: Option<String>,
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
    if args.preview && args.channel != Channel::CardCover {
        eprintln!("--preview 只用于 --channel card-cover / --preview is for --channel card-cover");
        return ExitCode::from(2);
    }
    // Without --url there is one: clap sees to it.
    let Some(output) = args.output.as_deref() else {
        return link::run(args, language);
    };
    if let Err(error) = std::fs::create_dir_all(output) {
        let folder = output.display();
        eprintln!("{folder}: 建不了输出目录 / the output folder cannot be made: {error}");
        return ExitCode::FAILURE;
    }
    let work = Work {
        args,
        recipe: recipe(args),
        painter: args.preview.then(Painter::new),
    };
    let mut names = Names::new(output, args.channel, &args.files);
    let mut rows = Vec::new();
    let mut failed = false;
    let mut table = Table::new(language);
    let progress = progress(args.files.len());
    for file in &args.files {
        progress.set_message(file.display().to_string());
        let to = names.of(file);
        let made = work.make(file, &to);
        progress.inc(1);
        failed |= made.is_err();
        match made {
            Ok(made) if args.json => rows.push(told(file, &to, &made)),
            Ok(made) => table.add(&to.display().to_string(), &made),
            Err(problem) if args.json => rows.push(problem.json(file)),
            Err(problem) => {
                table.fail();
                progress.suspend(|| problem.say(file, language));
            }
        }
    }
    progress.finish_and_clear();
    put(&table.text());
    finish(args, rows, failed)
}

/// The JSON, when it was asked for, and the exit code.
fn finish(args: &Args, pictures: Vec<Value>, failed: bool) -> ExitCode {
    if args.json {
        let channel = args.channel.name();
        let told = json!({ "channel": channel, "pictures": pictures });
        put(&format!("{told}\n"));
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

/// A file that came to nothing.
struct Problem {
    code: String,
    zh: String,
    en: String,
}

impl Problem {
    fn unreadable(error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let why = match error.kind() {
            ErrorKind::NotFound => "没有这个文件".to_owned(),
            ErrorKind::IsADirectory => "这是目录，请写出其中的文件".to_owned(),
            ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
            _ => error.to_string(),
        };
        Self {
            code: "file_unreadable".to_owned(),
            zh: format!("读不了文件：{why}"),
            en: format!("the file cannot be read: {error}"),
        }
    }

    fn json(&self, file: &Path) -> Value {
        json!({
            "file": file.display().to_string(),
            "error": { "code": self.code, "zh": self.zh, "en": self.en },
        })
    }

    fn say(&self, file: &Path, language: Language) {
        let words = match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        };
        eprintln!("{}: {words} [{}]", file.display(), self.code);
    }
}

/// A file made, and its preview.
struct Made {
    rendition: Rendition,
    preview: Option<Previewed>,
}

struct Previewed {
    file: PathBuf,
    /// A character without a shape in it.
    missing: Option<char>,
}

/// What is done to each file.
struct Work<'a> {
    args: &'a Args,
    recipe: Recipe,
    painter: Option<Painter>,
}

impl Work<'_> {
    fn make(&self, file: &Path, to: &Path) -> Result<Made, Problem> {
        let bytes = read(file).map_err(|error| Problem::unreadable(&error))?;
        let rendition =
            render(&bytes, &self.recipe, &Bounds::DEFAULT).map_err(|fault| Problem {
                code: fault.code().to_owned(),
                zh: fault.chinese(),
                en: fault.to_string(),
            })?;
        save(to, &rendition.bytes)?;
        let painter = self.painter.as_ref();
        let preview = painter.map(|painter| self.draw(painter, file, to, &rendition));
        Ok(Made {
            preview: preview.transpose()?,
            rendition,
        })
    }

    fn draw(
        &self,
        painter: &Painter,
        file: &Path,
        to: &Path,
        made: &Rendition,
    ) -> Result<Previewed, Problem> {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let card = Card {
            title: self.args.title.as_deref().unwrap_or(&stem),
            app_name: &self.args.app_name,
        };
        let preview = painter.draw(&made.bytes, card).map_err(|error| Problem {
            code: "preview_not_drawn".to_owned(),
            zh: format!("预览画不出来：{error}"),
            en: format!("the preview cannot be drawn: {error}"),
        })?;
        let file = names::preview(to);
        save(&file, &preview.png)?;
        let missing = preview.missing;
        Ok(Previewed { file, missing })
    }
}

fn save(to: &Path, bytes: &[u8]) -> Result<(), Problem> {
    write(to, bytes).map_err(|error| Problem {
        code: "file_not_written".to_owned(),
        zh: format!("写不了 {}：{error}", to.display()),
        en: format!("{} cannot be written: {error}", to.display()),
    })
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
    let written = std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, to));
    if written.is_err() {
        // Half a file is of no use; the first error counts.
        let _ = std::fs::remove_file(&part);
    }
    written
}

/// What is to be said of a picture, in both languages.
fn notes(made: &Made) -> Vec<(&'static str, String, String)> {
    let notes = made.rendition.notes.iter();
    let mut notes: Vec<_> = notes
        .map(|note| {
            (
                note.code(),
                note.chinese().to_owned(),
                note.english().to_owned(),
            )
        })
        .collect();
    let missing = made.preview.as_ref().and_then(|preview| preview.missing);
    if let Some(letter) = missing {
        notes.push((
            "preview_without_font",
            format!("预览里缺字：本机字体没有“{letter}”，请安装中文字体（Debian：fonts-noto-cjk）"),
            format!("the preview lacks text: no font here has “{letter}”; install a Chinese font (Debian: fonts-noto-cjk)"),
        ));
    }
    notes
}

fn told(file: &Path, to: &Path, made: &Made) -> Value {
    let rendition = &made.rendition;
    let source = rendition.source;
    let notes: Vec<Value> = notes(made)
        .into_iter()
        .map(|(code, zh, en)| json!({ "code": code, "zh": zh, "en": en }))
        .collect();
    let mut told = json!({
        "file": file.display().to_string(),
        "output": to.display().to_string(),
        "before": {
            "format": source.format.as_str(), "width": source.width, "height": source.height, "bytes": source.bytes,
        },
        "after": {
            "format": "jpeg", "width": rendition.width, "height": rendition.height, "bytes": rendition.bytes.len(),
            "quality": rendition.quality,
        },
        "notes": notes,
    });
    if let Some(preview) = &made.preview {
        told["preview"] = json!(preview.file.display().to_string());
    }
    told
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
