//! Pictures lately shown, kept in memory where the store of pictures is far
//! away: a group opens a card within the same minute.

use std::sync::Arc;

use axum::body::Bytes;
use moka::future::Cache;
use wecom_share_store::{ImageStore, ImageStoreError};

/// In bytes; a cover has about 40 kB.
const ROOM: u64 = 32 * 1024 * 1024;

#[derive(Debug)]
pub(crate) struct Shown(Option<Cache<String, Bytes>>);

#[derive(Debug, Clone)]
enum Unread {
    Gone,
    Failed(Arc<ImageStoreError>),
}

impl Shown {
    /// Whether the store is far away: what is in a folder, the system keeps in
    /// memory itself.
    pub(crate) fn new(far: bool) -> Self {
        let weight = |_: &String, bytes: &Bytes| u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let kept = || Cache::builder().weigher(weight).max_capacity(ROOM).build();
        Self(far.then(kept))
    }

    /// A file's bytes; who asks for one while it is being read waits for that.
    pub(crate) async fn read(
        &self,
        images: &ImageStore,
        sha256: &str,
    ) -> Result<Option<Bytes>, Arc<ImageStoreError>> {
        let Some(kept) = &self.0 else {
            return images.read(sha256).await.map_err(Arc::new);
        };
        let read = async {
            match images.read(sha256).await {
                Ok(Some(bytes)) => Ok(bytes),
                Ok(None) => Err(Unread::Gone),
                Err(error) => Err(Unread::Failed(Arc::new(error))),
            }
        };
        match kept.try_get_with_by_ref(sha256, read).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(unread) => match &*unread {
                Unread::Gone => Ok(None),
                Unread::Failed(error) => Err(error.clone()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_picture_is_read_from_afar_once_and_one_that_was_missing_is_found_later() {
        let folder = tempfile::tempdir().unwrap();
        let images = ImageStore::in_data(folder.path());
        let (name, bytes) = ("a".repeat(64), Bytes::from_static(b"a cover"));
        let shown = Shown::new(true);
        assert_eq!(shown.read(&images, &name).await.unwrap(), None);
        images.keep(&name, &bytes).await.unwrap();
        assert_eq!(
            shown.read(&images, &name).await.unwrap(),
            Some(bytes.clone())
        );
        images.remove(&name).await.unwrap();
        assert_eq!(shown.read(&images, &name).await.unwrap(), Some(bytes));
        let near = Shown::new(false);
        assert_eq!(near.read(&images, &name).await.unwrap(), None);
    }
}
