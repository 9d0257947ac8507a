//! What the store promises, against a real database in a folder of its own.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, in its helpers too"
)]

mod callbacks;
mod garbage;
mod image_store;
mod images;
mod openings;
mod renditions;
mod schema;
mod sessions;
mod shares;
mod tokens;
mod uploads;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tempfile::TempDir;
use wecom_share_store::{Owner, Prepared, Receiver, ReceiverPart, Shown, Store, TargetKind};

/// A store in a folder that goes away with it.
struct Data {
    folder: TempDir,
    store: Store,
}

impl Data {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        Self { folder, store }
    }

    /// What another process would see after this one was killed: the files as
    /// they are now, without closing anything.
    async fn after_a_kill(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(self.folder.path()).unwrap() {
            let file = file.unwrap();
            if file.file_name() != "wecom-share.db-shm" && file.path().is_file() {
                std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
            }
        }
        let store = Store::open(folder.path()).await.unwrap();
        Self { folder, store }
    }
}

/// Monday morning in China, and whole hours after it.
fn hour(hours: i64) -> Timestamp {
    let start: Timestamp = "2026-11-23T08:00:00+08:00".parse().unwrap();
    start + SignedDuration::from_hours(hours)
}

const ZHANGSAN: Owner<'static> = Owner {
    corpid: "wwcorp1",
    member: "zhangsan",
};
const LISI: Owner<'static> = Owner {
    corpid: "wwcorp1",
    member: "lisi",
};
const OTHER_COMPANY: Owner<'static> = Owner {
    corpid: "wwcorp2",
    member: "zhangsan",
};

fn receiver(id: &str, part: ReceiverPart) -> Receiver {
    Receiver {
        id: id.to_owned(),
        part,
    }
}

/// Prepares a share to these receivers, with a token made from its id.
async fn prepare(store: &Store, owner: Owner<'_>, id: &str, receivers: &[Receiver]) {
    prepare_counting(store, owner, id, receivers, true).await;
}

async fn prepare_counting(
    store: &Store,
    owner: Owner<'_>,
    id: &str,
    receivers: &[Receiver],
    counts: bool,
) {
    prepare_all(store, owner, id, counts, receivers, &[]).await;
}

/// Prepares a share that shows these renditions.
async fn prepare_showing(store: &Store, owner: Owner<'_>, id: &str, renditions: &[Shown]) {
    prepare_all(store, owner, id, true, &[], renditions).await;
}

async fn prepare_all(
    store: &Store,
    owner: Owner<'_>,
    id: &str,
    counts: bool,
    receivers: &[Receiver],
    renditions: &[Shown],
) {
    let nothing = json!({});
    let token = token_of(id);
    let share = Prepared {
        owner,
        id,
        appid: "wxapp",
        token: &token,
        api: "shareToExternalContact",
        target: TargetKind::Customers,
        draft: &nothing,
        host: &nothing,
        plan: &nothing,
        counts,
        receivers,
        renditions,
    };
    store.prepare_share(&share, hour(0)).await.unwrap();
}

fn token_of(id: &str) -> String {
    format!("token-{id}")
}

fn ok_answer() -> Value {
    json!({ "errMsg": "qy.shareToExternalContact:ok" })
}
