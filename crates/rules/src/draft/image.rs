//! Which references to an image a place takes (client-api.md §5.1).

use super::{ImageRef, TargetKind, check::Checker};
use crate::{blank, book, codes::FaultCode};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The image is the message.
    Image,
    /// The image is the cover of a card or a web page.
    Cover,
}

/// `at` is the place of the reference inside the attachment's object, empty for the object itself.
pub(super) fn check(checker: &mut Checker<'_>, image: &ImageRef, place: Place, at: &str) {
    let within = |key: &str| {
        if at.is_empty() {
            key.to_owned()
        } else {
            format!("{at}.{key}")
        }
    };
    let (mediaid, id, url) = (given(&image.mediaid), given(&image.id), given(&image.url));
    if let Some(mediaid) = mediaid {
        if place == Place::Cover {
            checker.fault(FaultCode::CoverTakesNoMediaid, &within("mediaid"), &[]);
        }
        checker.printable(mediaid, &within("mediaid"), false);
        return;
    }
    let key = match (&id, &url) {
        (Some(_), _) => "id",
        (None, Some(_)) => "url",
        (None, None) => {
            checker.fault(FaultCode::ImageMissing, at, &[]);
            return;
        }
    };
    if place == Place::Image && checker.kind == TargetKind::Chat {
        checker.fault(FaultCode::ImageNeedsMediaid, &within(key), &[]);
    } else if let Some(id) = id {
        if checker
            .context
            .image_links
            .is_some_and(|links| !links.contains_key(id))
        {
            checker.fault(FaultCode::ImageUnknown, &within(key), &[]);
        }
    } else if let Some(url) = url
        && let Some(code) = fault_of(url)
    {
        checker.fault(code, &within(key), &[]);
    }
}

fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref()
        .map(blank::trim)
        .filter(|text| !text.is_empty())
}

/// What keeps a text from being the address of a picture that others can fetch.
fn fault_of(url: &str) -> Option<FaultCode> {
    if url.len() > book::limits().url_bytes {
        // A picture written out as text is usually what is that long.
        return Some(if is_inline(url) {
            FaultCode::ImageInline
        } else {
            FaultCode::ImageSchemeUnknown
        });
    }
    if is_inline(url) {
        return Some(FaultCode::ImageInline);
    }
    if url.contains(|c: char| c.is_control() || blank::is_blank(c)) {
        return Some(FaultCode::ImageSchemeUnknown);
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return Some(FaultCode::ImageLocal);
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            if is_local_host(host) {
                Some(FaultCode::ImageLocal)
            } else if host.is_empty() {
                Some(FaultCode::ImageSchemeUnknown)
            } else {
                None
            }
        }
        "wxfile" | "file" | "content" | "ph" | "assets-library" => Some(FaultCode::ImageLocal),
        _ => Some(FaultCode::ImageSchemeUnknown),
    }
}

/// Whether a text is an http or https address with a host.
pub(super) fn is_web_address(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else {
        return false;
    };
    let http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    http && !host.is_empty() && !url.contains(blank::is_blank)
}

fn is_inline(url: &str) -> bool {
    ["data:", "blob:"].iter().any(|scheme| {
        url.get(..5)
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// The developer tools write local files as `http://tmp/…` and `http://usr/…` (client-api.md §5.4).
fn is_local_host(host: &str) -> bool {
    matches!(host, "tmp" | "usr" | "store") || host.starts_with("tmp_")
}
