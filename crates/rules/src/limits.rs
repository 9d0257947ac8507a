//! Counts and sizes, as `rules/limits.toml` has them.

use serde::Deserialize;

use crate::book::Grade;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub limit: Vec<LimitRow>,
    pub blank: BlankRow,
    pub upload_image_link: UploadImageLinkRow,
}

/// The characters that count as blank, as ranges (both ends included).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlankRow {
    pub ranges: Vec<[u32; 2]>,
    pub note: crate::text::Bilingual,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UploadImageLinkRow {
    /// An address that contains one of these is taken for one of the upload-image call.
    pub contains: Vec<String>,
    pub note: crate::text::Bilingual,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

/// One limit of one place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitRow {
    /// Where it holds: `share`, `moments`, `chat`, `mass_send`, …
    pub place: String,
    pub field: String,
    /// What is counted: `count`, `characters`, `bytes` (of UTF-8), `pixels`, `seconds`, …
    pub unit: String,
    pub max: Option<u64>,
    pub min: Option<u64>,
    pub note: Option<crate::text::Bilingual>,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

/// The limits a draft is judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// `shareToExternalContact` and `shareToExternalChat`.
    pub share: PlaceLimits,
    pub moments: PlaceLimits,
    pub chat: PlaceLimits,
    /// Customers of one `shareToExternalContact`.
    pub customers: usize,
    /// Groups of one `shareToExternalChat`.
    pub groups: usize,
    /// Bytes of a page with its query, ours.
    pub page_bytes: usize,
    /// Bytes of a web address.
    pub url_bytes: usize,
    /// What addresses of the upload-image call contain.
    pub upload_image_links: Vec<String>,
    pub uploads: UploadLimits,
}

/// The server's media calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UploadLimits {
    /// Pictures of the upload-image call, for one company.
    pub links_per_day: usize,
    pub links_per_month: usize,
    /// The largest temporary media.
    pub video_bytes: usize,
    pub file_bytes: usize,
    /// How long a media id lives.
    pub media_days: usize,
}

/// `usize::MAX` where no source states a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceLimits {
    pub attachments: usize,
    /// Characters (Unicode scalar values) of the text.
    pub text_characters: usize,
    pub link_title_bytes: usize,
    pub link_desc_bytes: usize,
    pub card_title_bytes: usize,
    pub images: usize,
    pub videos: usize,
    pub links: usize,
}

impl Limits {
    /// Whether an address looks like those of the upload-image call. Only these are documented for pictures; the
    /// sources disagree about others (client-api.md §5.1).
    pub fn is_upload_image_link(&self, url: &str) -> bool {
        self.upload_image_links
            .iter()
            .any(|part| url.contains(part.as_str()))
    }

    pub(crate) fn of(file: &File) -> Self {
        let find = |place: &str, field: &str, unit: &str| {
            let row = file
                .limit
                .iter()
                .find(|row| row.place == place && row.field == field && row.unit == unit);
            row.and_then(|row| row.max)
                .and_then(|max| usize::try_from(max).ok())
        };
        let needed = |place: &str, field: &str, unit: &str| {
            find(place, field, unit)
                .unwrap_or_else(|| panic!("rules/limits.toml: no limit {place} {field} {unit}"))
        };
        let place = |name: &str| {
            let any = |field: &str, unit: &str| find(name, field, unit).unwrap_or(usize::MAX);
            PlaceLimits {
                attachments: any("attachments", "count"),
                text_characters: any("text.content", "characters"),
                link_title_bytes: any("link.title", "bytes"),
                link_desc_bytes: any("link.desc", "bytes"),
                card_title_bytes: any("miniprogram.title", "bytes"),
                images: any("image", "count"),
                videos: any("video", "count"),
                links: any("link", "count"),
            }
        };
        Self {
            share: place("share"),
            moments: place("moments"),
            chat: place("chat"),
            customers: needed("share", "externalUserIds", "count"),
            groups: needed("share", "chatIds", "count"),
            page_bytes: needed("page", "page", "bytes"),
            url_bytes: needed("url", "url", "bytes"),
            upload_image_links: file.upload_image_link.contains.clone(),
            uploads: UploadLimits {
                links_per_day: needed("upload_image", "files", "per day and company"),
                links_per_month: needed("upload_image", "files", "per month and company"),
                video_bytes: needed("upload_media", "video file", "bytes"),
                file_bytes: needed("upload_media", "file", "bytes"),
                media_days: needed("upload_media", "validity", "days"),
            },
        }
    }
}
