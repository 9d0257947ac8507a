//! The door for what is uploaded and fetched: how much of it is in memory at the
//! same time.

use axum::http::{HeaderMap, header};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Files of the largest size that there is room for; of ordinary photographs,
/// ten times as many, so that some slow telephones keep nobody waiting.
const LARGEST: usize = 8;
/// Addresses that are fetched from at the same time.
const FETCHES: usize = 8;
const KIB: usize = 1024;

#[derive(Debug)]
pub(crate) struct Door {
    /// In KiB.
    room: Semaphore,
    fetches: Semaphore,
}

impl Door {
    /// `largest` is the size of the largest file that is taken in.
    pub(crate) fn new(largest: usize) -> Self {
        let room = LARGEST * largest.div_ceil(KIB);
        Self {
            room: Semaphore::new(room.min(Semaphore::MAX_PERMITS)),
            fetches: Semaphore::new(FETCHES),
        }
    }

    /// Waits until there is room for one more upload, of the length that its
    /// headers tell but at most so many bytes: more is not read.
    pub(crate) async fn enter(
        &self,
        headers: &HeaderMap,
        most: usize,
    ) -> Option<SemaphorePermit<'_>> {
        let told = headers.get(header::CONTENT_LENGTH);
        let told = told.and_then(|told| told.to_str().ok()?.parse().ok());
        let bytes = told.unwrap_or(most).min(most);
        let room = u32::try_from(bytes.div_ceil(KIB)).unwrap_or(u32::MAX);
        // The semaphore is never closed.
        self.room.acquire_many(room).await.ok()
    }

    /// Waits until another address may be fetched from. What is fetched has no
    /// length that could be believed.
    pub(crate) async fn fetch(&self) -> Option<SemaphorePermit<'_>> {
        self.fetches.acquire().await.ok()
    }
}
