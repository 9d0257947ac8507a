//! Page paths: the same page is written differently in every place it can end up (client-api.md §4).
//!
//! [`PagePath::parse`] takes any of the forms in use apart, [`render`] writes the form one [`Channel`] wants.
//! Rendering is idempotent: what was rendered for a channel renders to itself.

mod app;
mod channel;
mod encode;

use std::borrow::Cow;

pub use self::{
    app::app_pages,
    channel::{Channel, Suffix},
    encode::Encode,
};
use crate::{blank, book, codes::FaultCode, fault::Fault, json};

/// The key in a card's query whose value says which share an opening belongs to.
pub const TOKEN_KEY: &str = "ws_t";

/// A page with its query, free of any channel's form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePath<'a> {
    /// Without leading slash, doubled slashes and `.html`; never empty.
    path: Cow<'a, str>,
    /// What follows the first `?`; never empty.
    query: Option<Cow<'a, str>>,
}

impl<'a> PagePath<'a> {
    /// Reads a page in any form. Blank characters at the ends are dropped; `.html`, once or more, is taken for the
    /// suffix and not for a part of the name.
    ///
    /// # Errors
    /// Every fault of the page, each with an empty place: the caller knows where the page stands.
    pub fn parse(text: &'a str) -> Result<Self, Vec<Fault>> {
        match Self::plain(text) {
            Some(page) => Ok(page),
            None => Self::any(text),
        }
    }

    /// The page, if nothing about it needs a closer look, as with nearly every page that is written right: one pass
    /// over its bytes. [`Self::any`] answers the same to such a page.
    fn plain(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        let start = bytes.iter().position(|&byte| byte != b'/')?;
        let mut end = bytes.len();
        let mut before = b'/';
        for (at, &byte) in bytes.iter().enumerate().skip(start) {
            if byte == b'?' {
                end = at;
                break;
            }
            // `//` and segments that begin with a dot are looked at closely.
            if !is_plain(byte) || before == b'/' && matches!(byte, b'/' | b'.') {
                return None;
            }
            before = byte;
        }
        let query = text.get(end + 1..).unwrap_or_default();
        let printable = query.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if before == b'/'
            || !printable
            || query.ends_with(' ')
            || bytes.len() > book::limits().page_bytes
        {
            return None;
        }
        let mut path = &text[start..end];
        while let Some(shorter) = path.strip_suffix(SUFFIX) {
            path = shorter;
        }
        Some(Self {
            path: Cow::Borrowed(path),
            query: (!query.is_empty()).then_some(Cow::Borrowed(query)),
        })
    }

    fn any(text: &'a str) -> Result<Self, Vec<Fault>> {
        let text = blank::trim(text);
        let limit = book::limits().page_bytes;
        if text.contains(json::LONE_SURROGATE) {
            return Err(vec![Fault::new(FaultCode::LoneSurrogate, "", &[])]);
        }
        if text.len() > limit {
            return Err(vec![Fault::over(
                FaultCode::PageTooLong,
                "",
                limit,
                text.len(),
            )]);
        }
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        let name = name(path);
        let mut faults = path_faults(path, &name);
        // Only bytes outside printable ASCII can belong to a control character.
        if text.bytes().any(|byte| !(b' '..=b'~').contains(&byte))
            && let Some(at) = text.chars().position(char::is_control)
        {
            faults.push(fault_at(FaultCode::PageControlCharacter, at));
        }
        if name.is_empty() && faults.is_empty() {
            faults.push(Fault::new(FaultCode::PageEmpty, "", &[]));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            path: name,
            query: query.filter(|query| !query.is_empty()).map(Cow::Borrowed),
        })
    }

    /// The page as `app.json` lists it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query as it was given.
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// Whether the query already carries the token of a share.
    pub fn has_token(&self) -> bool {
        self.query()
            .is_some_and(|query| query.split('&').any(is_token))
    }

    /// The same page whose query ends with the token of a share; the token of an earlier share is replaced, since a
    /// page that was opened from a card is often shared again with all its parameters.
    pub fn with_token(self, token: &str) -> Self {
        let mut query = String::with_capacity(
            self.query.as_deref().map_or(0, str::len) + TOKEN_KEY.len() + token.len() + 2,
        );
        for pair in self.query().unwrap_or_default().split('&') {
            if !pair.is_empty() && !is_token(pair) {
                query.push_str(pair);
                query.push('&');
            }
        }
        query.push_str(TOKEN_KEY);
        query.push('=');
        query.push_str(token);
        Self {
            path: self.path,
            query: Some(Cow::Owned(query)),
        }
    }

    /// Whether `app.json` lists the page. Percent-encoded names count as what they encode.
    pub fn is_in(&self, pages: &[String]) -> bool {
        let path = encode::decode(&self.path);
        pages.iter().any(|page| *page == path)
    }
}

