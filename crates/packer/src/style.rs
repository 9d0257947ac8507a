//! WXSS: `rpx` to `vw`, one class prefix per component, `@import` inlined.

use std::collections::BTreeSet;

use glass_easel_stylesheet_compiler::error::ParseErrorLevel;
use glass_easel_stylesheet_compiler::{StyleSheetOptions, StyleSheetTransformer};

use crate::path::{folder, resolve};
use crate::{Files, PackError, Warning, json};

/// The comment the compiler leaves where an `@import` stood.
const IMPORT_SIGN: &str = "wecom-share-import";

/// A style sheet ready for the browser.
#[derive(Debug, Default)]
pub struct Sheet {
    /// `:host` rules first: they must lose against the classes a user of the component sets.
    pub css: String,
}

/// Compiles `<path>.wxss`; empty when there is none. `scope` becomes the class prefix.
pub fn compile(
    files: &dyn Files,
    path: &str,
    scope: Option<&str>,
    warnings: &mut Vec<Warning>,
) -> Result<Sheet, PackError> {
    let file = format!("{path}.wxss");
    let Some(text) = json::text(files, &file)? else {
        return Ok(Sheet::default());
    };
    let mut job = Job {
        files,
        scope,
        warnings,
        open: BTreeSet::new(),
        host: String::new(),
    };
    let css = job.compile(&file, &text)?;
    let css = format!("{}{css}", job.host);
    Ok(Sheet {
        css: rename_tags(&css),
    })
}

struct Job<'a> {
    files: &'a dyn Files,
    scope: Option<&'a str>,
    warnings: &'a mut Vec<Warning>,
    /// Files being inlined, so that a circle of imports ends.
    open: BTreeSet<String>,
    host: String,
}

impl Job<'_> {
    fn compile(&mut self, file: &str, text: &str) -> Result<String, PackError> {
        let options = StyleSheetOptions {
            class_prefix: self.scope.map(str::to_owned),
            import_sign: Some(IMPORT_SIGN.to_owned()),
            convert_host: true,
            ..StyleSheetOptions::default()
        };
        let mut sheet = StyleSheetTransformer::from_css(file, text, options);
        for fault in sheet.take_warnings() {
            let (line, column) = fault.location.start.line_col_utf16();
            let told = PackError::new(
                file,
                "wxss_fault",
                format!("WXSS：{}", wording(&fault.kind.to_string())),
                format!("WXSS: {}.", fault.kind),
            )
            .at(line as u32 + 1, column as u32 + 1);
            if fault.level() >= ParseErrorLevel::Warn {
                self.warnings.push(told);
            }
        }
        let (normal, host) = sheet.output_and_low_priority_output();
        let mut css = String::new();
        let mut low = String::new();
        // Writing into a String cannot fail.
        let _ = normal.write_str(&mut css);
        let _ = host.write_str(&mut low);
        self.open.insert(file.to_owned());
        let css = self.inline(file, &css)?;
        self.open.remove(file);
        self.host.push_str(&low);
        Ok(css)
    }

    fn inline(&mut self, file: &str, css: &str) -> Result<String, PackError> {
        let opening = format!("/*{IMPORT_SIGN} ");
        let mut out = String::new();
        let mut rest = css;
        while let Some((before, after)) = rest.split_once(&opening) {
            out.push_str(before);
            let (name, after) = after.split_once("*/").unwrap_or((after, ""));
            rest = after;
            let name = percent_decode(name);
            let Some(path) = resolve(folder(file), &name) else {
                return Err(import_missing(file, &name));
            };
            if self.open.contains(&path) {
                continue;
            }
            let Some(text) = json::text(self.files, &path)? else {
                return Err(import_missing(file, &name));
            };
            out.push_str(&self.compile(&path, &text)?);
        }
        out.push_str(rest);
        Ok(out)
    }
}

