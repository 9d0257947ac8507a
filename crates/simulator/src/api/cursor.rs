//! Paging by an opaque cursor: empty at the end (server-api.md §4.5).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::refusal::Refusal;

/// A page of `items` and the cursor of the next; empty when there is none.
pub(crate) fn page<T>(
    items: Vec<T>,
    cursor: Option<&str>,
    limit: usize,
) -> Result<(Vec<T>, String), Refusal> {
    page_of(items, cursor, limit, 0)
}

/// The same, where `items` already lack the first `skipped`.
pub(crate) fn page_of<T>(
    items: Vec<T>,
    cursor: Option<&str>,
    limit: usize,
    skipped: usize,
) -> Result<(Vec<T>, String), Refusal> {
    let start = match cursor {
        None => 0,
        Some(text) => decode(text).ok_or(Refusal::parameter())?,
    };
    let end = start.saturating_add(limit);
    let next = if end < items.len() {
        URL_SAFE_NO_PAD.encode(format!("at:{}", skipped.saturating_add(end)))
    } else {
        String::new()
    };
    Ok((items.into_iter().skip(start).take(limit).collect(), next))
}

fn decode(text: &str) -> Option<usize> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    std::str::from_utf8(&bytes)
        .ok()?
        .strip_prefix("at:")?
        .parse()
        .ok()
}
