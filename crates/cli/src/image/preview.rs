//! A card as its receiver sees it, as a PNG: what a cover, a title and a name look like together before anything is sent.
//! Cover pixels are shown one to one.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, ImageHrefResolver, ImageKind, Node, Tree, fontdb};

/// The words on a card.
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    pub title: &'a str,
    pub app_name: &'a str,
}

#[derive(Debug)]
pub struct Preview {
    pub png: Vec<u8>,
    /// The first character that no font of this machine has.
    pub missing: Option<char>,
}

/// In columns: a Chinese character has two.
const TITLE_WIDTH: usize = 28;
const TITLE_LINES: usize = 2;
/// What a mini program's card is called in every client.
const FOOT: &str = "小程序";

/// Draws cards with the fonts of this machine, which are looked for once.
pub struct Painter(Arc<fontdb::Database>);

impl Painter {
    pub fn new() -> Self {
        let mut fonts = fontdb::Database::new();
        fonts.load_system_fonts();
        Self(Arc::new(fonts))
    }

    /// `cover` is a JPEG of 520×416.
    pub fn draw(&self, cover: &[u8], card: Card<'_>) -> Result<Preview, String> {
        let options = usvg::Options {
            fontdb: self.0.clone(),
            image_href_resolver: only(cover),
            ..usvg::Options::default()
        };
        let (text, height) = drawing(card);
        let tree = Tree::from_str(&text, &options).map_err(|error| error.to_string())?;
        let missing = missing(tree.root(), [FOOT, card.app_name, card.title]);
        let mut canvas = Pixmap::new(WIDTH, height).ok_or("no memory for the preview")?;
        resvg::render(&tree, Transform::identity(), &mut canvas.as_mut());
        let png = canvas.encode_png().map_err(|error| error.to_string())?;
        Ok(Preview { png, missing })
    }
}

/// Answers for the cover alone: a drawing reads no files.
fn only(cover: &[u8]) -> ImageHrefResolver<'static> {
    let cover = Arc::new(cover.to_vec());
    ImageHrefResolver {
        resolve_data: Box::new(|_, _, _| None),
        resolve_string: Box::new(move |_, _| Some(ImageKind::JPEG(cover.clone()))),
    }
}

const WIDTH: u32 = 660;
/// Tops of lines below the title's first.
const LINE: usize = 52;

/// The card as an SVG, and its height.
fn drawing(card: Card<'_>) -> (String, u32) {
    let lines = title(card.title);
    let below = LINE * lines.len().saturating_sub(1);
    let (cover, rule, foot) = (196 + below, 630 + below, 671 + below);
    let (bottom, height) = (692 + below, 732 + below);
    let titles: String = lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            format!(
                "<tspan x=\"70\" y=\"{}\">{}</tspan>",
                160 + LINE * at,
                escaped(line)
            )
        })
        .collect();
    let name = clipped(card.app_name, 34);
    let first: String = name.chars().take(1).collect();
    let (name, first) = (escaped(&name), escaped(&first));
    let inside = bottom - 40;
    let drawing = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, WenQuanYi Micro Hei, sans-serif">
<rect width="100%" height="100%" fill="#ededed"/>
<rect x="40" y="40" width="580" height="{inside}" rx="15" fill="#fff"/>
<circle cx="93" cy="86" r="23" fill="#d3546d"/>
<text x="93" y="95" font-size="25" fill="#fff" text-anchor="middle">{first}</text>
<text x="131" y="97" font-size="30" fill="#6f7683">{name}</text>
<text font-size="37" fill="#1a1d21">{titles}</text>
<image x="70" y="{cover}" width="520" height="416" href="cover"/>
<rect x="70" y="{rule}" width="520" height="2" fill="#eceff3"/>
<path transform="translate(63 {dot}) scale(1.5)" fill="none" stroke="#6467ef" stroke-width="2" stroke-linecap="round" d="M15.2 7.2A3.3 3.3 0 1 1 16.4 13.4M12 9.2v5.6M7.6 10.6A3.3 3.3 0 1 0 8.8 16.8M12 14.8a3.2 3.2 0 0 1-3.2 2.6M12 9.2a3.2 3.2 0 0 1 3.2-2.6"/>
<text x="106" y="{foot}" font-size="28" fill="#6f7683">{FOOT}</text>
</svg>"##,
        dot = foot - 28,
    );
    (drawing, u32::try_from(height).unwrap_or(WIDTH))
}

/// As a phone shows it: broken into lines, cut after the second.
fn title(text: &str) -> Vec<String> {
    let lines = textwrap::wrap(text.trim(), TITLE_WIDTH);
    let mut shown: Vec<String> = lines
        .iter()
        .take(TITLE_LINES)
        .map(ToString::to_string)
        .collect();
    if lines.len() > TITLE_LINES
        && let Some(last) = shown.last_mut()
    {
        *last = clipped(&format!("{last}{}", lines[TITLE_LINES]), TITLE_WIDTH);
    }
    shown
}

/// At most so many columns, with an ellipsis when there was more.
fn clipped(text: &str, columns: usize) -> String {
    if textwrap::core::display_width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if textwrap::core::display_width(&kept) >= columns {
            kept.pop();
            break;
        }
    }
    kept.push('…');
    kept
}

fn escaped(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            // Not allowed in XML, and without a shape.
            letter if letter.is_control() => " ".to_owned(),
            letter => letter.to_string(),
        })
        .collect()
}

/// A character of the texts for which only the empty glyph was found, or that has no text at all because there are no
/// fonts.
fn missing(group: &usvg::Group, wanted: [&str; 3]) -> Option<char> {
    let mut texts = 0;
    let mut found = None;
    visit(group, &mut |text| {
        texts += 1;
        for span in text.layouted() {
            for glyph in &span.positioned_glyphs {
                if glyph.id.0 == 0 {
                    found = found.or_else(|| glyph.text.chars().next());
                }
            }
        }
    });
    found.or_else(|| match texts {
        0 => wanted.iter().find_map(|text| text.chars().next()),
        _ => None,
    })
}

fn visit(group: &usvg::Group, each: &mut impl FnMut(&usvg::Text)) {
    for node in group.children() {
        match node {
            Node::Text(text) => each(text),
            Node::Group(group) => visit(group, each),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}
