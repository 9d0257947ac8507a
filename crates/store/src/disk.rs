//! How a commit becomes durable.
//!
//! With `synchronous=NORMAL` SQLite writes a commit to its write-ahead log
//! without waiting for the disk: it survives the death of the process, not a
//! power cut. One sync of the log makes every commit before it durable, and it
//! can be done outside of SQLite, while the next transaction is already
//! running. So writers commit one after the other, and all who must not lose
//! anything wait here for the same next sync (`docs/decisions/0002-sql.md`).

use std::{fs::File, io, path::Path, sync::Arc};

use tokio::sync::{mpsc, oneshot};

use crate::StoreError;

type Answer = Result<(), Arc<io::Error>>;

/// The disk under the write-ahead log.
#[derive(Debug)]
pub(crate) struct Disk {
    asks: mpsc::UnboundedSender<Option<oneshot::Sender<Answer>>>,
}

impl Disk {
    /// Takes over the syncing of an open write-ahead log, until dropped.
    pub(crate) fn of_log(log: &Path) -> io::Result<Self> {
        let file = Arc::new(File::open(log)?);
        let (asks, asked) = mpsc::unbounded_channel();
        tokio::spawn(sync_on_demand(asked, file));
        Ok(Self { asks })
    }

    /// Waits until everything committed before this call is on the disk.
    pub(crate) async fn settle(&self) -> Result<(), StoreError> {
        let (tell, told) = oneshot::channel();
        self.asks.send(Some(tell)).map_err(|_| StoreError::Closed)?;
        told.await
            .map_err(|_| StoreError::Closed)?
            .map_err(StoreError::Disk)
    }

    /// Has everything committed before this call brought to the disk soon.
    pub(crate) fn settle_soon(&self) {
        // A closed disk has nobody left to tell.
        let _ = self.asks.send(None);
    }
}

async fn sync_on_demand(
    mut asked: mpsc::UnboundedReceiver<Option<oneshot::Sender<Answer>>>,
    file: Arc<File>,
) {
    let mut waiting = Vec::new();
    // After a failed sync the kernel may have dropped what it could not
    // write, so a later success would prove nothing. It stays failed.
    let mut failed: Option<Arc<io::Error>> = None;
    while asked.recv_many(&mut waiting, usize::MAX).await > 0 {
        if failed.is_none() {
            let file = file.clone();
            let outcome = tokio::task::spawn_blocking(move || file.sync_data()).await;
            failed = match outcome {
                Ok(Ok(())) => None,
                Ok(Err(error)) => Some(Arc::new(error)),
                Err(panicked) => Some(Arc::new(io::Error::other(panicked))),
            };
            if let Some(error) = &failed {
                tracing::error!(
                    %error,
                    "the disk did not confirm a write; nothing more is promised until a restart"
                );
            }
        }
        for tell in waiting.drain(..).flatten() {
            // Whoever asked may have gone away meanwhile.
            let _ = tell.send(failed.clone().map_or(Ok(()), Err));
        }
    }
}
