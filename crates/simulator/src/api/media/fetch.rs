//! Fetching what upload_by_url asked for, and telling the apps when it is done (server-api.md §9.6).

use std::sync::Arc;

use bytes::Bytes;
use jiff::Timestamp;
use md5::{Digest as _, Md5};

use super::kind::is_mp4;
use super::take::{MB, SMALLEST};
use crate::callbacks::{Audience, Event};
use crate::phones::Unreached;
use crate::shared::Shared;
use crate::state::{Asked, File, Job, Progress, Scene};

const LARGEST: usize = 200 * MB;

pub(crate) async fn run(shared: Arc<Shared>, job: Job) {
    let fetched = shared.network.download(&job.asked.url, LARGEST).await;
    let now = shared.clock.now();
    finish(&shared, &job, judge(&job.asked, fetched), now);
    let event = Event {
        corpid: job.asked.corpid,
        audience: Audience::Own,
        name: "upload_media_job_finish",
        change: "",
        fields: vec![("JobId", job.id.as_str().into())],
        at: now,
    };
    shared.callbacks.tell(&shared, &event);
}

fn finish(shared: &Shared, job: &Job, judged: Result<Bytes, (i32, &'static str)>, now: Timestamp) {
    let state = &mut *shared.state();
    let progress = match judged {
        Err((code, text)) => Progress::Failed { code, text },
        Ok(bytes) => {
            let file = File {
                kind: job.asked.kind,
                scene: Scene::ByUrl,
                name: job.asked.name.clone(),
                bytes,
            };
            let corpid = &job.asked.corpid;
            let media_id = state.media.add(corpid, file, now, &mut state.chance);
            Progress::Done { media_id, at: now }
        }
    };
    state.jobs.finish(&job.id, progress);
}

fn judge(asked: &Asked, fetched: Result<Bytes, Unreached>) -> Result<Bytes, (i32, &'static str)> {
    let bytes = fetched.map_err(|fault| match fault {
        Unreached::Address | Unreached::NoRange => (830_001, "invalid url"),
        Unreached::Failed => (830_003, "download failed"),
        Unreached::TooLarge => (45001, "media size out of limit"),
    })?;
    if bytes.len() < SMALLEST {
        return Err((45001, "media size out of limit"));
    }
    if hex::encode(Md5::digest(&bytes)) != asked.md5 {
        return Err((301_019, "md5 mismatch"));
    }
    if asked.kind == "video" && !is_mp4(&bytes) {
        return Err((41090, "not a valid mp4"));
    }
    Ok(bytes)
}