/// In the page, WeChat's tags are called `wx-view`, `wx-page`, …: a `<button>` of the browser's
/// own would bring its own looks. Selectors follow.
fn rename_tags(css: &str) -> String {
    let mut out = String::with_capacity(css.len() + css.len() / 8);
    let mut rest = css;
    // One entry per open block: whether selectors may stand in it.
    let mut blocks = vec![true];
    while !rest.is_empty() {
        let in_rules = blocks.last().copied().unwrap_or(true);
        let end = end_of_part(rest);
        let (part, after) = rest.split_at(end);
        let stop = after.chars().next();
        match stop {
            Some('{') => {
                let head = part.trim_start();
                let nested = ["@media", "@supports", "@layer", "@container"]
                    .iter()
                    .any(|at| head.starts_with(at));
                if in_rules && !head.starts_with('@') {
                    rename_in_selector(part, &mut out);
                } else {
                    out.push_str(part);
                }
                blocks.push(in_rules && nested);
            }
            Some('}') => {
                out.push_str(part);
                if blocks.len() > 1 {
                    blocks.pop();
                }
            }
            _ => out.push_str(part),
        }
        match stop {
            Some(stop) => {
                out.push(stop);
                rest = &after[stop.len_utf8()..];
            }
            None => rest = after,
        }
    }
    out
}

/// Where the next `{`, `}` or `;` outside strings and comments stands.
fn end_of_part(css: &str) -> usize {
    let mut chars = css.char_indices();
    let mut depth = 0_u32;
    while let Some((at, c)) = chars.next() {
        match c {
            '"' | '\'' => skip_string(&mut chars, c),
            '\\' => {
                chars.next();
            }
            '/' if css[at..].starts_with("/*") => {
                let end = css[at + 2..]
                    .find("*/")
                    .map_or(css.len(), |found| at + 2 + found + 2);
                while chars.clone().next().is_some_and(|(next, _)| next < end) {
                    chars.next();
                }
            }
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '{' | '}' => return at,
            ';' if depth == 0 => return at,
            _ => {}
        }
    }
    css.len()
}

fn skip_string(chars: &mut std::str::CharIndices<'_>, quote: char) {
    while let Some((_, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if c == quote {
            return;
        }
    }
}

fn rename_in_selector(selector: &str, out: &mut String) {
    let mut chars = selector.char_indices().peekable();
    let mut before = ' ';
    let mut in_attribute = false;
    while let Some((at, c)) = chars.next() {
        match c {
            '[' => in_attribute = true,
            ']' => in_attribute = false,
            _ => {}
        }
        let starts_name = c.is_ascii_alphabetic() && !in_attribute;
        if starts_name
            && !matches!(before, '.' | '#' | ':' | '-' | '_' | '\\' | '%')
            && !before.is_alphanumeric()
        {
            let rest = &selector[at..];
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
                .unwrap_or(rest.len());
            let name = &rest[..end];
            if !matches!(name, "html" | "body" | "odd" | "even" | "n") && !name.starts_with("wx-") {
                out.push_str("wx-");
            }
            out.push_str(name);
            while chars.peek().is_some_and(|(next, _)| *next < at + end) {
                chars.next();
            }
            before = 'a';
            continue;
        }
        out.push(c);
        before = c;
    }
}

fn percent_decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'%', [high, low, tail @ ..]) => {
                let digits = ((*high as char).to_digit(16), (*low as char).to_digit(16));
                if let (Some(high), Some(low)) = digits {
                    out.push((high * 16 + low) as u8);
                    rest = tail;
                } else {
                    out.push(byte);
                }
            }
            _ => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn import_missing(file: &str, name: &str) -> PackError {
    PackError::new(
        file,
        "import_missing",
        format!("@import 的文件 {name} 不存在。"),
        format!("The file {name} of @import does not exist."),
    )
}

fn wording(kind: &str) -> &str {
    if kind.contains(":host") {
        ":host 不能与其他选择器组合使用"
    } else {
        "意外的字符"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tag_selectors_follow_the_tags_and_nothing_else_does() {
        let css = "page,view.a>text:nth-child(odd){color:red}.view #text[type=button]{a:b}@media (min-width:3px){button::after{c:d}}@keyframes x{from{top:0}to{top:1px}}";
        assert_eq!(
            rename_tags(css),
            "wx-page,wx-view.a>wx-text:nth-child(odd){color:red}.view #text[type=button]{a:b}@media (min-width:3px){wx-button::after{c:d}}@keyframes x{from{top:0}to{top:1px}}"
        );
    }
}
