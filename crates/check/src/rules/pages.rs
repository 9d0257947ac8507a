//! Pages of cards, of forwarding and of navigation.

use oxc_ast::ast::Expression;
use oxc_span::GetSpan;
use wecom_share_rules::{
    book,
    page::{Channel, PagePath, convert},
    text::Bilingual,
};

use super::Context;
use crate::{
    code::Code,
    finding::{Finding, Related},
    paths::{self, Form, Written},
    source::Text,
};

/// The page of a card of this mini program, for a channel of the rule book.
pub fn card<'a>(
    context: &mut Context<'_, 'a>,
    channel: Channel,
    call: &str,
    value: &'a Expression<'a>,
    appid: Option<&'a Expression<'a>>,
) {
    let owner = owner(context, appid);
    let texts = texts(context, value);
    // Of values from elsewhere one that is right means that others may be made right on their way.
    let is_right = |text: &Text| {
        let written = Written::of(text);
        let form = written.map(|it| PagePath::parse(&it.path).map(|page| it.form(&page, channel)));
        !matches!(form, Some(Ok(form)) if form != Form::Right)
    };
    let doubtful = texts
        .iter()
        .any(|text| text.origin.is_some() && is_right(text));
    for text in texts {
        if doubtful && text.origin.is_some() {
            continue;
        }
        let Some(written) = read(context, &text) else {
            continue;
        };
        if let Ok(page) = PagePath::parse(&written.path) {
            form(context, channel, call, &text, &written, &page);
            known(context, channel, owner, &text, &page);
        }
    }
}

/// The page of a card the SDK makes: its form does not matter, that it exists does.
pub fn of_sdk<'a>(context: &mut Context<'_, 'a>, value: &'a Expression<'a>) {
    for text in texts(context, value) {
        let written = read(context, &text);
        if let Some(Ok(page)) = written.as_ref().map(|it| PagePath::parse(&it.path)) {
            known(context, Channel::ShareCard, Owner::This, &text, &page);
        }
    }
}

/// Where `wx.navigateTo` and its family lead. Relative paths and plug-in pages have their own rules.
pub fn navigation<'a>(context: &mut Context<'_, 'a>, call: &str, value: &'a Expression<'a>) {
    for text in context.source.texts(value) {
        let Some(written) = Written::of(&text).filter(|it| !it.path.contains(':')) else {
            continue;
        };
        let trimmed = written.path.trim_start_matches(['.', '/']).to_owned();
        if let Ok(page) = PagePath::parse(&trimmed) {
            let wanted = written.form(&page, Channel::Navigate);
            if matches!(wanted, Form::SuffixUnwanted | Form::SuffixDoubled) {
                form(context, Channel::Navigate, call, &text, &written, &page);
            }
        }
    }
}

fn texts<'a>(context: &Context<'_, 'a>, value: &'a Expression<'a>) -> Vec<Text> {
    let texts = context.source.texts(value).into_iter();
    texts
        .flat_map(|text| context.index.complete(text))
        .collect()
}

/// The page, if its path is known and well formed; a malformed one is a finding.
fn read(context: &mut Context<'_, '_>, text: &Text) -> Option<Written> {
    let written = Written::of(text)?;
    // An empty page leads to the home page.
    if written.path.trim().is_empty() && written.query.is_empty() {
        return None;
    }
    match PagePath::parse(&written.path) {
        Ok(_) => Some(written),
        Err(faults) => {
            let fault = faults.first()?;
            let values = [
                ("fault_zh", fault.zh.as_ref()),
                ("fault_en", fault.en.as_ref()),
            ];
            let finding = context
                .source
                .finding(Code::PageInvalid, text.span, &values);
            push(context, finding, text);
            None
        }
    }
}

