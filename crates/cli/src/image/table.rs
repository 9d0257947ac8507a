//! What was made of which file, in columns that also line up under Chinese names.

use unicode_width::UnicodeWidthStr;
use wecom_share_check::Language;

use super::{Made, notes};

const COLUMNS: usize = 6;

/// Numbers stand on the right.
const RIGHT: [bool; COLUMNS] = [false, true, true, true, true, true];

pub struct Table {
    language: Language,
    rows: Vec<([String; COLUMNS], Vec<String>)>,
    /// Bytes of all files, before and after.
    bytes: (usize, usize),
    failed: usize,
}

impl Table {
    pub fn new(language: Language) -> Self {
        Self {
            language,
            rows: Vec::new(),
            bytes: (0, 0),
            failed: 0,
        }
    }

    pub fn add(&mut self, output: &str, made: &Made) {
        let rendition = &made.rendition;
        let source = rendition.source;
        let pixels = |width: u32, height: u32| format!("{width}×{height}");
        let cells = [
            output.to_owned(),
            pixels(source.width, source.height),
            pixels(rendition.width, rendition.height),
            size(source.bytes),
            size(rendition.bytes.len()),
            match (rendition.quality, self.language) {
                (Some(quality), _) => quality.to_string(),
                (None, Language::Chinese) => "不变".to_owned(),
                (None, Language::English) => "kept".to_owned(),
            },
        ];
        let mut below: Vec<String> = notes(made)
            .into_iter()
            .map(|(_, zh, en)| match self.language {
                Language::Chinese => zh,
                Language::English => en,
            })
            .collect();
        if let Some(preview) = &made.preview {
            let file = preview.file.display();
            below.push(match self.language {
                Language::Chinese => format!("预览 {file}"),
                Language::English => format!("preview {file}"),
            });
        }
        self.rows.push((cells, below));
        self.bytes.0 += source.bytes;
        self.bytes.1 += rendition.bytes.len();
    }

    pub fn fail(&mut self) {
        self.failed += 1;
    }

    /// Nothing when nothing was made.
    pub fn text(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let heads = match self.language {
            Language::Chinese => ["输出文件", "原像素", "新像素", "原大小", "新大小", "质量"],
            Language::English => ["written", "pixels", "now", "size", "now", "quality"],
        };
        let heads = heads.map(str::to_owned);
        let all = || std::iter::once(&heads).chain(self.rows.iter().map(|row| &row.0));
        let widths: [usize; COLUMNS] =
            std::array::from_fn(|at| all().map(|row| row[at].width()).max().unwrap_or(0));
        let mut text = line(&heads, &widths);
        for (cells, notes) in &self.rows {
            text.push_str(&line(cells, &widths));
            for note in notes {
                text.push_str(&format!("  · {note}\n"));
            }
        }
        text.push_str(&self.sum());
        text
    }

    fn sum(&self) -> String {
        let (made, failed) = (self.rows.len(), self.failed);
        let (before, after) = (size(self.bytes.0), size(self.bytes.1));
        match self.language {
            Language::Chinese => {
                format!("完成 {made} 张，失败 {failed} 张；{before} → {after}\n")
            }
            Language::English => format!("{made} made, {failed} failed; {before} → {after}\n"),
        }
    }
}

fn line(cells: &[String; COLUMNS], widths: &[usize; COLUMNS]) -> String {
    let mut line = String::new();
    for (at, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let free = " ".repeat(width - cell.width());
        let (before, after) = if RIGHT[at] {
            (free.as_str(), "")
        } else {
            ("", free.as_str())
        };
        line.push_str(&format!("{before}{cell}{after}  "));
    }
    format!("{}\n", line.trim_end())
}

fn size(bytes: usize) -> String {
    let bytes = bytes as f64;
    if bytes < 1024.0 {
        format!("{bytes} B")
    } else if bytes < 1024.0 * 1024.0 {
        format!("{:.1} KB", bytes / 1024.0)
    } else {
        format!("{:.1} MB", bytes / 1024.0 / 1024.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_under_chinese_names() {
        let both = ["山茶花.card-cover.jpg", "a.card-cover.jpg"];
        let both = both.map(|name| {
            [name, "4000×3000", "520×416", "2.2 MB", "30.1 KB", "85"].map(str::to_owned)
        });
        let widths =
            std::array::from_fn(|at| both.iter().map(|row| row[at].width()).max().unwrap());
        let lines = both.map(|cells| line(&cells, &widths));
        assert_eq!(lines[0].width(), lines[1].width());
        assert_ne!(lines[0].chars().count(), lines[1].chars().count());
    }
}