/// The page in the form of the channel.
pub fn render(page: &PagePath<'_>, channel: Channel) -> String {
    let rule = book::channels().rule(channel);
    let mut text = String::with_capacity(page.path.len() + page.query().map_or(0, str::len) + 8);
    if rule.slash {
        text.push('/');
    }
    encode::path(&page.path, rule.encode, &mut text);
    if channel.adds_suffix(rule) {
        text.push_str(SUFFIX);
    }
    if let Some(query) = page.query() {
        text.push('?');
        encode::query(query, rule.encode, &mut text);
    }
    text
}

/// Reads a page and writes it for the channel, checked against the pages of `app.json` where they are known.
///
/// # Errors
/// Every fault of the page, each with an empty place.
pub fn convert(
    text: &str,
    channel: Channel,
    pages: Option<&[String]>,
) -> Result<String, Vec<Fault>> {
    let page = PagePath::parse(text)?;
    let rendered = render(&page, channel);
    let mut faults = too_long(rendered.len());
    if pages.is_some_and(|pages| !page.is_in(pages)) {
        faults.push(Fault::new(
            FaultCode::PageNotInApp,
            "",
            &[("page", page.path())],
        ));
    }
    if faults.is_empty() {
        Ok(rendered)
    } else {
        Err(faults)
    }
}

/// The faults of a page in a draft: those of [`convert`], without writing the page where it cannot be too long.
pub(crate) fn check(text: &str, channel: Channel, pages: Option<&[String]>) -> Vec<Fault> {
    // A slash, the suffix, and every byte percent-encoded.
    let longest = 3 * text.len() + SUFFIX.len() + 1;
    if pages.is_some() || longest > book::limits().page_bytes {
        return convert(text, channel, pages).err().unwrap_or_default();
    }
    PagePath::parse(text).err().unwrap_or_default()
}

fn too_long(found: usize) -> Vec<Fault> {
    let limit = book::limits().page_bytes;
    let fault = (found > limit).then(|| Fault::over(FaultCode::PageTooLong, "", limit, found));
    fault.into_iter().collect()
}

const SUFFIX: &str = ".html";

fn is_token(pair: &str) -> bool {
    pair.split('=').next() == Some(TOKEN_KEY)
}

/// The name of the page: segments joined by single slashes, the last without suffix.
fn name(path: &str) -> Cow<'_, str> {
    let mut bare = path.trim_matches('/');
    while let Some(shorter) = bare.strip_suffix(SUFFIX) {
        bare = shorter;
    }
    // A name that is nothing but the suffix leaves a slash behind, or nothing: there is no page.
    if bare.ends_with('/') {
        return Cow::Borrowed("");
    }
    if bare.contains("//") {
        let segments: Vec<&str> = bare
            .split('/')
            .filter(|segment| !segment.is_empty())
            .collect();
        return Cow::Owned(segments.join("/"));
    }
    Cow::Borrowed(bare)
}

/// What is wrong with the part before the query; `name` is what is left of it as a page.
fn path_faults(path: &str, name: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    // Most paths are plain names: there is little to look for in them.
    if path.bytes().all(is_plain) {
        if is_relative(path) || is_relative(name) {
            faults.push(Fault::new(FaultCode::PageRelative, "", &[]));
        }
        return faults;
    }
    if path.contains("://") {
        faults.push(Fault::new(FaultCode::PageIsUrl, "", &[]));
        return faults;
    }
    if is_relative(path) || is_relative(name) {
        faults.push(Fault::new(FaultCode::PageRelative, "", &[]));
    }
    let mut first = |code, found: fn(char) -> bool| {
        if let Some(at) = path.chars().position(found) {
            faults.push(fault_at(code, at));
        }
    };
    first(FaultCode::PageBlankInside, |c| {
        blank::is_blank(c) && !c.is_control()
    });
    first(FaultCode::PageFragment, |c| c == '#');
    first(FaultCode::PageBackslash, |c| c == '\\');
    first(FaultCode::PageQueryWithoutMark, |c| c == '&' || c == '=');
    faults
}

/// What nearly every path is made of.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'.')
}

fn is_relative(path: &str) -> bool {
    path.split('/')
        .any(|segment| segment == "." || segment == "..")
}

/// A fault that names the character, counted from 1.
fn fault_at(code: FaultCode, index: usize) -> Fault {
    Fault::new(code, "", &[("at", &(index + 1).to_string())])
}

#[cfg(test)]
mod tests;
