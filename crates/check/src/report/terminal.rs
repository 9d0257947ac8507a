//! The report for people: the line with a caret, why, and what to do.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;
use wecom_share_rules::text::Bilingual;

use crate::{Finding, Level, Report};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Chinese,
    English,
}

impl Language {
    pub fn of(self, text: &Bilingual) -> &str {
        match self {
            Self::Chinese => &text.zh,
            Self::English => &text.en,
        }
    }

    fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Chinese => zh,
            Self::English => en,
        }
    }
}

/// How the report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub language: Language,
    pub color: bool,
}

/// Wider lines are cut around the place.
const WIDTH: usize = 100;

/// The report as text, ending in a line break.
pub fn terminal(report: &Report, look: Look) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        one(&mut out, finding, look);
        out.push('\n');
    }
    summary(&mut out, report, look);
    out
}

fn one(out: &mut String, finding: &Finding, look: Look) {
    let (style, word) = match finding.level {
        Level::Error => (Style::Error, look.language.pick("错误", "error")),
        Level::Warning => (Style::Warning, look.language.pick("提醒", "warning")),
    };
    let head = paint(look, style, &format!("{word}[{}]", finding.code.as_str()));
    let message = paint(look, Style::Strong, look.language.of(&finding.message));
    let colon = look.language.pick("：", ": ");
    line(out, &format!("{head}{colon}{message}"));
    let place = &finding.place;
    let at = format!("{}:{}:{}", place.file, place.line, place.column);
    let margin = place.end_line.max(place.line).to_string().len();
    let blank = " ".repeat(margin + 1);
    line(
        out,
        &format!("{blank}{} {at}", paint(look, Style::Frame, "╭─")),
    );
    if !finding.excerpt.is_empty() {
        line(out, &format!("{blank}{}", paint(look, Style::Frame, "│")));
        frame(out, finding, margin, style, look);
        line(out, &format!("{blank}{}", paint(look, Style::Frame, "│")));
    }
    let mut notes: Vec<(&str, String)> = Vec::new();
    for related in &finding.related {
        let it = &related.place;
        let words = look.language.of(&related.message);
        notes.push((
            "",
            format!("{words}{colon}{}:{}:{}", it.file, it.line, it.column),
        ));
    }
    notes.push((
        look.language.pick("原因", "why"),
        look.language.of(&finding.why).to_owned(),
    ));
    notes.push((
        look.language.pick("改法", "fix"),
        look.language.of(&finding.fix).to_owned(),
    ));
    let last = notes.len() - 1;
    for (index, (name, text)) in notes.into_iter().enumerate() {
        let (corner, below) = if index == last {
            ("╰─", "  ")
        } else {
            ("├─", "│ ")
        };
        let label = if name.is_empty() {
            String::new()
        } else {
            format!("{name}{colon}")
        };
        let indent: Vec<char> = label.chars().collect();
        for (row, part) in wrap(&text, WIDTH - width(&indent)).iter().enumerate() {
            let (bar, lead) = if row == 0 {
                (corner, paint(look, Style::Note, &label))
            } else {
                (below, " ".repeat(width(&indent)))
            };
            line(
                out,
                &format!("{blank}{} {lead}{part}", paint(look, Style::Frame, bar)),
            );
        }
    }
}

/// The text in rows of at most so many columns: broken at blanks, or anywhere between Chinese letters except before
/// punctuation.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut rows = Vec::new();
    let mut start = 0;
    while start < letters.len() {
        let (mut end, mut used, mut broken_at) = (start, 0, None);
        while end < letters.len() {
            used += width(&letters[end..=end]);
            if used > columns {
                break;
            }
            end += 1;
            let closes = |letter: &char| "，。；：、！？）」”".contains(*letter);
            let wide = |at: usize| {
                letters
                    .get(at)
                    .is_some_and(|letter| letter.width() == Some(2))
            };
            let blank = letters.get(end) == Some(&' ');
            let between =
                wide(end) && !letters.get(end).is_some_and(closes) && letters[end - 1] != '「';
            if blank || between || (wide(end - 1) && !letters.get(end).is_some_and(closes)) {
                broken_at = Some(end);
            }
        }
        if end < letters.len() {
            end = broken_at.unwrap_or(end.max(start + 1));
        }
        rows.push(
            letters[start..end]
                .iter()
                .collect::<String>()
                .trim()
                .to_owned(),
        );
        start = end;
    }
    rows
}