fn form(
    context: &mut Context<'_, '_>,
    channel: Channel,
    call: &str,
    text: &Text,
    written: &Written,
    page: &PagePath<'_>,
) {
    let code = match written.form(page, channel) {
        Form::Right => return,
        Form::SuffixMissing => Code::SuffixMissing,
        Form::SuffixDoubled => Code::SuffixDoubled,
        Form::SuffixUnwanted => Code::SuffixUnwanted,
        Form::SuffixAfterQuery => Code::SuffixAfterQuery,
        Form::SlashMissing => Code::SlashMissing,
    };
    let row = book::channels().row(channel);
    let otherwise = row
        .otherwise
        .clone()
        .unwrap_or_else(|| Bilingual::new("", ""));
    let wanted = written.wanted(page, channel, text);
    let values = [
        ("call", call),
        ("suffix", ".html"),
        ("wanted", &wanted),
        ("otherwise_zh", &otherwise.zh),
        ("otherwise_en", &otherwise.en),
    ];
    let mut finding = context.source.finding(code, text.span, &values);
    if code != Code::SuffixAfterQuery {
        finding.edits = paths::edits(text, written, page, channel);
    }
    push(context, finding, text);
}

/// Whether `app.json` lists the page.
fn known(
    context: &mut Context<'_, '_>,
    channel: Channel,
    owner: Owner,
    text: &Text,
    page: &PagePath<'_>,
) {
    let Some(pages) = &context.app.pages else {
        return;
    };
    if page.is_in(pages) || owner == Owner::Other {
        return;
    }
    let near = pages
        .iter()
        .min_by_key(|known| distance(known, page.path()));
    // A card of who knows which mini program is only wrong if it all but names a page of this one.
    let most = if owner == Owner::This {
        page.path().len() / 3
    } else {
        2
    };
    let near = near.filter(|known| distance(known, page.path()) <= most);
    if near.is_none() && owner == Owner::Unknown {
        return;
    }
    let wanted = near.and_then(|known| convert(known, channel, None).ok());
    let (zh, en) = match wanted {
        Some(wanted) => (
            format!("是不是 {wanted}？否则请把它加进 app.json 的 pages 或分包。"),
            format!(
                "Did you mean {wanted}? Otherwise add it to pages or a sub-package of app.json."
            ),
        ),
        None => (
            "改成已有的页面，或把它加进 app.json 的 pages 或分包。".to_owned(),
            "Name a page that exists, or add it to pages or a sub-package of app.json.".to_owned(),
        ),
    };
    let values = [("page", page.path()), ("near", &zh), ("near_en", &en)];
    let finding = context
        .source
        .finding(Code::PageNotInApp, text.span, &values);
    push(context, finding, text);
}

fn push(context: &mut Context<'_, '_>, mut finding: Finding, text: &Text) {
    if let Some(origin) = &text.origin {
        finding.related.push(Related {
            place: origin.clone(),
            message: Bilingual::new("页面来自这里", "the page comes from here"),
        });
    }
    // Two alternatives may say the same.
    if !context.findings.contains(&finding) {
        context.findings.push(finding);
    }
}

/// Which mini program a card leads to. Only of this one the pages are known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    This,
    Other,
    Unknown,
}

fn owner<'a>(context: &Context<'_, 'a>, appid: Option<&'a Expression<'a>>) -> Owner {
    let Some(appid) = appid else {
        return Owner::This;
    };
    match (context.source.constant(appid), &context.app.appid) {
        (Some(other), Some(own)) if other == *own => Owner::This,
        (Some(_), Some(_)) => Owner::Other,
        (Some(_), None) => Owner::Unknown,
        // `wx.getAccountInfoSync().miniProgram.appId`, also by way of a name.
        (None, _) => {
            let words: String = context
                .source
                .words(appid.span())
                .split_whitespace()
                .collect();
            if words.ends_with("miniProgram.appId") {
                Owner::This
            } else {
                Owner::Unknown
            }
        }
    }
}

/// How many letters two pages differ by (Levenshtein), for suggestions only.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, with) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *with);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}
