//! Page paths as they are written, held against the form their channel wants.

use wecom_share_rules::page::{Channel, PagePath, render};

use crate::{
    finding::Edit,
    source::{At, Part, Text},
};

/// The part of a page before its query, if all of it is known.
#[derive(Debug)]
pub struct Written {
    pub path: String,
    /// As much of the query as is known.
    pub query: String,
}

/// What is wrong with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Right,
    SuffixMissing,
    SuffixDoubled,
    SuffixUnwanted,
    SuffixAfterQuery,
    SlashMissing,
}

/// What a channel puts behind a page's name; read off the rule book, which has it in its rendering only.
fn suffix() -> String {
    let shown = PagePath::parse("x").map(|page| render(&page, Channel::ShareCard));
    shown.map_or_else(
        |_| String::new(),
        |text| text.trim_start_matches(['/', 'x']).to_owned(),
    )
}

impl Written {
    /// `None` where a part before the query is not known.
    pub fn of(text: &Text) -> Option<Self> {
        let start = text.start();
        let complete = text.whole().is_some();
        match start.split_once('?') {
            Some((path, query)) => Some(Self {
                path: path.to_owned(),
                query: query.to_owned(),
            }),
            None if complete => Some(Self {
                path: start,
                query: String::new(),
            }),
            None => None,
        }
    }

    /// The page as the channel wants it, with as much of the query as is known.
    pub fn wanted(&self, page: &PagePath<'_>, channel: Channel, text: &Text) -> String {
        let suffix = suffix();
        let mut wanted = if channel == Channel::Navigate {
            self.path
                .trim_end()
                .trim_end_matches(suffix.as_str())
                .to_owned()
        } else {
            render(page, channel)
        };
        let misplaced = wanted.ends_with(suffix.as_str()) && count(self.path.trim(), &suffix) == 0;
        let query = match self.query.strip_suffix(suffix.as_str()) {
            Some(query) if misplaced => query,
            _ => &self.query,
        };
        let open = text.whole().is_none();
        if !query.is_empty() || open {
            wanted.push('?');
            wanted.push_str(query);
            wanted.push_str(if open { "…" } else { "" });
        }
        wanted
    }

    /// The form against the channel's. The page itself must be readable.
    pub fn form(&self, page: &PagePath<'_>, channel: Channel) -> Form {
        let suffix = suffix();
        let wanted = render(page, channel);
        let wanted = wanted.split('?').next().unwrap_or_default();
        let written = self.path.trim();
        let count = count(written, &suffix);
        // Sources disagree about shareAppMessageEx; only what is wrong either way counts.
        let either = matches!(channel, Channel::ExCard { .. });
        let adds = wanted.ends_with(suffix.as_str());
        if count > 1 {
            Form::SuffixDoubled
        } else if adds && count == 0 && !either {
            if self.query.ends_with(suffix.as_str()) {
                Form::SuffixAfterQuery
            } else {
                Form::SuffixMissing
            }
        } else if !adds && count == 1 {
            Form::SuffixUnwanted
        } else if wanted.starts_with('/') && !written.starts_with('/') && !either {
            Form::SlashMissing
        } else {
            Form::Right
        }
    }
}

fn count(mut path: &str, suffix: &str) -> usize {
    let mut count = 0;
    while let Some(shorter) = path.strip_suffix(suffix).filter(|_| !suffix.is_empty()) {
        path = shorter;
        count += 1;
    }
    count
}

/// The edits that give the page the channel's form, where these are mechanical: every place to be edited is written
/// out at the call, or in a constant that only it uses.
///
/// A path without a leading slash gets one only where it cannot be a relative one.
pub fn edits(text: &Text, written: &Written, page: &PagePath<'_>, channel: Channel) -> Vec<Edit> {
    let suffix = suffix();
    let wanted = render(page, channel);
    let wanted = wanted.split('?').next().unwrap_or_default();
    let trimmed = written.path.trim_end();
    let excess = count(trimmed, &suffix) * suffix.len();
    let bare = trimmed.len() - excess;
    let adds = wanted.ends_with(suffix.as_str());
    let mut edits = Vec::new();
    let may_be_relative = channel == Channel::Navigate;
    if wanted.starts_with('/') && !written.path.starts_with('/') && !may_be_relative {
        let Some(edit) = insert_before(text, "/") else {
            return Vec::new();
        };
        edits.push(edit);
    }
    if excess != if adds { suffix.len() } else { 0 } {
        let keep = bare + if adds && excess > 0 { suffix.len() } else { 0 };
        let edit = if keep < bare + excess {
            remove(text, keep, bare + excess)
        } else {
            insert_after(text, bare, &suffix)
        };
        let Some(edit) = edit else { return Vec::new() };
        edits.push(edit);
    }
    edits
}

fn insert_before(text: &Text, what: &str) -> Option<Edit> {
    match text
        .parts
        .iter()
        .find(|part| part.text.as_deref() != Some(""))?
        .at
    {
        At::Literal(span) => Some(edit(span.start as usize, 0, what)),
        At::Name(span) => Some(edit(span.start as usize, 0, &format!("'{what}' + "))),
        At::Elsewhere => None,
    }
}

/// Inserts where the path ends, `at` bytes into the text.
fn insert_after(text: &Text, at: usize, what: &str) -> Option<Edit> {
    let mut start = 0;
    let mut parts = text.parts.iter().peekable();
    while let Some(part) = parts.next() {
        let end = start + part.text.as_deref()?.len();
        if at <= end && at > start {
            return match part.at {
                At::Literal(span) => Some(edit(span.start as usize + at - start, 0, what)),
                At::Name(span) if at == end => match parts.peek() {
                    None => Some(edit(span.end as usize, 0, &format!(" + '{what}'"))),
                    Some(Part {
                        at: At::Literal(next),
                        ..
                    }) => Some(edit(next.start as usize, 0, what)),
                    Some(_) => None,
                },
                At::Name(_) | At::Elsewhere => None,
            };
        }
        start = end;
    }
    None
}

fn remove(text: &Text, from: usize, to: usize) -> Option<Edit> {
    let mut start = 0;
    for part in &text.parts {
        let end = start + part.text.as_deref()?.len();
        if from >= start && to <= end {
            return match part.at {
                At::Literal(span) => Some(edit(span.start as usize + from - start, to - from, "")),
                At::Name(_) | At::Elsewhere => None,
            };
        }
        start = end;
    }
    None
}

fn edit(start: usize, length: usize, text: &str) -> Edit {
    Edit {
        start,
        end: start + length,
        text: text.to_owned(),
    }
}