/// The first line of the place with carets under it.
fn frame(out: &mut String, finding: &Finding, margin: usize, style: Style, look: Look) {
    let place = &finding.place;
    let Some(first) = finding.excerpt.first() else {
        return;
    };
    let letters: Vec<char> = first.chars().collect();
    let from = (place.column - 1).min(letters.len());
    let to = if place.end_line == place.line {
        place.end_column - 1
    } else {
        letters.len()
    };
    let to = to.clamp(from, letters.len());
    // Cut what is too long, keeping the place in sight.
    let indent = letters
        .iter()
        .take_while(|letter| letter.is_whitespace())
        .count();
    let start = if width(&letters[..to]) > WIDTH {
        from.saturating_sub(20).max(indent.min(from))
    } else {
        0
    };
    let mut end = start;
    let mut room = WIDTH;
    while end < letters.len() {
        let needed = width(&letters[end..=end]);
        if needed > room {
            break;
        }
        room -= needed;
        end += 1;
    }
    let shown: String = letters[start..end]
        .iter()
        .map(|letter| shown(*letter))
        .collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if end < letters.len() { "…" } else { "" };
    let number = format!("{:>margin$}", place.line);
    let bar = paint(look, Style::Frame, "│");
    line(
        out,
        &format!(
            "{} {bar} {before}{shown}{after}",
            paint(look, Style::Frame, &number)
        ),
    );
    let lead = before.chars().count() + width(&letters[start..from]);
    let carets = width(&letters[from..to.min(end)]).max(1);
    let caret = paint(look, style, &"^".repeat(carets));
    line(
        out,
        &format!(
            "{}{bar} {}{caret}",
            " ".repeat(margin + 1),
            " ".repeat(lead)
        ),
    );
}

fn summary(out: &mut String, report: &Report, look: Look) {
    let it = report.summary;
    let text = match look.language {
        Language::Chinese => {
            let found = if it.errors + it.warnings == 0 {
                "没有发现问题".to_owned()
            } else {
                format!("{} 个错误，{} 个提醒", it.errors, it.warnings)
            };
            let fixable = if it.fixable > 0 {
                format!("；其中 {} 个可用 --fix 改好", it.fixable)
            } else {
                String::new()
            };
            let pages = it
                .pages
                .map_or_else(String::new, |pages| format!("、{pages} 个页面"));
            format!("检查了 {} 个脚本{pages}：{found}{fixable}。", it.scripts)
        }
        Language::English => {
            let found = if it.errors + it.warnings == 0 {
                "nothing found".to_owned()
            } else {
                format!(
                    "{}, {}",
                    count(it.errors, "error"),
                    count(it.warnings, "warning")
                )
            };
            let fixable = if it.fixable > 0 {
                format!("; --fix mends {}", it.fixable)
            } else {
                String::new()
            };
            let pages = it.pages.map_or_else(String::new, |pages| {
                format!(" and {}", count(pages, "page"))
            });
            format!(
                "Checked {}{pages}: {found}{fixable}.",
                count(it.scripts, "script")
            )
        }
    };
    let style = if it.errors > 0 {
        Style::Error
    } else if it.warnings > 0 {
        Style::Warning
    } else {
        Style::Good
    };
    line(out, &paint(look, style, &text));
}

fn count(number: usize, of: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {of}{plural}")
}

#[derive(Clone, Copy)]
enum Style {
    Error,
    Warning,
    Good,
    Strong,
    Frame,
    Note,
}

fn paint(look: Look, style: Style, text: &str) -> String {
    if !look.color || text.is_empty() {
        return text.to_owned();
    }
    let code = match style {
        Style::Error => "1;31",
        Style::Warning => "1;33",
        Style::Good => "32",
        Style::Strong => "1",
        Style::Frame => "2",
        Style::Note => "36",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

fn line(out: &mut String, text: &str) {
    let _ = writeln!(out, "{}", text.trim_end());
}

/// How many columns the letters take; Chinese ones take two.
fn width(letters: &[char]) -> usize {
    let of = |letter: &char| {
        if *letter == '\t' {
            2
        } else {
            letter.width().unwrap_or(1)
        }
    };
    letters.iter().map(of).sum()
}

fn shown(letter: char) -> String {
    match letter {
        '\t' => "  ".to_owned(),
        // What would move the cursor is shown as one mark.
        letter if letter.is_control() => "·".to_owned(),
        letter => letter.to_string(),
    }
}
