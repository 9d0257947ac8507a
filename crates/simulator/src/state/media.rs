//! Temporary media: three days, shared by the apps of a company (server-api.md §5.1, §5.2).

use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};

use super::Chance;
use super::tokens::after;

const LIVES: SignedDuration = SignedDuration::from_hours(24 * 3);
/// Ours, to protect the machine: all media together. The oldest go first, and are then expired early.
const MEMORY: usize = 512 * 1024 * 1024;

#[derive(Debug, Default)]
pub(crate) struct Media {
    by_id: BTreeMap<String, Item>,
    size: usize,
}

#[derive(Debug)]
struct Item {
    corpid: String,
    file: File,
    expires: Timestamp,
    /// Delivered to somebody's chat: what arrived stays visible after the media_id has expired.
    delivered: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct File {
    /// image, voice, video or file.
    pub kind: &'static str,
    pub scene: Scene,
    /// As uploaded; may hold any letters.
    pub name: String,
    /// Empty once expired.
    pub bytes: Bytes,
}

/// What a media_id can be used for: they are not interchangeable (server-api.md §5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scene {
    /// media/upload: messages.
    Message,
    /// upload_attachment, type 1.
    Moments,
    /// upload_attachment, type 2.
    ProductAlbum,
    /// upload_by_url: group-welcome templates.
    ByUrl,
    /// Recorded and uploaded by a page.
    Recorded,
}

impl Scene {
    pub fn is_attachment(self) -> bool {
        matches!(self, Self::Moments | Self::ProductAlbum)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MediaFault {
    /// 40007
    Unknown,
    /// 40145
    Expired,
}

impl Media {
    pub fn add(&mut self, corpid: &str, file: File, now: Timestamp, chance: &mut Chance) -> String {
        for item in self
            .by_id
            .values_mut()
            .filter(|it| now >= it.expires && !it.delivered)
        {
            self.size -= item.file.bytes.len();
            item.file.bytes = Bytes::new();
        }
        self.size += file.bytes.len();
        while self.size > MEMORY
            && let Some(oldest) = self
                .by_id
                .values_mut()
                .filter(|it| !it.file.bytes.is_empty())
                .min_by_key(|it| it.expires)
        {
            self.size -= oldest.file.bytes.len();
            oldest.file.bytes = Bytes::new();
            oldest.expires = now;
        }
        let id = format!("3{}", chance.letters::<48>());
        let item = Item {
            corpid: corpid.to_owned(),
            file,
            expires: after(now, LIVES),
            delivered: false,
        };
        self.by_id.insert(id.clone(), item);
        id
    }

    /// Another company's media are as unknown as none.
    pub fn get(&self, corpid: &str, id: &str, now: Timestamp) -> Result<&File, MediaFault> {
        let item = self
            .by_id
            .get(id)
            .filter(|it| it.corpid == corpid)
            .ok_or(MediaFault::Unknown)?;
        if now >= item.expires {
            return Err(MediaFault::Expired);
        }
        Ok(&item.file)
    }

    /// Ends the media_id that would end next, or this one; which it was.
    pub fn expire(&mut self, id: Option<&str>, now: Timestamp) -> Option<String> {
        let (id, item) = self
            .by_id
            .iter_mut()
            .filter(|(it, _)| id.is_none_or(|id| id == it.as_str()))
            .filter(|(_, it)| now < it.expires)
            .min_by_key(|(_, it)| it.expires)?;
        item.expires = now;
        Some(id.clone())
    }

    /// Keeps the content for the chats that show it.
    pub fn deliver(&mut self, id: &str) {
        if let Some(item) = self.by_id.get_mut(id) {
            item.delivered = true;
        }
    }

    /// For the phones, which show what they once got.
    pub fn shown(&self, id: &str) -> Option<Bytes> {
        let item = self.by_id.get(id)?;
        (!item.file.bytes.is_empty()).then(|| item.file.bytes.clone())
    }
}
