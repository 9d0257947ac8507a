//! How a commit becomes durable.
//!
//! With `synchronous=NORMAL` SQLite writes a commit to its write-ahead log
//! without waiting for the disk: it survives the death of the process, not a
//! power cut. One sync of the log makes every commit before it durable, and it
//! can be done outside of SQLite, while the next transaction is already
//! running. So writers commit one after the other, and all who must not lose
//! anything wait here for the same next sync (`docs/decisions/0002-sql.md`).

use std::{fs::File, io, path::Path, sync::Arc};

use tokio::sync::{mpsc, oneshot, watch};

use crate::StoreError;

type Answer = Result<(), Arc<io::Error>>;

/// The disk under the write-ahead log.
#[derive(Debug)]
pub(crate) struct Disk {
    asks: mpsc::UnboundedSender<Option<oneshot::Sender<Answer>>>,
    failed: watch::Receiver<Option<Arc<io::Error>>>,
}

impl Disk {
    /// Takes over the syncing of an open write-ahead log, until dropped.
    pub(crate) fn of_log(log: &Path) -> io::Result<Self> {
        // Some systems sync only what may be written.
        let file = Arc::new(File::options().read(true).write(true).open(log)?);
        let (asks, asked) = mpsc::unbounded_channel();
        let (fail, failed) = watch::channel(None);
        tokio::spawn(sync_on_demand(asked, file, fail));
        Ok(Self { asks, failed })
    }

    /// Waits until everything committed before this call is on the disk.
    pub(crate) async fn settle(&self) -> Result<(), StoreError> {
        let (tell, told) = oneshot::channel();
        self.asks.send(Some(tell)).map_err(|_| StoreError::Closed)?;
        told.await
            .map_err(|_| StoreError::Closed)?
            .map_err(StoreError::Disk)
    }

    /// Whether every sync so far succeeded.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        match &*self.failed.borrow() {
            None => Ok(()),
            Some(error) => Err(StoreError::Disk(error.clone())),
        }
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
    fail: watch::Sender<Option<Arc<io::Error>>>,
) {
    let mut waiting = Vec::new();
    while asked.recv_many(&mut waiting, usize::MAX).await > 0 {
        let earlier = fail.borrow().clone();
        let failed = match earlier {
            // After a failed sync the kernel may have dropped what it could not
            // write, so a later success would prove nothing. It stays failed.
            Some(error) => Some(error),
            None => sync(&file).await.err().map(Arc::new),
        };
        if let Some(error) = &failed
            && fail.borrow().is_none()
        {
            tracing::error!(
                %error,
                "the disk did not confirm a write; nothing more is promised until a restart"
            );
            fail.send_replace(Some(error.clone()));
        }
        for tell in waiting.drain(..).flatten() {
            // Whoever asked may have gone away meanwhile.
            let _ = tell.send(failed.clone().map_or(Ok(()), Err));
        }
    }
}

async fn sync(file: &Arc<File>) -> io::Result<()> {
    let file = file.clone();
    tokio::task::spawn_blocking(move || file.sync_data())
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)))
}
